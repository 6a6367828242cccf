import { chmod, lstat, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Change } from '../../../main/contract/change';

/** Every name, kind, mode (where it counts) and text below a folder. */
export async function picture(path: string, modes = true): Promise<string> {
  const facts = await lstat(path);
  const mode = modes ? (facts.mode & 0o7777).toString(8) : '';
  if (!facts.isDirectory()) return `${mode} ${await readFile(path, 'utf8')}`;
  const names = (await readdir(path)).sort();
  return JSON.stringify([
    mode,
    await Promise.all(names.map(async (name) => [name, await picture(join(path, name), modes)])),
  ]);
}

/** Makes the machine ready in two folders, the second on another drive, and says what is to be changed there. */
export type Scene = (here: string, there: string) => Promise<Change>;

/** One of each kind of change on files. */
export const SCENES: Readonly<Record<string, Scene>> = {
  async replacing(here) {
    await writeFile(join(here, 'file'), 'old', { mode: 0o640 });
    return { kind: 'edit', path: join(here, 'file'), before: 'old', after: 'new', format: 'lines' };
  },
  making: async (here) => ({
    kind: 'edit',
    path: join(here, 'a', 'file'),
    before: null,
    after: 'new',
    format: 'lines',
  }),
  async removing(here) {
    await writeFile(join(here, 'file'), 'old', { mode: 0o600 });
    return { kind: 'edit', path: join(here, 'file'), before: 'old', after: null, format: 'lines' };
  },
  async permitting(here) {
    await writeFile(join(here, 'file'), 'old');
    await chmod(join(here, 'file'), 0o644);
    return { kind: 'mode', path: join(here, 'file'), before: '0644', after: '0600' };
  },
  async moving(here) {
    await writeFile(join(here, 'from'), 'old');
    return { kind: 'move', from: join(here, 'from'), to: join(here, 'a', 'to') };
  },
  async 'moving to another drive'(here, there) {
    await mkdir(join(here, 'from'));
    await writeFile(join(here, 'from', 'file'), 'old');
    return { kind: 'move', from: join(here, 'from'), to: join(there, 'a', 'to') };
  },
};
