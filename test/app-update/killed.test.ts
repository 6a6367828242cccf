import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEFAULTS } from '../../main/config/preferences';
import { askAppUpdate } from '../../main/worker/app-updates';
import { runAppUpdate } from '../../main/worker/jobs/app-update';
import { childCommand, inChild, ownPlace, withChildren } from '../changes/kill/children';
import type { RunSaid, UpdateRun } from './child';
import { type InstalledApp, installApp } from './installed-app';
import { fileOf, NOW, program, published, releaseOf, sourceOf } from './makers';
import { type ReleaseServer, releaseServer } from './server';

withChildren('test/app-update/child.ts');

/** Several pieces of a download, and more than the small disk below takes. */
const FILLED = 300_000;
const NEW = Buffer.concat([program('0.2.0'), Buffer.from('exit 0\n'), Buffer.alloc(FILLED, '#')]);
let server: ReleaseServer;
let installed: InstalledApp;
beforeAll(async () => {
  server = await releaseServer();
  const file = fileOf(NEW, [server.at('/new')], { arch: process.arch as 'x64' });
  server.served.set('/releases.json', published({ releases: [releaseOf('0.2.0', { files: [file] })] }));
  server.served.set('/new', NEW);
});
afterAll(() => server.close());

const runOf = (dieAt: number): UpdateRun => ({
  folder: installed.folder,
  app: installed.app,
  source: sourceOf([server.at('/releases.json')]),
  now: NOW,
  dieAt,
});
const run = (dieAt = 0) => inChild<UpdateRun, RunSaid>(runOf(dieAt));
/** The same in this process, as at the next start. */
async function next() {
  const { folder, app, source, now } = runOf(0);
  const { signal } = new AbortController();
  const job = { folder, app, preferences: DEFAULTS };
  return runAppUpdate(job, { signal, emit() {} }, { source, now, line: {} });
}
async function ask(): Promise<void> {
  const { folder, app, source, now } = runOf(0);
  const { signal } = new AbortController();
  await askAppUpdate({ folder, app, source, now, mirror: 'own', signal });
}
/** What is kept of an accepted release; asked for once. */
let accepted = '';
/** Installed anew, and the release accepted. */
async function again(): Promise<void> {
  const top = ownPlace('home');
  await rm(top, { recursive: true, force: true });
  installed = installApp(top);
  const kept = join(installed.folder, 'app-update.json');
  if (accepted !== '') return writeFile(kept, accepted, { mode: 0o600 });
  await ask();
  accepted = await readFile(kept, 'utf8');
}

test('killed at every write, the installed app starts, old or new, and the next try puts the new one in place', async () => {
  await again();
  const whole = await run();
  expect(whole).toMatchObject({ result: 'fixed' });
  const seen = new Set<string>();
  for (let dieAt = 1; dieAt <= (whole?.writes ?? 0); dieAt++) {
    await again();
    expect(await run(dieAt), `killed before write ${dieAt}`).toBeNull();
    const version = installed.start();
    expect(['0.1.0', '0.2.0'], `killed before write ${dieAt}`).toContain(version);
    seen.add(version);
    const { result, because } = await next();
    // Where only the leftovers were still to go, there is nothing more to do.
    const isDone = result === 'fixed' || (version === '0.2.0' && because.id === 'app-update.nothing');
    expect(isDone, `after write ${dieAt}: ${because.id}`).toBe(true);
    expect(installed.start()).toBe('0.2.0');
    expect(installed.beside()).toEqual(['Tankmate.AppImage']);
  }
  expect(seen.size).toBe(2);
  expect(whole?.writes).toBeGreaterThan(10);
}, 300_000);

/** A file system of this size over a folder, for the child alone (mount_namespaces(7), tmpfs(5)). */
async function withFullDisk(place: string): Promise<RunSaid> {
  const user = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user'];
  // The installed app lies on the small disk, and is asked there afterwards.
  const script = `cp -a '${place}' '${place}-kept' && mount -t tmpfs -o size=128k none '${place}' && cp -a '${place}-kept/.' '${place}' && "$@" && echo && '${installed.file}' && ls -A '${place}'`;
  const { stdout } = await promisify(execFile)('unshare', [
    ...[...user, '--mount', 'sh', '-c', script, 'sh'],
    ...childCommand(runOf(0)),
  ]);
  const [said = '', version, ...beside] = stdout.trim().split('\n');
  if (place.endsWith('Applications')) expect([version, ...beside]).toEqual(['0.1.0', 'Tankmate.AppImage']);
  else expect(version).toBe('0.1.0');
  return JSON.parse(said) as RunSaid;
}

test('on a full disk the installed app stays, and it is told which disk', async () => {
  await again();
  expect(await withFullDisk(`${ownPlace('home')}/Applications`)).toMatchObject({
    result: 'refused',
    because: 'app-update.disk-full',
  });
  await again();
  expect(await withFullDisk(installed.folder)).toMatchObject({
    result: 'refused',
    because: 'tank.guest-no-disk',
  });
});
