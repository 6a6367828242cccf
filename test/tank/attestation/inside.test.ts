import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tankmate-inside-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));
const place = (name: string) => join(folder, name);

const look = async (name: string, questions: object) =>
  (await import(resolve(`main/tank/attestation/guest-program/try-${name}.mjs`))).default(questions);

/** As proc_net(5) has it: so many that listen, and one that doesn't. */
const table = (count: number) =>
  [
    'sl local_address',
    ...Array.from({ length: count }, () => '0100007F:4965 00000000:0000 0A'),
    '0100007F:0016 00000000:0000 01',
  ]
    .map((line, index) => (index === 0 ? line : `   ${index}: ${line} 00000000:00000000`))
    .join('\n');

test('who listens is counted in full, and told as far as it goes', async () => {
  await writeFile(place('tcp'), table(300));
  await writeFile(place('tcp6'), table(150));
  const tables = [place('tcp'), place('tcp6')];
  const reported = await look('network', { names: [], tables });
  expect([reported.listeners, reported.listening.length]).toEqual([450, 400]);
  await rm(place('tcp6'));
  expect((await look('network', { names: [], tables })).listeners).toBe(300);
  await mkdir(place('tcp6'));
  expect((await look('network', { names: [], tables })).listeners).toBe(null);
});

test('programs of Windows are found under any of WSL’s names', async () => {
  const interop = async () =>
    (await look('sockets', { paths: [], folders: [], args: 'x', formats: place('formats') })).interop;
  expect(await interop()).toBe(false);
  await mkdir(place('formats'));
  await writeFile(place('formats/python3'), 'enabled\n');
  await writeFile(place('formats/WSLInterop'), 'disabled\n');
  expect(await interop()).toBe(false);
  await writeFile(place('formats/WSLInterop-late'), 'enabled\n');
  expect(await interop()).toBe(true);
  await rm(place('formats/WSLInterop-late'));
  await mkdir(place('formats/WSLInterop-late'));
  expect(await interop()).toBe(null);
});
