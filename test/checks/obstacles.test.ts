import { expect, test } from 'vitest';
import { planFixes } from '../../main/changes/plan/plan-fixes';
import { checks } from '../../main/checks';
import closePermissions from '../../main/checks/fixes/close-permissions';
import toolsHardened from '../../main/checks/fixes/tools-hardened';
import { createPermissionProbe } from '../../main/probes/permissions';
import { renderReport } from '../../main/report/render';
import { obstacles } from '../../main/scan/obstacles';
import { inspectOne } from '../../main/scan/run-checks';
import { type FakeMachine, fakeHost } from '../fakes/host';
import { CONFIG, probesOf } from './fixes/settings';

const STATE = '/home/lin/.openclaw';
const UNSAFE = '{ tools: { profile: "full" } }';
const ROOT_MOUNT = '22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw';
const mounted = (...lines: readonly string[]) => ({
  '/proc/self/mountinfo': [ROOT_MOUNT, ...lines, ''].join('\n'),
});

interface Kind {
  readonly name: string;
  readonly files: Files;
  readonly because: string;
  /** A part of what helps, in both languages; null: the finding's own steps stay. */
  readonly helps: string | null;
}
const KINDS: readonly Kind[] = [
  {
    name: 'in GBK',
    files: {
      [CONFIG]: {
        bytes: Buffer.concat([
          Buffer.from('// '),
          Buffer.from([0xc4, 0xe3, 0xba, 0xc3]),
          Buffer.from(`\n${UNSAFE}`),
        ]),
      },
    },
    because: 'obstacle.encoding',
    helps: 'UTF-8',
  },
  {
    name: 'of more than 1 MB',
    files: { [CONFIG]: `// ${'x'.repeat(1_100_000)}\n${UNSAFE}` },
    because: 'obstacle.large',
    helps: '$include',
  },
  {
    name: 'of root’s',
    files: { [CONFIG]: { text: UNSAFE, uid: 0, gid: 0 } },
    because: 'obstacle.administrators',
    helps: `sudo chown lin ${CONFIG}`,
  },
  {
    name: 'of root’s, and closed',
    files: { [CONFIG]: { text: UNSAFE, uid: 0, gid: 0, mode: 0o600, denied: true } },
    because: 'obstacle.administrators',
    helps: 'sudo chown lin',
  },
  {
    name: 'that lie in a folder of root’s',
    files: { '/home/lin/.openclaw': { folder: true, uid: 0, gid: 0 }, [CONFIG]: UNSAFE },
    because: 'obstacle.administrators',
    helps: `sudo chown lin ${STATE}`,
  },
  {
    name: 'of another account',
    files: { [CONFIG]: { text: UNSAFE, uid: 1007 } },
    because: 'obstacle.another',
    helps: '',
  },
  {
    name: 'in the store of Nix',
    files: {
      '/nix/store/abc-home-manager-files/openclaw.json': { text: UNSAFE, uid: 0, gid: 0, mode: 0o444 },
      [CONFIG]: { link: '/nix/store/abc-home-manager-files/openclaw.json' },
    },
    because: 'obstacle.store',
    helps: 'Home Manager',
  },
  {
    name: 'on a drive that can only be read',
    files: { [CONFIG]: UNSAFE, ...mounted(`30 22 8:2 / ${STATE} ro,relatime - ext4 /dev/sdb1 rw`) },
    because: 'obstacle.read-only',
    helps: '',
  },
  {
    name: 'marked immutable',
    files: { [CONFIG]: { text: UNSAFE, immutable: true } },
    because: 'obstacle.immutable',
    helps: `sudo chattr -i ${CONFIG}`,
  },
  {
    name: 'in a folder marked immutable',
    files: { [STATE]: { folder: true, immutable: true }, [CONFIG]: UNSAFE },
    because: 'obstacle.immutable',
    helps: `sudo chattr -i ${STATE}`,
  },
  {
    name: 'in a folder without rights',
    files: { [STATE]: { folder: true, mode: 0o500 }, [CONFIG]: UNSAFE },
    because: 'obstacle.folder',
    helps: `chmod u+rwx ${STATE}`,
  },
];

