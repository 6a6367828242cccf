import { describe, expect, test } from 'vitest';
import { translatorFor } from '../../main/report/render';
import {
  COPY,
  copyAt,
  type Files,
  HOME,
  LOOPBACK,
  packageText,
  processAt,
  SAFE,
  STATE,
  scanOf,
  settingsAt,
  tcpTable,
} from './whole-scan';

const UPDATES = ['known-holes', 'newest-version', 'forgotten-copies'];
const SETTINGS = [
  'gateway-bind-setting',
  'gateway-password',
  'chat-doors',
  'tool-rights',
  'tool-sandbox',
  'plugins-source',
  'skills-source',
];
const states = async (files: Files, ids: readonly string[]) => {
  const found = await scanOf(files);
  return Object.fromEntries(ids.map((id) => [id, found.get(id)?.state]));
};
const all = (ids: readonly string[], state: string) => Object.fromEntries(ids.map((id) => [id, state]));
const unit = (text: string, name = 'openclaw-gateway'): Files => ({
  [`${HOME}/.config/systemd/user/${name}.service`]: `[Service]\n${text}\n`,
});
/** A gateway by its title alone, as one that idles shows itself. */
const gateway = (more: Parameters<typeof processAt>[2] = {}): Files => ({
  ...tcpTable([LOOPBACK, 18789, 77]),
  ...processAt(4242, ['openclaw-gateway'], {
    sockets: [77],
    environ: 'HOME=/home/lin\0OPENCLAW_SERVICE_KIND=gateway',
    exe: '/srv/node/bin/node',
    ...more,
  }),
});

describe('what speaks for OpenClaw and leads to no program makes updates unknown', () => {
  test.each<[string, Files]>([
    ['settings that some version wrote', settingsAt()],
    ['a state folder without settings', { [`${STATE}/state/openclaw.sqlite`]: '' }],
    ['a gateway that runs', gateway()],
    ['a gateway that runs beside settings', { ...settingsAt(), ...gateway() }],
    [
      'a unit whose program is gone',
      unit('ExecStart=/usr/bin/node /srv/gone/node_modules/openclaw/dist/index.js gateway'),
    ],
    ['a unit of another name', { ...unit('ExecStart=/bin/sh -c "openclaw gateway"', 'jarvis') }],
    [
      'a dump of pm2',
      {
        [`${HOME}/.pm2/dump.pm2`]: JSON.stringify([
          {
            pm_exec_path: '/srv/gone/node_modules/openclaw/openclaw.mjs',
            args: ['gateway'],
            exec_interpreter: 'node',
          },
        ]),
      },
    ],
    ['a line of cron', { '/var/spool/cron/crontabs/lin': '@reboot openclaw gateway\n' }],
    ['a package that is fetched anew', unit('ExecStart=/usr/bin/npx -y openclaw@latest gateway', 'claw')],
    [
      'a program at the port that the settings name',
      {
        ...settingsAt(STATE, { ...SAFE, gateway: { ...SAFE.gateway, port: 19555 } }),
        ...tcpTable([LOOPBACK, 19555, 88]),
        ...processAt(99, ['python3', 'x.py'], { sockets: [88], exe: '/usr/bin/python3' }),
      },
    ],
    ['settings of a newer version than the copy', { ...settingsAt(), ...copyAt(COPY, '2026.3.13') }],
    ['a gateway of another copy than the one found', { ...settingsAt(), ...copyAt(COPY), ...gateway() }],
  ])('%s', async (_name, files) => {
    const found = await scanOf(files);
    for (const id of UPDATES)
      expect([id, found.get(id)?.state]).toEqual([id, expect.stringMatching(/unknown|attention/)]);
    expect(found.get('forgotten-copies')?.state).not.toBe('good');
    for (const id of UPDATES) expect(found.get(id)?.because.id).not.toMatch(/not-installed|none$/);
  });

  test('the trace is the evidence, in words', async () => {
    const finding = (await scanOf(settingsAt())).get('known-holes');
    expect(finding?.evidence).toMatchObject([{ kind: 'folder', where: STATE }]);
    expect(translatorFor('en')(finding?.because ?? '')).toContain(STATE);
    expect(finding?.byHand).toBeDefined();
  });

  test('nothing at all: not applicable', async () => {
    expect(await states({}, [...UPDATES, ...SETTINGS])).toEqual(
      all([...UPDATES, ...SETTINGS], 'not-applicable'),
    );
  });

  test('settings and their copy: nothing is missing', async () => {
    expect(await states({ ...settingsAt(), ...copyAt(COPY) }, ['known-holes', 'forgotten-copies'])).toEqual(
      all(['known-holes', 'forgotten-copies'], 'good'),
    );
  });

  test.each<[string, Files]>([
    [
      'by its unit',
      {
        ...unit(`ExecStart=/usr/bin/node ${COPY}/dist/index.js gateway`),
        ...gateway(),
        '/proc/4242/cgroup':
          '0::/user.slice/user-1000.slice/user@1000.service/app.slice/openclaw-gateway.service\n',
      },
    ],
    ['by its working folder', gateway({ cwd: COPY })],
    ['by the Node that it runs by', gateway({ exe: `${HOME}/.npm-global/bin/node` })],
    ['by a file that it holds open', gateway({ fds: [`${COPY}/dist/index.js`] })],
  ])('a gateway that idles and its copy: %s', async (_name, files) => {
    const found = await scanOf({ ...settingsAt(), ...copyAt(COPY), ...files });
    expect(found.get('known-holes')?.state).toBe('good');
  });

  test('a gateway’s copy in a folder of no list', async () => {
    const folder = '/srv/x/lib/node_modules/openclaw';
    const found = await scanOf({
      ...settingsAt(),
      ...copyAt(folder, '2026.3.13'),
      ...gateway({ exe: '/srv/x/bin/node' }),
    });
    expect(found.get('known-holes')).toMatchObject({ state: 'attention', severity: 'critical' });
  });

  test('an app whose folder for it bears any name', async () => {
    const found = await scanOf(copyAt('/opt/LobsterAI/resources/cfmind', '2026.4.8'));
    expect(found.get('known-holes')?.state).toBe('attention');
    expect(found.get('chat-doors')?.state).toBe('unknown');
  });

  test('another program at a usual port is not a trace', async () => {
    const files = {
      ...settingsAt(),
      ...copyAt(COPY),
      ...tcpTable([LOOPBACK, 19890, 88]),
      ...processAt(99, ['redis-server'], { sockets: [88], exe: '/usr/bin/redis-server' }),
    };
    expect((await scanOf(files)).get('known-holes')?.state).toBe('good');
  });
});

