import { cp, link, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { EditChange } from '../../../main/contract/change';
import { readJson5 } from '../../../main/openclaw/json5';
import { asOpenClaw, put } from '../merge/settings';
import { ownPlace, withChildren } from './children';
import { freezeAt } from './freeze';
import { engineIn, runIn } from './run';

withChildren();

/** All writes are asked for as in `kill.test.ts`. */
const EVERY = process.env.TANKMATE_KILL === 'all' ? 1 : 5;

const TEXTS = [
  '{ // mine\r\n  gateway: { bind: "lan", port: 1 },\r\n}\r\n',
  '{ // mine\r\n  gateway: { bind: "loopback", port: 1 },\r\n}\r\n',
  '{ // mine\r\n  gateway: { bind: "loopback", port: 2 },\r\n}\r\n',
  '{ // mine\r\n  gateway: { bind: "tailnet", port: 2 },\r\n}\r\n',
];

/** Three fixes of one file, carried out; then what somebody makes of the file. */
async function prepared(name: string, since: (text: string) => string, secondName = false) {
  const [home, folder] = [ownPlace(`home-${name}`), ownPlace(`own-${name}`)];
  const config = join(home, 'openclaw.json');
  await mkdir(home);
  await mkdir(folder, { mode: 0o700 });
  await writeFile(config, TEXTS[0] ?? '');
  const entries: string[] = [];
  for (const [at, after] of TEXTS.slice(1).entries()) {
    const change: EditChange = {
      kind: 'edit',
      path: config,
      before: TEXTS[at] ?? '',
      after,
      format: 'json5',
    };
    const [outcome] = await runIn(folder, [change]);
    entries.push(outcome?.entry ?? '');
  }
  await writeFile(config, since(await readFile(config, 'utf8')));
  const then = async (from: string, to: string) => {
    await rm(to, { recursive: true, force: true });
    await cp(from, to, { recursive: true });
  };
  for (const each of [home, folder]) await then(each, `${each}-then`);
  const again = async () => {
    for (const each of [home, folder]) await then(`${each}-then`, each);
    // Then it is overwritten where it lies, and may be cut off half-way.
    if (secondName) await link(config, join(home, 'second.json'));
  };
  return { folder, config, entries, again };
}

/** Undoes the entries at these places one after the other, killed at every so manieth write of each; then the rest. */
async function killedInOrder(
  name: string,
  order: readonly number[],
  since: (text: string) => string,
  secondName = false,
) {
  const { folder, config, entries, again } = await prepared(name, since, secondName);
  const finals = new Set<string>();
  let died = 0;
  for (const kills of order.keys()) {
    for (let write = 1 + kills; ; write += EVERY) {
      await again();
      for (const place of order.slice(0, kills)) await engineIn(folder).undo([entries[place] ?? '']);
      const whole = await freezeAt(folder, null, write, [entries[order[kills] ?? 0] ?? '']);
      const outcomes = await engineIn(folder).undo([]);
      const at = `before write ${write} of undoing ${order.slice(0, kills + 1)}`;
      expect(
        outcomes.filter(({ result }) => result !== 'fixed'),
        at,
      ).toEqual([]);
      finals.add(await readFile(config, 'utf8'));
      expect((await stat(config)).nlink, at).toBe(secondName ? 2 : 1);
      if (whole !== null) break;
      died++;
    }
  }
  expect(died).toBeGreaterThan(10);
  return [...finals];
}

test('killed while older ones go from under the newer', async () => {
  const finals = await killedInOrder('order', [1, 0, 2], (text) => text);
  expect(finals).toEqual([TEXTS[0]]);
}, 240_000);

test.each([false, true])(
  'killed while values are put back by key, with a second name: %s',
  async (second) => {
    const finals = await killedInOrder(
      `by-key-${second}`,
      [2, 0, 1],
      (text) => asOpenClaw(put(readJson5(text), 'mine', 1)),
      second,
    );
    expect(finals.map(readJson5)).toEqual(
      finals.map(() => ({ gateway: { bind: 'lan', port: 1 }, mine: 1, meta: expect.anything() })),
    );
  },
  240_000,
);
