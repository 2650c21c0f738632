/** Numbers by which a network's input is made of 0..255: (value - mean) / deviation, per channel in the network's order. */
export interface Normalization {
  readonly channelOrder: 'RGB' | 'BGR';
  readonly mean: readonly [number, number, number];
  readonly deviation: readonly [number, number, number];
}

/** How the picture comes to the network's size; see fit-picture.ts. */
export type PictureFit =
  'TENSORFLOW_1' | 'CENTRE' | 'LETTERBOX_MIDDLE' | 'LETTERBOX_CORNER' | 'BOX' | 'UNBIASED_BOX' | 'SHORTER_SIDE';

/** What the network's outputs mean; see decode-*.ts. */
export type OutputDecoding =
  'FEATURES' | 'SIMCC' | 'UNBIASED_HEATMAPS' | 'ASSOCIATIVE_EMBEDDING' | 'YOLO_POSE' | 'DETECTED_POSES';

/** A network's signature and all that stands between a picture and what it says of it. */
export interface ExtractorPreset {
  readonly kind: 'image-features' | 'text-image' | 'pose-estimator';
  /** Whose weights it is made for, and where its rules are written down. */
  readonly about: string;
  /** In pixels; of SHORTER_SIDE the shorter one. */
  readonly input: { readonly name: string; readonly width: number; readonly height: number };
  readonly fit: PictureFit;
  readonly normalization: Normalization;
  readonly decoding: OutputDecoding;
  /** Names of the outputs that are read, in the order in which the decoding takes them. */
  readonly outputs: readonly string[];
  /** The layer, as the manifest names it, and its length. */
  readonly features?: { readonly layer: string; readonly dimensions: number };
  /** Of the text's network. */
  readonly text?: { readonly input: string; readonly output: string; readonly tokens: number };
  /** Poses are the mean of the picture's and its mirror image's. */
  readonly flipTest?: boolean;
  /** People below it are dropped. */
  readonly scoreThreshold?: number;
  /** Joints below it are unlabelled. */
  readonly keypointScoreThreshold?: number;
}

const IMAGENET: Normalization = {
  channelOrder: 'RGB',
  mean: [123.675, 116.28, 103.53],
  deviation: [58.395, 57.12, 57.375],
};
const CLIP: Normalization = {
  channelOrder: 'RGB',
  mean: [0.48145466 * 255, 0.4578275 * 255, 0.40821073 * 255],
  deviation: [0.26862954 * 255, 0.26130258 * 255, 0.27577711 * 255],
};

/** As the networks come: a descriptor may override single values. */
export const EXTRACTOR_PRESETS = {
  'inception-v3-fid': {
    kind: 'image-features',
    about:
      "Inception-v3 of 2015-12-05 as torch-fidelity and pytorch-fid convert it; the last pooling's 2,048 features.",
    input: { name: 'image', width: 299, height: 299 },
    fit: 'TENSORFLOW_1',
    normalization: { channelOrder: 'RGB', mean: [128, 128, 128], deviation: [128, 128, 128] },
    decoding: 'FEATURES',
    outputs: ['features'],
    features: { layer: '2048', dimensions: 2048 },
  },
  'clip-vit-b-16': {
    kind: 'text-image',
    about: "OpenAI's CLIP ViT-B/16: openai/clip-vit-base-patch16, exported with its projections.",
    input: { name: 'pixel_values', width: 224, height: 224 },
    fit: 'CENTRE',
    normalization: CLIP,
    decoding: 'FEATURES',
    outputs: ['image_embeds'],
    features: { layer: 'projection', dimensions: 512 },
    text: { input: 'input_ids', output: 'text_embeds', tokens: 77 },
  },
  'clip-vit-h-14': {
    kind: 'text-image',
    about: "LAION's CLIP ViT-H/14: laion/CLIP-ViT-H-14-laion2B-s32B-b79K, exported with its projections.",
    input: { name: 'pixel_values', width: 224, height: 224 },
    fit: 'CENTRE',
    normalization: CLIP,
    decoding: 'FEATURES',
    outputs: ['image_embeds'],
    features: { layer: 'projection', dimensions: 1024 },
    text: { input: 'input_ids', output: 'text_embeds', tokens: 77 },
  },
  'higherhrnet-w48-udp': {
    kind: 'pose-estimator',
    about: 'mmpose 0.29, higherhrnet_w48_coco_512x512_udp.py, and its Human-Art weights: what HumanSD measures with.',
    input: { name: 'image', width: 512, height: 512 },
    fit: 'SHORTER_SIDE',
    normalization: IMAGENET,
    decoding: 'ASSOCIATIVE_EMBEDDING',
    outputs: ['heatmaps_tags', 'heatmaps'],
    flipTest: true,
    scoreThreshold: 0,
    keypointScoreThreshold: 0,
  },
  vitpose: {
    kind: 'pose-estimator',
    about: 'mmpose, td-hm_ViTPose-*_8xb64-210e_coco-256x192.py and its Human-Art weights. Needs boxes of people.',
    input: { name: 'input', width: 192, height: 256 },
    fit: 'UNBIASED_BOX',
    normalization: IMAGENET,
    decoding: 'UNBIASED_HEATMAPS',
    outputs: ['output'],
    flipTest: true,
    scoreThreshold: 0,
    keypointScoreThreshold: 0.2,
  },
  rtmpose: {
    kind: 'pose-estimator',
    about: 'mmpose, rtmpose-*_8xb256-420e_*-256x192.py as mmdeploy exports it (SimCC). Needs boxes of people.',
    input: { name: 'input', width: 192, height: 256 },
    fit: 'BOX',
    normalization: IMAGENET,
    decoding: 'SIMCC',
    outputs: ['simcc_x', 'simcc_y'],
    flipTest: false,
    scoreThreshold: 0,
    keypointScoreThreshold: 0.3,
  },
  rtmo: {
    kind: 'pose-estimator',
    about: 'mmpose, rtmo-*_16xb16-600e_*-640x640.py as mmdeploy exports it, suppression of doubles included.',
    input: { name: 'input', width: 640, height: 640 },
    fit: 'LETTERBOX_CORNER',
    normalization: { channelOrder: 'BGR', mean: [0, 0, 0], deviation: [1, 1, 1] },
    decoding: 'DETECTED_POSES',
    outputs: ['dets', 'keypoints'],
    scoreThreshold: 0.1,
    keypointScoreThreshold: 0.3,
  },
  'yolo-pose': {
    kind: 'pose-estimator',
    about: 'ultralytics, yolov8*-pose and yolo11*-pose as their export writes them, without suppression of doubles.',
    input: { name: 'images', width: 640, height: 640 },
    fit: 'LETTERBOX_MIDDLE',
    normalization: { channelOrder: 'RGB', mean: [0, 0, 0], deviation: [255, 255, 255] },
    decoding: 'YOLO_POSE',
    outputs: ['output0'],
    scoreThreshold: 0.25,
    keypointScoreThreshold: 0.5,
  },
} as const satisfies Readonly<Record<string, ExtractorPreset>>;

export type ExtractorPresetName = keyof typeof EXTRACTOR_PRESETS;
export const EXTRACTOR_PRESET_NAMES = Object.keys(EXTRACTOR_PRESETS) as readonly ExtractorPresetName[];
