import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import fix from '../../../main/checks/fixes/retire-copy';
import check from '../../../main/checks/forgotten-copies';
import type { FakeFile, FakeMachine } from '../../fakes/host';
import { seen } from '../../fakes/probes';
import { planOn, probesOn } from './machine';

type Files = Record<string, string | FakeFile>;
const NPM = '/home/lin/.npm-global';
const NVM = '/home/lin/.nvm/versions/node/v22.0.0';
const QUARANTINE = '/home/lin/.config/tankmate/quarantine';
const copyIn = (prefix: string, version: string, name = 'openclaw', uid = 1000): Files => ({
  ...Object.fromEntries(
    uid === 0 ? ['/', prefix, `${prefix}/lib`].map((path) => [path, { folder: true, uid, mode: 0o755 }]) : [],
  ),
  [`${prefix}/lib/node_modules/${name}`]: { folder: true, uid },
  [`${prefix}/lib/node_modules`]: { folder: true, uid },
  [`${prefix}/lib/node_modules/${name}/package.json`]: { text: JSON.stringify({ name, version }), uid },
  [`${prefix}/lib/node_modules/${name}/openclaw.mjs`]: { text: '', uid },
  [`${prefix}/bin/${name}`]: { link: `../lib/node_modules/${name}/openclaw.mjs`, uid },
});
const plan = (files: Files, more: Parameters<typeof probesOn>[1] = {}, machine: FakeMachine = {}) =>
  planOn(fix, probesOn({ ...machine, files }, more));
const gateway = (copyPath: string | null, stateDir: string | null = '/home/lin/.openclaw') => ({
  gateways: { running: async () => seen({ copyPath, stateDir, where: 'this-computer' } as never) },
});

test('the check offers it', () => expect(check.fixes).toContain(fix));

