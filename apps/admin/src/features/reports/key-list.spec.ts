import { formatKeyList } from './key-list.js';

describe('list of keys', () => {
  it('is CSV, with a name for each file', () => {
    const samples = [
      { key: '42:oil painting', split: 'test', scene: 'oil painting', caption: 'a dancer, "en pointe"' },
      { key: 'b.jpg', split: 'test', scene: null, caption: '=1+1' },
    ];
    expect(formatKeyList(samples)).toBe(
      [
        'file,key,scene,caption',
        '42_oil painting.png,42:oil painting,oil painting,"a dancer, ""en pointe"""',
        "b.png,b.jpg,,'=1+1",
        '',
      ].join('\r\n'),
    );
  });
});
