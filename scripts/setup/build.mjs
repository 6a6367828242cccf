import { createHash } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { PINNED_NODE, ROOT } from './places.mjs';
import { hear } from './run.mjs';
import { say, saying, Told } from './say.mjs';

const INPUTS = [
  'main',
  'renderer',
  'assets',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];

/** The built terminal version of the app. */
export const TERMINAL = join(ROOT, 'out/main/terminal.js');

const STAMP = join(ROOT, 'out/.built-from');

/** @param {string} [root] the checkout @returns {boolean} whether out/ was built from the sources as they are now */
export function isBuilt(root = ROOT) {
  try {
    return readFileSync(join(root, 'out/.built-from'), 'utf8') === fingerprint(root);
  } catch {
    return false;
  }
}

/** Makes the next `ensureBuilt` build, whatever out/ holds. */
export function forgetBuild() {
  rmSync(STAMP, { force: true });
}

/** Builds out/ when a source has changed since the last time. */
export async function ensureBuilt() {
  if (isBuilt() && existsSync(TERMINAL)) return;
  if (!isWritable(join(ROOT, 'out')))
    throw new Told(
      `The app in ${ROOT} has to be built anew, and this account may not write there. Start it once as the one whose checkout it is.`,
    );
  await saying('Building the app', async () => {
    process.umask(0o022);
    const before = fingerprint(ROOT);
    forgetBuild();
    const { code, all } = await hear(
      PINNED_NODE,
      [join(ROOT, 'node_modules/electron-vite/bin/electron-vite.js'), 'build'],
      { cwd: ROOT },
    );
    if (code !== 0) {
      say(stripVTControlCharacters(all));
      throw new Told('The app could not be built; what the builder said is above.');
    }
    // A source that changed meanwhile makes the fingerprint differ, so the next start builds again.
    writeFileSync(STAMP, before);
  });
}

/** @param {string} folder @returns {boolean} whether this account may put files there, or make it */
function isWritable(folder) {
  try {
    accessSync(existsSync(folder) ? folder : ROOT, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Names, sizes and times of all sources, as one short text. Contents are not read, to keep `inspect` quick.
 * @param {string} root the checkout
 * @returns {string}
 */
export function fingerprint(root) {
  const hash = createHash('sha256');
  const visit = (path) => {
    const stat = statSync(join(root, path), { throwIfNoEntry: false });
    if (stat === undefined) return;
    if (stat.isDirectory()) for (const name of readdirSync(join(root, path)).sort()) visit(`${path}/${name}`);
    else hash.update(`${path} ${stat.size} ${stat.mtimeMs}\n`);
  };
  for (const input of INPUTS) visit(input);
  return hash.digest('hex');
}
