/** The graph builder by itself, for measurements and tools; programs that make pictures use the package's main entry. */
export { ConfigReader } from './config-reader.js';
export { GraphBuilder, type Value } from './graph-builder.js';
export { buildUNet, readUNetConfig, type UNetConfig } from './networks/unet.js';
export { openUNet } from './open-unet.js';
export { openWeightsFile, type WeightsFile } from './weights.js';
