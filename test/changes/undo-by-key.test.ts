import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Change, EditChange } from '../../main/contract/change';
import { readJson5 } from '../../main/openclaw/json5';
import { seeded } from '../openclaw/json5/random';
import { bench } from './bench';
import { asOpenClaw, get, PLACES, put, randomSettings } from './merge/settings';

const FILE = '/home/lin/.openclaw/openclaw.json';
const results = (outcomes: readonly { result: string }[]) => outcomes.map(({ result }) => result);
const edit = (before: string | null, after: string | null, path = FILE): EditChange => ({
  kind: 'edit',
  path,
  before,
  after,
  format: 'json5',
});

/** An engine with rows of changes already carried out, one entry each, oldest first. */
async function carried(rows: readonly (readonly Change[])[], files: Record<string, string>) {
  const here = await bench([], { files });
  const entries: string[] = [];
  for (const [at, changes] of rows.entries()) {
    const id = `step-${at + 1}`;
    const { entry } = await here.engine.applyOperation({
      id,
      does: { id },
      changes,
      verify: async () => null,
    });
    entries.push(entry ?? '');
  }
  return { ...here, entries };
}

/** Rows of edits from one text to the next. */
const chain = (texts: readonly string[]) =>
  texts.slice(1).map((text, at) => [edit(texts[at] ?? '', text)] as const);

const FOUR = [
  '{\n  // mine\n  gateway: { bind: "lan", auth: { mode: "none" } },\n  tools: { profile: "full" },\n  channels: { telegram: { dmPolicy: "open", allowFrom: ["*"] } },\n}\n',
  '{\n  // mine\n  gateway: { bind: "loopback", auth: { mode: "none" } },\n  tools: { profile: "full" },\n  channels: { telegram: { dmPolicy: "open", allowFrom: ["*"] } },\n}\n',
  '{\n  // mine\n  gateway: { bind: "loopback", auth: { mode: "token", token: "0123456789abcdef0123456789abcdef" } },\n  tools: { profile: "full" },\n  channels: { telegram: { dmPolicy: "open", allowFrom: ["*"] } },\n}\n',
  '{\n  // mine\n  gateway: { bind: "loopback", auth: { mode: "token", token: "0123456789abcdef0123456789abcdef" } },\n  tools: { profile: "messaging" },\n  channels: { telegram: { dmPolicy: "open", allowFrom: ["*"] } },\n}\n',
  '{\n  // mine\n  gateway: { bind: "loopback", auth: { mode: "token", token: "0123456789abcdef0123456789abcdef" } },\n  tools: { profile: "messaging" },\n  channels: { telegram: { dmPolicy: "pairing" } },\n}\n',
];
const rewrittenSince = (text: string) => {
  const value = readJson5(text);
  return asOpenClaw(put(value, 'logging.level', 'debug'));
};
/** Every order of so many things. */
const orders = (of: number): readonly number[][] =>
  of === 0
    ? [[]]
    : orders(of - 1).flatMap((order) => [...Array(of).keys()].map((at) => order.toSpliced(at, 0, of - 1)));

test('after OpenClaw wrote its settings anew, all is put back by key', async () => {
  const { engine, machine } = await carried(chain(FOUR), { [FILE]: FOUR[0] ?? '' });
  machine.texts.set(FILE, rewrittenSince(FOUR[4] ?? ''));
  expect(results(await engine.undo([]))).toEqual(['fixed', 'fixed', 'fixed', 'fixed']);
  const now = readJson5(machine.texts.get(FILE) ?? '');
  expect(now).toEqual({
    ...(readJson5(FOUR[0] ?? '') as object),
    logging: { level: 'debug' },
    meta: expect.anything(),
  });
});

