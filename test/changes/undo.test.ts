import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Change } from '../../main/contract/change';
import { NotAllowedError } from '../../main/system/write';
import { bench, edit, fileOf, want } from './bench';

const results = (outcomes: readonly { result: string }[]) => outcomes.map(({ result }) => result);

test('undo all goes from the newest to the oldest, byte for byte', async () => {
  const file = fileOf('one');
  const { engine, machine } = await bench([{ name: 'one' }], { files: { [file]: '\uFEFFa\r\n' } });
  const step = (before: string, after: string) =>
    engine.applyOperation({
      id: 'step',
      does: { id: 'step' },
      changes: [edit(file, before, after)],
      verify: async () => null,
    });
  await step('\uFEFFa\r\n', 'b');
  await step('b', 'c');
  expect(results(await engine.undo([]))).toEqual(['fixed', 'fixed']);
  expect(machine.texts.get(file)).toBe('\uFEFFa\r\n');
});

test('an older change that a newer one builds on is not undone alone', async () => {
  const file = fileOf('one');
  const { engine, machine } = await bench([{ name: 'one' }]);
  const step = async (id: string, changes: readonly Change[]) =>
    (await engine.applyOperation({ id, does: { id }, changes, verify: async () => null })).entry ?? '';
  const older = await step('older', [edit(file, 'open', 'b')]);
  const newer = await step('newer', [{ kind: 'move', from: file, to: '/home/lin/away.json' }]);
  expect(await engine.undo([older])).toMatchObject([
    { result: 'refused', because: { id: 'fixes.newer-first', values: { does: { id: 'newer' } } } },
  ]);
  expect(results(await engine.undo([older, newer]))).toEqual(['fixed', 'fixed']);
  expect(machine.texts.get(file)).toBe('open');
  expect(await engine.undo([older])).toMatchObject([{ result: 'skipped' }]);
  expect(await engine.undo(['change-9-nothing'])).toMatchObject([{ result: 'refused' }]);
});

test('what somebody else changed since is left and said; the others go on', async () => {
  const { engine, machine } = await bench([
    {
      name: 'one',
      plan: (is) => [edit(fileOf('one'), is ?? null, 'safe'), edit('/home/lin/beside', null, 'x')],
    },
    { name: 'two' },
  ]);
  await engine.apply(want('one', 'two'));
  machine.texts.set(fileOf('one'), 'mine now');
  const outcomes = await engine.undo([]);
  expect(results(outcomes)).toEqual(['fixed', 'left-changed']);
  expect(JSON.stringify(outcomes[1]?.because)).toContain(fileOf('one'));
  expect(machine.now().texts).toEqual({ [fileOf('one')]: 'mine now', [fileOf('two')]: 'open' });
  // Nothing more of it can be done: it is not offered again.
  expect((await engine.entries()).map(({ state }) => state)).toEqual(['undone', 'undone-in-part']);
  expect(await engine.undo([])).toEqual([]);
});

test('no administrator rights: the entry stays as it is', async () => {
  const { engine } = await bench([{ name: 'one' }], {
    before: (verb) => {
      if (verb === 'takeBack') throw new NotAllowedError('no');
    },
  });
  await engine.apply(want('one'));
  expect(results(await engine.undo([]))).toEqual(['refused']);
  expect((await engine.entries())[0]?.state).toBe('done');
});

test('an entry that makes no sense is set aside, and the others can be undone', async () => {
  const { engine, folder, text } = await bench([{ name: 'one' }]);
  await engine.apply(want('one'));
  const place = join(folder, 'changes');
  const [name = ''] = (await readdir(place)).filter((each) => each.endsWith('.json'));
  const entry = await readFile(join(place, name), 'utf8');
  for (const [file, content] of [
    ['change-7-half.json', entry.slice(0, 50)],
    ['change-8-other.json', entry],
    ['change-9-odd.json', JSON.stringify({ ...JSON.parse(entry), id: 'change-9-odd', live: [5] })],
    ['change-10-list.json', '[]'],
  ] as const)
    await writeFile(join(place, file), content);
  expect(await engine.entries()).toHaveLength(1);
  expect((await readdir(place)).filter((each) => each.endsWith('.broken'))).toHaveLength(4);
  expect(results(await engine.undo([]))).toEqual(['fixed']);
  expect(text('one')).toBe('open');
});

test('what undo needs no more is not kept: it may hold secrets', async () => {
  const { engine, folder } = await bench([{ name: 'one' }], { files: { [fileOf('one')]: 'token=hunter2' } });
  await engine.apply(want('one'));
  const all = async () => {
    const place = join(folder, 'changes');
    const names = (await readdir(place)).filter((each) => each.endsWith('.json'));
    return (await Promise.all(names.map((each) => readFile(join(place, each), 'utf8')))).join();
  };
  expect(await all()).toContain('hunter2');
  await engine.undo([]);
  expect(await all()).not.toContain('hunter2');
});
