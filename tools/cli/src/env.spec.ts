import path from 'node:path';
import { createConfig } from './config.js';
import { readEnvironment } from './env.js';

describe('the environment', () => {
  it('is empty where nothing is set', () => {
    expect(readEnvironment({})).toEqual({
      model: null,
      modelFolders: [],
      backend: null,
      plugins: [],
      serviceUrl: null,
    });
  });

  it('is read into a configuration', () => {
    const environment = readEnvironment({
      CONTRAPPOSTO_MODEL: 'mine',
      CONTRAPPOSTO_MODELS: ['/a', '/b'].join(path.delimiter),
      CONTRAPPOSTO_BACKEND: 'other',
      CONTRAPPOSTO_PLUGINS: 'some-package, ./plugin.js',
      CONTRAPPOSTO_URL: 'https://poses.example',
    });
    expect(createConfig(environment)).toMatchObject({
      model: 'mine',
      modelFolders: ['/a', '/b', expect.stringMatching(/models$/)],
      backend: 'other',
      plugins: ['some-package', './plugin.js'],
      serviceUrl: 'https://poses.example',
    });
  });

  it('defaults to the bundled model on the built-in backend', () => {
    expect(createConfig(readEnvironment({}))).toMatchObject({
      model: 'mannequin',
      backend: 'onnx',
      starterPoses: expect.stringMatching(/models.poses.starter\.coco\.json$/),
    });
  });
});
