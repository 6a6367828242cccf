import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { pageFile } from '../../main/app/window/page';

/**
 * Builds the page into a folder of its own (the checkout may be closed to this account) and serves it on this
 * computer only, with the headers that the app serves it with.
 */
export async function servePage(): Promise<{ address: string; stop: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'tankmate-wizard-'));
  await build({
    configFile: false,
    root: 'renderer',
    logLevel: 'warn',
    plugins: [react()],
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'chrome130',
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 1000,
    },
  });
  const server = createServer(async (request, response) => {
    const file = pageFile(`app://wizard${request.url}`);
    const body = file && (await readFile(join(folder, file.path)).catch(() => null));
    if (!body) {
      // A browser asks for an icon by itself; the app's window does not.
      response.writeHead(request.url === '/favicon.ico' ? 204 : 404).end();
      return;
    }
    response.writeHead(200, file.headers).end(body);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/index.html`,
    async stop() {
      server.close();
      server.closeAllConnections();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
