/** Flags with which a child process runs this workspace's source. */
export const FROM_SOURCE = [
  '--conditions=@contrapposto/source',
  '--no-warnings',
  '--import',
  new URL('./run-typescript.mjs', import.meta.url).href,
];
