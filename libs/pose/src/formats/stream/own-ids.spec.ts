import { encodeUtf8 } from '../utf8.js';
import { readOwnIds } from './own-ids.js';
import { type OwnStrings, RecordScanner } from './record-scanner.js';

/** The ids of one annotation, scanned in pieces of some bytes. */
function read(record: string, pieceBytes = 1000) {
  const file = encodeUtf8(`{"annotations": [${record}]}`);
  const found: unknown[] = [];
  const scanner = new RecordScanner(
    {
      lists: new Set(['annotations']),
      maxValueBytes: 1000,
      readName: (bytes) => new TextDecoder().decode(bytes).slice(1, -1),
      onElement: (_field, bytes, _offset, strings: OwnStrings) => found.push(readOwnIds(bytes, strings)),
      onValue: () => undefined,
    },
    'file.json',
  );
  for (let at = 0; at < file.length; at += pieceBytes) scanner.feed(file.subarray(at, at + pieceBytes));
  return found[0];
}

describe('the ids of an annotation, without parsing it', () => {
  it.each([
    '{"id": 7, "image_id": 12}',
    '{"keypoints":[1,2,{"id":3}],"image_id" :\n12 ,"note":"image_id: 9","id":7}',
    '{"caption": "no, \\" is \\\\ no end", "image_id":12,"segmentation":{"id":1,"x":["id",4]},"id":7}',
  ])('are found in %s, however it is cut', (record) => {
    const expected = record.includes('\\') ? null : { id: 7, imageId: 12 };
    for (const pieceBytes of [1, 2, 5, 11, 1000]) expect(read(record, pieceBytes)).toEqual(expected);
  });

  it.each([
    ['one twice', '{"id": 7, "image_id": 12, "id": 8}'],
    ['one missing', '{"id": 7}'],
    ['text', '{"id": "7", "image_id": 12}'],
    ['a fraction', '{"id": 7.5, "image_id": 12}'],
    ['an exponent', '{"id": 7e1, "image_id": 12}'],
    ['a sign', '{"id": -7, "image_id": 12}'],
    ['more digits than a double holds', '{"id": 9007199254740993, "image_id": 12}'],
    ['a zero before it', '{"id": 07, "image_id": 12}'],
    ['a name that is written otherwise', '{"\\u0069d": 8, "id": 7, "image_id": 12}'],
    ['a value that reads like a name', '{"id": 7, "image_id": 12, "note": "id"}'],
    ['no object', '[7, "id", 12]'],
  ])('are left to the parser where there could be a doubt: %s', (_, record) => {
    expect(read(record)).toBeNull();
  });
});
