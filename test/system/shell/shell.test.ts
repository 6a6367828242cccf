import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { shellTexts } from './shell-texts';

const PROGRAM = '/usr/bin/shellcheck';
const texts = shellTexts();

/** What shellcheck says against a text and we mean so. */
const MEANT: Readonly<Record<string, readonly string[]>> = {
  // The mode is that of the last folder; those above belong to others.
  'main/checks/account/move-script.ts MOVE_SCRIPT': ['SC2174'],
  // Both scripts begin with the same lines.
  'main/checks/account/move-script.ts BACK_SCRIPT': ['SC2034'],
  // What `ps` printed is taken apart into words.
  'main/operations/stop/end-as-admin.ts MACOS': ['SC2046'],
  'main/tank/drivers/containers/container-arguments.ts KEEPER': ['SC1007'],
  // An apostrophe in a sentence.
  'main/tank/guest/scripts/settle.sh': ['SC1112'],
};

interface Complaint {
  readonly line: number;
  readonly code: number;
  readonly message: string;
}

/** shellcheck(1): `sh` is POSIX, which macOS' bash in its place keeps to as dash does. */
function complaints(text: string): readonly Complaint[] {
  const shell = text.startsWith('#!/bin/bash') ? 'bash' : 'sh';
  const ended = spawnSync(PROGRAM, ['-s', shell, '-f', 'json', '-S', 'warning', '-'], {
    input: text,
    encoding: 'utf8',
  });
  return JSON.parse(ended.stdout) as Complaint[];
}

test('shell texts are found, also those that no test can reach by name', () => {
  const places = texts.map(({ where }) => where);
  expect(places.length).toBeGreaterThanOrEqual(25);
  for (const known of [
    'main/operations/stop/end-as-admin.ts LINUX',
    'main/operations/stop/end-as-admin.ts MACOS',
    'main/checks/fixes/retire-copy.ts BACK_SCRIPT',
    'main/tank/migrate/migrate-in.ts SWAP',
    'main/tank/guest/scripts/firewall.sh',
    'scripts/package/tankmate.sh',
  ])
    expect(places).toContain(known);
  // A constant that is put into another text is read there, with what stands around it.
  expect(places).not.toContain('main/operations/stop/end-as-admin.ts COMMON');
  expect(Object.keys(MEANT).filter((where) => !places.includes(where))).toEqual([]);
});

describe.skipIf(!existsSync(PROGRAM))('shellcheck (a Debian package)', () => {
  test.each(texts)('takes $where', ({ where, text }) => {
    const against = complaints(text).filter(({ code }) => !MEANT[where]?.includes(`SC${code}`));
    expect(against.map(({ line, code, message }) => `${line}: SC${code} ${message}`)).toEqual([]);
  });

  test.each([
    ['a quote', 'set -eu\nrm -rf "$1/x\n'],
    ['an end', 'for each in "$@"; do echo "$each"\n'],
    ['what only bash knows', 'set -eu\n[[ $1 == a ]] && echo yes\n'],
    ['a variable that nobody set', 'set -eu\nrm -rf "$thsi"\n'],
  ])('notices %s', (_, text) => expect(complaints(text)).not.toEqual([]));
});
