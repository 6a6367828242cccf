import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CACHE, PINNED_NODE } from './places.mjs';
import { hear } from './run.mjs';
import { say } from './say.mjs';

const FAILED = join(CACHE, 'electron-download-failed');
// A connection that brings nothing for so long is given up; a slow one that still brings something is not.
const PATIENCE = 20_000;

/**
 * Lets Electron's own installer fetch the pinned binary (it checks the download against checksums in the package).
 * Never fails: whether it worked shows in node_modules/electron. After a failure it is not tried again that day.
 * @param {string} electron the folder node_modules/electron
 */
export async function downloadElectron(electron) {
  if (failedToday()) return;
  say('Fetching Electron from where its makers publish it …');
  mkdirSync(CACHE, { recursive: true });
  const scratch = mkdtempSync(join(CACHE, 'electron-download-'));
  const stop = new AbortController();
  const watching = stopWhenStalled(scratch, stop);
  try {
    const { code, all } = await hear(PINNED_NODE, [join(electron, 'install.js')], {
      env: { ...process.env, TMPDIR: scratch, TEMP: scratch, TMP: scratch },
      signal: stop.signal,
    });
    if (code === 0) return say('  done');
    const why = stop.signal.aborted ? `nothing came for ${PATIENCE / 1000} s` : firstError(all);
    say(`  that did not work: ${why}. It will be tried again tomorrow.`);
    writeFileSync(FAILED, today());
  } finally {
    clearInterval(watching);
    rmSync(scratch, { recursive: true, force: true });
  }
}

function stopWhenStalled(folder, stop) {
  let size = 0;
  let since = Date.now();
  let said = Date.now();
  return setInterval(() => {
    const now = sizeOf(folder);
    if (now > size) {
      size = now;
      since = Date.now();
      if (Date.now() - said > 10_000) {
        said = Date.now();
        say(`  ${Math.round(size / 1e6)} MB so far`);
      }
    } else if (Date.now() - since > PATIENCE) stop.abort();
  }, 500);
}

/** @param {string} folder @returns {number} bytes in it, as far as can be seen while it changes */
function sizeOf(folder) {
  let sum = 0;
  try {
    for (const entry of readdirSync(folder, { recursive: true })) sum += statSync(join(folder, entry)).size;
  } catch {
    // A file that went away in between: the next look will tell.
  }
  return sum;
}

function firstError(text) {
  const line = text.split('\n').find((each) => /error/i.test(each)) ?? 'its installer failed';
  return line
    .replace(/^\w*Error: /, '')
    .trim()
    .slice(0, 160);
}

function failedToday() {
  try {
    return readFileSync(FAILED, 'utf8') === today();
  } catch {
    return false;
  }
}

function today() {
  return new Date().toISOString().slice(0, 10);
}
