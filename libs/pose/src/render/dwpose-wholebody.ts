import { createFaceLayer, createHandLayers, openposeBodyLayers } from './openpose-layers.js';
import { type RendererProfile } from './profile.js';

/** Where wholebody133 has its face and hands. */
const FACE = 23;
const LEFT_HAND = 91;
const RIGHT_HAND = 112;

/**
 * DWPose's picture of body, hands and face, as its authors' ControlNet and controlnet_aux 0.0.10 draw it: everybody's limb by
 * limb, then everybody's joints, all left hands, all right hands, all faces. Feet are not drawn.
 */
export const dwposeWholebody: RendererProfile = {
  name: 'dwpose-wholebody',
  version: 1,
  skeleton: 'wholebody133',
  passes: [
    { order: 'by-mark', layers: openposeBodyLayers },
    { order: 'by-person', layers: createHandLayers(LEFT_HAND) },
    { order: 'by-person', layers: createHandLayers(RIGHT_HAND) },
    { order: 'by-person', layers: [createFaceLayer(FACE)] },
  ],
  keypointScoreThreshold: 0.3,
  personScoreThreshold: -1,
};
