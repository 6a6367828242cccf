import { appendFile, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { canonical } from '../../main/changes/canonical';
import { appendLog, hashOf, readLog } from '../../main/changes/log';
import { verifyLog } from '../../main/changes/verify-log';
import { ownPlace } from './bench';

let folder = '';
const add = (fix: string) =>
  appendLog(folder, 1, { what: 'done', entry: 'change-1-a', fix, finding: 'one', changes: [] });
const file = () => join(folder, 'changes.log');
const head = () => join(folder, 'changes.head');
const lines = async () => (await readFile(file(), 'utf8')).trimEnd().split('\n');
const write = (all: readonly string[]) => writeFile(file(), `${all.join('\n')}\n`);

beforeEach(async () => {
  folder = await ownPlace();
  for (const fix of ['a', 'b', 'c', 'd']) await add(fix);
});

test('holds as it was written, and when it is empty', async () => {
  expect(await verifyLog(folder)).toEqual({ ok: true, records: 4, bad: null, interrupted: false });
  expect(await verifyLog(join(folder, 'nothing'))).toMatchObject({ ok: true, records: 0 });
});

const rehash = (line: string, change: object) => {
  const record = { ...JSON.parse(line), ...change };
  return JSON.stringify({ ...record, hash: hashOf(record) });
};
const TAMPERINGS: readonly (readonly [string, (all: string[]) => readonly string[], number, string])[] = [
  ['a word changed', (all) => all.map((line) => line.replace('"fix":"b"', '"fix":"x"')), 2, 'other-hash'],
  [
    'a word changed, with its hash',
    (all) => all.with(1, rehash(all[1] ?? '', { fix: 'x' })),
    3,
    'other-previous',
  ],
  [
    'the last one changed, with its hash',
    (all) => all.with(3, rehash(all[3] ?? '', { fix: 'x' })),
    4,
    'other-head',
  ],
  ['one taken out', (all) => all.toSpliced(1, 1), 2, 'other-number'],
  ['the first taken out', (all) => all.slice(1), 1, 'other-number'],
  ['two that changed places', (all) => all.with(1, all[2] ?? '').with(2, all[1] ?? ''), 2, 'other-number'],
  ['one put in twice', (all) => all.toSpliced(2, 0, all[1] ?? ''), 3, 'other-number'],
  ['the end cut off', (all) => all.slice(0, 2), 3, 'cut-off'],
  ['all cut off', () => [], 1, 'no-record'],
  ['a line that is none', (all) => all.with(2, 'hello'), 3, 'no-record'],
  ['a field added', (all) => all.with(2, (all[2] ?? '').replace('{', '{"x":1,')), 3, 'other-hash'],
];
test.each(TAMPERINGS)('shows %s', async (_kind, tamper, number, why) => {
  await write(tamper(await lines()));
  expect(await verifyLog(folder)).toMatchObject({
    ok: false,
    bad: { number, because: { id: `fixes.log.${why}` } },
  });
  // What is written later does not heal it.
  await add('e');
  expect((await verifyLog(folder)).ok).toBe(false);
});

test('shows a head that is gone or broken, and a log that is gone', async () => {
  const kept = await readFile(head());
  await rm(head());
  expect(await verifyLog(folder)).toMatchObject({
    ok: false,
    bad: { because: { id: 'fixes.log.head-missing' } },
  });
  await writeFile(head(), '{');
  expect(await verifyLog(folder)).toMatchObject({
    ok: false,
    bad: { because: { id: 'fixes.log.head-broken' } },
  });
  await writeFile(head(), kept);
  await rm(file());
  expect(await verifyLog(folder)).toMatchObject({
    ok: false,
    bad: { number: 1, because: { id: 'fixes.log.cut-off' } },
  });
});

test('a line that a crash cut off is no tampering, and the next one says that it was there', async () => {
  await appendFile(file(), '{"number":5,"at":"20');
  expect(await verifyLog(folder)).toMatchObject({ ok: true, interrupted: true });
  await add('e');
  expect(await verifyLog(folder)).toMatchObject({ ok: true, records: 6, interrupted: false });
  expect((await readLog(folder)).records.at(-2)).toMatchObject({ what: 'repaired', number: 5 });
});

test('a record that the head did not hear of any more is no tampering; two are', async () => {
  const kept = await readFile(head());
  await add('e');
  await writeFile(head(), kept);
  expect((await verifyLog(folder)).ok).toBe(true);
  await add('f');
  expect((await verifyLog(folder)).ok).toBe(true);
  await writeFile(head(), kept);
  expect(await verifyLog(folder)).toMatchObject({
    ok: false,
    bad: { because: { id: 'fixes.log.beyond-head' } },
  });
});

test('canonical JSON has one spelling', () => {
  expect(canonical({ b: [1, { d: null, c: 'é\n' }], a: undefined, A: true })).toBe(
    '{"A":true,"b":[1,{"c":"é\\n","d":null}]}',
  );
});
