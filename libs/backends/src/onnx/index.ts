/** The graph builder and the extractors by themselves, for measurements, metrics and tools; programs that make pictures use the package's main entry. */
export type { Disposable } from '../contract.js';
export { ConfigReader } from './config-reader.js';
export { GraphBuilder, type Value } from './graph-builder.js';
export { buildUNet, readUNetConfig, type UNetConfig } from './networks/unet.js';
export { openUNet } from './open-unet.js';
export { openWeightsFile, type WeightsFile } from './weights.js';
export { openBundledImageFeatures, openBundledTextImage } from './extractors/bundled-clip.js';
export { createDetector } from './extractors/onnx-pose-network.js';
export { openImageFeatures, openPoseNetwork, openTextImageEncoder } from './extractors/open-extractor.js';
