import { describe, expect, test } from 'vitest';
import type { Platform } from '../../../main/contract/finding';
import type { EngineDetection, EngineFacts } from '../../../main/probes/engines';
import { translatorFor } from '../../../main/report/render';
import { type PreflightFacts, rankEngines } from '../../../main/tank/preflight/engine-options';

const there = (program: string, reported: Partial<EngineDetection> = {}): EngineDetection => ({
  program,
  version: '1.2',
  ...reported,
});
const facts = (reported: Partial<EngineFacts> = {}): EngineFacts => ({
  architecture: 'x64',
  acceleration: { is: 'usable', evidence: [] },
  maker: 'LENOVO',
  processor: 'intel',
  edition: null,
  rebootPending: null,
  engines: {},
  tools: ['apt-get'],
  ...reported,
});
const here = (
  reported: Partial<EngineFacts> = {},
  rest: Partial<Omit<PreflightFacts, 'facts'>> = {},
): PreflightFacts => ({
  platform: 'linux',
  facts: facts(reported),
  machine: { virtualMachine: { is: 'no', evidence: [] } },
  room: { memory: 16, free: 8, disk: 100 },
  userName: 'lin',
  ...rest,
});
const off = { is: 'off', evidence: [] } as const;
const absent = { is: 'absent', evidence: [] } as const;
const guest = { virtualMachine: { is: 'yes', name: 'KVM', evidence: [] } } as const;
const wayTo = (engine: string, all: PreflightFacts) => {
  const { best, others } = rankEngines(all);
  return [best, ...others].find((way) => way?.engine === engine);
};

describe('what is recommended', () => {
  test.each<[string, PreflightFacts, string | null]>([
    ['Linux with KVM and QEMU', here({ engines: { qemu: there('qemu'), podman: there('podman') } }), 'qemu'],
    ['Linux with KVM and nothing installed', here(), 'qemu'],
    ['Linux whose processor gives no help', here({ acceleration: absent }), 'podman'],
    ['a virtual machine that can nest', here({}, { machine: guest }), 'podman'],
    [
      'Docker as root, nothing else possible',
      here({ acceleration: absent, tools: [], engines: { docker: there('docker', { rootful: true }) } }),
      null,
    ],
    ['macOS with Lima', here({ engines: { lima: there('limactl') } }, { platform: 'darwin' }), 'lima'],
    [
      'Windows Pro with Hyper-V',
      here({ edition: 'other', engines: { hyperv: there('powershell') } }, { platform: 'win32' }),
      'hyperv',
    ],
    [
      'Windows Home with VirtualBox',
      here({ edition: 'home', engines: { virtualbox: there('VBoxManage') } }, { platform: 'win32' }),
      'virtualbox',
    ],
    ['too little memory for anything', here({}, { room: { memory: 2, free: 1, disk: 100 } }), null],
  ])('%s', (_name, all, engine) => {
    expect(rankEngines(all).best?.engine ?? null).toBe(engine);
  });

  test('QEMU without help is offered, slow, and never recommended', () => {
    const all = here({ acceleration: absent, engines: { qemu: there('qemu') } }, { machine: guest });
    expect(wayTo('qemu', all)).toMatchObject({ state: 'ready', slow: true, blocker: 'inside-machine' });
    expect(rankEngines({ ...all, facts: { ...all.facts, tools: [] } }).best).toBeNull();
  });
});

