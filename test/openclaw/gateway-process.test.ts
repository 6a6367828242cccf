import { expect, it } from 'vitest';
import { roleOfArguments, roleOfScript, scriptOf, titledRole } from '../../main/openclaw/gateway-process';

it.each([
  ['openclaw-gateway', 'gateway'],
  ['openclaw-node', 'node'],
  ['openclaw-agent', 'agent'],
  ['clawdbot-tui', 'agent'],
  ['moltbot-gateway', 'gateway'],
  // Every command carries the bare name before it has another: `status`, `security audit`, `config set`.
  ['openclaw', 'starting'],
  ['openclaw-update', 'command'],
  ['openclaw-doctor', 'command'],
  ['openclaw-backup', 'command'],
  ['openclawd', null],
  ['my-openclaw-gateway', null],
  ['', null],
])('the title %j is %s', (title, role) => expect(titledRole([title])).toBe(role));

it('is no title where arguments are left', () => {
  expect(titledRole(['openclaw-gateway', '--port', '1'])).toBe(null);
  expect(titledRole([])).toBe(null);
});

it.each([
  [['node', '/x/openclaw.mjs', 'gateway'], '/x/openclaw.mjs', ['gateway']],
  [
    ['/usr/bin/node22', '--max-old-space-size=2048', 'dist/index.js', 'gateway'],
    'dist/index.js',
    ['gateway'],
  ],
  [['node', '--require', './hook.js', '--import', 'tsx', 'src/entry.ts', 'x'], 'src/entry.ts', ['x']],
  [['node', '--', '/x/openclaw.mjs', 'node'], '/x/openclaw.mjs', ['node']],
  [['bun', 'run', '/x/dist/index.js', 'agent'], '/x/dist/index.js', ['agent']],
  [['node', '-e', 'require("/x/openclaw/dist/index.js")', 'gateway'], null, []],
  [['node', '--test', '/x/openclaw/dist/a.js'], null, []],
  [['node', '--check', '/x/openclaw/openclaw.mjs'], null, []],
  [['vim', '/x/openclaw/openclaw.mjs', 'gateway'], null, []],
  [['tail', '-f', '/x/openclaw/dist/index.js'], null, []],
  [['nodemon', '/x/openclaw/dist/index.js'], null, []],
])('the script of %j is %s', (args, file, rest) => {
  const program = (args[0] ?? '').split('/').at(-1) ?? '';
  expect(scriptOf({ program, args })).toEqual(file === null ? null : { file, rest });
});

it.each([
  [['gateway'], 'gateway'],
  [['gateway', 'run', '--port', '1'], 'gateway'],
  [['--profile', 'work', 'gateway', '--port', '1'], 'gateway'],
  [['node', 'run', '--host', 'box'], 'node'],
  [['agent', '--message', 'gateway'], 'agent'],
  [['agent', '--local'], 'agent'],
  [['tui'], 'agent'],
  [['mcp', 'serve'], 'agent'],
  [['mcp', 'list'], 'command'],
  [['gateway', 'status'], 'command'],
  [['gateway', 'install'], 'command'],
  [['gateway', 'restart'], 'command'],
  [['gateway', '--help'], 'command'],
  [['node', 'status'], 'command'],
  [['status'], 'command'],
  [['security', 'audit'], 'command'],
  [['config', 'set', 'gateway.bind', 'loopback'], 'command'],
  [['update'], 'command'],
  [[], 'command'],
])('%j make it a %s', (words, role) => expect(roleOfArguments(words)).toBe(role));

it.each([
  ['openclaw.mjs', 'gateway'],
  ['dist/index.js', 'gateway'],
  ['dist/entry.js', 'gateway'],
  ['scripts/run-node.mjs', 'gateway'],
  ['cli-cn.mjs', 'gateway'],
  ['dist/process/spawn-broker/worker.js', 'helper'],
  // What a developer runs in a checkout is no OpenClaw at work.
  ['scripts/test-parallel.mjs', 'command'],
  ['test/helpers/server.ts', 'command'],
])('%s of the package with "gateway" after it is a %s', (inside, role) =>
  expect(roleOfScript(inside, ['gateway'])).toBe(role),
);
