import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PINNED_NODE, ROOT } from './places.mjs';
import { pass } from './run.mjs';
import { saying, Told } from './say.mjs';

/**
 * Brings node_modules to what package-lock.json says, when it differs.
 * npm keeps its own stamp of what it installed, node_modules/.package-lock.json, written last; that is compared.
 */
export async function ensureDependencies() {
  if (
    existsSync(PINNED_NODE) &&
    sameAsLock(read('package-lock.json'), read('node_modules/.package-lock.json'))
  )
    return;
  refuseLink(join(ROOT, 'node_modules'));
  await saying('Fetching what Tankmate is built from, as package-lock.json lists it', async () => {
    // Files that root fetches must be readable by the ordinary user whom the app is started for.
    process.umask(0o022);
    const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
    const npm = process.env.npm_execpath;
    const code = npm
      ? await pass(process.execPath, [npm, ...args], quiet)
      : await pass('npm', args, { ...quiet, shell: process.platform === 'win32' });
    if (code !== 0)
      throw new Told('npm could not fetch them; what it said is above. Is the npm registry reachable?');
    if (!existsSync(PINNED_NODE))
      throw new Told(
        'npm did not run the install script of the package "node". Does a setting of yours, such as ignore-scripts, forbid it?',
      );
  });
}

/**
 * `npm ci` empties the folder that it finds, also through a link: that of another checkout, which may be in use.
 * @param {string} folder path of node_modules; may be absent
 * @throws {Told} where it is a link
 */
export function refuseLink(folder) {
  if (lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink())
    throw new Told(
      `${folder} is a link, and does not hold what package-lock.json lists. npm would empty the folder that it leads to. Remove the link, then try again.`,
    );
}

// npm's closing words ("added 500 packages") go to standard error, where progress goes.
const quiet = { cwd: ROOT, stdio: ['ignore', 2, 2] };

/** @param {string} name a file of the checkout @returns {string} its text, empty when there is none */
function read(name) {
  try {
    return readFileSync(join(ROOT, name), 'utf8');
  } catch {
    return '';
  }
}

/**
 * Tells if what npm says it installed is what the lock asks for.
 * Packages for other systems (optional ones) may be absent, but none may differ.
 * @param {string} lock text of package-lock.json
 * @param {string} installed text of node_modules/.package-lock.json, empty when nothing is installed
 * @returns {boolean}
 */
export function sameAsLock(lock, installed) {
  if (installed === '') return false;
  const wanted = JSON.parse(lock).packages;
  const have = JSON.parse(installed).packages;
  for (const [path, entry] of Object.entries(have)) if (wanted[path]?.version !== entry.version) return false;
  return Object.entries(wanted).every(
    ([path, entry]) => path === '' || path in have || entry.optional || entry.devOptional || entry.peer,
  );
}
