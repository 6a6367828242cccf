import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { buildInstaller } from '../../scripts/package/installer/build.mjs';
import { layOutTerminal, TERMINAL_LINK } from '../../scripts/package/installer/terminal-payload.mjs';
import { Wine } from '../wine/wine';

/** The account that Wine makes for whoever runs it. */
export const HOME = `C:\\users\\${userInfo().username}`;
const DOWNLOADS = `${HOME}\\Downloads`;
export const KEY = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\Tankmate-test';
export const LINK = `${HOME}\\AppData\\Roaming\\Microsoft\\Windows\\Start Menu\\Programs\\Tankmate.lnk`;
export const UNINSTALLER = 'Uninstall Tankmate.exe';

/** The sizes of the files beside a program in an app that is nothing but files: small, and more than a small disk holds. */
const FEW = { 'app.dll': 2000, 'parts\\a.bin': 3000, 'parts\\内\\b.bin': 10 };
const MANY = { 'app.dll': 2000, 'parts\\c.bin': 12_000_000 };
/** What the disk for it holds: the small one and half of the big one. */
export const SMALL_DISK = 8_000_000;

/** The installers, by what they install; each a file that was downloaded. */
export const SETUP = {
  terminal: `${DOWNLOADS}\\Tankmate Setup 0.1.0.exe`,
  newer: `${DOWNLOADS}\\Tankmate Setup 0.2.0.exe`,
  small: `${DOWNLOADS}\\小 1.0.0.exe`,
  big: `${DOWNLOADS}\\大 2.0.0.exe`,
};
export type SetupName = keyof typeof SETUP;

/** A Windows with the installers in its downloads; their payloads lie beside it, for comparison. */
export interface Stage {
  readonly wine: Wine;
  readonly payloads: Readonly<Record<SetupName, string>>;
  remove(): Promise<void>;
}

/** Makes all of it: takes about half a minute. */
export async function setUp(): Promise<Stage> {
  const top = mkdtempSync(join(tmpdir(), 'tankmate-payloads-'));
  const wine = await Wine.start();
  const remove = async () => {
    await wine.remove();
    rmSync(top, { recursive: true, force: true });
  };
  const payloads = {
    terminal: join(top, 'terminal'),
    newer: join(top, 'newer'),
    small: join(top, 'small'),
    big: join(top, 'big'),
  };
  try {
    for (const each of [payloads.terminal, payloads.newer]) layOutTerminal(each, wine.node);
    // A file of the old version that the new one has no more.
    writeFileSync(join(payloads.terminal, 'terminal/old $1 旧.js'), '');
    fill(payloads.small, FEW);
    fill(payloads.big, MANY);
    mkdirSync(wine.unix(DOWNLOADS), { recursive: true });
    await Promise.all([
      build(wine, payloads, 'terminal', '0.1.0'),
      build(wine, payloads, 'newer', '0.2.0'),
      build(wine, payloads, 'small', '1.0.0-test', 'lzma'),
      build(wine, payloads, 'big', '2.0.0', 'lzma'),
    ]);
    return { wine, payloads, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Bytes that can't be compressed, so that an installer is cut in the middle of them. */
function fill(folder: string, sizes: Readonly<Record<string, number>>): void {
  for (const [name, size] of Object.entries(sizes)) {
    const path = join(folder, ...name.split('\\'));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, randomBytes(size));
  }
}

async function build(
  wine: Wine,
  payloads: Stage['payloads'],
  name: SetupName,
  version: string,
  // Node's 70 MB would take minutes.
  compressor: 'none' | 'lzma' = 'none',
): Promise<void> {
  await buildInstaller({
    payload: payloads[name],
    output: wine.unix(SETUP[name]),
    id: 'Tankmate-test',
    product: 'Tankmate',
    publisher: 'The Tankmate authors',
    version,
    icon: resolve('assets/icons/icon.ico'),
    link: TERMINAL_LINK,
    compressor,
  });
}