type Files = NonNullable<FakeMachine['files']>;

async function look(files: Files) {
  const probes = probesOf({ files }, { version: '2026.9.6' });
  const check = checks.find(({ id }) => id === 'tool-rights');
  if (!check) throw new Error('no such check');
  const finding = await inspectOne(check, probes);
  const { add, within } = obstacles();
  const plans = await planFixes([finding], probes, { quarantine: '/quarantine', onObstacle: add });
  const told = {
    platform: 'linux',
    startedAt: '2026-11-29T00:00:00.000Z',
    durationMs: 1,
    findings: within([finding]),
    copies: [],
    fixes: plans,
    releases: null,
  } as const;
  return {
    finding,
    plans,
    reports: (['en', 'zh-CN'] as const).map((language) => renderReport(told, language).findings[0]),
  };
}

test.each(KINDS)(
  'settings $name: no fix, but why not and what would help',
  async ({ files, because, helps }) => {
    const { finding, plans, reports } = await look(files);
    expect(['attention', 'unknown']).toContain(finding.state);
    expect(plans).toEqual([]);
    for (const report of reports) {
      expect(report?.cannot).toHaveLength(1);
      expect(report?.cannot[0]?.because).not.toMatch(/obstacle\.|\{|\}/);
      if (helps === null) continue;
      expect(report?.cannot[0]?.helps.join('\n')).toContain(helps);
      // Steps that can't work here are not shown.
      expect(report?.byHand).toEqual(report?.cannot[0]?.helps);
      expect(report?.byHand.join('\n')).not.toContain('openclaw config set');
    }
    const [proposal] = await toolsHardened.plan(probesOf({ files }, { version: '2026.9.6' }), '/quarantine');
    expect(proposal?.cannot?.map((each) => each.because.id)).toEqual([because]);
  },
);

test('one setup is mended, and of the other is said why not', async () => {
  const { plans, reports } = await look({
    [CONFIG]: UNSAFE,
    '/home/lin/.openclaw-work/openclaw.json': { text: UNSAFE, uid: 0, gid: 0 },
  });
  expect(plans.map(({ id }) => id)).toContain('tools-hardened');
  expect(reports[0]?.cannot.map(({ where }) => where)).toEqual(['/home/lin/.openclaw-work/openclaw.json']);
  // The steps by hand are still the finding's own.
  expect(reports[0]?.byHand.join('\n')).toContain('openclaw config set');
});

test('where nothing is in the way, nothing is said', async () => {
  const { plans, reports } = await look({
    [CONFIG]: UNSAFE,
    ...mounted('30 22 8:2 / /mnt ro - ext4 /dev/sdb1 ro'),
  });
  expect(plans.map(({ id }) => id)).toContain('tools-hardened');
  expect(reports[0]?.cannot).toEqual([]);
});

test('a shared folder whose group this account isn’t in keeps its mode, and the rest is closed', async () => {
  const files: Files = {
    '/etc/passwd': 'lin:x:1000:1000::/home/lin:/bin/sh\nwei:x:1001:1001::/home/wei:/bin/sh\n',
    '/etc/group': 'lin:x:1000:\nshare:x:4242:wei\n',
    '/proc/self/status':
      'Name:\tnode\nUid:\t1000\t1000\t1000\t1000\nGid:\t1000\t1000\t1000\t1000\nGroups:\t27 1000 \n',
    [STATE]: { folder: true, mode: 0o2770, gid: 4242 },
    [CONFIG]: { text: '{}', mode: 0o644 },
  };
  const machine = { files };
  const probes = probesOf(machine, {
    more: {
      account: { current: async () => ({ name: 'lin', id: '1000', rights: 'ordinary', evidence: [] }) },
      permissions: createPermissionProbe(fakeHost(machine)),
    },
  });
  const [proposal] = await closePermissions.plan(probes, '/quarantine');
  expect(proposal?.changes.map((change) => change.kind === 'mode' && change.path)).toEqual([CONFIG]);
  expect(proposal?.cannot?.map(({ where, because }) => [where, because.id])).toEqual([
    [STATE, 'obstacle.group'],
  ]);
});
