import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { APP_UPDATE_PROBLEMS } from '../../main/app-update/app-update-error';
import { appUpdateMessages } from '../../main/app-update/app-update-messages';
import { type CheckNeeds, checkAppUpdate, knownAppUpdate } from '../../main/app-update/check-app-update';
import { builtInSource } from '../../main/app-update/release-source';
import { NOW, published, releaseOf, runningApp, sourceOf, stranger } from './makers';

const [FIRST, SECOND] = ['https://one.example/r.json', 'https://two.example/r.json'];
let folder: string;
let asked: string[];
let answers: Record<string, unknown>;
let logged: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tankmate-app-update-'));
  asked = [];
  logged = [];
  answers = {};
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const needs = (told: Partial<CheckNeeds> = {}): CheckNeeds => ({
  folder,
  source: sourceOf([FIRST, SECOND]),
  app: runningApp(),
  mirror: 'own',
  async ask(address) {
    asked.push(address);
    if (!(address in answers)) throw new Error('nobody there');
    return answers[address];
  },
  now: NOW,
  log: (line) => void logged.push(line),
  ...told,
});
const check = (told: Partial<CheckNeeds> = {}) => checkAppUpdate(needs(told));
const kept = () => JSON.parse(readFileSync(join(folder, 'app-update.json'), 'utf8'));

test('offers what the first address vouches for, and asks no other', async () => {
  answers = { [FIRST]: published({ counter: 9 }) };
  const { answered, status } = await check();
  expect(answered).toBe(true);
  expect(status).toMatchObject({
    state: 'offered',
    version: '0.2.0',
    method: 'replace',
    answeredAt: '2026-11-30T12:00:00.000Z',
    problem: null,
  });
  expect(asked).toEqual([FIRST]);
  expect(kept().counter).toBe(9);
  expect(knownAppUpdate(needs())).toEqual(status);
});

test('what is refused at one address is asked for at the next', async () => {
  answers = { [FIRST]: published({}, [stranger.pem]), [SECOND]: published() };
  expect((await check()).status).toMatchObject({ state: 'offered', problem: null });
  expect(asked).toEqual([FIRST, SECOND]);
});

test('a refusal says more than a silence, and what was offered stays', async () => {
  answers = { [FIRST]: published() };
  await check();
  answers = { [SECOND]: published({}, [stranger.pem]) };
  const { answered, status } = await check();
  expect(answered).toBe(false);
  expect(status).toMatchObject({ state: 'offered', problem: { id: 'app-update.other-key' } });
  answers = {};
  expect((await check()).status.problem?.id).toBe('app-update.unreachable');
});

test('the highest counter is kept, and a lower one refused from then on', async () => {
  answers = { [FIRST]: published({ counter: 12 }) };
  await check();
  answers = { [FIRST]: published({ counter: 11, releases: [releaseOf('0.3.0')] }) };
  const { status } = await check();
  expect(status).toMatchObject({ version: '0.2.0', problem: { id: 'app-update.replayed' } });
  expect(kept().counter).toBe(12);
});

test('metadata older than the copy itself is refused without a memory', async () => {
  answers = { [FIRST]: published({ counter: 4 }) };
  const source = { ...sourceOf([FIRST]), counter: 5 };
  expect((await check({ source })).status.problem?.id).toBe('app-update.replayed');
});

test('an offer ends when its time is over', async () => {
  answers = { [FIRST]: published({ expires: '2026-12-01T00:00:00Z' }) };
  await check();
  const later = knownAppUpdate(needs({ now: NOW + 2 * 86_400_000 }));
  expect(later).toMatchObject({ state: 'current', problem: { id: 'app-update.expired' } });
});

test('what was kept is believed only as far as it is signed', async () => {
  answers = { [FIRST]: published() };
  await check();
  const forged = { ...kept(), envelope: published({ releases: [releaseOf('9.0.0')] }, [stranger.pem]) };
  writeFileSync(join(folder, 'app-update.json'), JSON.stringify(forged));
  expect(knownAppUpdate(needs())).toMatchObject({ state: 'current', version: null });
});

test.each([
  ['deb', 'link'],
  ['nsis', 'link'],
] as const)('of a .%s it tells and links', async (kind, method) => {
  const release = releaseOf('0.2.0');
  const files = release.files.map((file) => ({ ...file, kind }));
  answers = { [FIRST]: published({ releases: [{ ...release, files }] }) };
  const app = runningApp({ installed: { kind, file: null } });
  expect((await check({ app })).status).toMatchObject({ state: 'offered', method });
});

test('without a key nobody is asked, and it says so', async () => {
  const source = { ...sourceOf(), keyList: { version: 0, keys: [] } };
  expect((await check({ source })).status).toMatchObject({
    state: 'off',
    problem: { id: 'app-update.no-key' },
  });
  expect(asked).toEqual([]);
  expect(logged).toEqual(['app update: off, no key is built into this copy']);
});

test('neither is anybody from source code', async () => {
  const app = runningApp({ installed: { kind: 'source', file: null } });
  expect((await check({ app })).status.state).toBe('off');
  expect(asked).toEqual([]);
});

test('what came with the app holds keys and addresses together, or neither', () => {
  expect(builtInSource.keyList.keys.length > 0).toBe(builtInSource.addresses.length > 0);
  if (builtInSource.keyList.keys.length > 0)
    expect(new Set(builtInSource.keyList.keys.map(({ role }) => role))).toEqual(new Set(['online', 'spare']));
});

test('each refusal has its own sentence in both languages', () => {
  for (const messages of Object.values(appUpdateMessages)) {
    const sentences = APP_UPDATE_PROBLEMS.map((each) => messages[`app-update.${each}`]);
    expect(sentences.every((each) => each !== undefined && each !== '')).toBe(true);
    expect(new Set(sentences).size).toBe(APP_UPDATE_PROBLEMS.length);
  }
});
