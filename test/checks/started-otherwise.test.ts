import { describe, expect, test } from 'vitest';
import chatDoors from '../../main/checks/chat-doors';
import bindSetting from '../../main/checks/gateway-bind-setting';
import password from '../../main/checks/gateway-password';
import { createProbes } from '../../main/probes/create-probes';
import { translatorFor } from '../../main/report/render';
import { type FakeFile, fakeHost } from '../fakes/host';

/** Settings that are good by themselves: what starts the gateway decides otherwise. */
const SAFE = {
  gateway: {
    mode: 'local',
    bind: 'loopback',
    auth: { mode: 'token', token: '37c7742330e288a151df2d5aadf24654c54f35c31e68c889' },
  },
};
const COPY = '/home/lin/.npm-global/lib/node_modules/openclaw';
const UNIT = '/home/lin/.config/systemd/user/openclaw-gateway.service';
type Files = Record<string, string | FakeFile>;

const look = async (files: Files, settings: object = SAFE) => {
  const host = fakeHost({
    env: { PATH: '/usr/bin' },
    files: {
      '/etc/passwd': 'lin:x:1000:1000::/home/lin:/bin/sh\n',
      [`${COPY}/package.json`]: JSON.stringify({ name: 'openclaw', version: '2026.9.6' }),
      [`${COPY}/dist/index.js`]: '',
      '/home/lin/.npm-global/bin/openclaw': { link: `${COPY}/dist/index.js` },
      '/home/lin/.openclaw/openclaw.json': JSON.stringify(settings),
      ...files,
    },
  });
  const probes = createProbes(host, { offline: true });
  const findings = await Promise.all(
    [bindSetting, password, chatDoors].map((check) => check.inspect(probes)),
  );
  return {
    states: findings.map(({ state, severity }) => severity ?? state),
    told: JSON.stringify(findings.map(({ because, evidence }) => [because, evidence])),
    texts: findings.map(({ because }) => translatorFor('en')(because)),
  };
};
const unit = (args: string) => `[Service]\nExecStart=/usr/bin/node ${COPY}/dist/index.js ${args}\n`;

describe('what starts it decides, not the settings alone', () => {
  test('nothing else: good', async () => {
    expect((await look({ [UNIT]: unit('gateway') })).states).toEqual(['good', 'good', 'good']);
  });

  test.each<[string, Files, [string, string]]>([
    [
      'a wrapper',
      {
        [UNIT]: '[Service]\nExecStart=/home/lin/s.sh\n',
        '/home/lin/s.sh': `openclaw gateway --bind lan --auth none\n`,
      },
      ['high', 'critical'],
    ],
    ['a short token on the line', { [UNIT]: unit('gateway --token abc') }, ['good', 'high']],
    [
      'a password in a file',
      { [UNIT]: unit('gateway --auth password --password-file /home/lin/p'), '/home/lin/p': 'lobster\n' },
      ['good', 'high'],
    ],
    [
      'one of two ways',
      {
        [UNIT]: unit('gateway'),
        '/home/lin/.pm2/dump.pm2': JSON.stringify([
          { pm_exec_path: '/bin/sh', args: ['-c', 'openclaw gateway --bind lan'], exec_interpreter: 'none' },
        ]),
      },
      // Where others can connect, a limit to their guesses is missed.
      ['high', 'low'],
    ],
    [
      'a file of variables that can’t be read',
      { [UNIT]: `${unit('gateway')}EnvironmentFile=/home/lin/x.env\n`, '/home/lin/x.env': { denied: true } },
      ['unknown', 'unknown'],
    ],
    [
      '.env as dotenv reads it',
      { '/home/lin/.openclaw/.env': 'export OPENCLAW_GATEWAY_TOKEN: abc\n' },
      ['good', 'high'],
    ],
    [
      'gateway.env of the session',
      { '/home/lin/.config/openclaw/gateway.env': 'OPENCLAW_GATEWAY_TOKEN=abc\n' },
      ['good', 'high'],
    ],
    ['a .env that can’t be opened', { '/home/lin/.openclaw/.env': { denied: true } }, ['unknown', 'unknown']],
  ])('%s', async (_name, files, expected) => {
    const { states, told } = await look(files);
    expect(states.slice(0, 2)).toEqual(expected);
    expect(told).not.toMatch(/lobster|"abc"/);
  });

  test('an unreadable unit of constructor= words is read like any other', async () => {
    const { states } = await look({
      [UNIT]: `[Service]\nconstructor=x\n__proto__=y\n${unit('gateway --bind lan').slice(10)}`,
    });
    expect(states[0]).toBe('high');
  });

  test('a gateway that is only to be reached, and is started all the same', async () => {
    const remote = { gateway: { ...SAFE.gateway, mode: 'remote' } };
    expect((await look({ [UNIT]: unit('gateway') }, remote)).states.slice(0, 2)).toEqual([
      'not-applicable',
      'not-applicable',
    ]);
    const started = await look(
      { [UNIT]: unit('gateway run --allow-unconfigured --bind lan --auth none') },
      remote,
    );
    expect(started.states.slice(0, 2)).toEqual(['high', 'critical']);
  });

  test('the state folder that a shell names is judged, not the empty default one', async () => {
    const open = {
      gateway: { bind: 'lan', auth: { mode: 'none' } },
      channels: { telegram: { enabled: true, dmPolicy: 'open', allowFrom: ['*'] } },
    };
    const { states } = await look({
      '/home/lin/.openclaw/openclaw.json': { folder: true },
      '/home/lin/.openclaw/exec-approvals.json': '{"version":1}',
      '/home/lin/claw/openclaw.json': JSON.stringify(open),
      '/home/lin/.bashrc': 'export OPENCLAW_STATE_DIR="~/claw"\n',
    });
    expect(states).toEqual(['critical', 'critical', 'critical']);
  });
});
