export { PoseError, type PoseErrorCode } from './errors.js';
export type {
  BoundingBox,
  CanvasSize,
  Keypoint,
  PersonPose,
  Pose,
  PoseWarning,
  PoseWarningCode,
  Rgb,
  SkeletonName,
  Visibility,
} from './types.js';
export { isLabelled, UNLABELLED } from './keypoint.js';
export { type CompactPerson, type CompactPose, compactPose, expandPose } from './compact-pose.js';
export { removeHidden } from './hidden-joints.js';
export { computeSha256 } from './sha256.js';
export { assertSkeleton, type Limb, type SkeletonDefinition, type SkeletonPalette } from './skeletons/definition.js';
export { getSkeleton, isSkeletonName, SKELETONS } from './skeletons/registry.js';
export {
  convertPose,
  type ConvertPoseOptions,
  type KeptJoint,
  type LostJoint,
  type MergedJoint,
  type SkeletonConversionReport,
  type SynthesizedJoint,
} from './convert-pose.js';
export {
  ConversionLossLog,
  createConversionReport,
  type ConversionLoss,
  type ConversionLossKind,
  type ConversionReport,
} from './formats/conversion-report.js';
export type {
  DiscLayer,
  EllipseLayer,
  Layer,
  LineLayer,
  Pass,
  ProfileScale,
  RendererProfile,
} from './render/profile.js';
export { computeProfileHash } from './render/profile-hash.js';
export { getRendererProfile, RENDERER_PROFILE_NAMES, type RendererProfileOptions } from './render/profiles.js';
export { renderSkeleton, type RenderedSkeleton } from './render/render-skeleton.js';
export { findNearMisses, suggest } from './near-miss.js';
export { formatReport, messageOf, type ErrorReport } from './error-report.js';
export {
  computeConditioning,
  drawConditioning,
  type Conditioning,
  type ConditioningSize,
} from './render/compute-conditioning.js';
export { fitPose, type FittedPose, type PoseFitMode } from './fit-pose.js';
export type { AxisTransform } from './axis-transform.js';
export { mirrorPose } from './operations/mirror-pose.js';
export { copyHand, type CopyHandOptions, type HandSide } from './operations/copy-hand.js';
export { copySpatialHand } from './operations/copy-spatial-hand.js';
export { hideJoints, revealJoints } from './operations/hide-joints.js';
export { applyPart, type ApplyPartOptions } from './operations/apply-part.js';
export { blendPoses, type BlendPosesOptions } from './operations/blend-poses.js';
export { blendSpatialPoses } from './operations/blend-spatial-poses.js';
export { normalizePose, type NormalizePoseOptions } from './operations/normalize-pose.js';
export { rerootPose, type RerootPoseOptions } from './operations/reroot-pose.js';
export {
  retargetPose,
  scaleLimbs,
  type RetargetPoseOptions,
  type ScaleLimbsOptions,
} from './operations/retarget-pose.js';
export { composePoses, type ComposePosesOptions, type PlacedPose } from './operations/compose-poses.js';
export { JOINT_GROUPS, selectJoints, type JointGroup } from './operations/joint-groups.js';
export type {
  ChoiceParameter,
  FlagParameter,
  JointParameter,
  JointsParameter,
  NumberParameter,
  OperationParameter,
  OperationParameters,
  PoseOperation,
  PoseParameter,
} from './operations/operation.js';
export {
  applyOperation,
  getPoseOperation,
  POSE_OPERATIONS,
  type OperationRequest,
} from './operations/pose-operations.js';
export {
  DEFAULT_POSE_FILE_LIMITS,
  parsePoseFile,
  type ParsedPoseFile,
  type ParsePoseFileOptions,
  type PoseFileInput,
  type PoseFileLimits,
  type PoseFileSummary,
  type PoseFormat,
} from './formats/parse-pose-file.js';
export type { PoseProblem, PoseProblemCode } from './formats/problems.js';
export type { CocoEnvelope } from './formats/parse-coco.js';
export type { CocoCategory, KeypointLayout } from './formats/coco-categories.js';
export { findSpdxId, readCocoLicences, type CocoLicence } from './formats/coco-licences.js';
export { formatCocoKeypoints, type CocoKeypointsFile } from './formats/format-coco.js';
export { formatCoco } from './formats/format-coco-file.js';
export { formatOpenPose } from './formats/format-openpose.js';
export { formatControlNet, type FormatControlNetOptions } from './formats/format-controlnet.js';
export { formatDwpose } from './formats/format-dwpose.js';
export { formatMmpose, formatMmposeVideo } from './formats/format-mmpose.js';
export { formatYoloPose } from './formats/format-yolo-pose.js';
export { type FormattedPoseFile } from './formats/formatted-file.js';
export {
  formatPoseFile,
  WRITABLE_POSE_FORMATS,
  type FormatPoseFileOptions,
  type FormattedPoseFiles,
  type WritablePoseFormat,
} from './formats/format-pose-file.js';
export {
  POSE_FILE_FORMATS,
  writePoseFiles,
  type PoseFileFormat,
  type WrittenPoseFiles,
} from './formats/write-pose-files.js';
export {
  formatSpatialPose,
  WRITABLE_SPATIAL_FORMATS,
  type FormattedContent,
  type WritableSpatialFormat,
} from './formats/format-spatial-pose.js';
export {
  DEFAULT_COCO_STREAM_LIMITS,
  openCocoStream,
  type CocoStream,
  type CocoStreamLimits,
  type CocoStreamOptions,
  type CocoStreamProgress,
} from './formats/stream/stream-coco.js';
export { type ByteSource } from './formats/stream/byte-source.js';
export { DEFAULT_POSE_STREAM_LIMITS, openPoseStream } from './formats/stream/open-pose-stream.js';
export type {
  PoseStream,
  PoseStreamLimits,
  PoseStreamOptions,
  PoseStreamProgress,
} from './formats/stream/pose-stream.js';
export { computePoseFingerprint } from './fingerprint.js';
export { formatJson } from './formats/format-json.js';
export { readSelfContact, type ContactPoint } from './formats/self-contact.js';
export { selectPose, type SelectedPose } from './select-pose.js';
export { escapeXml, renderSkeletonSvg, type SkeletonSvgOptions } from './render/render-skeleton-svg.js';
export type {
  Camera,
  OrthographicCamera,
  PerspectiveCamera,
  Proportions,
  SpatialClip,
  SpatialFrame,
  SpatialPerson,
  SpatialPose,
} from './spatial/types.js';
export {
  HUMANOID_BONES,
  HUMANOID_TREE,
  isHumanoidBone,
  REQUIRED_BONES,
  type HumanoidBone,
} from './spatial/humanoid.js';
export type { Quaternion, Vec3 } from './spatial/vector.js';
export { assertSpatialPose } from './spatial/assert-spatial-pose.js';
export {
  assertCamera,
  createOrbitCamera,
  fitOrbitCamera,
  type FitOptions,
  type OrbitOptions,
} from './spatial/camera.js';
export { computeBonePlacements, type BonePlacement, type BonePlacements } from './spatial/forward-kinematics.js';
export { mirrorSpatialPerson, mirrorSpatialPose } from './spatial/mirror-spatial-pose.js';
export { projectSpatialPose, type ProjectionOptions } from './spatial/project-spatial-pose.js';
export { DEFAULT_HEIGHT, DEFAULT_PROPORTIONS } from './spatial/proportions.js';
export {
  parseHumansdPose,
  type ParsedHumansdPose,
  type ParseHumansdPoseOptions,
} from './formats/humansd/parse-humansd-pose.js';
export { formatHumansdPose, type FormattedHumansdPose } from './formats/humansd/format-humansd-pose.js';
export {
  parseHumansdMapping,
  type ParsedHumansdMapping,
  type ParseHumansdMappingOptions,
} from './formats/humansd/parse-humansd-mapping.js';
export { formatHumansdMapping, type FormattedHumansdMapping } from './formats/humansd/format-humansd-mapping.js';
export type { HumansdMappingEntry } from './formats/humansd/humansd-mapping.js';
export {
  describePerson,
  describePose,
  DESCRIPTOR_JOINTS,
  mirrorDescriptor,
  type PoseDescriptor,
} from './similarity/pose-descriptor.js';
export { assertComparison, type PoseComparison } from './similarity/pose-comparison.js';
export {
  computePoseDistance,
  explainPoseDistance,
  type JointDistance,
  type PoseDistanceExplanation,
} from './similarity/pose-distance.js';
export {
  PoseIndex,
  PoseSelection,
  type NearDuplicateOptions,
  type NearDuplicates,
  type PoseMatch,
  type PoseSearchOptions,
} from './similarity/pose-index.js';
export { createSearchKernel } from './similarity/create-search-kernel.js';
export { createPlainKernel } from './similarity/plain-kernel.js';
export type { SearchKernel } from './similarity/search-kernel.js';
export { resampleClip, sampleClip, selectPoses, toClip } from './spatial/clip.js';
export type { RigAxes } from './spatial/rig.js';
export { DEFAULT_BVH_LIMITS, type BvhLimits } from './formats/bvh/bvh-decoder.js';
export { formatBvh, type FormatBvhOptions } from './formats/bvh/format-bvh.js';
export {
  parseBvh,
  streamBvh,
  type BvhFacts,
  type BvhOptions,
  type BvhProgress,
  type BvhStream,
  type BvhStreamOptions,
  type ParsedBvh,
} from './formats/bvh/parse-bvh.js';
export { DEFAULT_GLTF_LIMITS, looksLikeGlb, type GltfLimits } from './formats/gltf/glb-container.js';
export { formatGlb, type FormatGlbOptions } from './formats/gltf/format-glb.js';
export type { GltfKind } from './formats/gltf/gltf-rig.js';
export { parseGltf, type GltfOptions, type ParsedGltf } from './formats/gltf/parse-gltf.js';
export {
  formatVrmPose,
  parseVrmPose,
  type ParsedVrmPose,
  type ParseVrmPoseOptions,
  type VrmPoseOptions,
} from './formats/vrm/vrm-pose.js';
export {
  detectSpatialFormat,
  parseSpatialFile,
  type ParsedSpatialFile,
  type ParseSpatialFileOptions,
  type SpatialFormat,
} from './formats/parse-spatial-file.js';
