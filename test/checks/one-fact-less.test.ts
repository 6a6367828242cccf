import { describe, expect, test } from 'vitest';
import { compareWorse } from '../../main/checks/define/worst-observation';
import type { Finding } from '../../main/contract/finding';
import type { FakeFile } from '../fakes/host';
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

interface FuzzScene {
  readonly files: Files;
  /** Files that are the danger itself: without them less is wrong. */
  readonly dangers: RegExp;
}
const UNIT = `${HOME}/.config/systemd/user/openclaw-gateway.service`;
const open = {
  ...SAFE,
  gateway: { ...SAFE.gateway, bind: 'lan', auth: { mode: 'none' } },
  plugins: { entries: { evil: { enabled: true } } },
};

const SCENES: Readonly<Record<string, FuzzScene>> = {
  'a safe one that runs as a service': {
    files: {
      ...settingsAt(),
      ...copyAt(COPY),
      [UNIT]: `[Service]\nEnvironmentFile=${HOME}/claw.env\nExecStart=${HOME}/start.sh\n`,
      [`${HOME}/start.sh`]: `#!/bin/sh\n. ${HOME}/more.sh\nexec /usr/bin/node ${COPY}/dist/index.js gateway $OPTS\n`,
      [`${HOME}/more.sh`]: 'export OPENCLAW_GATEWAY_PORT=18789\n',
      [`${HOME}/claw.env`]: 'OPTS="--bind loopback"\n',
      [`${STATE}/.env`]: { text: 'A=b\n', mode: 0o600 },
      ...tcpTable([LOOPBACK, 18789, 77]),
      ...processAt(4242, ['openclaw-gateway'], {
        sockets: [77],
        environ: 'HOME=/home/lin\0OPENCLAW_SERVICE_KIND=gateway',
        cwd: COPY,
        fds: [`${STATE}/state/openclaw.sqlite`, `${COPY}/dist/index.js`],
      }),
      [`${STATE}/state/openclaw.sqlite`]: { text: '', mode: 0o600 },
    },
    dangers: /^$/,
  },
  'one that is thrown open by what starts it': {
    files: {
      ...settingsAt(),
      ...copyAt(COPY, '2026.3.13'),
      [UNIT]: `[Service]\nExecStart=${HOME}/start.sh\n`,
      [`${HOME}/start.sh`]: `#!/bin/sh\nexec /usr/bin/node ${COPY}/dist/index.js gateway --bind lan --auth none\n`,
      [`${HOME}/.bashrc`]: `export OPENCLAW_STATE_DIR=${HOME}/claw\n`,
      ...settingsAt(`${HOME}/claw`, open),
      [`${HOME}/claw/extensions/evil/openclaw.plugin.json`]: '{"id":"evil"}',
      ...processAt(50, ['cloudflared', 'tunnel', '--url', 'http://localhost:18789'], {
        exe: '/usr/bin/cloudflared',
      }),
    },
    dangers: /claw\/|\/claw$|start\.sh|\.service$|bashrc|\/proc\/50|index\.js|package\.json|node_modules/,
  },
  'an app that carries it': {
    files: {
      [`${HOME}/Applications/Qclaw/resources/openclaw/package.json`]: packageText('2026.4.8'),
      [`${HOME}/Applications/Qclaw/resources/app.asar`]: '',
      ...settingsAt(),
    },
    dangers: /Applications/,
  },
  'none of it': { files: { [`${HOME}/notes.txt`]: 'hello' }, dangers: /^$/ },
};

const rank = (finding: Finding | undefined) =>
  finding === undefined ? -1 : finding.state === 'attention' || finding.state === 'unknown' ? 1 : 0;
/** Better is what needed somebody's eye and no longer does: attention that becomes unknown is no praise. */
const better = (before: ReadonlyMap<string, Finding>, after: ReadonlyMap<string, Finding>) =>
  [...before.values()]
    .filter((was) => rank(was) === 1 && rank(after.get(was.id)) < 1)
    .map(({ id, state }) => `${id}: ${state} ⇒ ${after.get(id)?.state}`);
/** What was good may stay good, or be in doubt; it is never gone where it still speaks for itself. */
const broken = (file: string | FakeFile): FakeFile => {
  const whole = typeof file === 'string' ? { text: file } : file;
  return whole.folder || whole.link !== undefined
    ? { ...whole, denied: true }
    : { ...whole, text: '\u0000{{{ not what it was' };
};

describe.each(Object.entries(SCENES))('%s', (_name, { files, dangers }) => {
  const facts = Object.keys(files).filter((file) => !/^\/proc\/self/.test(file));
  test('hiding one fact makes nothing better', { timeout: 600_000 }, async () => {
    const before = await scanOf(files);
    const wrong: string[] = [];
    for (const fact of facts) {
      const given = files[fact];
      const hidden: FakeFile = { ...(typeof given === 'string' ? { text: given } : given), denied: true };
      const after = await scanOf({ ...files, [fact]: hidden });
      wrong.push(...better(before, after).map((each) => `${fact} hidden: ${each}`));
    }
    expect(wrong).toEqual([]);
  });
  test('breaking one fact makes nothing better', { timeout: 600_000 }, async () => {
    const before = await scanOf(files);
    const wrong: string[] = [];
    for (const fact of facts.filter((each) => !dangers.test(each))) {
      const after = await scanOf({ ...files, [fact]: broken(files[fact] ?? '') });
      wrong.push(...better(before, after).map((each) => `${fact} broken: ${each}`));
    }
    expect(wrong).toEqual([]);
  });
  test('deleting one fact makes nothing better', { timeout: 600_000 }, async () => {
    const before = await scanOf(files);
    const wrong: string[] = [];
    for (const fact of facts.filter((each) => !dangers.test(each))) {
      const { [fact]: _gone, ...rest } = files;
      const after = await scanOf(rest);
      wrong.push(...better(before, after).map((each) => `${fact} gone: ${each}`));
    }
    expect(wrong).toEqual([]);
  });
});

test('a better finding is one that needed an eye and no longer does', () => {
  expect(compareWorse({ state: 'unknown' }, { state: 'good' })).toBeLessThan(0);
});
