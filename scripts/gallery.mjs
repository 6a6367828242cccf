// `npm run gallery [-- words]`: every screen and state that the wizard's tests draw, in both languages and all views, on
// one page. Words draw only the scenes whose name has them in it.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureDebianPackages } from './setup/debian.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { againOnPinnedNode } from './setup/node.mjs';
import { CACHE, ROOT } from './setup/places.mjs';
import { asCommand, saying } from './setup/say.mjs';

await asCommand(async () => {
  await ensureDependencies();
  const again = await againOnPinnedNode(fileURLToPath(import.meta.url));
  if (again !== undefined) return again;
  if (!(await ensureDebianPackages(['chromium-headless-shell', 'fonts-noto-cjk'], 'The gallery'))) return 1;
  process.chdir(ROOT);
  const { runnerImport } = await import('vite');
  const { module } = await runnerImport(join(ROOT, 'test/wizard/gallery.ts'), { configFile: false });
  const { index, pictures } = await saying('Drawing every screen', () =>
    module.drawGallery(join(CACHE, 'gallery'), process.argv.slice(2).join(' ')),
  );
  console.log(`${pictures} pictures: ${index}`);
  return pictures > 0 ? 0 : 1;
});
