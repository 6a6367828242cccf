import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createJournal, showEntry } from '../../main/changes/journal';
import { readLog } from '../../main/changes/log';
import type { Change } from '../../main/contract/change';
import { runPurge } from '../../main/operations/uninstall/purge';
import { quarantinedIn } from '../../main/operations/uninstall/quarantine';
import { translatorFor } from '../../main/report/render';

let outside: string;
let folder: string;
let left: string;
beforeEach(() => {
  outside = mkdtempSync(join(tmpdir(), 'tankmate-forget-'));
  folder = join(outside, 'Tankmate');
  left = join(folder, 'quarantine', 'left-1a2b3c4d');
  mkdirSync(join(left, 'left-openclaw-1', 'deep'), { recursive: true });
  writeFileSync(join(left, 'left-openclaw-1', 'deep', 'openclaw.json'), 'x'.repeat(1500));
  mkdirSync(join(outside, 'mine'));
  writeFileSync(join(outside, 'mine', 'kept'), 'kept');
});
afterEach(() => rmSync(outside, { recursive: true, force: true }));

const FROM = '/home/lin/.openclaw';
const forget = () => runPurge({ folder, signal: new AbortController().signal, onProgress: () => {} });
const entries = async () => (await createJournal(folder, Date.now).read()).map(showEntry);

/** An entry of leaving, as it stands after it was carried out. */
async function journalLeave(): Promise<void> {
  const journal = createJournal(folder, Date.now);
  const changes: Change[] = [
    { kind: 'edit', path: '/home/lin/.bashrc', before: 'TOKEN=s3cr3t', after: '', format: 'lines' },
    { kind: 'move', from: FROM, to: join(left, 'left-openclaw-1') },
  ];
  const entry = await journal.open({ fix: 'leave', finding: null, does: { id: 'leave.does' }, changes });
  await journal.write({ ...entry, state: 'done', live: [0, 1] });
}

test('tells what lies put away, where it came from and how large it is', async () => {
  await journalLeave();
  symlinkSync('/usr', join(left, 'left-openclaw-1', 'usr'));
  writeFileSync(join(left, 'left-unknown-2'), 'y');
  const was = await quarantinedIn(folder, await entries());
  expect(was?.things).toEqual([FROM, join(left, 'left-unknown-2')]);
  expect(was?.bytes).toBeGreaterThanOrEqual(1501);
  // A link counts as what it is, not as what it leads to.
  expect(was?.bytes).toBeLessThan(1600);
  expect(await quarantinedIn(join(outside, 'nothing'), [])).toBeNull();
});

test('deletes all of it, says what it was, and seals the entry', async () => {
  await journalLeave();
  const outcome = await forget();
  expect(outcome).toMatchObject({
    fix: 'forget',
    result: 'fixed',
    because: { id: 'leave.forgotten', values: { what: [FROM], size: '2 kB' } },
  });
  expect(translatorFor('en')(outcome.because)).toBe(
    `Deleted for good (2 kB): ${FROM}. It can’t be brought back any more.`,
  );
  expect(readdirSync(join(folder, 'quarantine'))).toEqual([]);
  expect((await entries()).map(({ fix, state }) => `${fix} ${state}`)).toEqual([
    'forget final',
    'leave final',
  ]);
  const files = readdirSync(join(folder, 'changes')).filter((name) => name.endsWith('.json'));
  expect(files.map((name) => readFileSync(join(folder, 'changes', name), 'utf8')).join()).not.toContain(
    's3cr3t',
  );
  expect((await readLog(folder)).records.map((record) => record?.what)).toEqual(['begun', 'sealed', 'done']);
  expect(await forget()).toMatchObject({ result: 'skipped', because: { id: 'leave.nothing-to-forget' } });
});

test('never follows a link out of its folder', async () => {
  const mine = join(outside, 'mine');
  symlinkSync(mine, join(left, 'link'));
  symlinkSync(mine, join(folder, 'quarantine', 'left-00000000'));
  mkdirSync(join(folder, 'quarantine', 'skill-notes'));
  mkdirSync(join(folder, 'quarantine', 'left-mine'));
  expect(await forget()).toMatchObject({ result: 'fixed' });
  expect(readdirSync(mine)).toEqual(['kept']);
  expect(readdirSync(join(folder, 'quarantine')).sort()).toEqual([
    'left-00000000',
    'left-mine',
    'skill-notes',
  ]);
});

test('a quarantine that is a link leads nowhere', async () => {
  rmSync(join(folder, 'quarantine'), { recursive: true });
  mkdirSync(join(outside, 'mine', 'left-1a2b3c4d'));
  symlinkSync(join(outside, 'mine'), join(folder, 'quarantine'));
  expect(await quarantinedIn(folder, [])).toBeNull();
  expect(await forget()).toMatchObject({ result: 'skipped' });
  expect(existsSync(join(outside, 'mine', 'left-1a2b3c4d'))).toBe(true);
});

test('many things are counted, not all named', async () => {
  for (let index = 0; index < 30; index++) writeFileSync(join(left, `thing-${index}`), '');
  const outcome = await forget();
  expect(translatorFor('en')(outcome.because)).toMatch(/and 11 more things\. It can’t/);
  expect(translatorFor('zh-CN')(outcome.because)).toContain('另外 11 样');
});

test('folders that may not be written in are deleted too, and files with a second name elsewhere keep their rights', async () => {
  const shared = join(outside, 'mine', 'shared');
  writeFileSync(shared, 'x', { mode: 0o400 });
  linkSync(shared, join(left, 'left-openclaw-1', 'deep', 'shared'));
  chmodSync(join(left, 'left-openclaw-1', 'deep'), 0o500);
  chmodSync(join(left, 'left-openclaw-1'), 0);
  expect((await forget()).result).toBe('fixed');
  expect(existsSync(left)).toBe(false);
  expect(statSync(shared).mode & 0o777).toBe(0o400);
});

test('what can’t be deleted is named with its path and what to do', async ({ skip }) => {
  const stuck = join(left, 'left-openclaw-1', 'deep', 'openclaw.json');
  const flag = (sign: string) => {
    execFileSync('chattr', [`${sign}i`, stuck], { stdio: 'ignore' });
    return true;
  };
  try {
    flag('+');
  } catch {
    skip('no immutable files here');
  }
  try {
    const { result, because } = await forget();
    expect(result).toBe('left-changed');
    expect(translatorFor('en')(because)).toContain(stuck);
    expect(translatorFor('en')(because)).toContain('administrator');
  } finally {
    flag('-');
  }
});
