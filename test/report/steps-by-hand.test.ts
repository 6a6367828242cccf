import { expect, test } from 'vitest';
import { checks } from '../../main/checks';
import { commandIn } from '../../main/contract/step-command';
import { stepsByHand } from '../../main/report/steps-by-hand';

const TEXT = [
  'Let people in: openclaw config set channels.NAME.dmPolicy pairing',
  '[unnamed] NAME is the app.',
  '[win32] See the rules: netsh interface portproxy show all',
  '[linux darwin] Close it: chmod 700 ~',
  '[unknown] See what is wrong: openclaw config validate',
].join('\n');
const found = { platform: 'linux', state: 'attention', evidence: [] } as const;
const at = (...where: string[]) => where.map((each) => ({ where: each }));

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
  const evidence = [{ where: 'x', state: 'unknown' } as const];
  expect(stepsByHand(TEXT, { ...found, evidence })).toHaveLength(4);
  expect(stepsByHand('Do it.\nAnd this.', { ...found, state: 'unknown' })).toEqual(['Do it.', 'And this.']);
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
