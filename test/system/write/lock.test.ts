import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { acquireLock } from '../../../main/system/write/lock-file';
import { bench, ownPlace, want } from '../../changes/bench';

const place = (folder: string) => join(folder, 'changes', 'lock');

test('one holds it, the other does not, and then the other way round', async () => {
  const folder = await ownPlace();
  const release = await acquireLock(folder);
  expect(release).not.toBeNull();
  expect(await acquireLock(folder)).toBeNull();
  await release?.();
  const again = await acquireLock(folder);
  expect(again).not.toBeNull();
  expect(await readdir(place(folder))).toEqual(['2']);
});

test('of many that find the owner dead, one wins', async () => {
  for (let round = 0; round < 20; round++) {
    const folder = await ownPlace();
    await acquireLock(folder);
    const file = join(place(folder), '1');
    await writeFile(file, (await readFile(file, 'utf8')).replace(/"pid":\d+/, '"pid":99999999'));
    const won = await Promise.all(Array.from({ length: 12 }, () => acquireLock(folder)));
    expect(won.filter((each) => each !== null)).toHaveLength(1);
  }
});

test('a number that another process has by now does not hold it', async () => {
  const folder = await ownPlace();
  await acquireLock(folder);
  const file = join(place(folder), '1');
  const owner = JSON.parse(await readFile(file, 'utf8'));
  // On a system where starts can’t be told, only a restart of the machine shows it.
  const other = owner.startedAt === null ? { ...owner, at: 0 } : { ...owner, startedAt: 'another' };
  await writeFile(file, JSON.stringify(other));
  expect(await acquireLock(folder)).not.toBeNull();
});

test('a lock that makes no sense is held while it is young', async () => {
  const folder = await ownPlace();
  await acquireLock(folder);
  await writeFile(join(place(folder), '1'), '');
  expect(await acquireLock(folder)).toBeNull();
});

test('one whose disk takes nothing more gives it back all the same', async () => {
  const folder = await ownPlace();
  const release = await acquireLock(folder);
  // Where the new text would be written first.
  await mkdir(join(place(folder), '1.new'));
  await release?.();
  expect(await acquireLock(folder)).not.toBeNull();
});

test('what the next one writes this moment is left, what is older is cleared away', async () => {
  const folder = await ownPlace();
  const release = await acquireLock(folder);
  await release?.();
  for (const name of ['0.new', '1.new', '2.new', 'strange-a'])
    await writeFile(join(place(folder), name), 'x');
  expect(await acquireLock(folder)).not.toBeNull();
  expect((await readdir(place(folder))).sort()).toEqual(['1.new', '2', '2.new']);
});

test('two that apply at once: one does it, the other is refused', async () => {
  const first = await bench([{ name: 'one' }]);
  const second = await bench([{ name: 'one' }], {
    folder: first.folder,
    needs: { actions: first.machine.actions, rescan: first.glance, checks: first.checks },
  });
  const both = await Promise.all([first.engine.apply(want('one')), second.engine.apply(want('one'))]);
  expect(
    both
      .flat()
      .map(({ result }) => result)
      .sort(),
  ).toEqual(['fixed', 'refused']);
  expect(both.flat().find(({ result }) => result === 'refused')?.because.id).toBe('fixes.busy');
});
