import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where `vite` finds the API while one works on this app; the build is served by the API itself. */
const API = 'http://127.0.0.1:4000';
const PROXIED = ['/files', '^/poses/.*/thumbnail', '^/reports/.*\\.(json|csv|html)$', '/uploads', '/health', '/ready'];

export default defineConfig({
  plugins: [react()],
  resolve: { conditions: ['@contrapposto/source', 'module', 'browser', 'development|production'] },
  // The content security policy has no place for inline scripts, and pictures come from the API.
  build: { target: 'es2023', modulePreload: { polyfill: false }, chunkSizeWarningLimit: 1500 },
  server: {
    proxy: { '/graphql': { target: API, ws: true }, ...Object.fromEntries(PROXIED.map((path) => [path, API])) },
  },
});
