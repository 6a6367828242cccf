import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readLog } from '../../main/changes/log';
import { verifyLog } from '../../main/changes/verify-log';
import type { Change } from '../../main/contract/change';
import { bench, edit, type Setting } from './bench';

const STATE = '/home/lin/.openclaw';
const CONFIG = `${STATE}/openclaw.json`;
const BASHRC = '/home/lin/.bashrc';
const LEFT = '/app/quarantine/left-1a2b3c4d';
const remove: Change = {
  kind: 'command',
  program: '/bin/rm',
  args: ['-rf', '--', LEFT],
  admin: false,
  undo: null,
};

/** Two fixes, one in the state folder and one half in it; then leaving, which puts the state folder away. */
async function left(setting: Setting = {}) {
  const files = {
    [CONFIG]: 'API_TOKEN=SECRET-1\n',
    [BASHRC]: 'API_TOKEN=SECRET-2\n',
    [STATE]: 'folder',
    '/home/lin/notes': 'n',
  };
  const set = await bench([], { files, ...setting });
  const step = async (id: string, changes: readonly Change[]) =>
    (await set.engine.applyOperation({ id, does: { id }, changes, verify: async () => null })).entry ?? '';
  const inside = await step('inside', [edit(CONFIG, 'API_TOKEN=SECRET-1\n', 'API_TOKEN=SECRET-3\n')]);
  const half = await step('half', [
    edit('/home/lin/notes', 'n', 'm'),
    edit(CONFIG, 'API_TOKEN=SECRET-3\n', 'API_TOKEN=SECRET-4\n'),
  ]);
  const beside = await step('beside', [edit('/home/lin/other', null, 'x')]);
  const leave = await step('leave', [
    edit(BASHRC, 'API_TOKEN=SECRET-2\n', 'b'),
    { kind: 'move', from: STATE, to: `${LEFT}/left-openclaw-1` },
  ]);
  const raw = async () => {
    const place = join(set.folder, 'changes');
    const names = (await readdir(place)).filter((name) => name.endsWith('.json'));
    return (await Promise.all(names.map((name) => readFile(join(place, name), 'utf8')))).join('\n');
  };
  const states = async () =>
    Object.fromEntries((await set.engine.entries()).map(({ fix, state }) => [fix, state]));
  const discard = (still = false) =>
    set.engine.purge({
      id: 'forget',
      does: { id: 'forget' },
      places: [LEFT],
      changes: [remove],
      verify: async () => (still ? { id: 'still' } : null),
    });
  return { ...set, inside, half, beside, leave, raw, states, discard };
}

test('what needs the deleted things is final, its former texts are erased, and the log says so', async () => {
  const { discard, raw, states, machine, folder } = await left();
  expect(await raw()).toMatch(/SECRET-1[\s\S]*SECRET-2|SECRET-2[\s\S]*SECRET-1/);
  expect(await discard()).toMatchObject({ fix: 'forget', result: 'fixed' });
  expect(machine.done.at(-1)).toBe('carryOut command /bin/rm');
  expect(await states()).toEqual({
    inside: 'final',
    half: 'done',
    beside: 'done',
    leave: 'final',
    forget: 'final',
  });
  expect(await raw()).not.toContain('SECRET');
  const records = (await readLog(folder)).records.map((record) => `${record?.what} ${record?.fix}`);
  expect(records.slice(-5)).toEqual([
    'begun forget',
    'sealed inside',
    'sealed half',
    'sealed leave',
    'done forget',
  ]);
  expect(await verifyLog(folder)).toMatchObject({ ok: true });
});

test('final ones are not taken back, whatever is asked; the others are', async () => {
  const { discard, engine, machine, leave, inside } = await left();
  await discard();
  expect(await engine.undo([leave, inside])).toMatchObject([
    { result: 'refused', because: { id: 'fixes.final' } },
    { result: 'refused', because: { id: 'fixes.final' } },
  ]);
  expect(await engine.undo([])).toMatchObject([
    { fix: 'beside', result: 'fixed' },
    { fix: 'half', result: 'fixed' },
  ]);
  expect(machine.texts.get('/home/lin/notes')).toBe('n');
  expect(machine.texts.get(BASHRC)).toBe('b');
});

test('what was taken back before keeps its way of telling so', async () => {
  const { discard, engine, leave, states } = await left();
  await engine.undo([leave]);
  expect(await discard()).toMatchObject({ result: 'fixed' });
  expect(await states()).toMatchObject({ leave: 'undone', inside: 'done', half: 'done' });
});

test('it is sealed before anything is deleted', async () => {
  let seen = {};
  const set: Awaited<ReturnType<typeof left>> = await left({
    before: async (_verb, change) => {
      if (change.kind === 'command') seen = await set.states();
    },
  });
  await set.discard();
  expect(seen).toMatchObject({ inside: 'final', leave: 'final', forget: 'final' });
});

test('what could not be deleted is said, and nothing is put back', async () => {
  const { discard, states, engine } = await left({
    before: (_verb, { kind }) => {
      if (kind === 'command') throw Object.assign(new Error('no'), { code: 'EBUSY' });
    },
  });
  expect(await discard(true)).toMatchObject({
    result: 'left-changed',
    because: { id: 'fixes.not-all', values: { what: { id: 'still' } } },
  });
  expect((await states()).forget).toBe('final');
  expect((await engine.undo([])).map(({ fix }) => fix)).not.toContain('leave');
});

test('where nothing can be written down, nothing is deleted', async () => {
  const { discard, machine, folder } = await left();
  const before = machine.done.length;
  const { rm, mkdir } = await import('node:fs/promises');
  await rm(join(folder, 'changes.log'));
  await mkdir(join(folder, 'changes.log'));
  expect(await discard()).toMatchObject({ result: 'refused' });
  expect(machine.done.length).toBe(before);
});