test('one by one in any order: no circle, and to the byte where nobody wrote in between', async () => {
  for (const order of orders(4)) {
    const { engine, machine, entries } = await carried(chain(FOUR), { [FILE]: FOUR[0] ?? '' });
    for (const [done, at] of order.entries()) {
      expect(results(await engine.undo([entries[at] ?? ''])), `${order}`).toEqual(['fixed']);
      const value = readJson5(machine.texts.get(FILE) ?? '');
      const stands = [...entries.keys()].filter((each) => !order.slice(0, done + 1).includes(each));
      expect(get(value, 'gateway.bind'), `${order}`).toBe(stands.includes(0) ? 'loopback' : 'lan');
      expect(get(value, 'tools.profile'), `${order}`).toBe(stands.includes(2) ? 'messaging' : 'full');
    }
    expect(machine.texts.get(FILE), `${order}`).toBe(FOUR[0]);
  }
});

test('one by one in any order, with OpenClaw writing after each', async () => {
  for (const order of orders(4)) {
    const { engine, machine, entries } = await carried(chain(FOUR), { [FILE]: FOUR[0] ?? '' });
    for (const at of order) {
      machine.texts.set(FILE, rewrittenSince(machine.texts.get(FILE) ?? ''));
      expect(results(await engine.undo([entries[at] ?? ''])), `${order}`).toEqual(['fixed']);
    }
    expect(readJson5(machine.texts.get(FILE) ?? ''), `${order}`).toMatchObject(
      readJson5(FOUR[0] ?? '') as object,
    );
  }
});

test('two changes of the same key: the older one goes from under the newer', async () => {
  const texts = ['{ a: 1 }', '{ a: 2 }', '{ a: 3 }'];
  const { engine, machine, entries } = await carried(chain(texts), { [FILE]: texts[0] ?? '' });
  expect(await engine.undo([entries[0] ?? ''])).toMatchObject([
    { result: 'fixed', because: { id: 'fixes.undone-under', values: { does: { id: 'step-2' } } } },
  ]);
  expect(machine.texts.get(FILE)).toBe('{ a: 3 }');
  expect(results(await engine.undo([]))).toEqual(['fixed']);
  expect(machine.texts.get(FILE)).toBe('{ a: 1 }');
});

test('what others set stays and is told once, with what stood there; the former text is kept', async () => {
  const { engine, machine, folder } = await carried(chain(FOUR), { [FILE]: FOUR[0] ?? '' });
  const mine = put(
    put(readJson5(FOUR[4] ?? ''), 'gateway.bind', 'tailnet'),
    'gateway.auth.token',
    'mine-and-only-mine',
  );
  machine.texts.set(FILE, asOpenClaw(mine));
  const outcomes = await engine.undo([]);
  expect(results(outcomes)).toEqual(['fixed', 'fixed', 'left-changed', 'left-changed']);
  const told = JSON.stringify(outcomes);
  expect(told).toContain('\\"tailnet\\"');
  expect(told).toContain('\\"lan\\"');
  expect(told).not.toContain('mine-and-only-mine');
  const value = readJson5(machine.texts.get(FILE) ?? '');
  expect(get(value, 'gateway.bind')).toBe('tailnet');
  expect(get(value, 'gateway.auth.token')).toBe('mine-and-only-mine');
  expect(get(value, 'gateway.auth.mode')).toBe('none');
  expect((await engine.entries()).map(({ state, left }) => [state, left?.length])).toEqual([
    ['undone', undefined],
    ['undone', undefined],
    ['undone-in-part', 1],
    ['undone-in-part', 1],
  ]);
  // Nothing more of it can be done, so that nothing is offered.
  expect(await engine.undo([])).toEqual([]);
  const place = join(folder, 'changes');
  const [first = ''] = (await readdir(place)).filter((name) => name.startsWith('change-1-'));
  expect(await readFile(join(place, first), 'utf8')).toContain('bind: \\"lan\\"');
});

