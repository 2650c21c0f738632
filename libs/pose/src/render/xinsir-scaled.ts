import { openpose18Controlnet } from './openpose18-controlnet.js';
import { type RendererProfile } from './profile.js';

/**
 * The skeleton of xinsir's OpenPose ControlNets for SDXL (controlnet-openpose-sdxl-1.0 and the union models): ControlNet's, with
 * limbs and discs that grow with the picture's longer side, twice as wide from 500 pixels on and up to seven times.
 */
export const xinsirScaled: RendererProfile = {
  ...openpose18Controlnet,
  name: 'xinsir-scaled',
  scales: [
    { from: 500, factor: 2 },
    { from: 1000, factor: 3 },
    { from: 2000, factor: 4 },
    { from: 3000, factor: 5 },
    { from: 4000, factor: 6 },
    { from: 5000, factor: 7 },
  ],
};
