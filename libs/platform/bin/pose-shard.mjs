/** A thread that holds a part of an index of poses: see src/search/shape-index.ts. It runs the build, as programs do. */
import { parentPort } from 'node:worker_threads';
import { serveShard } from '../dist/search/serve-shard.js';

serveShard(parentPort);
