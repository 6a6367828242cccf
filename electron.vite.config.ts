import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { listBundledPackages } from './scripts/notices/bundled-packages.mjs';

// Everything is bundled: one folder starts faster than a tree of modules, and the package carries no node_modules.
// The targets are what the tests' runtime has (Electron 33: Chrome 130, Node 20), the oldest that the code runs on.
// For the notices and the bill of materials.
const listed = listBundledPackages(import.meta.dirname);

export default defineConfig(({ command }) => ({
  main: {
    plugins: [listed],
    // Lets the page come from a dev server with a looser policy (main/app/window/dev-server.ts): never in a build.
    define: { 'import.meta.env.TANKMATE_DEV': String(command === 'serve') },
    build: {
      outDir: 'out/main',
      externalizeDeps: false,
      target: 'node20',
      rollupOptions: {
        input: {
          index: resolve('main/index.ts'),
          worker: resolve('main/worker/worker.ts'),
          'scan-process': resolve('main/worker/scan-process.ts'),
          terminal: resolve('main/cli/main.ts'),
        },
        // dbus-next asks for these where they are, and does without.
        external: ['usocket', 'x11'],
        output: { format: 'es' },
      },
    },
  },
  preload: {
    plugins: [listed],
    build: {
      outDir: 'out/preload',
      externalizeDeps: false,
      target: 'node20',
      rollupOptions: {
        input: resolve('main/preload.ts'),
        // A sandboxed preload must be one CommonJS file.
        output: { format: 'cjs', entryFileNames: 'preload.cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    plugins: [react(), listed],
    // The page's address is app://wizard, so it has to be told where the server is.
    server: { host: '127.0.0.1', port: 5173, strictPort: true, hmr: { host: '127.0.0.1', clientPort: 5173 } },
    build: {
      outDir: 'out/renderer',
      target: 'chrome130',
      minify: true,
      // Inlined files would be data: addresses, which the page's policy forbids.
      assetsInlineLimit: 0,
      rollupOptions: { input: resolve('renderer/index.html') },
    },
  },
}));
