/** A plugin whose runs go wrong in the way that the prompt names. */
const CAPABILITIES = {
  families: ['humansd', 'text-only'],
  schedulers: ['ddim', 'dpmpp-2m', 'euler'],
  devices: ['cpu'],
  weightDtypes: ['F32'],
  computeDtype: 'float32',
  sizes: { minimum: 8, maximum: 64 },
  poseEstimation: false,
};

const FAULTS = {
  exit: () => process.exit(3),
  kill: () => process.kill(process.pid, 'SIGKILL'),
  throw: () => {
    throw new TypeError('the plugin tripped');
  },
  'throw later': () => setTimeout(() => FAULTS.throw(), 0) && forever(),
  'run out of memory': () => {
    const held = [];
    for (;;) held.push(new Array(1e6).fill(held.length));
  },
  hang: () => forever(),
  'block the event loop': () => {
    for (;;);
  },
};

export default {
  contractVersion: 1,
  name: 'faulty',
  version: '0.0.1',
  describe: () => CAPABILITIES,
  probe: () => Promise.resolve({ usable: false, reasons: ['it is faulty'], devices: [] }),
  load: (model) =>
    Promise.resolve({
      info: model.info,
      estimateMemory: () => Promise.resolve(1),
      run: async (recipe) => FAULTS[recipe.prompt](),
      dispose: () => Promise.resolve(),
    }),
};

function forever() {
  return new Promise(() => undefined);
}
