import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hear } from '../../setup/run.mjs';
import { Told } from '../../setup/say.mjs';
import { scriptHead } from './script.mjs';

/**
 * Makes an installer for Windows with makensis (Debian's package nsis) from our own template, for where the makers'
 * plugins that electron-builder's template needs can't be had.
 * @param {import('./script.mjs').Wish} wish
 * @returns {Promise<void>} it fails with what makensis said, warnings among it
 */
export async function buildInstaller(wish) {
  const found = readdirSync(wish.payload, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const files = found.map((path) => path.slice(wish.payload.length + 1).replaceAll('/', '\\')).toSorted();
  const bytes = found.reduce((sum, path) => sum + statSync(path).size, 0);
  const folder = mkdtempSync(join(tmpdir(), 'tankmate-installer-'));
  try {
    const script = join(folder, 'setup.nsi');
    writeFileSync(script, `${scriptHead(wish, { files, bytes })}\n!include installer.nsi\n`);
    const words = ['-V2', '-WX', '-NOCD', '-INPUTCHARSET', 'UTF8', script];
    const { code, all } = await hear('makensis', words, { cwd: import.meta.dirname });
    if (code !== 0) throw new Told(`makensis failed:\n${all.trim()}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
