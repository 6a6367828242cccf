import { execFileSync } from 'node:child_process';
import { lstatSync, readlinkSync } from 'node:fs';
import { chmod, chown, lchown, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accountChanges } from '../../../main/probes/permissions/account-changes';
import { parseAccountsAndGroups } from '../../../main/probes/permissions/accounts-and-groups';
import { nodeHost } from '../../../main/system/read/node-host';

/** An account of the test's own, which no file of this machine names, in two groups. */
const CLAW = { uid: 54_321, gid: 54_321, second: 54_322 };
const OTHER = 54_400;
const PEOPLE = parseAccountsAndGroups(
  `claw:x:${CLAW.uid}:${CLAW.gid}::/:/bin/sh\nann:x:${OTHER}:${OTHER}::/:/bin/sh\n`,
  `root:x:0:\nclaw:x:${CLAW.gid}:\nshared:x:${CLAW.second}:claw\nann:x:${OTHER}:\n`,
);

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

/** Tries it as the account, for each name on the way: puts it aside and back; at the end writes to it, or makes it. */
const TRY = `
const fs = require('node:fs'), { join } = require('node:path');
const can = (work) => { try { work(); return true; } catch { return false; } };
const put = (at) => can(() => { fs.writeFileSync(at, ''); fs.unlinkSync(at); });
const aside = (at) => can(() => { fs.renameSync(at, at + '.aside'); fs.renameSync(at + '.aside', at); });
for (const steps of JSON.parse(fs.readFileSync(0, 'utf8'))) {
  const changes = steps.some(({ at, is }) =>
    is === 'absent' ? put(at) : aside(at) || (is === 'file' && can(() => fs.closeSync(fs.openSync(at, 'r+')))) || (is === 'last' && put(join(at, 'new'))));
  console.log(changes ? 'changes' : 'refused');
}`;

/** The names on the way, as root sees them. */
function stepsTo(path: string) {
  const steps: { at: string; is: string }[] = [];
  let folder = '/';
  let rest = path.split('/').filter(Boolean);
  while (rest.length > 0) {
    const [name = '', ...further] = rest;
    const at = join(folder, name);
    const facts = lstatSync(at, { throwIfNoEntry: false });
    if (!facts) return [...steps, { at, is: 'absent' }];
    const is = facts.isSymbolicLink()
      ? 'link'
      : further.length > 0
        ? 'folder'
        : facts.isDirectory()
          ? 'last'
          : 'file';
    steps.push({ at, is });
    rest =
      is === 'link' ? [...resolve(folder, readlinkSync(at)).split('/').filter(Boolean), ...further] : further;
    folder = is === 'link' ? '/' : at;
  }
  return steps;
}

const root = process.getuid?.() === 0 && process.platform === 'linux';
describe.skipIf(!root)('what an account can change (needs root, to be that account)', () => {
  let top = '';
  beforeAll(async () => {
    top = await mkdtemp(join(tmpdir(), 'tankmate-change-'));
    await chmod(top, 0o755);
  });
  afterAll(() => rm(top, { recursive: true, force: true }));

  test('is told by rights as the system itself decides, in 240 places', async () => {
    const paths: string[] = [];
    for (let number = 0; number < 240; number++) {
      const choose = seeded(number);
      const middle = join(top, `place-${number}`, 'middle');
      const aside = join(top, `place-${number}`, 'aside');
      const last = join(middle, 'program');
      const isLink = choose(true, false, false);
      await mkdir(middle, { recursive: true });
      await mkdir(aside);
      const target = isLink ? join(aside, 'program') : last;
      const isThere = choose(true, true, true, false);
      if (isThere) await writeFile(target, 'x');
      if (isLink) await symlink(target, last);
      if (isLink) await lchown(last, choose(0, CLAW.uid), 0);
      for (const path of [...(isThere ? [target] : []), middle, aside]) {
        const mode = choose(0o755, 0o755, 0o755, 0o775, 0o750, 0o700, 0o711, 0o777, 0o1777, 0o757, 0o705);
        await chown(path, choose(0, 0, 0, OTHER, CLAW.uid), choose(0, 0, OTHER, CLAW.second));
        await chmod(path, mode);
        const list = choose(null, null, null, `u:${CLAW.uid}:rwx`, `g:${CLAW.second}:rwx`, `u:${OTHER}:rwx`);
        if (list !== null) execFileSync('setfacl', ['-m', list, path]);
      }
      paths.push(choose(last, last, last, middle));
    }
    const as = ['--reuid', CLAW.uid, '--regid', CLAW.gid, '--groups', CLAW.second].map(String);
    const tried = execFileSync(
      'setpriv',
      // An argument has a limit that long names of folders for temporary files reach.
      [...as, process.execPath, '-e', TRY],
      { cwd: '/', encoding: 'utf8', input: JSON.stringify(paths.map(stepsTo)) },
    );
    const person = PEOPLE.persons.find(({ name }) => name === 'claw');
    if (!person) throw new Error('no such account');
    const said = await accountChanges(nodeHost(new AbortController().signal))(person, PEOPLE, paths);
    const is = tried.trim().split('\n');
    expect(new Set(is).size).toBe(2);
    expect(
      said
        .map(({ path, can }, at) => `${path}: ${can} ${is[at]}`)
        .filter((line) => !/: (\w+) \1$/.test(line)),
    ).toEqual([]);
  });
});