describe('copies', () => {
  test('the older of two goes with its command', async () => {
    const [only, ...more] = await plan({ ...copyIn(NPM, '2026.9.6'), ...copyIn(NVM, '2026.5.28') });
    expect(more).toEqual([]);
    expect(only).toMatchObject({
      recommended: true,
      said: `Put the copy openclaw 2026.5.28 in ${NVM}/lib/node_modules/openclaw away`,
    });
    expect(only?.lines).toEqual([
      expect.stringMatching(
        new RegExp(`^${NVM}/bin/openclaw → ${QUARANTINE}/command-openclaw-[0-9a-f]{16}$`),
      ),
      expect.stringMatching(
        new RegExp(`^${NVM}/lib/node_modules/openclaw → ${QUARANTINE}/copy-openclaw-[0-9a-f]{16}$`),
      ),
    ]);
  });

  test('never the one that runs, however old', async () => {
    const files = { ...copyIn(NPM, '2026.9.6'), ...copyIn(NVM, '2026.5.28') };
    const list = await plan(files, gateway(`${NVM}/lib/node_modules/openclaw`));
    expect(list.map(({ about, recommended }) => [about, recommended])).toEqual([
      [`${NPM}/lib/node_modules/openclaw`, false],
    ]);
    expect(await plan(files, gateway(null))).toEqual([]);
  });

  test('never the one that a service starts, and none where that can’t be told', async () => {
    const files = { ...copyIn(NPM, '2026.9.6'), ...copyIn(NVM, '2026.5.28') };
    const unit = '/home/lin/.config/systemd/user/openclaw-gateway.service';
    const text = (copy: string) =>
      `[Service]\nExecStart=/usr/bin/node ${copy}/dist/index.js gateway --port 18789\n[Install]\nWantedBy=default.target\n`;
    const list = await plan({ ...files, [unit]: text(`${NVM}/lib/node_modules/openclaw`) });
    expect(list.map(({ about }) => about)).toEqual([`${NPM}/lib/node_modules/openclaw`]);
    expect(await plan({ ...files, [unit]: text('/srv/elsewhere/openclaw') })).toEqual([]);
    const gaps = [{ where: '/etc/systemd', because: { id: 'look.not-allowed' } }];
    expect(await plan(files, { openclaw: { services: async () => ({ items: [], gaps }) } })).toEqual([]);
  });

  test('never the only one, even under its old name', async () => {
    expect(await plan(copyIn(NPM, '2026.9.6'))).toEqual([]);
    expect(await plan(copyIn(NPM, '2026.1.24', 'clawdbot'))).toEqual([]);
    const list = await plan({ ...copyIn(NPM, '2026.1.24', 'clawdbot'), ...copyIn(NVM, '2026.1.30') });
    expect(list.map(({ about, recommended }) => [about, recommended])).toEqual([
      [`${NPM}/lib/node_modules/clawdbot`, true],
    ]);
  });

  test('of two alike one stays, and the user decides', async () => {
    const list = await plan({ ...copyIn(NPM, '2026.9.6'), ...copyIn(NVM, '2026.9.6') });
    expect(list.map(({ recommended }) => recommended)).toEqual([false]);
  });

  test('a script that leads to it goes along, one that leads elsewhere stays', async () => {
    const old = `${NVM}/lib/node_modules/openclaw`;
    const [only] = await plan({
      ...copyIn(NPM, '2026.9.6'),
      ...copyIn(NVM, '2026.5.28'),
      '/home/lin/.local/bin/openclaw': `#!/bin/sh\nexec node "${old}/openclaw.mjs" "$@"\n`,
      '/home/lin/bin/openclaw': `#!/bin/sh\nexec node "${NPM}/lib/node_modules/openclaw/openclaw.mjs" "$@"\n`,
    });
    expect(only?.lines.map((line) => line.split(' → ')[0])).toEqual([
      '/home/lin/.local/bin/openclaw',
      `${NVM}/bin/openclaw`,
      old,
    ]);
  });

  test('of root asks for one command, with its way back', async () => {
    const [only] = await plan({ ...copyIn(NPM, '2026.9.6'), ...copyIn('/usr', '2026.5.28', 'openclaw', 0) });
    const place = expect.stringMatching(/^\/var\/lib\/tankmate-copy-openclaw-[0-9a-f]{16}$/);
    expect(only?.changes).toMatchObject([
      {
        kind: 'command',
        program: '/usr/bin/mv',
        args: ['-n', '-T', '--', '/usr/lib/node_modules/openclaw', place],
        admin: true,
        undo: {
          program: '/bin/sh',
          args: [
            '-c',
            expect.any(String),
            'sh',
            place,
            '/usr/lib/node_modules/openclaw',
            '/usr/bin/mv',
            '-n',
            '-T',
            '--',
          ],
        },
      },
    ]);
  });

  test.each([
    ['an account’s folder', { '/usr/lib/node_modules': { folder: true as const, uid: 1000 } }],
    ['one that others may write into', { '/usr/lib': { folder: true as const, uid: 0, mode: 0o777 } }],
  ])('of root in %s is left: somebody else could put another thing there', async (_, above) => {
    const list = await plan({
      ...copyIn(NPM, '2026.9.6'),
      ...copyIn('/usr', '2026.5.28', 'openclaw', 0),
      ...above,
    });
    expect(list).toEqual([]);
  });

  test('its way back does no harm where nothing was moved, twice, or where somebody else is', async () => {
    const [only] = await plan({ ...copyIn(NPM, '2026.9.6'), ...copyIn('/usr', '2026.5.28', 'openclaw', 0) });
    const [change] = only?.changes ?? [];
    const folder = mkdtempSync(join(tmpdir(), 'tankmate-retire-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const [from = '', to = ''] = ['place', 'copy with $(spaces) \'"'].map((name) => join(folder, name));
    const back = () => {
      if (change?.kind !== 'command' || !change.undo) throw new Error('no way back');
      const { program, args } = change.undo;
      return spawnSync(program, [...args.slice(0, 3), from, to, ...args.slice(5)]).status;
    };
    const put = (path: string) => {
      mkdirSync(path);
      writeFileSync(join(path, 'whose'), path);
    };
    // Gone from both places: nobody may say that it came back.
    expect(back()).not.toBe(0);
    put(to);
    expect(back()).toBe(0);
    expect(readFileSync(join(to, 'whose'), 'utf8')).toBe(to);
    put(from);
    expect(back()).not.toBe(0);
    expect(readFileSync(join(from, 'whose'), 'utf8')).toBe(from);
    expect(readFileSync(join(to, 'whose'), 'utf8')).toBe(to);
    rmSync(to, { recursive: true });
    expect([back(), back()]).toEqual([0, 0]);
    expect(readdirSync(folder)).toEqual([basename(to)]);
    expect(readFileSync(join(to, 'whose'), 'utf8')).toBe(from);
  });

  test('of another account, or inside another app, stay', async () => {
    const theirs = copyIn('/home/wei/.npm-global', '2026.5.28', 'openclaw', 1001);
    expect(await plan({ ...copyIn(NPM, '2026.9.6'), ...theirs })).toEqual([]);
    const app = { '/opt/ClawX/resources/openclaw/package.json': '{"name":"openclaw","version":"2026.3.13"}' };
    expect(await plan({ ...copyIn(NPM, '2026.9.6'), ...app })).toEqual([]);
  });
});

describe('old state folders', () => {
  const OLD = '/home/lin/.clawdbot';
  const both: Files = { [`${OLD}/clawdbot.json`]: '{}', '/home/lin/.openclaw/openclaw.json': '{}' };

  test('go whole when OpenClaw has its own', async () => {
    const [only, ...more] = await plan(both);
    expect(more).toEqual([]);
    expect(only?.lines).toEqual([
      expect.stringMatching(new RegExp(`^${OLD} → ${QUARANTINE}/folder-clawdbot-[0-9a-f]{16}$`)),
    ]);
    expect(only?.left).toContain('Keys in it still work until you renew them');
  });

  test('stay where OpenClaw would fall back to them, or one uses them', async () => {
    expect(await plan({ [`${OLD}/clawdbot.json`]: '{}' })).toEqual([]);
    expect(await plan({ [`${OLD}/clawdbot.json`]: '{}', '/home/lin/.openclaw/x': '' })).toEqual([]);
    expect(await plan(both, gateway(`${NPM}/lib/node_modules/clawdbot`, OLD))).toEqual([]);
    expect(await plan(both, gateway(null, null))).toEqual([]);
    const unit = '/home/lin/.config/systemd/user/clawdbot-gateway.service';
    expect(await plan({ ...both, [unit]: '[Service]\nExecStart=/usr/bin/clawdbot gateway\n' })).toEqual([]);
  });
});
