import { describe, expect, test } from 'vitest';
import check from '../../main/checks/separate-home';
import type { MachineIsolation } from '../../main/isolation/types';
import type { Gateway } from '../../main/probes/gateways';
import type { Machine, MachineAnswer } from '../../main/probes/machine';
import type { Copy, Setup } from '../../main/probes/openclaw';
import type { Gap } from '../../main/probes/partial-result';
import { translatorFor } from '../../main/report/render';
import { fakeProbes } from '../fakes/probes';

const answer = (is: MachineAnswer['is'], name?: string): MachineAnswer => ({
  is,
  ...(name && { name }),
  evidence: [{ kind: 'machine', where: '/sys/class/dmi/id', saw: name ?? 'LENOVO' }],
});
const machine = (
  vm: MachineAnswer,
  container: MachineAnswer = { is: 'no', evidence: [] },
  more: Partial<Machine> = {},
): Machine => ({
  virtualMachine: vm,
  container,
  wsl: false,
  cloud: null,
  ...more,
});
const LAPTOP = machine(answer('no'));
const GUEST = machine(answer('yes', 'QEMU'));
const copy = (where = 'this-computer'): Copy => ({
  path: '/usr/lib/node_modules/openclaw',
  package: 'openclaw',
  version: '2026.9.6',
  kind: 'npm',
  owner: 'lin',
  where,
});
const setup: Setup = {
  name: 'default',
  stateDir: '/home/lin/.openclaw',
  configPath: '/home/lin/.openclaw/openclaw.json',
  home: '/home/lin',
  owner: 'lin',
  from: 'home',
  legacy: false,
};
const gateway = (where = 'this-computer'): Gateway => ({
  pid: 7,
  startedAt: null,
  program: 'openclaw-gatewa',
  account: 'lin',
  administrator: false,
  copyPath: null,
  stateDir: null,
  listeners: [],
  where,
});
interface Here {
  copies?: Copy[];
  setups?: Setup[];
  gateways?: Gateway[];
  machines?: MachineIsolation[];
  gaps?: Gap[];
  unseenMachines?: Gap[];
}
const inspect = (
  on: Machine,
  { copies = [], setups = [], gateways = [], machines = [], gaps = [], unseenMachines = [] }: Here = {
    copies: [copy()],
  },
) =>
  check.inspect(
    fakeProbes({
      machine: { look: async () => on, room: async () => ({ memory: 7.6, disk: 40 }) },
      openclaw: {
        copies: async () => ({ items: copies, gaps }),
        setups: async () => ({ items: setups, gaps: [] }),
      },
      gateways: { running: async () => ({ items: gateways, gaps: [] }) },
      isolation: { machines: async () => ({ items: machines, gaps: unseenMachines }) },
    }),
  );