test('a key stays in the file of secrets while settings that somebody changed still read it there', async () => {
  const store = '/home/lin/.openclaw/secrets.json';
  const before = '{ models: { a: { apiKey: "sk-one" }, b: { apiKey: "sk-two" } } }';
  const ref = (id: string) => `{ source: "file", provider: "default", id: "/${id}" }`;
  const after = `{ models: { a: { apiKey: ${ref('one')} }, b: { apiKey: ${ref('two')} } } }`;
  const made = edit(null, '{ "one": "sk-one", "two": "sk-two" }', store);
  const { engine, machine } = await carried([[made, edit(before, after)]], { [FILE]: before });
  const mine = put(readJson5(after), 'models.a.apiKey', { source: 'file', provider: 'mine', id: '/one' });
  machine.texts.set(FILE, asOpenClaw(mine));
  expect((await engine.previewUndo([]))[0]?.left.map(({ id }) => id)).toEqual([
    'fixes.left-other',
    'fixes.left-needed',
  ]);
  const [outcome] = await engine.undo([]);
  expect(outcome?.result).toBe('left-changed');
  expect(JSON.stringify(outcome?.because)).toContain('fixes.left-needed');
  expect(machine.texts.get(store)).toContain('sk-one');
  const now = readJson5(machine.texts.get(FILE) ?? '');
  expect(get(now, 'models.b.apiKey')).toBe('sk-two');
  expect(get(now, 'models.a.apiKey.id')).toBe('/one');
  expect((await engine.entries())[0]).toMatchObject({
    state: 'undone-in-part',
    left: [{}, { id: 'fixes.left-needed' }],
  });
});

test('settings that can’t be read stay offered; those that are gone do not', async () => {
  const { engine, machine } = await carried(chain(FOUR.slice(0, 2)), { [FILE]: FOUR[0] ?? '' });
  machine.texts.set(FILE, '{ half');
  expect(await engine.undo([])).toMatchObject([{ result: 'left-changed' }]);
  expect((await engine.entries())[0]?.state).toBe('left-changed');
  machine.texts.delete(FILE);
  expect(await engine.undo([])).toMatchObject([
    { result: 'left-changed', because: { id: 'fixes.left-kept' } },
  ]);
  expect((await engine.entries())[0]?.state).toBe('undone-in-part');
  expect(machine.texts.has(FILE)).toBe(false);
});

test('rights of what is gone need not come back; those that somebody set stay and are told', async () => {
  const mode = (path: string): Change => ({ kind: 'mode', path, before: '0644', after: '0600' });
  const log = '/home/lin/.openclaw/old.log';
  const { engine, machine } = await carried([[mode(FILE), mode(log)]], { [FILE]: 'a', [log]: 'b' });
  machine.modes.delete(log);
  machine.modes.set(FILE, '0640');
  expect(await engine.undo([])).toMatchObject([{ result: 'left-changed' }]);
  expect((await engine.entries())[0]?.left).toEqual([
    { id: 'fixes.left-mode', values: { where: FILE, now: '0640', before: '0644' } },
  ]);
  expect(machine.modes.get(FILE)).toBe('0640');
});

test('something new where a thing lay before is not written over', async () => {
  const away = '/home/lin/.config/Tankmate/quarantine/skill';
  const { engine, machine } = await carried([[{ kind: 'move', from: FILE, to: away }]], { [FILE]: 'old' });
  machine.texts.set(FILE, 'new');
  const [outcome] = await engine.undo([]);
  expect(outcome?.result).toBe('left-changed');
  expect(machine.now().texts).toEqual({ [FILE]: 'new', [away]: 'old' });
  machine.texts.delete(FILE);
  expect(results(await engine.undo([]))).toEqual(['fixed']);
  expect(machine.now().texts).toEqual({ [FILE]: 'old' });
});

