import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { protocol } from 'electron';
import { devServer } from './dev-server';
import { PAGE_SCHEME, pageFile } from './page';

/** Once, before the app is ready: standard and secure, so that the page has an origin and a policy of its own. */
export function claimScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: PAGE_SCHEME, privileges: { standard: true, secure: true } },
  ]);
}

/** Serves the files of `folder` as the page, and nothing else; in `npm run dev`, what its server has. */
export function servePage(folder: string): void {
  protocol.handle(PAGE_SCHEME, async ({ method, url }) => {
    if (devServer) return devServer.answer(url);
    const file = method === 'GET' ? pageFile(url) : null;
    if (!file) return new Response(null, { status: 404 });
    try {
      return new Response(await readFile(join(folder, file.path)), { headers: file.headers });
    } catch {
      return new Response(null, { status: 404 });
    }
  });
}
