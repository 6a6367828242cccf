import { expect, test } from 'vitest';
import { checks } from '../../main/checks';
import bindSetting from '../../main/checks/gateway-bind-setting';
import password from '../../main/checks/gateway-password';
import newestVersion from '../../main/checks/newest-version';
import personal from '../../main/checks/personal-data';
import secrets from '../../main/checks/plain-secrets';
import toolRights from '../../main/checks/tool-rights';
import type { Message, State } from '../../main/contract/finding';
import { commandIn } from '../../main/contract/step-command';
import type { Json } from '../../main/openclaw/read-settings';
import type { Probes } from '../../main/probes';
import type { Find } from '../../main/probes/contents';
import type { Trace } from '../../main/probes/traces';
import { stepsByHand } from '../../main/report/steps-by-hand';
import { fakeProbes, seen } from '../fakes/probes';
import { read, settingsProbes, setup } from '../fakes/settings';

const TEXT = [
  'Let people in: openclaw config set channels.NAME.dmPolicy pairing',
  '[unnamed] NAME is the app.',
  '[win32] See the rules: netsh interface portproxy show all',
  '[linux darwin] Close it: chmod 700 ~',
  '[unknown] See what is wrong: openclaw config validate',
].join('\n');
const found = { platform: 'linux', state: 'attention', evidence: [] } as const;
const at = (...where: string[]) => where.map((each) => ({ where: each, saw: '' }));

test('only the steps that fit this computer and what was found', () => {
  expect(stepsByHand(TEXT, found)).toEqual([
    'Let people in: openclaw config set channels.NAME.dmPolicy pairing',
    'NAME is the app.',
    'Close it: chmod 700 ~',
  ]);
  expect(stepsByHand(TEXT, { ...found, platform: 'win32' })[2]).toMatch(/^See the rules/);
});

test('a step for a channel comes for each that was seen, by its name', () => {
  const evidence = at('channels.telegram.dmPolicy', 'channels.feishu.groups', 'channels.telegram.groups');
  expect(stepsByHand(TEXT, { ...found, evidence })).toEqual([
    'Let people in: openclaw config set channels.telegram.dmPolicy pairing',
    'Let people in: openclaw config set channels.feishu.dmPolicy pairing',
    'Close it: chmod 700 ~',
  ]);
});

test('what could not be told is to be found out, not changed', () => {
  expect(stepsByHand(TEXT, { ...found, state: 'unknown' })).toEqual([
    'See what is wrong: openclaw config validate',
  ]);
  // Of some of it: then both.
  const evidence = [{ where: 'x', saw: '', state: 'unknown' } as const];
  expect(stepsByHand(TEXT, { ...found, evidence })).toHaveLength(4);
  expect(stepsByHand('Do it.\nAnd this.', { ...found, state: 'unknown' })).toEqual(['Do it.', 'And this.']);
});

test('a step for what was seen stands only where it was', () => {
  const text = 'Take it out.\n[saw-x http:] Do that.\n[a.b darwin] Or this.';
  const count = (where: string, saw: Message | string, state?: State) =>
    stepsByHand(text, { ...found, evidence: [{ where, saw, ...(state && { state }) }] }).length;
  expect(count('/usr/lib/darwin-x', 'y')).toBe(1);
  expect(count('/x', { id: 'z' })).toBe(1);
  expect(count('/x: a.b.c', 'y')).toBe(2);
  expect(count('/x: a.b.c', 'y', 'good')).toBe(1);
  expect(count('/x', { id: 'check.saw-x' })).toBe(2);
  expect(count('/x', { id: 'settings.also', values: { saw: 'http:' } })).toBe(2);
  const inside = '[in:log] Take it out.';
  const logged = { where: '/x', saw: { id: 'x', values: { place: 'log' } } };
  expect(stepsByHand(inside, { ...found, evidence: [logged] })).toHaveLength(1);
  const catalog = { where: '/x', saw: { id: 'x', values: { place: 'copy' } } };
  expect(stepsByHand(inside, { ...found, evidence: [catalog] })).toHaveLength(0);
});

/** The English steps of what a check finds. */
async function stepsOf(check: (typeof checks)[number], probes: Probes): Promise<readonly string[]> {
  const { byHand, evidence, state } = await check.inspect(probes);
  const text = (check.messages.en as Record<string, string>)[byHand?.id ?? ''] ?? '';
  return stepsByHand(text, { ...found, state, evidence });
}
const stepsIn = (check: (typeof checks)[number], settings: Json) =>
  stepsOf(check, settingsProbes(read(settings)));

