import { describe, expect, it } from 'vitest';
import { createOpenClawProbe } from '../../../main/probes/openclaw';
import { type FakeFile, type FakeMachine, fakeHost } from '../../fakes/host';

type Files = Record<string, string | FakeFile>;
const manifest = (name: string) => JSON.stringify({ name, version: '1.0.0' });
const COPY = '/home/lin/.npm-global/lib/node_modules/openclaw';
const WORLD: Files = {
  [`${COPY}/package.json`]: manifest('openclaw'),
  [`${COPY}/openclaw.mjs`]: '',
  [`${COPY}/dist/index.js`]: '',
  '/home/lin/.npm-global/bin/openclaw': { link: `${COPY}/openclaw.mjs` },
  '/opt/lobster/package.json': manifest('openclaw'),
  '/opt/lobster/dist/index.js': '',
  '/home/lin/openclaw/dashboard/package.json': manifest('my-dashboard'),
  '/home/lin/openclaw/dashboard/server.js': '',
  '/usr/bin/restic': { bytes: Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0]) },
  '/usr/bin/ssh': { bytes: Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0]) },
  '/usr/bin/node': { bytes: Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0]) },
  '/usr/bin/sh': { bytes: Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0]) },
  '/usr/games/openclaw': { bytes: Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0]) },
  '/home/lin/bin/start.sh': `#!/bin/sh\nset -e\nexport A=1\ncd /tmp\nexec node ${COPY}/dist/index.js gateway "$@"\n`,
  '/home/lin/bin/more.sh': `#!/bin/sh\nrestic backup /home/lin\nexec node ${COPY}/dist/index.js gateway\n`,
  '/home/lin/bin/other.sh': '#!/bin/sh\nexec restic backup /home/lin/.openclaw\n',
  '/home/lin/bin/closed.sh': { text: '', denied: true },
};

/** What stopping would make of a unit: held back, left and named, or not OpenClaw's at all. */
async function judged(name: string, exec: string, more: Files = {}): Promise<string> {
  const unit = `/home/lin/.config/systemd/user/${name}.service`;
  const host = fakeHost({ files: { ...WORLD, [unit]: `[Service]\n${exec}\nRestart=always\n`, ...more } });
  const [service] = (await createOpenClawProbe(host).services()).items;
  return service === undefined ? 'other' : service.unproven ? 'unproven' : 'openclaw';
}

describe('a unit is OpenClaw’s by what it starts', () => {
  it.each([
    ['openclaw-gateway', `ExecStart=/usr/bin/node ${COPY}/dist/index.js gateway --port 18789`],
    ['lobster', 'ExecStart=/usr/bin/node /opt/lobster/dist/index.js gateway'],
    ['lobster', 'WorkingDirectory=/opt/lobster\nExecStart=/usr/bin/node dist/index.js gateway'],
    ['claw', 'ExecStart=/home/lin/.npm-global/bin/openclaw gateway'],
    ['claw', 'ExecStart=/usr/bin/env -u X A=1 /home/lin/.npm-global/bin/openclaw gateway run'],
    ['claw', 'Environment=PATH=/home/lin/.npm-global/bin\nExecStart=openclaw node run'],
    ['claw', `ExecStart=/bin/sh -c "cd /tmp && exec node ${COPY}/openclaw.mjs gateway >> /tmp/log 2>&1"`],
    ['claw', 'ExecStart=/home/lin/bin/start.sh --port 1'],
    ['claw', 'ExecStart=/bin/bash /home/lin/bin/start.sh'],
    ['claw', 'ExecStart=/usr/bin/podman run --rm --name x -p 1:1 ghcr.io/openclaw/openclaw:2026.9.6'],
    // Its copy is gone: npm's layout tells what it was.
    [
      'openclaw-gateway',
      'ExecStart=/usr/bin/node /home/lin/gone/node_modules/openclaw/dist/index.js gateway',
    ],
  ])('%s: %s', async (name, exec) => expect(await judged(name, exec)).toBe('openclaw'));
});

describe('a unit is somebody else’s, whatever it is called', () => {
  it.each([
    ['openclaw-backup', 'ExecStart=/usr/bin/restic backup /home/lin/.openclaw'],
    ['openclaw-tunnel', 'ExecStart=/usr/bin/ssh -N -R 18789:localhost:18789 box'],
    ['openclaw', 'WorkingDirectory=/home/lin/openclaw/dashboard\nExecStart=/usr/bin/node server.js'],
    ['openclaw-gateway', 'ExecStart=/usr/bin/node /home/lin/openclaw/dashboard/server.js gateway'],
    ['openclaw', 'ExecStart=/usr/games/openclaw'],
    ['openclaw-log', 'ExecStart=/bin/sh -c "exec restic backup /home/lin/openclaw"'],
    ['openclaw-x', 'ExecStart=/home/lin/bin/other.sh'],
    // OpenClaw's own command, which ends by itself.
    ['openclaw-backup', 'ExecStart=/home/lin/.npm-global/bin/openclaw backup create'],
    ['mine', 'ExecStart=/usr/bin/restic backup /opt/lobster'],
    ['mine', `ExecStart=/usr/bin/node /home/lin/openclaw/dashboard/server.js ${COPY}/openclaw.mjs gateway`],
  ])('%s: %s', async (name, exec) => expect(await judged(name, exec)).toBe('other'));
});

