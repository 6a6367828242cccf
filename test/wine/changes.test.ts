import { rmSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { snapshot } from '../real/snapshot';
import { english, withAccessLists } from './answers';
import { type Errand, Wine } from './wine';

const HOME = 'C:\\users\\李明';
const STATE = `${HOME}\\.openclaw`;
const SETTINGS = `${STATE}\\openclaw.json`;
const COPY = `${HOME}\\AppData\\Roaming\\npm\\node_modules\\openclaw`;
const LISTS = 'C:\\stand-in\\lists.json';

let wine: Wine;

beforeAll(async () => {
  wine = await Wine.start();
});
beforeEach(() => {
  wine.clear();
  rmSync(wine.unix(LISTS), { force: true });
  // A byte order mark, Windows' line ends and somebody's own comments.
  wine.write({
    [`${COPY}\\package.json`]: JSON.stringify({ name: 'openclaw', version: '2026.9.6' }),
    [SETTINGS]:
      '\uFEFF{\r\n  // 网关\r\n  gateway: { bind: "lan", port: 18789 },\r\n  channels: { telegram: { dmPolicy: "open", allowFrom: ["*"] } }, // 群\r\n}\r\n',
    [`${STATE}\\skills\\天气 预报\\SKILL.md`]: '---\nname: weather\n---\n看天气\n',
  });
});
afterAll(async () => {
  await wine?.remove();
});

const call = (args: readonly string[], kill?: Errand['kill']) =>
  wine.terminal({
    args: [...args, '--language', 'en'],
    home: HOME,
    answers: withAccessLists(english(null)),
    ...(kill && { kill }),
  });
async function json(args: readonly string[]) {
  const { code, stdout, stderr } = await call([...args, '--json']);
  expect(stderr).toBe('');
  return { code, said: JSON.parse(stdout) };
}
/** Every name and byte of OpenClaw's state folder; the times of writing aside. */
const state = () =>
  Object.fromEntries(
    Object.entries(snapshot(wine.unix(STATE))).map(([name, facts]) => [name, facts.split(' ').at(-1)]),
  );
/** Whether everyone is on the access lists of the folder and of the settings. */
const open = () => {
  const lists = JSON.parse(wine.read(LISTS)) as Record<string, string>;
  return [STATE, SETTINGS].map((path) => lists[path.toLowerCase()]?.includes(';;;WD)'));
};

test('all that is recommended is done, proved by the log, and taken back byte for byte', async () => {
  const before = state();
  const { code, said } = await json(['fix', 'apply', '--yes', '--offline']);
  const named = (result: string) =>
    (said.outcomes as { fix: string; result: string }[])
      .filter((each) => each.result === result)
      .map(({ fix }) => fix.replace(/-[0-9a-f]{8}$/, ''))
      .sort();
  expect([code, named('rolled-back'), named('refused')]).toEqual([0, [], []]);
  expect(named('fixed')).toEqual([
    'close-chats',
    'close-permissions',
    'listen-locally',
    'quarantine-skill',
    'tools-hardened',
  ]);
  const now = wine.read(SETTINGS);
  expect(now).toMatch(/^\uFEFF\{\r\n {2}\/\/ 网关\r\n {2}gateway: \{ bind: "loopback", port: 18789/);
  expect(now).toMatch(/dmPolicy: "pairing", allowFrom: \[\] \} \}, \/\/ 群\r\n/);
  expect(Object.keys(state())).not.toContain('skills/天气 预报');
  expect(open()).toEqual([false, false]);
  expect((await call(['log', 'verify'])).code).toBe(0);

  const undone = await json(['fix', 'undo', '--yes', '--offline']);
  expect(undone.code).toBe(0);
  expect(state()).toEqual(before);
  expect(open()).toEqual([true, true]);
  expect((await call(['log', 'verify'])).code).toBe(0);
});

const CHATS = ['fix', 'apply', 'close-chats', '--yes', '--offline'];
const SKILL = ['fix', 'apply', 'quarantine-skill-45b4741f', '--yes', '--offline'];
const UNDO = ['fix', 'undo', '--yes', '--offline'];

test.each([
  ['with the new settings beside the old', CHATS, { call: 'rename', on: 'openclaw.json' }],
  ['with the new settings in their place', CHATS, { call: 'open', on: 'changes.log', nth: 2 }],
  ['ahead of a move', SKILL, { call: 'rename', on: '天气 预报' }],
] as const)('killed %s: what was begun is told, and undo brings everything back', async (_, args, kill) => {
  const before = state();
  expect((await call(args, kill)).code).toBe(null);
  expect(await call(['log', 'verify'])).toMatchObject({ code: 0 });
  expect((await json(UNDO)).code).toBe(0);
  expect(state()).toEqual(before);
});

test('killed while it takes back: the next undo ends it', async () => {
  const before = state();
  expect((await call(CHATS)).code).toBe(0);
  expect(state()).not.toEqual(before);
  expect((await call(UNDO, { call: 'rename', on: 'openclaw.json' })).code).toBe(null);
  expect((await json(UNDO)).code).toBe(0);
  expect(state()).toEqual(before);
});
