import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'plist';
import { expect, test } from 'vitest';
import { byOsascript } from '../../../main/system/write/elevate/elevate-macos';
import { systemPrograms } from '../../../main/system/write/system-programs';

const WORDS = ['/bin/echo', 'a "b" \\ $(c)', '李明’s'];
const asked = { program: WORDS[0] ?? '', args: WORDS.slice(1), env: {} };
const { process } = byOsascript(systemPrograms('darwin'), asked);
/** `-e LINE` again and again, then what `argv` gets (osascript(1)). */
const lines = process.args.flatMap((word, index) => (process.args[index - 1] === '-e' ? [word] : []));

// Hosted CI has macOS' own readers read them (osacompile(1), plutil(1)).
const folder = globalThis.process.env.TANKMATE_MACOS_TEXTS;
if (folder) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'ask.applescript'), `${lines.join('\n')}\n`);
  writeFileSync(join(folder, 'job.plist'), build({ Label: 'ai.openclaw.gateway', ProgramArguments: WORDS }));
}

test('the script that asks for rights is the same for every command', () => {
  const other = byOsascript(systemPrograms('darwin'), { program: '/bin/ls', args: ['-l'], env: {} });
  expect(other.process.args.slice(0, lines.length * 2)).toEqual(process.args.slice(0, lines.length * 2));
  expect(process.args.slice(-WORDS.length)).toEqual(WORDS);
  for (const word of WORDS) expect(lines.join('\n')).not.toContain(word);
});

test('each of its blocks ends, and each string', () => {
  const open: string[] = [];
  for (const line of lines) {
    const [, end, begins] = /^(?:end (\w+)|(on \w+|repeat\b|if\b.* then$))/.exec(line) ?? [];
    if (end !== undefined) expect(open.pop()).toBe(end);
    else if (begins !== undefined) open.push(begins.replace(/^on /, '').split(' ')[0] ?? '');
    expect((line.match(/"/g) ?? []).length % 2).toBe(0);
  }
  expect(open).toEqual([]);
});
