// `npm run package [-- words]`: builds the packages of electron-builder.yml for this system (the words go to
// electron-builder). Where Electron's own binary can't be had, it builds one .deb on the stand-in, whose version says so.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from './setup/build.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { againOnPinnedNode, withPinnedNode } from './setup/node.mjs';
import { PINNED_NODE, ROOT } from './setup/places.mjs';
import { pass } from './setup/run.mjs';
import { asCommand, say, Told } from './setup/say.mjs';

const BUILDER = join(ROOT, 'node_modules/electron-builder/cli.js');

await asCommand(async () => {
  const words = process.argv.slice(2);
  await ensureDependencies();
  const again = await againOnPinnedNode(fileURLToPath(import.meta.url));
  if (again !== undefined) return again;
  await ensureBuilt();
  const { writeNotices } = await import('./notices.mjs');
  await writeNotices();
  const { ensureRuntime } = await import('./setup/runtime.mjs');
  const runtime = await ensureRuntime();
  const env = withPinnedNode(process.env);
  if (runtime.kind === 'own')
    return pass(PINNED_NODE, [BUILDER, '--publish', 'never', ...words], { cwd: ROOT, env });

  if (words.length > 0 && words.join(' ') !== '--linux deb')
    throw new Told('On the stand-in for Electron only a test package is built: --linux deb.');
  const version = testVersion(
    JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).version,
    runtime.version,
  );
  say(
    `Building a test package, ${version}. It is not for people: its Electron only stands in for the real one.`,
  );
  const config = {
    electronDist: runtime.dist,
    electronVersion: runtime.version,
    'extraMetadata.version': version,
  };
  return pass(
    PINNED_NODE,
    [
      BUILDER,
      '--publish',
      'never',
      '--linux',
      'deb',
      ...Object.entries(config).map(([key, value]) => `-c.${key}=${value}`),
    ],
    { cwd: ROOT, env: { ...env, CUSTOM_FPM_PATH: join(ROOT, 'scripts/package/fpm.mjs') } },
  );
});

/** @param {string} version @param {string} electron @returns {string} such as "1.2.0-test.electron33" */
function testVersion(version, electron) {
  return `${version}-test.electron${electron.split('.')[0]}`;
}
