import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

// Everything is bundled: one folder starts faster than a tree of modules, and the package carries no node_modules.
// The targets are what the tests' runtime has (Electron 33: Chrome 130, Node 20), the oldest that the code runs on.
export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      externalizeDeps: false,
      target: 'node20',
      rollupOptions: {
        input: {
          index: resolve('main/index.ts'),
          errand: resolve('main/errands/index.ts'),
          terminal: resolve('main/terminal.ts'),
        },
        // dbus-next asks for these where they are, and does without.
        external: ['usocket', 'x11'],
        output: { format: 'es' },
      },
    },
  },
  preload: {
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
    plugins: [react()],
    build: {
      outDir: 'out/renderer',
      target: 'chrome130',
      minify: true,
      // Inlined files would be data: addresses, which the page's policy forbids.
      assetsInlineLimit: 0,
      rollupOptions: { input: resolve('renderer/index.html') },
    },
  },
});