describe('what speaks for OpenClaw and leads to no settings makes them unknown', () => {
  test.each<[string, Files]>([
    [
      'a unit on a disk that isn’t there',
      {
        ...copyAt(COPY),
        ...unit(
          `Environment=OPENCLAW_STATE_DIR=/mnt/nvme0/.openclaw\nExecStart=${COPY}/openclaw.mjs gateway`,
        ),
      },
    ],
    [
      'the same beside safe settings',
      {
        ...copyAt(COPY),
        ...settingsAt(),
        ...unit(
          `Environment=OPENCLAW_STATE_DIR=/mnt/nvme0/.openclaw\nExecStart=${COPY}/openclaw.mjs gateway`,
        ),
      },
    ],
    [
      'a shell that names a folder which isn’t there',
      { ...copyAt(COPY), ...settingsAt(), [`${HOME}/.bashrc`]: 'export OPENCLAW_STATE_DIR=/mnt/usb/claw\n' },
    ],
    [
      'an app that keeps them elsewhere',
      { [`${HOME}/Applications/Qclaw/resources/openclaw/package.json`]: packageText('2026.4.8') },
    ],
    [
      'the same beside safe settings',
      {
        ...copyAt(COPY),
        ...settingsAt(),
        [`${HOME}/Applications/Qclaw/resources/openclaw/package.json`]: packageText('2026.4.8'),
      },
    ],
    [
      'a gateway whose folder can’t be opened',
      {
        ...copyAt(COPY),
        ...settingsAt(),
        ...gateway({ environ: 'HOME=/home/lin\0OPENCLAW_STATE_DIR=/srv/hidden' }),
        '/srv/hidden': { folder: true, denied: true },
      },
    ],
  ])('%s', async (_name, files) => {
    const found = await scanOf(files);
    for (const id of SETTINGS)
      expect([id, found.get(id)?.state]).toEqual([id, expect.stringMatching(/unknown|attention/)]);
    for (const id of ['gateway-bind-setting', 'gateway-password', 'chat-doors'])
      expect(found.get(id)?.state).toBe('unknown');
  });
});
