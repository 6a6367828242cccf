import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEverydayProbe } from '../../../main/probes/everyday';
import { createFolderProbe } from '../../../main/probes/folders';
import { nodeHost } from '../../../main/system/read/node-host';

// The real file system of the machine that tests, as whoever tests.
describe.runIf(process.platform === 'linux')('a real home', () => {
  let home: string;
  const host = () => ({ ...nodeHost(new AbortController().signal), home, env: {} });
  const places = async () =>
    (await createFolderProbe(host()).places()).filter(
      (place) => place.path.startsWith(home) && place.reach !== 'absent',
    );

  beforeEach(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'tankmate-folders-'));
    for (const folder of ['.config/google-chrome', '文稿', '.aws', '.ssh'])
      await mkdir(path.join(home, folder), { recursive: true });
    await writeFile(path.join(home, '.config/user-dirs.dirs'), 'XDG_DOCUMENTS_DIR="$HOME/文稿"\n');
    await writeFile(path.join(home, '.config/google-chrome/First Run'), '');
    await writeFile(path.join(home, '文稿/a.txt'), 'secret');
    await writeFile(path.join(home, '.aws/credentials'), 'secret');
    await symlink('.kube', path.join(home, '.kube'));
    execFileSync('mkfifo', [path.join(home, '.netrc')]);
  });
  afterEach(async () => {
    await chmod(path.join(home, '.aws'), 0o700);
    await rm(home, { recursive: true });
  });

  it('is tried without reading, and neither a pipe nor a circle holds it up', async () => {
    const found = (await places()).map(({ name, reach }) => `${name} ${reach}`);
    expect(found).toEqual([
      'Documents opens',
      'Chrome opens',
      'AWS opens',
      'Kubernetes unknown',
      '.netrc unknown',
    ]);
  });

  it('refuses what is closed, but not to root', async () => {
    await chmod(path.join(home, '.aws'), 0o000);
    expect((await places()).find(({ name }) => name === 'AWS')?.reach).toBe(
      process.getuid?.() === 0 ? 'opens' : 'refused',
    );
  });

  it('shows its signs and stays as it was', async () => {
    const shape = async () =>
      Promise.all(
        (await readdir(home, { recursive: true })).toSorted().map(async (name) => {
          const facts = name === '.kube' ? null : await stat(path.join(home, name));
          return [name, facts?.mtimeMs, facts?.mode];
        }),
      );
    const before = await shape();
    const { items } = await createEverydayProbe(host(), createFolderProbe(host())).signs();
    expect(
      items
        .filter(({ where }) => where.startsWith(home))
        .map(({ name, count, ageDays }) => [name, count, ageDays]),
    ).toEqual([
      ['Documents', 1, undefined],
      ['Chrome', undefined, 0],
    ]);
    expect(await shape()).toEqual(before);
  });
});