describe('separate-home', () => {
  test('an ordinary computer needs attention, whatever of OpenClaw is on it', async () => {
    for (const here of [{ copies: [copy()] }, { setups: [setup] }, { gateways: [gateway()] }])
      expect(await inspect(LAPTOP, here)).toMatchObject({ state: 'attention', severity: 'high' });
  });

  test('names what lives there and what the machine showed', async () => {
    const finding = await inspect(LAPTOP, { copies: [copy()], setups: [setup], gateways: [gateway()] });
    expect(finding.evidence.map(({ where }) => where)).toEqual([
      '/usr/lib/node_modules/openclaw',
      '/sys/class/dmi/id',
      '/home/lin/.openclaw',
      'openclaw-gatewa (pid 7)',
    ]);
  });

  test('a virtual machine, a container and a rented server are good', async () => {
    const guest = await inspect(GUEST);
    expect(guest.state).toBe('good');
    expect(translatorFor('en')(guest.because)).toContain('(QEMU)');
    expect((await inspect(machine(answer('unknown'), answer('yes', 'podman')))).state).toBe('good');
    const cloud = await inspect(machine(answer('unknown'), undefined, { cloud: 'Alibaba Cloud' }));
    expect(translatorFor('zh-CN')(cloud.because)).toContain('Alibaba Cloud');
    expect(cloud.state).toBe('good');
    expect(translatorFor('en')((await inspect(machine(answer('yes')))).because)).toContain(
      'of an unnamed kind',
    );
  });

  test('WSL and toolbox are no wall', async () => {
    const wsl = machine(answer('yes', 'WSL 2'), undefined, { wsl: true });
    expect(await inspect(wsl)).toMatchObject({ state: 'attention', severity: 'medium' });
    const toolbox = machine(answer('no'), answer('yes', 'toolbox'));
    expect(await inspect(toolbox)).toMatchObject({ state: 'attention', severity: 'medium' });
    expect(await inspect(LAPTOP, { copies: [copy('wsl:Ubuntu')] })).toMatchObject({ severity: 'medium' });
  });

  test('a copy in a container on an ordinary computer is apart; one beside it is not', async () => {
    const apart = { copies: [copy('container:claw')], gateways: [gateway('container:abc')] };
    expect((await inspect(LAPTOP, apart)).state).toBe('good');
    const both = await inspect(LAPTOP, { copies: [copy('container:claw'), copy()] });
    expect(both).toMatchObject({ state: 'attention', severity: 'high' });
  });

  test('a virtual machine that holds one is apart; another machine is nobody’s business', async () => {
    const tank = (holdsOpenClaw: true | null): MachineIsolation => ({
      name: 'tankmate-openclaw',
      engine: 'QEMU',
      where: 'qemu-system-x86 (pid 7)',
      holdsOpenClaw,
      folders: [],
      channels: [],
      published: [],
    });
    const finding = await inspect(LAPTOP, { machines: [tank(true)] });
    expect(finding.state).toBe('good');
    expect(translatorFor('en')(finding.because)).toContain('vm:tankmate-openclaw');
    expect((await inspect(LAPTOP, { machines: [tank(null)] })).state).toBe('not-applicable');
    expect((await inspect(LAPTOP, { machines: [tank(true)], copies: [copy()] })).state).toBe('attention');
  });

  test('a machine that can’t be told is unknown', async () => {
    const vague = [
      machine(answer('unknown')),
      machine(answer('no'), answer('unknown')),
      machine(answer('unknown'), answer('unknown')),
    ];
    for (const each of vague) expect((await inspect(each)).state).toBe('unknown');
  });

  test('no OpenClaw is not applicable, and says if this would be a good place for one', async () => {
    const said = async (on: Machine) => {
      const finding = await inspect(on, {});
      expect(finding.state).toBe('not-applicable');
      expect(translatorFor('en')(finding.evidence[0]?.saw ?? '')).toContain(
        '7.6 GB of memory, 40 GB of disk free',
      );
      return translatorFor('en')(finding.because);
    };
    expect(await said(GUEST)).toBe(
      'No OpenClaw was found. This would be a good place for one: This is a virtual machine (QEMU), not the computer itself.',
    );
    expect(await said(LAPTOP)).toContain('wouldn’t be a good place');
    expect(await said(machine(answer('unknown')))).toContain('can’t tell if this would be');
  });

  test('what could not be searched is unknown, except where the whole computer is apart', async () => {
    const gaps = [{ where: '/root', because: { id: 'look.not-allowed' } }];
    expect((await inspect(LAPTOP, { gaps })).state).toBe('unknown');
    expect((await inspect(GUEST, { gaps })).state).toBe('unknown');
    expect((await inspect(LAPTOP, { gaps, copies: [copy('container:x')] })).state).toBe('unknown');
    expect((await inspect(GUEST, { gaps, copies: [copy()] })).state).toBe('good');
  });

  test('a machine that can’t be looked into may be its home, and is told once', async () => {
    const gaps = [{ where: '/proc (hidepid)', because: { id: 'look.not-allowed' } }];
    expect((await inspect(LAPTOP, { unseenMachines: gaps })).state).toBe('unknown');
    const found = await inspect(LAPTOP, { gaps, unseenMachines: gaps, copies: [copy('container:x')] });
    expect(JSON.stringify(found).split('hidepid')).toHaveLength(2);
  });
});
