import { execFileSync } from 'node:child_process';
import { chmod, chown, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPermissionProbe } from '../../../main/probes/permissions';
import { nodeHost } from '../../../main/system/read/node-host';

/** An account of the test's own, which no file of this machine names, in two groups. */
const CLAW = { uid: 54_321, gid: 54_321, second: 54_322 };
const OTHER = 54_400;
const FILES: Readonly<Record<string, string>> = {
  '/etc/passwd': `root:x:0:0::/root:/bin/sh\nclaw:x:${CLAW.uid}:${CLAW.gid}::/:/bin/sh\nann:x:${OTHER}:${OTHER}::/:/bin/sh\n`,
  '/etc/group': `root:x:0:\nclaw:x:${CLAW.gid}:\nshared:x:${CLAW.second}:claw\nann:x:${OTHER}:\n`,
  '/etc/nsswitch.conf': 'passwd: files systemd\ngroup: files systemd\n',
};

/** Small and repeatable (mulberry32). */
function seeded(seed: number) {
  let state = seed;
  return <T>(...of: readonly T[]): T => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return of[((mixed ^ (mixed >>> 14)) >>> 0) % of.length] as T;
  };
}

/** Tries each path as the account: reads a file, lists a folder or enters it. Prints one word a path. */
const TRY = `
const fs = require('node:fs');
for (const path of JSON.parse(process.argv[1])) {
  const can = (work) => { try { work(); return true; } catch { return false; } };
  const folder = can(() => fs.readdirSync(path)) || can(() => process.chdir(path));
  console.log(folder || can(() => fs.closeSync(fs.openSync(path, 'r'))) ? 'opens' : 'refused');
}`;

const root = process.getuid?.() === 0 && process.platform === 'linux';
describe.skipIf(!root)('what another account may open (needs root, to be that account)', () => {
  let top = '';
  beforeAll(async () => {
    top = await mkdtemp(join(tmpdir(), 'tankmate-reach-'));
    await chmod(top, 0o755);
  });
  afterAll(() => rm(top, { recursive: true, force: true }));

  const host = () => {
    const real = nodeHost(new AbortController().signal);
    return {
      ...real,
      readText: (path: string, limit?: number) =>
        path in FILES ? Promise.resolve(FILES[path] ?? '') : real.readText(path, limit),
    };
  };
  const opened = (paths: readonly string[]) => {
    const as = ['--reuid', CLAW.uid, '--regid', CLAW.gid, '--groups', CLAW.second].map(String);
    const words = [...as, process.execPath, '-e', TRY, JSON.stringify(paths)];
    return execFileSync('setpriv', words, { cwd: '/', encoding: 'utf8' }).trim().split('\n');
  };

  test('is told by rights as the system itself decides, in 160 places', async () => {
    const paths: string[] = [];
    for (let number = 0; number < 160; number++) {
      const choose = seeded(number);
      const home = join(top, `home-${number}`);
      const middle = join(home, 'middle');
      const file = choose(true, false);
      const last = join(middle, file ? 'key' : 'folder');
      await mkdir(middle, { recursive: true });
      await (file ? writeFile(last, 'x') : mkdir(last));
      if (!file) await writeFile(join(last, 'inside'), 'x');
      for (const path of [last, middle, home]) {
        await chown(path, choose(0, OTHER, CLAW.uid), choose(0, OTHER, CLAW.gid, CLAW.second));
        await chmod(path, choose(0o700, 0o711, 0o750, 0o755, 0o770, 0o705, 0o071, 0o640, 0o604, 0o744));
        const list = choose(
          null,
          null,
          `u:${CLAW.uid}:rx`,
          `u:${CLAW.uid}:-`,
          `g:${CLAW.second}:rx`,
          `g:${OTHER}:rwx`,
          `u:${CLAW.uid}:rx,m::x`,
        );
        if (list) execFileSync('setfacl', ['-m', list, path]);
      }
      const link = join(top, `link-${number}`);
      await symlink(last, link);
      paths.push(choose(last, last, link));
    }
    const told = await createPermissionProbe(host()).accountAccess('claw', paths);
    const real = opened(paths);
    const differ = paths.flatMap((path, at) => {
      const own = told?.find((each) => each.path === path)?.reach;
      return own === real[at] ? [] : [`${path.slice(top.length)}: told ${own}, really ${real[at]}`];
    });
    expect(differ).toEqual([]);
    expect(new Set(real)).toEqual(new Set(['opens', 'refused']));
  });

  test('what its processes were given besides counts: groups, powers, and what can’t be read', async () => {
    const status = (groups: string, powers: string) =>
      `Name:\tx\nPPid:\t1\nUid:\t1 ${CLAW.uid} 1 1\nGid:\t1 ${CLAW.gid} 1 1\nGroups:\t${groups}\nCapEff:\t${powers}\n`;
    const file = join(top, 'of-ann');
    await writeFile(file, 'x');
    await chown(file, OTHER, OTHER);
    await chmod(file, 0o640);
    const reach = async (text: string | null, pids: readonly number[] = [7]) => {
      const real = host();
      const readText = (path: string, limit?: number) =>
        path !== '/proc/7/status'
          ? real.readText(path, limit)
          : text === null
            ? Promise.reject(Object.assign(new Error('no'), { code: 'EACCES' }))
            : Promise.resolve(text);
      const told = await createPermissionProbe({ ...real, readText }).accountAccess('claw', [file], pids);
      return told === null ? null : told[0]?.reach;
    };
    expect(await reach(null, [])).toBe('refused');
    expect(await reach(status(String(CLAW.second), '0000000000000000'))).toBe('refused');
    expect(await reach(status(String(OTHER), '0000000000000000'))).toBe('opens');
    // cap_dac_read_search (capabilities(7)).
    expect(await reach(status('', '0000000000000004'))).toBe('opens');
    expect(await reach(null)).toBeNull();
  });

  test('what a service would give counts before it runs', async () => {
    const file = join(top, 'of-ann-too');
    await writeFile(file, 'x');
    await chown(file, OTHER, OTHER);
    await chmod(file, 0o640);
    const reach = async (groups: readonly string[], powers: readonly string[] = []) =>
      (await createPermissionProbe(host()).accountAccess('claw', [file], [], [{ groups, powers }]))?.[0]
        ?.reach;
    expect(await reach(['shared'])).toBe('refused');
    expect(await reach(['shared', 'ann'])).toBe('opens');
    expect(await reach([String(OTHER)])).toBe('opens');
    expect(await reach([], ['dac_read_search'])).toBe('opens');
    expect(await reach(['nobody-knows'])).toBeUndefined();
  });

  test('a number is an account too, and one that nobody knows is none', async () => {
    const probe = createPermissionProbe(host());
    const file = join(top, 'open');
    await writeFile(file, 'x', { mode: 0o644 });
    expect(await probe.accountAccess(String(CLAW.uid), [file, join(top, 'none')])).toEqual([
      { path: file, reach: 'opens' },
    ]);
    expect(await probe.accountAccess('nobody-knows', [file])).toBeNull();
  });
});
