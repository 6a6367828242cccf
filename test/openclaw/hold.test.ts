import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import {
  containerOf,
  DROP_IN_NAME,
  DROP_IN_TEXT,
  loopedCommands,
  namesCopy,
  shellRuns,
  unitOf,
} from '../../main/openclaw/service-control';

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

/** As plans/keepers.ts reads it, with node's script in the place of what ownership would find. */
const isOnlyALoop = (text: string): boolean =>
  loopedCommands(text)?.every(
    (words) =>
      namesCopy(words) || namesCopy(words.slice(1, 2)) || /\/node_modules\/openclaw\//.test(words[1] ?? ''),
  ) === true;

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
  'while true; do openclaw gateway >>"$HOME/a b.log" 2>&1; sleep 1; done # again',
  'while true; do nice -n 5 env A=1 openclaw gateway --port 1 & wait; done',
  "while true; do\n  openclaw \\\n    gateway\n  echo '# again; and on'\ndone",
  'trap - TERM; while :; do timeout 3600 openclaw gateway; done',
])('%j is a loop around OpenClaw only', (text) => expect(isOnlyALoop(text)).toBe(true));

it.each([
  'openclaw gateway',
  'while true; do sleep 1; done',
  'while true; do openclaw gateway; rsync -a ~/photos /mnt; done',
  'while true; do openclaw gateway; $(curl x); done',
  'while true; do node server.js /openclaw; done',
  'while read l; do openclaw-watch "$l"; done',
  '',
  // A # in quotes begins no comment.
  'while true; do echo "#"; openclaw gateway; backup-photos "#"; done',
  "while true; do openclaw gateway; echo '#'; rsync a b; done",
  'while true; do echo a#b; rsync a b; openclaw gateway; done',
  'while true; do . ./mine.sh; openclaw gateway; done',
  'while true; do source ~/.profile; openclaw gateway; done',
  'while true; do eval "$X"; openclaw gateway; done',
  'while true; do "$CMD"; openclaw gateway; done',
  'while true; do openclaw gateway | tee log; done',
  'while true; do openclaw gateway && notify-send done; done',
  'while true; do cat <<X\nopenclaw gateway\nX\ndone',
  'while true; do diff <(openclaw gateway) x; done',
  'mine() { rm -r /x; }; while true; do mine; openclaw gateway; done',
  'trap "rsync a b" EXIT; while true; do openclaw gateway; done',
  'while read line; do openclaw gateway; done',
  'while true; do my\\\n-backup; openclaw gateway; done',
  'while true; do openclaw gateway; done; "unfinished',
  'while true; do openclaw-backup; openclaw gateway; done',
  'while true; do node /home/lin/openclaw/server.js; done',
  'while true; do echo x > "$(mine)"; openclaw gateway; done',
  'while true; do coproc mine; openclaw gateway; done',
  'while true; do openclaw gateway; done & python3 mine.py',
])('%j is somebody’s own program', (text) => expect(isOnlyALoop(text)).toBe(false));

it.each([
  [['sh', '-c', 'x'], { text: 'x' }],
  [['/bin/bash', '-lc', 'x'], { text: 'x' }],
  [['/bin/bash', '/a/b.sh', '-c'], { file: '/a/b.sh' }],
  [['bash', 'b.sh'], { file: 'b.sh' }],
  [['bash', '-e', '-o', 'pipefail', 'b.sh'], { file: 'b.sh' }],
  [['bash', '-s'], null],
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
