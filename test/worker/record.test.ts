import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createJournal } from '../../main/changes/journal';
import extensionsChanged from '../../main/checks/extensions-changed';
import type { Language } from '../../main/contract/report';
import { createProbes } from '../../main/probes/create-probes';
import { localizeChanges, localizeHistory } from '../../main/report/history/localize-history';
import { translatorFor } from '../../main/report/render';
import { nodeHost } from '../../main/system/read/node-host';
import { recordScan } from '../../main/worker/record';
import { day, finding, look } from '../report/history/looks';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tankmate-record-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
/** Tanks are told by a test of their own: these look at the computer. */
const tanks = async () => ({ tanks: [] });
const file = () => join(folder, 'history.json');

test('each look is kept, for this account alone, and told', async () => {
  await recordScan(look(day(0), [finding('known-holes', 'good')]), { folder, tanks });
  const { changes, history } = await recordScan(look(day(1), [finding('known-holes', 'high')]), {
    folder,
    tanks,
  });
  expect(changes).toEqual([]);
  const newest = (language: Language) => localizeHistory(history, translatorFor(language))[0];
  expect(newest('en')).toMatchObject({ kind: 'look', at: day(1), worse: ['It has known holes (high)'] });
  expect(newest('zh-CN')).toMatchObject({ at: day(1), worse: ['有已知漏洞（高）'] });
  expect(history).toHaveLength(2);
  expect(statSync(file()).mode & 0o777).toBe(0o600);
});

test('the journal is told, newest first', async () => {
  const journal = createJournal(folder, () => Date.parse(day(0)));
  const begun = { fix: 'a', finding: null, does: { id: 'look.not-there' }, changes: [] };
  await journal.write({ ...(await journal.open(begun)), state: 'done' });
  await journal.open({ ...begun, fix: 'b' });
  const { changes, history } = await recordScan(look(day(1), []), { folder, tanks });
  expect(changes.map(({ fix, state }) => [fix, state])).toEqual([
    ['b', 'open'],
    ['a', 'done'],
  ]);
  expect(history.map((item) => (item.kind === 'change' ? item.fix : item.kind))).toEqual(['look', 'b', 'a']);
});

test('each change that stands tells what undo would do now, by itself', async () => {
  const journal = createJournal(folder, () => Date.parse(day(0)));
  const path = join(folder, 'openclaw.json');
  const texts = ['{ a: 1, b: 1 }', '{ a: 2, b: 1 }', '{ a: 2, b: 2 }'];
  for (const [at, after] of texts.slice(1).entries()) {
    const change = { kind: 'edit', path, before: texts[at] ?? '', after, format: 'json5' } as const;
    const begun = { fix: 'a', finding: null, does: { id: 'look.not-there' }, changes: [change] };
    await journal.write({ ...(await journal.open(begun)), state: 'done', live: [0] });
  }
  writeFileSync(path, '{ "a": 2, "b": 3 }');
  const { changes } = await recordScan(look(day(1), []), { folder, tanks });
  expect(readFileSync(path, 'utf8')).toBe('{ "a": 2, "b": 3 }');
  const [newer, older] = localizeChanges(changes, translatorFor('en'));
  expect(newer?.undo).toEqual({ changes: [], left: [`b in ${path} is now 3, before it was 1`] });
  expect(older?.undo).toMatchObject({ changes: [{ kind: 'edit', after: '{ "a": 1, "b": 3 }' }], left: [] });
  expect(localizeChanges(changes, translatorFor('zh-CN'))[0]?.undo?.left[0]).toContain('修改前是 1');
});

test('a broken history is set aside, and a new one begun', async () => {
  writeFileSync(file(), '{"schema": 1, "items": [{"kind"');
  const { history } = await recordScan(look(day(0), []), { folder, tanks });
  expect(history).toHaveLength(1);
  expect(readFileSync(`${file()}.broken`, 'utf8')).toContain('"items"');
  expect(JSON.parse(readFileSync(file(), 'utf8')).items).toHaveLength(1);
});

test('a disk that does not take it is said, and the look is told all the same', async () => {
  const log = vi.fn();
  mkdirSync(join(folder, 'history.json.new'));
  writeFileSync(join(folder, 'history.json.new', 'in-the-way'), '');
  const { history } = await recordScan(look(day(0), []), { folder, tanks }, log);
  expect(history).toHaveLength(1);
  expect(log).toHaveBeenCalledOnce();
});

test('hashes of what is installed are kept for the next look; what was accepted then counts as known', async () => {
  const home = join(folder, 'home');
  const skill = join(home, '.openclaw', 'skills', 'mine', 'SKILL.md');
  mkdirSync(join(skill, '..'), { recursive: true });
  writeFileSync(join(home, '.openclaw', 'openclaw.json'), '{}');
  const kept = join(folder, 'seen-extensions.json');
  const seeing = async (at: string, since?: string) => {
    const host = { ...nodeHost(AbortSignal.timeout(60_000)), home, env: { PATH: '', HOME: home } };
    const probes = createProbes(host, { offline: true, folder });
    const { state, because } = await extensionsChanged.inspect(probes);
    const accepted = since
      ? [{ finding: 'extensions-changed', reason: '', since, until: day(9) }]
      : undefined;
    await recordScan(look(at, []), { folder, tanks, probes, ...(accepted && { accepted }) });
    return `${state} ${because.id}`;
  };
  writeFileSync(skill, 'Mine.');
  expect(await seeing(day(0))).toBe('not-applicable extensions-changed.first');
  expect(statSync(kept).mode & 0o777).toBe(0o600);
  expect(readFileSync(kept, 'utf8')).not.toMatch(/mine|SKILL/i);
  expect(await seeing(day(1))).toBe('good extensions-changed.same');
  writeFileSync(skill, 'Turned.');
  expect(await seeing(day(2))).toBe('attention extensions-changed.changed-own');
  // Accepted before it was there: something else was meant.
  expect(await seeing(day(3), day(1))).toBe('attention extensions-changed.changed-own');
  expect(await seeing(day(4), day(3))).toBe('attention extensions-changed.changed-own');
  expect(await seeing(day(5), day(3))).toBe('good extensions-changed.same');
});