describe('what is in the way', () => {
  const windows: Platform = 'win32';
  test.each<[string, string, PreflightFacts, string]>([
    [
      'a processor that can’t',
      'lima',
      here({ acceleration: absent }, { platform: 'darwin' }),
      'no-virtualization',
    ],
    [
      'the firmware',
      'virtualbox',
      here({ acceleration: off, engines: { virtualbox: there('v') } }, { platform: windows }),
      'firmware-off',
    ],
    ['the edition', 'hyperv', here({ edition: 'home' }, { platform: windows }), 'edition'],
    ['a restart', 'wsl', here({ rebootPending: true }, { platform: windows }), 'reboot'],
    ['no engine and nobody to bring it', 'podman', here({ tools: [] }), 'missing'],
    ['memory', 'qemu', here({}, { room: { memory: 3, free: 2, disk: 100 } }), 'no-memory'],
    ['memory that is taken', 'qemu', here({}, { room: { memory: 16, free: 1.2, disk: 100 } }), 'no-memory'],
    ['the disk', 'qemu', here({}, { room: { memory: 16, free: 8, disk: 3 } }), 'no-disk'],
    [
      'a machine in a machine',
      'virtualbox',
      here({ acceleration: absent, engines: { virtualbox: there('v') } }, { machine: guest }),
      'inside-machine',
    ],
    ['another processor', 'podman', here({ architecture: null }), 'architecture'],
    [
      'numbers for rootless containers',
      'podman',
      here({ engines: { podman: there('podman', { lacks: 'ids' }) } }),
      'no-permission',
    ],
    [
      'a sleeping daemon',
      'docker',
      here({ engines: { docker: there('docker', { lacks: 'daemon' }) } }),
      'broken',
    ],
  ])('%s', (_name, engine, all, blocker) => {
    expect(wayTo(engine, all)).toMatchObject({ state: 'hindered', blocker });
  });

  test('a firmware switch is named with this maker’s key, in both languages', () => {
    const all = here(
      {
        acceleration: off,
        processor: 'amd',
        maker: 'ASUSTeK COMPUTER INC.',
        engines: { virtualbox: there('v') },
      },
      { platform: windows },
    );
    const because = wayTo('virtualbox', all)?.because ?? { id: '' };
    expect(translatorFor('en')(because)).toContain(
      'press F2 / Delete again and again right after switching on, set “SVM Mode (AMD-V)”',
    );
    expect(translatorFor('zh-CN')(because)).toContain('连按 F2 / Delete');
  });

  test('everything on the way can be said in both languages', () => {
    const all = [
      here(),
      here({ acceleration: off }),
      here({ tools: [] }),
      here({}, { platform: windows }),
      here({}, { platform: 'darwin' }),
    ];
    for (const each of all
      .map(rankEngines)
      .flatMap(({ best, others }) => [...(best ? [best] : []), ...others]))
      for (const language of ['en', 'zh-CN'] as const)
        for (const message of [each.because, each.tried, each.leavesOpen])
          if (message) expect(translatorFor(language)(message)).toMatch(/\S{4}/);
  });
});

test('on Windows, Hyper-V is switched on, or an account let in, by one command', () => {
  const platform = 'win32';
  expect(wayTo('hyperv', here({ edition: 'other' }, { platform }))).toMatchObject({
    state: 'install',
    needsAdmin: true,
    installs: expect.stringContaining('Microsoft-Hyper-V'),
    because: { id: 'tank.ways-switch-on' },
  });
  const lacking = { hyperv: there('powershell', { lacks: 'permission' as const }) };
  expect(rankEngines(here({ edition: 'other', engines: lacking }, { platform })).best).toMatchObject({
    engine: 'hyperv',
    needsAdmin: true,
    because: { id: 'tank.ways-hyperv-permission' },
  });
});

test('nothing is offered that needs a tool which is not there', () => {
  const brew = (tools: readonly string[]) => wayTo('lima', here({ tools }, { platform: 'darwin' }));
  expect(brew(['brew'])).toMatchObject({
    state: 'install',
    needsAdmin: false,
    installs: 'brew install lima',
  });
  expect(brew([])).toMatchObject({ state: 'hindered', blocker: 'missing' });
});

test('what is installed first is shown as the one command that it is', () => {
  expect(wayTo('podman', here())).toMatchObject({
    state: 'install',
    needsAdmin: true,
    installs: 'apt-get install -y --no-install-recommends podman uidmap slirp4netns fuse-overlayfs',
  });
});
