// `npm run dev [-- words]`: the app with its page from a dev server: the page reloads while it is edited, the app starts
// again when main changes. Words go to electron-vite, such as --noSandbox for root.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { forgetBuild } from './setup/build.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { ownerOf, placeForWindow } from './setup/display.mjs';
import { againOnPinnedNode, withPinnedNode } from './setup/node.mjs';
import { PINNED_NODE, ROOT } from './setup/places.mjs';
import { pass } from './setup/run.mjs';
import { asCommand, Told } from './setup/say.mjs';

await asCommand(async () => {
  await ensureDependencies();
  const again = await againOnPinnedNode(fileURLToPath(import.meta.url));
  if (again !== undefined) return again;
  const words = process.argv.slice(2);
  const { platform, env } = process;
  const place = placeForWindow({ platform, env, uid: process.getuid?.(), ownerOf });
  if (place.where !== 'here' && !words.includes('--noSandbox'))
    throw new Told(
      'Hot reload needs a display, and an ordinary account: Chromium’s sandbox does not work for root.',
    );
  const { ensureRuntime, runtimeVariables } = await import('./setup/runtime.mjs');
  const runtime = await ensureRuntime();
  // out/ is about to hold what no package and no test may use.
  forgetBuild();
  const electronVite = join(ROOT, 'node_modules/electron-vite/bin/electron-vite.js');
  return pass(PINNED_NODE, [electronVite, 'dev', '--watch', ...words], {
    cwd: ROOT,
    env: { ...withPinnedNode(env), ...runtimeVariables(runtime) },
  });
});
