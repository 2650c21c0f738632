import { encodeModel, float } from './onnx-proto.js';
import { bytesField, floatField, message, stringField, varintField } from './protobuf-writer.js';

describe('the protobuf writer', () => {
  // The examples of the Protocol Buffers encoding guide.
  it.each([
    ['a varint', varintField(1, 150), '08 96 01'],
    ['a string', stringField(2, 'testing'), '12 07 74 65 73 74 69 6e 67'],
    ['an embedded message', bytesField(3, varintField(1, 150)), '1a 03 08 96 01'],
    ['a negative integer, as 64 bits', varintField(1, -1), '08 ff ff ff ff ff ff ff ff ff 01'],
    ['an integer beyond 32 bits', varintField(1, 2 ** 40), '08 80 80 80 80 80 20'],
    ['a bigint', varintField(1, 2n ** 63n - 1n), '08 ff ff ff ff ff ff ff ff 7f'],
    ['a float', floatField(1, 1), '0d 00 00 80 3f'],
    ['fields one after another', message(varintField(1, 1), varintField(2, 2)), '08 01 10 02'],
    ['a field number above 15', varintField(20, 1), 'a0 01 01'],
    ['an empty message', message(), ''],
  ])('writes %s', (_name, bytes, expected) => {
    expect(Buffer.from(bytes).toString('hex')).toBe(expected.replaceAll(' ', ''));
  });
});

describe('encodeModel', () => {
  it('writes attributes by their kind, so that 1 as int and 1 as float differ', () => {
    const encode = (value: Parameters<typeof float>[0] | ReturnType<typeof float>) =>
      encodeModel({
        irVersion: 9,
        producerName: 'spec',
        opsets: { '': 20 },
        graph: {
          name: 'g',
          nodes: [{ name: 'n', opType: 'Op', domain: '', inputs: ['x'], outputs: ['y'], attributes: { a: value } }],
          initializers: [],
          inputs: [],
          outputs: [],
        },
      });
    const asInt = Buffer.from(encode(1)).toString('hex');
    const asFloat = Buffer.from(encode(float(1))).toString('hex');
    expect(asInt).toContain('0a0161' + '1801' + 'a00102');
    expect(asFloat).toContain('0a0161' + '150000803f' + 'a00101');
  });
});
