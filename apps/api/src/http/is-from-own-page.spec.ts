import { isFromOwnPage } from './is-from-own-page.js';

describe('isFromOwnPage', () => {
  it.each<[string, string | undefined, boolean, boolean]>([
    // A program, or the page itself.
    ['127.0.0.1:4000', undefined, true, true],
    ['localhost:4000', 'http://localhost:4000', true, true],
    ['[::1]:4000', 'http://[::1]:4000', true, true],
    ['192.168.1.7:4000', 'http://192.168.1.7:4000', true, true],
    // Any website; another program of this machine; a sandboxed page.
    ['127.0.0.1:4000', 'https://elsewhere.example', true, false],
    ['127.0.0.1:4000', 'http://127.0.0.1:3000', true, false],
    ['127.0.0.1:4000', 'null', true, false],
    // A name that was made to point here.
    ['elsewhere.example:4000', 'http://elsewhere.example:4000', true, false],
    ['elsewhere.example:4000', undefined, true, false],
    ['', undefined, true, false],
    // With sign-in, the server has whatever name it has.
    ['poses.studio.example', 'https://poses.studio.example', false, true],
    ['poses.studio.example', 'https://elsewhere.example', false, false],
  ])('asked as %s from %s', (host, origin, isLocal, expected) => {
    const headers = { host, ...(origin !== undefined && { origin }) };
    expect(isFromOwnPage({ headers }, isLocal)).toBe(expected);
  });
});
