import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import {
  containerOf,
  DROP_IN_NAME,
  DROP_IN_TEXT,
  isOnlyALoop,
  shellRuns,
  unitOf,
} from '../../main/openclaw/hold';

it.each([
  [
    '0::/user.slice/user-1000.slice/user@1000.service/app.slice/openclaw-gateway.service\n',
    'openclaw-gateway.service',
    1000,
  ],
  ['0::/system.slice/openclaw.service\n', 'openclaw.service', null],
  ['5:cpu:/\n1:name=systemd:/system.slice/openclaw.service/sub\n', 'openclaw.service', null],
  ['0::/user.slice/user-1000.slice/session-2.scope\n', null, null],
  ['0::/user.slice/user-1000.slice/user@1000.service/init.scope\n', null, null],
  ['', null, null],
])('%j belongs to the unit %s', (text, unit, uid) => {
  expect(unitOf(text)).toEqual(unit === null ? null : { unit, uid });
});

const ID = '0123456789ab'.padEnd(64, 'c');
it.each([
  [`0::/system.slice/docker-${ID}.scope`, 'docker'],
  [`4:memory:/docker/${ID}`, 'docker'],
  [`0::/user.slice/libpod-${ID}.scope/container`, 'podman'],
  ['0::/lxc.payload.claw', null],
])('%s is a container of %s', (text, engine) => {
  expect(containerOf(text)).toEqual(engine === null ? null : { engine, id: '0123456789ab' });
});

it.each([
  'while true; do openclaw gateway; sleep 1; done',
  'while :; do /home/lin/.npm-global/bin/openclaw gateway run || true; done',
  '#!/bin/sh\ncd /home/lin\nexport A=1\nuntil openclaw gateway; do\n  echo "again" >&2\n  sleep 5\ndone\n',
  'while true; do exec node /usr/lib/node_modules/openclaw/dist/index.js gateway; done',
])('%j is a loop around OpenClaw only', (text) => expect(isOnlyALoop(text)).toBe(true));

it.each([
  'openclaw gateway',
  'while true; do sleep 1; done',
  'while true; do openclaw gateway; rsync -a ~/photos /mnt; done',
  'while true; do openclaw gateway; $(curl x); done',
  'while true; do node server.js /openclaw; done',
  'while read l; do openclaw-watch "$l"; done',
  '',
])('%j is somebody’s own program', (text) => expect(isOnlyALoop(text)).toBe(false));

it.each([
  [['sh', '-c', 'x'], { text: 'x' }],
  [['/bin/bash', '-lc', 'x'], { text: 'x' }],
  [['/bin/bash', '/a/b.sh', '-c'], { file: '/a/b.sh' }],
  [['bash', 'b.sh'], null],
  [['-bash'], null],
  [['bash', '-i'], null],
  [['vim', '-c', 'x'], null],
])('%j runs %j', (args, runs) => expect(shellRuns(args)).toEqual(runs));

// A unit as OpenClaw 2026.9.6 writes it (dist/systemd-unit, buildSystemdUnit).
const UNIT =
  '[Unit]\nDescription=OpenClaw Gateway\n\n[Service]\nExecStart=/bin/true\nRestart=always\nRestartSec=5\n\n[Install]\nWantedBy=default.target\n';

it.runIf(existsSync('/usr/bin/systemd-analyze'))(
  'systemd takes the drop-in, and its condition never holds',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'tankmate-unit-'));
    try {
      writeFileSync(join(folder, 'openclaw-gateway.service'), UNIT);
      mkdirSync(join(folder, 'openclaw-gateway.service.d'));
      writeFileSync(join(folder, 'openclaw-gateway.service.d', DROP_IN_NAME), DROP_IN_TEXT);
      const verify = [
        'verify',
        '--man=no',
        '--recursive-errors=no',
        join(folder, 'openclaw-gateway.service'),
      ];
      expect(execFileSync('systemd-analyze', verify, { encoding: 'utf8', stdio: 'pipe' })).toBe('');
    } finally {
      rmSync(folder, { recursive: true });
    }
    const condition = DROP_IN_TEXT.match(/^Condition.*$/m)?.[0] ?? '';
    expect(() => execFileSync('systemd-analyze', ['condition', condition], { stdio: 'pipe' })).toThrow();
    expect(() =>
      execFileSync('systemd-analyze', ['condition', condition.replace('!', '')], { stdio: 'pipe' }),
    ).not.toThrow();
  },
);
