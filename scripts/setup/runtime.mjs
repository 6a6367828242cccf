import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { downloadElectron } from './electron-download.mjs';
import { buildFallback, builtFallback, FALLBACK } from './fallback.mjs';
import { ROOT } from './places.mjs';
import { say, Told } from './say.mjs';

const ELECTRON = join(ROOT, 'node_modules/electron');

/**
 * @typedef {object} Runtime
 * @property {string} dist the folder with Electron in it
 * @property {string} exec the program to start
 * @property {'given' | 'own' | 'fallback'} kind `own` is Electron's binary of the pinned version
 * @property {string} version such as "45.5.0"
 */

/**
 * Finds an Electron to run, in this order: the folder named in ELECTRON_OVERRIDE_DIST_PATH; the pinned one where it is
 * installed; the pinned one from where Electron publishes it (a failure is remembered for the day); on Linux x64 the
 * fallback.
 * @returns {Promise<Runtime>} it fails with a sentence when there is none
 */
export async function ensureRuntime() {
  const given = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (given) return runtimeIn(given, 'given');
  if (!isInstalled()) await downloadElectron(ELECTRON);
  if (isInstalled()) return runtimeIn(join(ELECTRON, 'dist'), 'own');
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Told('Electron could not be downloaded, and there is a stand-in for Linux on x64 only.');
  if (builtFallback() === undefined) {
    say(
      `Electron's own program can't be had here, so an older one (${FALLBACK.electron}) stands in. It is for trying and testing only.`,
    );
    await buildFallback();
  }
  return runtimeIn(builtFallback(), 'fallback');
}

/** @returns {boolean} whether node_modules/electron has its program, by Electron's own marks (its install.js) */
function isInstalled() {
  try {
    const wanted = JSON.parse(readFileSync(join(ELECTRON, 'package.json'), 'utf8')).version;
    const program = readFileSync(join(ELECTRON, 'path.txt'), 'utf8');
    const there = readFileSync(join(ELECTRON, 'dist/version'), 'utf8').replace(/^v/, '');
    return there === wanted && existsSync(join(ELECTRON, 'dist', program));
  } catch {
    return false;
  }
}

/** @param {string} dist @param {Runtime['kind']} kind @returns {Runtime} */
function runtimeIn(dist, kind) {
  const program = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[process.platform];
  const exec = join(dist, program ?? 'electron');
  try {
    accessSync(exec, constants.X_OK);
    return {
      dist,
      exec,
      kind,
      version: readFileSync(join(dist, 'version'), 'utf8').trim().replace(/^v/, ''),
    };
  } catch (error) {
    throw new Told(`The Electron in ${dist} can't be used: ${error.message}`);
  }
}

/**
 * The variables by which tools find this runtime: the electron package and Playwright read the first, electron-vite
 * the second.
 * @param {Runtime} runtime
 * @returns {Record<string, string>}
 */
export function runtimeVariables({ dist, exec }) {
  return { ELECTRON_OVERRIDE_DIST_PATH: dist, ELECTRON_EXEC_PATH: exec };
}
