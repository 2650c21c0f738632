import { matchPictures } from './match-pictures.js';

function createFile(path: string) {
  return { name: path.split('/').at(-1)!, webkitRelativePath: path };
}

describe('pictures of samples', () => {
  it('are found by the key, with or without an extension and folders', () => {
    const files = ['mine/a.png', 'mine/deep/b.JPG', 'mine/c.webp', 'mine/notes.txt', 'mine/.d.png'].map(createFile);
    const { matched, missing, unknown } = matchPictures(['a', 'b.jpg', 'c.png'], files);
    expect(matched.map(({ key, file }) => [key, file.name])).toEqual([
      ['a', 'a.png'],
      ['b.jpg', 'b.JPG'],
      ['c.png', 'c.webp'],
    ]);
    expect([missing, unknown]).toEqual([[], []]);
  });

  it('are found where the key has what a file name cannot have', () => {
    const { matched } = matchPictures(['42:oil painting'], [createFile('mine/42_oil painting.png')]);
    expect(matched).toHaveLength(1);
  });

  it('are found by the end of their path', () => {
    const files = ['mine/cartoon/1.png', 'mine/deep/garage/1.png'].map(createFile);
    const { matched } = matchPictures(['garage/1.png', 'cartoon/1.png'], files);
    expect(matched.map(({ key, file }) => [key, file.webkitRelativePath])).toEqual([
      ['cartoon/1.png', 'mine/cartoon/1.png'],
      ['garage/1.png', 'mine/deep/garage/1.png'],
    ]);
  });

  it('say which are missing, unknown and there twice', () => {
    const files = ['mine/a.png', 'mine/again/a.png', 'mine/z.png'].map(createFile);
    expect(matchPictures(['a', 'b'], files)).toMatchObject({
      missing: ['b'],
      unknown: ['z.png'],
      doubled: ['again/a.png'],
    });
  });

  it('take files that were picked one by one', () => {
    expect(matchPictures(['a'], [{ name: 'a.png', webkitRelativePath: '' }]).matched).toHaveLength(1);
  });
});