test('no check advises on what isn’t there', async () => {
  const lan = { bind: 'lan', auth: { mode: 'none' } };
  const steps = [
    ...(await stepsIn(bindSetting, { gateway: lan })),
    ...(await stepsIn(password, { gateway: { auth: { mode: 'none' } } })),
    ...(await stepsIn(toolRights, { tools: { profile: 'full', fs: { workspaceOnly: true } } })),
  ].join('\n');
  expect(steps).not.toMatch(/tailscale|allowInsecureAuth|variable|elevated|workspaceOnly/i);
  expect(steps).toMatch(/gateway\.bind loopback/);
  expect(steps).toMatch(/auth\.mode token/);
  const serve = { tailscale: { mode: 'serve' } };
  expect((await stepsIn(bindSetting, { gateway: serve })).join()).toContain('gateway.tailscale.mode off');
  const insecure = { controlUi: { allowInsecureAuth: true } };
  expect((await stepsIn(password, { gateway: insecure })).join()).toContain('take out allowInsecureAuth');
});

test('a wallet’s step stands beside a wallet’s phrase alone', async () => {
  const holding = (kind: Find['kind']) => {
    const find = {
      kind,
      file: '/home/lin/.openclaw/workspace/MEMORY.md',
      count: 1,
      place: 'workspace',
    } as Find;
    return stepsOf(
      personal,
      fakeProbes({
        openclaw: { setups: async () => seen(setup()) },
        contents: { personal: async () => ({ ...seen(find), files: 1 }) },
      }),
    );
  };
  expect((await holding('identity-card')).join()).not.toContain('wallet');
  expect((await holding('mnemonic-phrase')).join()).toContain('Move what is in that wallet');
});

test('steps for keys are those for the places where keys are', async () => {
  const holding = (...places: Find['place'][]) => {
    const finds = places.map(
      (place) => ({ kind: 'OPENAI_API_KEY', file: `/home/lin/${place}`, count: 1, place }) as Find,
    );
    return stepsOf(
      secrets,
      fakeProbes({
        openclaw: { setups: async () => seen(setup()) },
        contents: { secrets: async () => ({ ...seen(...finds), files: finds.length }) },
      }),
    );
  };
  const log = (await holding('log')).join('\n');
  expect(log).toMatch(/Take the keys out/);
  expect(log).toMatch(/make new keys/);
  expect(log).not.toMatch(/conversation|configure|old copies|other programs|remembers|pictures/);
  expect((await holding('tool')).join('\n')).not.toMatch(/Take the keys out|new keys|configure/);
  const both = await holding('transcript', 'settings');
  expect(both.slice(0, 3).join('\n')).toMatch(/session.*openclaw secrets configure.*make new keys/s);
});

test.each([
  ['Restart OpenClaw: openclaw gateway restart', 'openclaw gateway restart'],
  ['重启 OpenClaw：openclaw gateway restart。', 'openclaw gateway restart'],
  [
    'Close it as administrator: sudo chmod o-rwx,g-rwx /home/lin/.openclaw',
    'sudo chmod o-rwx,g-rwx /home/lin/.openclaw',
  ],
  ['Remove it: openclaw plugins uninstall NAME', null],
  ['把账户移出组：sudo gpasswd -d 账户 组', null],
  ['Use a VPN instead.', null],
  // A folder's name is no command of ours.
  ["Give it back: sudo chown lin '/home/lin/a：b: sudo sh evil #'", null],
  ["Give it back: sudo chown lin '/home/lin/b: sudo sh evil'", "sudo chown lin '/home/lin/b: sudo sh evil'"],
  ['It is here: /home/lin', null],
])('the command in “%s” is %s', (step, command) => expect(commandIn(step)).toBe(command));

test('both languages have the same conditions and the same commands, step by step', () => {
  const shapes = (text: string) =>
    text.split('\n').map((line) => [/^\[[^\]]*\]/.exec(line)?.[0] ?? '', commandIn(line)]);
  for (const { messages, id } of checks) {
    const [en, zh] = [messages.en, messages['zh-CN']].map(
      (each) => (each as Record<string, string>)[`${id}.by-hand`] ?? '',
    );
    expect(shapes(zh ?? ''), id).toEqual(shapes(en ?? ''));
  }
});

test('where only a trace is left, the steps are those for finding what it belongs to', async () => {
  const trace = { kind: 'folder', where: '/home/lin/.openclaw', saw: 'x', copy: 'missing', setup: 'found' };
  const { byHand, state } = await newestVersion.inspect(
    fakeProbes({
      openclaw: { copies: async () => seen() },
      traces: { all: async () => seen(trace as Trace) },
    }),
  );
  expect([state, byHand?.id]).toEqual(['unknown', 'trace.steps']);
});
