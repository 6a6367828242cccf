import { expect, test } from 'vitest';
import fix from '../../../main/checks/fixes/close-permissions';
import check from '../../../main/checks/state-permissions';
import { createFileProbe } from '../../../main/probes/files';
import { createPermissionProbe } from '../../../main/probes/permissions';
import { type FakeMachine, fakeHost } from '../../fakes/host';
import { fakeProbes, seen } from '../../fakes/probes';
import { setup } from '../../fakes/settings';

const PASSWD =
  'root:x:0:0::/root:/bin/sh\nlin:x:1000:1000::/home/lin:/bin/sh\nwei:x:1001:1001::/home/wei:/bin/sh\n';
const GROUP = 'root:x:0:\nlin:x:1000:\nwei:x:1001:\n';
const STATE = '/home/lin/.openclaw';

const plan = async (files: FakeMachine['files'], more: FakeMachine = {}) => {
  const host = fakeHost({
    ...more,
    files: { '/etc/passwd': PASSWD, '/etc/group': GROUP, '/home/lin': { folder: true }, ...files },
  });
  const [proposal, ...rest] = await fix.plan(
    fakeProbes({
      account: { current: async () => ({ name: 'lin', id: '1000', rights: 'ordinary', evidence: [] }) },
      openclaw: { setups: async () => seen(setup()) },
      permissions: createPermissionProbe(host),
      files: createFileProbe(host),
    }),
    '/quarantine',
  );
  expect(rest).toEqual([]);
  return proposal;
};
const modes = async (files: FakeMachine['files'], more?: FakeMachine) =>
  ((await plan(files, more))?.changes ?? []).map((change) =>
    change.kind === 'mode' ? `${change.path} ${change.before} ${change.after}` : change.kind,
  );

test('the check offers it', () => expect(check.fixes).toContain(fix));

test('closes the folder first, then what the finding names in it', async () => {
  const list = await modes({
    [STATE]: { folder: true, mode: 0o755 },
    [`${STATE}/openclaw.json`]: { text: '{}', mode: 0o644 },
    [`${STATE}/openclaw.json.bak`]: { text: '{}', mode: 0o604 },
    [`${STATE}/credentials`]: { folder: true, mode: 0o755 },
    [`${STATE}/credentials/telegram.json`]: { text: '{}', mode: 0o640 },
    [`${STATE}/credentials/whatsapp.json`]: { text: '{}', mode: 0o600 },
    [`${STATE}/readme.txt`]: { text: 'not named', mode: 0o644 },
  });
  expect(list).toEqual([
    `${STATE} 0755 0700`,
    `${STATE}/credentials 0755 0700`,
    `${STATE}/openclaw.json 0644 0600`,
    `${STATE}/openclaw.json.bak 0604 0600`,
  ]);
});

test('leaves alone links, what belongs to others, and what nobody else reaches', async () => {
  expect(
    await modes({
      [STATE]: { folder: true, mode: 0o755 },
      '/home/lin/dotfiles/openclaw.json': { text: '{}', mode: 0o644 },
      [`${STATE}/openclaw.json`]: { link: '/home/lin/dotfiles/openclaw.json' },
      [`${STATE}/.env`]: { text: '', mode: 0o644, uid: 0, gid: 0 },
    }),
  ).toEqual([`${STATE} 0755 0700`]);
  const closed = {
    [STATE]: { folder: true, mode: 0o700 },
    [`${STATE}/openclaw.json`]: { text: '{}', mode: 0o644 },
  };
  expect(await plan(closed as FakeMachine['files'])).toBeUndefined();
});

test('of a great many closes the outermost, so that the rest is out of reach', async () => {
  const files = Object.fromEntries(
    ['credentials', 'identity', 'devices'].flatMap((folder) =>
      Array.from({ length: 90 }, (_, index) => [
        `${STATE}/${folder}/${index}.json`,
        { text: '', mode: 0o644 },
      ]),
    ),
  );
  const proposal = await plan({ [STATE]: { folder: true, mode: 0o755 }, ...files });
  expect(proposal?.changes).toHaveLength(200);
  expect(proposal?.changes[0]).toMatchObject({ path: STATE });
  expect(proposal?.does.values).toEqual({ count: 200 });
});

test('on Windows plans access lists, the innermost first', async () => {
  const lin = 'S-1-5-21-1180699209-877415012-3182924384-1001';
  const open = `O:${lin}G:DUD:AI(A;ID;FA;;;SY)(A;ID;FA;;;BA)(A;ID;FA;;;${lin})(A;ID;0x1200a9;;;BU)`;
  const state = 'C:\\Users\\lin\\.openclaw';
  const host = fakeHost({
    platform: 'win32',
    files: { [state]: { folder: true }, [`${state}\\openclaw.json`]: '{}' },
  });
  const permission = (path: string, kind: 'file' | 'folder', others: 'read' | 'none') => ({
    ...{ path, kind, others, owner: lin, mode: open, who: ['Users'], holds: 'settings' as const },
  });
  const [proposal] = await fix.plan(
    fakeProbes({
      account: { current: async () => ({ name: 'lin', id: lin, rights: 'ordinary', evidence: [] }) },
      openclaw: { setups: async () => seen(setup({ stateDir: state })) },
      permissions: {
        within: async () =>
          seen(
            permission(state, 'folder', 'read'),
            permission(`${state}\\openclaw.json`, 'file', 'read'),
            permission(`${state}\\logs`, 'folder', 'none'),
          ),
      },
      files: createFileProbe(host),
    }),
    'C:\\quarantine',
  );
  expect(proposal?.changes).toEqual([
    {
      kind: 'mode',
      optional: true,
      path: `${state}\\openclaw.json`,
      before: open,
      after: `O:${lin}G:DUD:PAI(A;;FA;;;SY)(A;;FA;;;BA)(A;;FA;;;${lin})`,
    },
    {
      kind: 'mode',
      optional: true,
      path: state,
      before: open,
      after: `O:${lin}G:DUD:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;FA;;;${lin})`,
    },
  ]);
});
