import { expect, it } from 'vitest';
import { isAtWork } from '../../main/openclaw/gateway-process';

const line = (...args: string[]) => isAtWork({ program: (args[0] ?? '').split('/').at(-1) ?? '', args });

it.each([
  [['openclaw-gateway']],
  [['openclaw']],
  [['openclaw-node']],
  [['openclaw-agent']],
  [['clawdbot-tui']],
  [['node', '/usr/lib/node_modules/openclaw/openclaw.mjs', 'node', 'run', '--host', 'box']],
  [['node', '/usr/lib/node_modules/openclaw/openclaw.mjs', '--profile', 'work', 'gateway', '--port', '1']],
  [['/usr/bin/node', '/x/openclaw/dist/process/spawn-broker/worker.js']],
  [['bun', '/x/moltbot/dist/index.js', 'agent', '--local']],
  [['/Applications/OpenClaw.app/Contents/MacOS/OpenClaw']],
])('%j is OpenClaw at work', (args) => expect(line(...args)).toBe(true));

it.each([
  [['openclaw-update']],
  [['openclaw-doctor']],
  [['openclaw-backup']],
  [['openclaw', 'is', 'my', 'pet']],
  [['node', '/usr/lib/node_modules/openclaw/openclaw.mjs', 'update']],
  [['node', '/usr/lib/node_modules/openclaw/openclaw.mjs', 'gateway', 'status']],
  [['node', '/usr/lib/node_modules/openclaw/openclaw.mjs']],
  [['node', 'server.js', '/usr/lib/node_modules/openclaw/openclaw.mjs', 'gateway']],
  [['vim', '/x/openclaw/dist/index.js', 'gateway']],
  [['tail', '-f', '/tmp/openclaw/openclaw-2026-11-22.log']],
  [['ssh', 'box', 'openclaw-gateway']],
  [['sh', '-c', 'openclaw gateway']],
  [['']],
  [[]],
])('%j is not', (args) => expect(line(...(args as string[]))).toBe(false));
