import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ATTEMPTS, type Receipt } from '../../../main/contract/tank';
import {
  boundaryFingerprint,
  isReceiptDue,
  type TankVersions,
} from '../../../main/tank/attestation/receipt-due';
import { newestReceipt, storeReceipt } from '../../../main/tank/attestation/receipt-store';

let tank: string;
beforeEach(async () => {
  tank = await mkdtemp(join(tmpdir(), 'tankmate-receipts-'));
});
afterEach(() => rm(tank, { recursive: true, force: true }));

const at = (day: number) => new Date(Date.UTC(2026, 10, day, 9)).toISOString();
const receipt = (reported: Partial<Receipt> = {}): Receipt => ({
  tank: 'openclaw',
  engine: 'qemu',
  engineVersion: '7.2',
  at: at(1),
  tries: ATTEMPTS.map((id) => ({ id, outcome: 'blocked', saw: { id: 'x' } })),
  ...reported,
});
const day = 24 * 60 * 60 * 1000;
const file = (name: string) => join(tank, 'receipts', name);

test('none yet', async () => expect(await newestReceipt(tank)).toBe(null));

test('the newest is found, also after a clock that was wrong', async () => {
  for (const each of [2, 5]) await storeReceipt(tank, receipt({ at: at(each) }));
  expect(await newestReceipt(tank)).toEqual(receipt({ at: at(5) }));
  await storeReceipt(tank, receipt({ at: at(3) }));
  expect(await newestReceipt(tank)).toEqual(receipt({ at: at(3) }));
  const [name = ''] = await readdir(join(tank, 'receipts'));
  expect((await stat(file(name))).mode & 0o777).toBe(0o600);
});

test('24 are kept, the newest', async () => {
  for (let each = 1; each <= 27; each += 1) await storeReceipt(tank, receipt({ at: at(each) }));
  const names = (await readdir(join(tank, 'receipts'))).sort();
  expect(names.length).toBe(24);
  expect(names[0]).toBe('2026-11-04T09-00-00.000Z.json');
});

test('what is broken is passed over and left as it is; what isn’t ours too', async () => {
  await storeReceipt(tank, receipt());
  const broken = ['', '{', 'null', '{"tank":"x"}', JSON.stringify(receipt({ tries: [] }))];
  for (const [index, text] of broken.entries())
    await writeFile(file(`2027-01-0${index + 1}T00-00-00.000Z.json`), text);
  const sealed = receipt().tries.map((each) => ({ ...each, outcome: 'sealed' }));
  await writeFile(file('2027-02-01T00-00-00.000Z.json'), JSON.stringify({ ...receipt(), tries: sealed }));
  const turned = receipt().tries.toReversed();
  await writeFile(file('2027-02-02T00-00-00.000Z.json'), JSON.stringify({ ...receipt(), tries: turned }));
  await mkdir(file('2027-03-01T00-00-00.000Z.json'));
  await writeFile(file('zzz.json'), JSON.stringify(receipt({ tank: 'other' })));
  expect(await newestReceipt(tank)).toEqual(receipt());
  expect((await readdir(join(tank, 'receipts'))).length).toBe(10);
});

test('a disk that doesn’t take it', async () => {
  await writeFile(join(tank, 'receipts'), 'a file in the place of the folder');
  await expect(storeReceipt(tank, receipt())).rejects.toThrow();
  expect(await newestReceipt(tank)).toBe(null);
});

const now = Date.parse(at(20));
const stands = { engineVersion: '7.2', openclaw: '2026.9.6', outside: 'ports blocked', changedAt: null };
const fresh = receipt({ at: at(19), openclaw: '2026.9.6', outside: 'ports blocked' });
test.each<[string, Receipt | null, Partial<TankVersions>, boolean]>([
  ['a day old', fresh, {}, false],
  ['29 days old', { ...fresh, at: new Date(now - 29 * day).toISOString() }, {}, false],
  ['30 days old', { ...fresh, at: new Date(now - 30 * day).toISOString() }, {}, true],
  ['of another version', fresh, { engineVersion: '8.0' }, true],
  ['of a version that wasn’t told then', { ...fresh, engineVersion: null }, {}, true],
  ['of a version that isn’t told now', fresh, { engineVersion: null }, false],
  ['of another OpenClaw', fresh, { openclaw: '2026.9.7' }, true],
  ['of an OpenClaw that nobody kept', receipt({ at: at(19), outside: 'ports blocked' }), {}, true],
  ['of another outside', fresh, { outside: 'ports open' }, true],
  ['of an outside that isn’t told now', fresh, { outside: null }, false],
  ['older than a change', fresh, { changedAt: at(20) }, true],
  ['younger than a change', fresh, { changedAt: at(18) }, false],
  ['from the future', { ...fresh, at: at(21) }, {}, true],
  ['without a date', { ...fresh, at: 'never' }, {}, true],
  ['not there', null, {}, true],
])('one that is %s', (_, reported, changed, due) =>
  expect(isReceiptDue(reported, { ...stands, ...changed }, now)).toBe(due),
);

test('what is seen from outside is one text, in whatever order it came', () => {
  const facts = (['ports', 'mounts'] as const).map((id) => ({
    id,
    outcome: 'blocked' as const,
    saw: { id },
  }));
  expect(boundaryFingerprint(facts)).toBe('mounts blocked, ports blocked');
  expect(boundaryFingerprint(facts.toReversed())).toBe(boundaryFingerprint(facts));
});
