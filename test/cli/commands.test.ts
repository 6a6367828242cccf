import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { main } from '../../main/cli/main';
import { COMMAND_NAMES, COMMANDS } from '../../main/contract/commands';

/** What a command line ends with, without a word on this test's own streams. */
async function ended(...args: string[]): Promise<{ code: number; said: string }> {
  let said = '';
  const { write } = process.stderr;
  process.stderr.write = ((text: string, done?: () => void) => {
    said += text;
    done?.();
    return true;
  }) as typeof write;
  try {
    return { code: await main(args), said };
  } finally {
    process.stderr.write = write;
  }
}

test.each([
  ['log', 'verify', '--engine', 'nonsense', '--data', 'zzz', '--yes'],
  ['log', 'verify', '--yes'],
  ['log', 'verify', 'more'],
  ['fix', 'plan', '--tank', 'nonsense'],
  ['fix', 'plan', '--data', 'foo'],
  ['fix', 'plan', '--yes'],
  ['fix', 'apply', '--data', 'keep', '--yes'],
  ['fix', 'undo', '--engine', 'qemu', '--yes'],
  ['fix', 'plan', '--card'],
  ['inspect', '--yes'],
  ['inspect', 'more'],
  ['stop', '--data', 'keep', '--yes'],
  ['leave', 'forget', '--data', 'keep', '--yes'],
  ['update', '--engine', 'qemu', '--yes'],
  ['tank', 'status', '--yes'],
  ['tank', 'create', '--accept', 'x', '--yes'],
  ['tank', 'start', 'more', '--yes'],
])('what belongs to another command ends with 64: %s %s %s', async (...args) => {
  const { code, said } = await ended(...args);
  expect(code).toBe(64);
  expect(said).toMatch(/takes no /);
  expect(said).toContain(`usage: tankmate ${args[0]}`);
});

test('the card is for people, and not for programs at the same time', async () => {
  const { code, said } = await ended('inspect', '--card', '--json');
  expect(code).toBe(64);
  expect(said).toContain('either --card or --json');
});

test('the usage has every command once', async () => {
  const { said } = await ended();
  for (const { name: words } of COMMANDS)
    expect(said.split(`tankmate ${words} `)).toHaveLength(words === 'leave' ? 3 : 2);
});

test('the launcher, the scripts and the README know the same words', () => {
  const launcher = /^ {2}([a-z| ]+)\) ;;$/m.exec(readFileSync('scripts/package/tankmate.sh', 'utf8'))?.[1];
  expect(launcher?.split(' | ').sort()).toEqual([...COMMAND_NAMES].sort());
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
  const own = Object.keys(scripts).filter((name) => scripts[name]?.startsWith('node scripts/terminal.mjs'));
  expect(own.sort()).toEqual([...COMMAND_NAMES].sort());
  const readme = readFileSync('README.md', 'utf8');
  for (const word of COMMAND_NAMES) expect(readme).toMatch(new RegExp(`\\b${word}\\b`));
});