test('what undo would do now is what it does', async () => {
  const { engine, machine, entries } = await carried(chain(FOUR), { [FILE]: FOUR[0] ?? '' });
  machine.texts.set(FILE, asOpenClaw(put(readJson5(FOUR[4] ?? ''), 'gateway.bind', 'tailnet')));
  const before = machine.now();
  const previews = await engine.previewUndo([]);
  expect(machine.now()).toEqual(before);
  expect(
    previews.map(({ entry, changes, left }) => [entry.id, changes.length, left.map(({ id }) => id)]),
  ).toEqual([
    [entries[3], 1, []],
    [entries[2], 1, []],
    [entries[1], 1, []],
    [entries[0], 0, ['fixes.left-other']],
  ]);
  expect(previews[1]?.changes[0]).toMatchObject({ kind: 'edit', where: FILE });
  expect(previews[1]?.changes[0]?.before).toContain('"profile": "messaging"');
  expect(previews[1]?.changes[0]?.after).toContain('"profile": "full"');
  expect(JSON.stringify(previews)).not.toContain('0123456789abcdef');
  const outcomes = await engine.undo([]);
  expect(results(outcomes)).toEqual(['fixed', 'fixed', 'fixed', 'left-changed']);
  expect(await engine.previewUndo([entries[0] ?? ''])).toMatchObject([
    { changes: [], left: [{ id: 'fixes.left-other' }], entry: { state: 'undone-in-part' } },
  ]);
});

test('what lies elsewhere now is previewed as it will be once it is back', async () => {
  const away = '/home/lin/.config/Tankmate/quarantine/file';
  const rows: Change[] = [edit('a', 'b'), { kind: 'move', from: FILE, to: away }];
  const { engine, machine } = await carried([rows], { [FILE]: 'a' });
  machine.actions.stands = async () => 'after';
  expect(await engine.previewUndo([])).toMatchObject([
    {
      changes: [
        { kind: 'move', before: away, after: FILE },
        { kind: 'edit', before: 'b', after: 'a' },
      ],
      left: [],
    },
  ]);
});

test('random fixes, somebody and OpenClaw in between, undone in random order', async () => {
  for (let seed = 1; seed <= 60; seed++) {
    const random = seeded(seed);
    const { text, edited, rewritten, pick, value } = randomSettings(random);
    const texts = [text];
    for (let fixes = 1 + Math.floor(random() * 4); fixes > 0; fixes--) {
      const last = texts.at(-1) ?? '';
      const next = rewritten(last, edited(readJson5(last), 1 + Math.floor(random() * 3)));
      if (next !== last) texts.push(next);
    }
    const { engine, machine, entries } = await carried(chain(texts), { [FILE]: text });
    const [before, after] = [text, texts.at(-1) ?? ''].map(readJson5);
    const mine = new Map<string, unknown>();
    const somebody = () => {
      let now = readJson5(machine.texts.get(FILE) ?? '{}');
      for (let times = Math.floor(random() * 3); times > 0; times--) {
        const place = pick(PLACES);
        const to = value();
        mine.set(place, to);
        now = put(now, place, to);
      }
      machine.texts.set(FILE, asOpenClaw(now));
    };
    const writes = random() < 0.7;
    const left = [...entries];
    while (left.length > 0) {
      if (writes) somebody();
      const [entry = ''] = left.splice(Math.floor(random() * left.length), 1);
      const [outcome] = await engine.undo([entry]);
      expect(['fixed', 'left-changed'], `seed ${seed}: ${outcome?.because.id}`).toContain(outcome?.result);
    }
    expect(await engine.undo([]), `seed ${seed}`).toEqual([]);
    if (!writes) expect(machine.texts.get(FILE), `seed ${seed}`).toBe(text);
    const now = readJson5(machine.texts.get(FILE) ?? '{}');
    for (const place of PLACES) {
      if (mine.has(place)) expect(get(now, place), `seed ${seed}, ${place}`).toEqual(mine.get(place));
      else if (get(after, place) !== undefined || get(before, place) === undefined)
        expect(get(now, place), `seed ${seed}, ${place}`).toEqual(get(before, place));
    }
  }
}, 120_000);
