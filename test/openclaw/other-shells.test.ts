// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of shells
import { expect, test } from 'vitest';
import { readOtherShell } from '../../main/openclaw/other-shells';
import { foldersOnPath } from '../../main/openclaw/shell-path';

test.each<[string, string]>([
  ["$env.OPENCLAW_STATE_DIR = '/x/claw'", '/x/claw'],
  ['$env.OPENCLAW_STATE_DIR = $"($env.HOME)/claw" # mine', '$HOME/claw'],
  ["$env.OPENCLAW_STATE_DIR = ($nu.home-path | path join 'a' 'b')", '$HOME/a/b'],
  ['load-env {OPENCLAW_STATE_DIR: /x/claw, B: 2}', '/x/claw'],
  ['$OPENCLAW_STATE_DIR = "/x/claw"', '/x/claw'],
  ["${'OPENCLAW_STATE_DIR'} = '/x/claw'", '/x/claw'],
  ["$OPENCLAW_STATE_DIR = p'/x/claw'", '/x/claw'],
  ['set-env OPENCLAW_STATE_DIR ~/claw', '$HOME/claw'],
  ['$env:OPENCLAW_STATE_DIR="$HOME/claw"', '$HOME/claw'],
  ["[Environment]::SetEnvironmentVariable('OPENCLAW_STATE_DIR', '/x/claw')", '/x/claw'],
])('%s', (line, value) => {
  const { variables, unread } = readOtherShell(`# OPENCLAW_STATE_DIR=/no\n${line}\n`);
  expect(unread).toEqual([]);
  expect(variables).toEqual([['OPENCLAW_STATE_DIR', value]]);
});

test('what is more than words is told as unread where it chooses the state', () => {
  const said = readOtherShell(
    '$env.OPENCLAW_STATE_DIR = (open ~/where.txt)\n$OPENCLAW_HOME = "/a" + x\n$env.OPENCLAW_LOG_LEVEL = (open ~/level)\n',
  );
  expect(said).toEqual({ variables: [], commands: [], unread: ['OPENCLAW_STATE_DIR', 'OPENCLAW_HOME'] });
});

test.each([
  'alias claw = openclaw gateway --bind lan',
  "aliases['claw'] = 'openclaw gateway --bind lan'",
  'fn claw { openclaw gateway --bind lan }',
  'function claw { openclaw gateway --bind lan }',
  '^openclaw gateway --bind lan',
])('%s starts it', (line) => {
  expect(readOtherShell(line).commands).toEqual(['openclaw gateway --bind lan']);
});

test.each<[string, readonly string[]]>([
  ['export PATH="$HOME/a/bin:/opt/b/bin:$PATH"', ['/home/lin/a/bin', '/opt/b/bin']],
  ['fish_add_path /opt/b/bin', ['/opt/b/bin']],
  ['set path = ( /opt/b/bin $path )', ['/opt/b/bin']],
  ["$env.PATH = ($env.PATH | prepend '/opt/b/bin')", ['/opt/b/bin']],
  ["$PATH.insert(0, '/opt/b/bin')", ['/opt/b/bin']],
  ['set paths = [/opt/b/bin $@paths]', ['/opt/b/bin']],
  ['$env:PATH = "/opt/b/bin" + ":" + $env:PATH', ['/opt/b/bin']],
  ['# PATH=/opt/c', []],
  ['echo /opt/c', []],
])('%s', (line, folders) => {
  expect(foldersOnPath(line, '/home/lin')).toEqual(folders);
});