describe('a unit is left alone and named where it can’t be told', () => {
  it.each([
    ['openclaw-gateway', 'ExecStart=/home/lin/bin/closed.sh'],
    ['openclaw-gateway', 'ExecStart=/home/lin/bin/gone.sh'],
    ['openclaw-gateway', ''],
    ['claw', 'ExecStart=/home/lin/bin/more.sh'],
    ['claw', `ExecStart=/bin/sh -c "restic backup /x; node ${COPY}/openclaw.mjs gateway"`],
    ['claw', `ExecStart=/bin/sh -c "$(cat x); openclaw gateway"`],
    ['claw', 'ExecStart=/usr/bin/podman start openclaw'],
    ['claw', 'ExecStart=/home/lin/gone/bin/openclaw gateway'],
  ])('%s: %s', async (name, exec) => expect(await judged(name, exec)).toBe('unproven'));
});

it('goes by its drop-ins', async () => {
  const folder = '/home/lin/.config/systemd/user/openclaw-gateway.service.d';
  const more = { [`${folder}/a.conf`]: '[Service]\nExecStart=\nExecStart=/usr/bin/restic backup /x\n' };
  expect(await judged('openclaw-gateway', 'ExecStart=/home/lin/.npm-global/bin/openclaw gateway', more)).toBe(
    'other',
  );
});

describe('on macOS and Windows too', () => {
  const one = async (machine: FakeMachine) => {
    const [service] = (await createOpenClawProbe(fakeHost(machine)).services()).items;
    return service === undefined ? 'other' : service.unproven ? 'unproven' : 'openclaw';
  };
  const job = (...words: string[]) =>
    `<?xml version="1.0"?><plist version="1.0"><dict><key>Label</key><string>ai.openclaw.gateway</string><key>ProgramArguments</key><array>${words.map((word) => `<string>${word}</string>`).join('')}</array></dict></plist>`;
  const mac = (...words: string[]) =>
    one({
      platform: 'darwin',
      files: {
        '/opt/x/package.json': manifest('openclaw'),
        '/opt/x/dist/index.js': '',
        '/usr/local/bin/restic': { bytes: Buffer.from([0, 1]) },
        '/Users/lin/Library/LaunchAgents/ai.openclaw.gateway.plist': job(...words),
      },
    });
  it('a job of launchd', async () => {
    expect(await mac('/usr/local/bin/node', '/opt/x/dist/index.js', 'gateway')).toBe('openclaw');
    expect(await mac('/usr/local/bin/restic', 'backup', '/Users/lin/.openclaw')).toBe('other');
    expect(await mac('/opt/closed/run')).toBe('unproven');
  });

  const windows = (line: string) =>
    one({
      platform: 'win32',
      env: { APPDATA: 'C:\\Users\\lin\\AppData\\Roaming' },
      commands: {
        'schtasks.exe /query /xml': `<Tasks><!-- \\OpenClaw Gateway -->\n<Task><Principals><Principal><UserId>S-1-5-21-1-2-3-1001</UserId></Principal></Principals><Actions><Exec><Command>C:\\c\\gateway.cmd</Command></Exec></Actions></Task></Tasks>`,
      },
      files: {
        'C:\\x\\node_modules\\openclaw\\package.json': manifest('openclaw'),
        'C:\\x\\node_modules\\openclaw\\dist\\index.js': '',
        'C:\\tools\\restic.exe': { bytes: Buffer.from([0, 1]) },
        'C:\\c\\gateway.cmd': `@echo off\r\nrem OpenClaw Gateway\r\nset "A=1"\r\n${line}\r\n`,
      },
    });
  it('a task of Windows', async () => {
    const start =
      '"C:\\Program Files\\nodejs\\node.exe" C:\\x\\node_modules\\openclaw\\dist\\index.js gateway';
    expect(await windows(start)).toBe('openclaw');
    expect(await windows('C:\\tools\\restic.exe backup C:\\Users\\lin\\.openclaw')).toBe('other');
    expect(await windows(`C:\\tools\\restic.exe backup C:\\x\r\n${start}`)).toBe('unproven');
    expect(await windows('C:\\gone\\start.exe')).toBe('unproven');
  });
});
