import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { recordOf } from '../../main/errands/record';
import { createJournal } from '../../main/fixes/journal';
import { day, finding, look } from '../history/looks';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tankmate-record-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
/** Tanks are told by a test of their own: these look at the computer. */
const tanks = async () => ({ tanks: { en: [], 'zh-CN': [] } });
const file = () => join(folder, 'history.json');

test('each look is kept, for this account alone, and told in both languages', async () => {
  await recordOf(look(day(0), [finding('known-holes', 'good')]), { folder, tanks });
  const { changes, history } = await recordOf(look(day(1), [finding('known-holes', 'high')]), {
    folder,
    tanks,
  });
  expect(changes).toEqual({ en: [], 'zh-CN': [] });
  expect(history.en[0]).toMatchObject({ kind: 'look', at: day(1), worse: ['It has known holes (high)'] });
  expect(history['zh-CN'][0]).toMatchObject({ at: day(1), worse: ['有已知漏洞（高）'] });
  expect(history.en).toHaveLength(2);
  expect(statSync(file()).mode & 0o777).toBe(0o600);
});

test('the journal is told, newest first', async () => {
  const journal = createJournal(folder, () => Date.parse(day(0)));
  const begun = { fix: 'a', finding: null, does: { id: 'look.not-there' }, changes: [] };
  await journal.write({ ...(await journal.open(begun)), state: 'done' });
  await journal.open({ ...begun, fix: 'b' });
  const { changes, history } = await recordOf(look(day(1), []), { folder, tanks });
  expect(changes.en.map(({ fix, state }) => [fix, state])).toEqual([
    ['b', 'open'],
    ['a', 'done'],
  ]);
  expect(changes['zh-CN'][0]?.does).toMatch(/\p{Script=Han}/u);
  expect(history.en.map((item) => (item.kind === 'change' ? item.fix : item.kind))).toEqual([
    'look',
    'b',
    'a',
  ]);
});

test('a broken history is set aside, and a new one begun', async () => {
  writeFileSync(file(), '{"schema": 1, "items": [{"kind"');
  const { history } = await recordOf(look(day(0), []), { folder, tanks });
  expect(history.en).toHaveLength(1);
  expect(readFileSync(`${file()}.broken`, 'utf8')).toContain('"items"');
  expect(JSON.parse(readFileSync(file(), 'utf8')).items).toHaveLength(1);
});

test('a disk that does not take it is said, and the look is told all the same', async () => {
  const log = vi.fn();
  mkdirSync(join(folder, 'history.json.new'));
  writeFileSync(join(folder, 'history.json.new', 'in-the-way'), '');
  const { history } = await recordOf(look(day(0), []), { folder, tanks }, log);
  expect(history.en).toHaveLength(1);
  expect(log).toHaveBeenCalledOnce();
});
