// Before all decorators, which keep their notes with it.
import 'reflect-metadata';
export { LOCAL_STUDIO, type Authenticate } from './authenticate.js';
export { createConfig, DEFAULTS, type ApiConfig } from './config.js';
export type { Caller } from './request-context.js';
export { startApi, type RunningApi } from './start-api.js';
