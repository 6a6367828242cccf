import { describe, expect, test } from 'vitest';
import check from '../../main/checks/ordinary-account';
import type { Account, Rights } from '../../main/probes/account';
import type { Gateway } from '../../main/probes/gateways';
import type { Copy, Setup } from '../../main/probes/openclaw';
import type { Gap } from '../../main/probes/partial-result';
import { translatorFor } from '../../main/report/render';
import { fakeProbes } from '../fakes/probes';

const account = (name: string, rights: Rights, saw = 'x'): Account => ({
  name,
  id: `id-${name}`,
  rights,
  evidence: [{ kind: 'account', where: name, saw }],
});
const ACCOUNTS = [
  account('lin', 'ordinary', 'lin, cdrom'),
  account('mei', 'can-become', 'sudo'),
  account('hao', 'can-become', 'sudo, docker'),
  account('root', 'administrator', 'uid 0'),
  account('far', 'unknown', '/etc/passwd: –'),
];
const gateway = (name: string | null, more: Partial<Gateway> = {}): Gateway => ({
  pid: 7,
  startedAt: null,
  program: 'openclaw-gatewa',
  account: name,
  administrator: false,
  copyPath: null,
  stateDir: null,
  listeners: [],
  where: 'this-computer',
  ...more,
});
const setup = (owner: string | null): Setup => ({
  name: 'default',
  stateDir: `/home/${owner}/.openclaw`,
  configPath: '',
  home: `/home/${owner}`,
  owner,
  from: 'home',
  legacy: false,
});
const copy = (owner: string | null): Copy => ({
  path: '/usr/lib/node_modules/openclaw',
  package: 'openclaw',
  version: '2026.9.6',
  kind: 'npm',
  owner,
  where: 'this-computer',
});
interface Machine {
  gateways?: Gateway[];
  setups?: Setup[];
  copies?: Copy[];
  gaps?: Gap[];
  current?: string;
}
const inspect = ({ gateways = [], setups = [], copies = [], gaps = [], current = 'lin' }: Machine) => {
  const named = async (name: string) =>
    ACCOUNTS.find((each) => each.name === name) ?? account(name, 'unknown');
  return check.inspect(
    fakeProbes({
      gateways: { running: async () => ({ items: gateways, gaps }) },
      openclaw: {
        setups: async () => ({ items: setups, gaps: [] }),
        copies: async () => ({ items: copies, gaps: [] }),
      },
      account: { named, current: () => named(current) },
    }),
  );
};

describe('ordinary-account', () => {
  test('an ordinary account is good, and says what was looked at', async () => {
    const finding = await inspect({ gateways: [gateway('lin')], setups: [setup('lin')] });
    expect(finding).toMatchObject({ state: 'good', evidence: [{ where: 'lin' }] });
    expect(translatorFor('en')(finding.because)).toBe(
      'The account lin is in no group of administrators. What was looked at: lin, cdrom.',
    );
  });

  test('one that can become administrator needs attention, and more so without a password', async () => {
    expect(await inspect({ setups: [setup('mei')] })).toMatchObject({
      state: 'attention',
      severity: 'medium',
    });
    const docker = await inspect({ setups: [setup('hao')] });
    expect(docker).toMatchObject({ state: 'attention', severity: 'high' });
    expect(translatorFor('zh-CN')(docker.because)).toContain('docker');
    expect(await inspect({ gateways: [gateway('root')] })).toMatchObject({
      state: 'attention',
      severity: 'high',
    });
  });

  test('every gateway and setup counts, not just the first', async () => {
    const finding = await inspect({ gateways: [gateway('lin')], setups: [setup('lin'), setup('mei')] });
    expect(finding).toMatchObject({ state: 'attention', severity: 'medium' });
    expect(finding.evidence).toContainEqual(expect.objectContaining({ where: 'lin', state: 'good' }));
  });

  test('an account that can’t be told is unknown', async () => {
    expect((await inspect({ gateways: [gateway('far')], setups: [setup('lin')] })).state).toBe('unknown');
  });

  test('without gateway and setup it is whoever owns the copy, or looks, where root installed it', async () => {
    expect((await inspect({ copies: [copy('mei')] })).severity).toBe('medium');
    expect((await inspect({ copies: [copy('root')] })).state).toBe('good');
    expect((await inspect({ copies: [copy('root')], current: 'hao' })).severity).toBe('high');
    expect((await inspect({ setups: [setup(null)], current: 'mei' })).severity).toBe('medium');
  });

  test('a gateway in a container is judged by its process, not by an account of the same number', async () => {
    const where = 'container:abc';
    expect((await inspect({ gateways: [gateway('mei', { where })] })).state).toBe('good');
    const root = await inspect({ gateways: [gateway('root', { where, administrator: true })] });
    expect(root).toMatchObject({ state: 'attention', severity: 'high' });
    expect((await inspect({ gateways: [gateway(null, { where, administrator: null })] })).state).toBe(
      'unknown',
    );
  });

  test('no OpenClaw is not applicable, unless something could not be seen', async () => {
    expect((await inspect({})).state).toBe('not-applicable');
    const gaps = [{ where: '/proc', because: { id: 'look.not-allowed' } }];
    expect((await inspect({ gaps })).state).toBe('unknown');
    expect((await inspect({ gaps, setups: [setup('lin')] })).state).toBe('unknown');
  });
});
