import { mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keepAutostart } from '../../../main/app/autostart/linux';
import { createLedgers, type UpdateJournal } from '../../../main/operations/update/update-journal';
import { makePrivateFolder, renameDurable, writeDurable } from '../../../main/system/write/atomic-file';
import { jsonFile } from '../../../main/system/write/json-file';
import { writeUpdateMarker } from '../../../main/tank/model/update-marker';

/** What the disk was told, in its order: as strace(1) would show it. */
const told: string[] = [];
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  return {
    ...real,
    async open(...words: Parameters<typeof real.open>) {
      const handle = await real.open(...words);
      return new Proxy(handle, {
        get(target, name: keyof FileHandle) {
          if (name === 'sync') told.push(`sync ${words[0]}`);
          const value: unknown = target[name];
          return typeof value === 'function' ? value.bind(target) : value;
        },
      });
    },
    async rename(from: string, to: string) {
      told.push(`rename ${to}`);
      return real.rename(from, to);
    },
  };
});

let top: string;
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'tankmate-atomic-'));
  told.length = 0;
});
afterEach(() => rmSync(top, { recursive: true }));

const ledger: UpdateJournal = {
  schema: 2,
  kind: 'update',
  id: 'update-00000001',
  at: '2026-11-29T00:00:00.000Z',
  phase: 'staging',
  copy: '/c',
  now: '/c',
  from: '1',
  to: '2',
  staging: [],
  swaps: [],
  kept: [],
  ran: [],
};

test.each<[string, string, () => Promise<unknown>]>([
  ['any text', 'one.txt', () => writeDurable(join(top, 'one.txt'), 'text')],
  ['any bytes', 'one.bin', () => writeDurable(join(top, 'one.bin'), Buffer.from([0, 255]))],
  ['the ledger of an update', 'changes/update-00000001.json', () => createLedgers(top).write(ledger)],
  ['what the app keeps', 'deep/kept.json', () => jsonFile(join(top, 'deep/kept.json'), isText).write('text')],
  [
    'the entry of the session',
    'autostart/app.desktop',
    () => keepAutostart(join(top, 'autostart/app.desktop'), '/usr/bin/app').set(true),
  ],
  [
    'the mark of a tank',
    'changes/tank-update-tank-ae1d883f.json',
    () =>
      writeUpdateMarker({ folder: '/tank', needs: { journal: top } }, { from: '1', to: '2', snapshot: null }),
  ],
])('%s is flushed, renamed, and its folder flushed after that', async (_name, file, write) => {
  await write();
  const path = join(top, file);
  const at = (line: string) => told.lastIndexOf(line);
  expect(at(`sync ${path}.new`)).toBeGreaterThanOrEqual(0);
  expect(at(`rename ${path}`)).toBeGreaterThan(at(`sync ${path}.new`));
  expect(at(`sync ${dirname(path)}`)).toBeGreaterThan(at(`rename ${path}`));
});
const isText = (value: unknown): value is string => typeof value === 'string';

test('folders that are made have their names flushed', async () => {
  await makePrivateFolder(join(top, 'a/b'));
  expect(told).toEqual([`sync ${join(top, 'a')}`, `sync ${top}`]);
  told.length = 0;
  await makePrivateFolder(join(top, 'a/b'));
  expect(told).toEqual([]);
});

test('what is renamed has its name flushed', async () => {
  writeFileSync(join(top, 'disk.new'), 'x');
  await renameDurable(join(top, 'disk.new'), join(top, 'disk'));
  expect(told).toEqual([`rename ${join(top, 'disk')}`, `sync ${top}`]);
});

test('a link that lies where it is written beside is not followed', async () => {
  const victim = join(top, 'victim');
  writeFileSync(victim, 'mine');
  symlinkSync(victim, join(top, 'file.new'));
  await writeDurable(join(top, 'file'), 'text');
  expect(readFileSync(victim, 'utf8')).toBe('mine');
  expect(readFileSync(join(top, 'file'), 'utf8')).toBe('text');
  expect(statSync(join(top, 'file')).mode & 0o777).toBe(0o600);
});

test('nothing else writes beside and renames by itself', async () => {
  const { globSync } = await import('node:fs');
  const own = globSync('main/**/*.ts').filter((file) => {
    const text = readFileSync(file, 'utf8');
    return /\.sync\(\)/.test(text) && /\brename\(/.test(text) && !file.startsWith(join('main', 'system'));
  });
  expect(own.map((file) => basename(file))).toEqual([]);
});
