import { openposeBodyLayers } from './openpose-layers.js';
import { type RendererProfile } from './profile.js';

/**
 * What ControlNets for OpenPose were trained on, as controlnet_aux 0.0.10 draws it: person by person, limbs four pixels to each
 * side, discs of radius four.
 *
 * The reference has a joint or has it not; 0.3 is where its DWPose detector draws that line.
 */
export const openpose18Controlnet: RendererProfile = {
  name: 'openpose18-controlnet',
  version: 1,
  skeleton: 'openpose18',
  passes: [{ order: 'by-person', layers: openposeBodyLayers }],
  keypointScoreThreshold: 0.3,
  personScoreThreshold: -1,
};
