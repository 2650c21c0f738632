import vm from 'node:vm';
import { TestEnvironment } from 'jest-environment-node';

const SHARED = [
  'ArrayBuffer',
  'SharedArrayBuffer',
  'Int8Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'Int16Array',
  'Uint16Array',
  'Int32Array',
  'Uint32Array',
  'BigInt64Array',
  'BigUint64Array',
  'Float32Array',
  'Float64Array',
  'DataView',
];

/**
 * Node's environment with two changes.
 *
 * - The outer realm's buffers: native addons (onnxruntime-node, sharp) test typed arrays by identity, and refuse those of Jest's own realm.
 * - An ordinary global object. Node intercepts each look-up of a global (`Math`, `Number`) in the context that Jest asks for, and a loop over
 *   numbers then runs thirty times slower than in any program. Where Node cannot do without (before 20.18), specs are slow and no more.
 */
export default class ContrappostoEnvironment extends TestEnvironment {
  constructor(config, context) {
    const { createContext } = vm;
    vm.createContext = () => createContext(vm.constants?.DONT_CONTEXTIFY);
    try {
      super(config, context);
    } finally {
      vm.createContext = createContext;
    }
  }

  async setup() {
    await super.setup();
    for (const name of SHARED) this.global[name] = globalThis[name];
  }
}
