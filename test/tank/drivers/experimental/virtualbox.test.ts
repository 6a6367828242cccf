import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseMachine } from '../../../../main/tank/drivers/experimental/virtualbox/vboxmanage';
import { virtualboxDriver } from '../../../../main/tank/drivers/experimental/virtualbox/virtualbox-driver';
import { sealedArguments } from '../../../../main/tank/drivers/experimental/virtualbox/virtualbox-machine';
import type { ProgramCommand, TankContext } from '../../../../main/tank/model/types';
import type { Answer } from '../../../fakes/command-runner';
import { bench, makeIt, type Proof, provesEngine, type StandIn } from '../harness';

const NAME = 'tankmate-openclaw';
const FORWARD = 'ssh,tcp,127.0.0.1,22922,,22';

/**
 * VBoxManage 7.1 as its manual and source tell it (doc/manual, Frontends/VBoxManage/VBoxManageInfo.cpp and …ModifyVM.cpp):
 * `"key"="value"` a line, settings change on a stopped machine only, a rule's name must be free, and a settings file that
 * is there already keeps a machine from being made.
 */
class VirtualBox implements StandIn {
  version = '7.1.4r165100\n';
  facts: Map<string, string> | null = null;
  snapshots: { name: string; description: string }[] = [];
  constructor(readonly at: Pick<TankContext, 'folder' | 'plan'>) {}
  left = () => [...(this.facts ? [NAME] : []), ...this.snapshots.map(({ name }) => name)];

  private describe(): string {
    const facts = this.facts ?? new Map();
    const lines = [...facts].map(([key, value]) =>
      /^(memory|cpus|vram)$/.test(key)
        ? `${key}=${value}`
        : `${key.startsWith('sata') ? `"${key}"` : key}="${value}"`,
    );
    const kept = this.snapshots.flatMap(({ name, description }, depth) => {
      const place = '-1'.repeat(depth);
      return [
        `SnapshotName${place}="${name}"`,
        `SnapshotUUID${place}="0000"`,
        `SnapshotDescription${place}="${description}"`,
      ];
    });
    return `name="${NAME}"\r\n${[...lines, ...kept].join('\r\n')}\r\n`;
  }

  answer(program: string, { args }: ProgramCommand): Answer | undefined {
    if (program !== 'VBoxManage') return undefined;
    const [verb, ...rest] = args;
    const fails = (err: string): Answer => ({ code: 1, err: `VBoxManage: error: ${err}\n` });
    if (verb === '--version') return this.version;
    if (verb === 'list') return rest.join() === 'vms' ? this.list() : undefined;
    if (verb === 'createvm') return this.create(rest, fails);
    if (rest[0] !== NAME) return undefined;
    if (!this.facts) return fails(`Could not find a registered machine named '${NAME}'`);
    const { facts } = this;
    const argv = rest.slice(1);
    const isOff = facts.get('VMState') === 'poweroff';
    switch (verb) {
      case 'showvminfo':
        return argv.join() === '--machinereadable' ? this.describe() : undefined;
      case 'modifyvm':
        return isOff ? this.modify(argv, facts, fails) : fails('The machine is not mutable');
      case 'storagectl':
        if (argv.join(' ') !== '--name sata --add sata --portcount 2') return undefined;
        if (facts.has('storagecontrollername0'))
          return fails("Storage controller named 'sata' already exists");
        facts.set('storagecontrollername0', 'sata').set('sata-0-0', 'none').set('sata-1-0', 'none');
        return '';
      case 'storageattach': {
        const reported =
          /^--storagectl sata --port ([01]) --device 0 --type (hdd|dvddrive) --medium (.+)$/.exec(
            argv.join(' '),
          );
        const medium = join(this.at.folder, reported?.[2] === 'hdd' ? 'disk.vhd' : 'seed.iso');
        if (!reported || reported[3] !== medium) return undefined;
        facts.set(`sata-${reported[1]}-0`, medium);
        return '';
      }
      case 'startvm':
        if (argv.join(' ') !== '--type headless') return undefined;
        if (!isOff) return fails('is already locked by a session');
        facts.set('VMState', 'running');
        return 'Waiting for VM to power on...\n';
      case 'controlvm':
        if (!['acpipowerbutton', 'poweroff', 'resume'].includes(argv.join(' '))) return undefined;
        if (isOff) return fails('is not currently running');
        facts.set('VMState', argv[0] === 'resume' ? 'running' : 'poweroff');
        return '';
      case 'snapshot':
        return this.snapshot(argv, isOff, fails);
      case 'unregistervm':
        if (argv.join() !== '--delete') return undefined;
        if (!isOff) return fails('Cannot unregister the machine while it is locked');
        this.facts = null;
        this.snapshots = [];
        rmSync(join(this.at.folder, 'disk.vhd'), { force: true });
        return '0%...10%...100%\n';
      default:
        return undefined;
    }
  }

  private list(): string {
    const ours = this.facts ? [`"${NAME}" {c9ab1f6b-2b9d-4a3c-8a52-9f3e0a1c2b3d}`] : [];
    return `${['"Windows XP" {00000000-0000-0000-0000-000000000000}', ...ours].join('\r\n')}\r\n`;
  }

  private create(argv: readonly string[], fails: (err: string) => Answer): Answer | undefined {
    const base = join(this.at.folder, 'virtualbox');
    const wanted = `--name ${NAME} --basefolder ${base} --ostype Ubuntu_64 --platform-architecture x86 --register`;
    if (argv.join(' ') !== wanted) return undefined;
    if (this.facts) return fails('Machine settings file already exists');
    const settings = join(base, NAME, `${NAME}.vbox`);
    mkdirSync(join(base, NAME), { recursive: true });
    writeFileSync(settings, '<VirtualBox><NAT/></VirtualBox>\n');
    this.facts = new Map([
      ['CfgFile', settings],
      ['VMState', 'poweroff'],
      // As a machine is made: a clipboard is shared by nobody's wish, so nothing is taken for granted here.
      ...Object.entries({ clipboard: 'bidirectional', draganddrop: 'disabled', vrde: 'on', usb: 'on' }),
      ...Object.entries({
        ehci: 'off',
        xhci: 'off',
        audio: 'default',
        nic1: 'none',
        memory: '128',
        cpus: '1',
      }),
    ]);
    return 'Virtual machine was created and registered.\n';
  }

  private modify(
    argv: readonly string[],
    facts: Map<string, string>,
    fails: (err: string) => Answer,
  ): Answer | undefined {
    if (argv[0] === '--nat-pf1' && argv[1] !== 'delete') {
      if (argv[1] !== FORWARD || argv.length !== 2) return undefined;
      if (facts.has('Forwarding(0)')) return fails('A NAT rule of this name already exists');
      facts.set('Forwarding(0)', FORWARD);
      return '';
    }
    if (argv[0] === '--nat-pf1') {
      facts.delete('Forwarding(0)');
      return '';
    }
    if (argv.join(' ') !== sealedArguments(this.at as TankContext).join(' ')) return undefined;
    facts.set('memory', '4096').set('cpus', '2').set('nic1', 'nat').set('nic2', 'none').set('vrde', 'off');
    facts.set('clipboard', 'disabled').set('draganddrop', 'disabled').set('audio', 'none');
    facts.set('usb', 'off').set('ehci', 'off').set('xhci', 'off');
    return '';
  }

  private snapshot(
    argv: readonly string[],
    isOff: boolean,
    fails: (err: string) => Answer,
  ): Answer | undefined {
    const [verb, name = '', option, description = ''] = argv;
    const at = this.snapshots.findIndex((each) => each.name === name);
    if (verb === 'take') {
      if (option !== '--description' || !/^\d{4}-/.test(description)) return undefined;
      this.snapshots.push({ name, description });
      return '';
    }
    if (at < 0) return fails(`Could not find a snapshot named '${name}'`);
    if (verb === 'restore') return isOff ? '' : fails('The machine is running');
    if (verb !== 'delete') return undefined;
    this.snapshots.splice(at, 1);
    return '';
  }
}

const proof: Proof = {
  id: 'virtualbox',
  driver: virtualboxDriver,
  platform: 'win32',
  makeStandIn: (at) => new VirtualBox(at),
  outside: {
    'engine-settings': 'blocked',
    mounts: 'blocked',
    ports: 'blocked',
    devices: 'blocked',
    clipboard: 'blocked',
    limits: 'blocked',
  },
};
provesEngine(proof);

const made = async () => {
  const it = bench(proof);
  const standIn = it.standIn as VirtualBox;
  await makeIt(it, virtualboxDriver);
  return { ...it, facts: standIn.facts as Map<string, string> };
};
const outcome = async (tank: TankContext, id: string) =>
  (await virtualboxDriver.inspectBoundary(tank)).find((each) => each.id === id)?.outcome;

test('its words close clipboard, dragging, USB, sound, remote screen and this computer’s loopback', () => {
  const { tank, end } = bench(proof);
  const argv = sealedArguments(tank).join(' ');
  for (const each of [
    ...[
      '--clipboard-mode disabled',
      '--drag-and-drop disabled',
      '--usb-ohci off',
      '--usb-ehci off',
      '--usb-xhci off',
    ],
    ...['--audio-enabled off', '--vrde off', '--nat-localhostreachable1 off', '--nic1 nat', '--nic2 none'],
  ])
    expect(argv).toContain(each);
  expect(argv).not.toContain('sharedfolder');
  end();
});

test.each([
  ['a shared folder', 'mounts', 'SharedFolderPathMachineMapping1', 'C:\\Users\\lin'],
  ['a clipboard', 'clipboard', 'clipboard', 'bidirectional'],
  ['dragging', 'clipboard', 'draganddrop', 'hosttoguest'],
  ['USB', 'devices', 'xhci', 'on'],
  ['a remote screen', 'engine-settings', 'vrde', 'on'],
  ['a second network card', 'engine-settings', 'nic2', 'bridged'],
  ['this computer’s loopback', 'engine-settings', 'localhostReachable', '1'],
  ['another door', 'ports', 'Forwarding(1)', 'web,tcp,,8080,,80'],
  ['more memory', 'limits', 'memory', '8192'],
] as const)('%s is told as open', async (_name, id, key, value) => {
  const it = await made();
  expect(await outcome(it.tank, id)).toBe('blocked');
  it.facts.set(key, value);
  expect(await outcome(it.tank, id)).toBe('open');
  it.end();
});

test('loopback that only the settings’ file tells of is told; a file that can’t be read leaves it untested', async () => {
  const it = await made();
  const file = it.facts.get('CfgFile') ?? '';
  writeFileSync(file, '<NAT localhost-reachable="true"/>');
  expect(await outcome(it.tank, 'engine-settings')).toBe('open');
  rmSync(file);
  expect(await outcome(it.tank, 'engine-settings')).toBe('untested');
  it.end();
});

test('settings that aren’t told at all are untested', async () => {
  const it = await made();
  it.facts.delete('draganddrop');
  it.facts.delete('usb');
  expect(await outcome(it.tank, 'clipboard')).toBe('untested');
  expect(await outcome(it.tank, 'devices')).toBe('untested');
  it.end();
});

test.each([
  ['6.1.50r161033', 'tank.engines-too-old'],
  ['WARNING: The vboxdrv kernel module is not loaded.\n', 'tank.engines-too-old'],
])('VirtualBox %s is too old', async (version, id) => {
  const it = bench(proof);
  (it.standIn as VirtualBox).version = version;
  await expect(makeIt(it, virtualboxDriver)).rejects.toMatchObject({ because: { id } });
  it.end();
});

test('a foreign machine of that name is left alone', async () => {
  const it = bench(proof);
  (it.standIn as VirtualBox).facts = new Map([['VMState', 'running']]);
  await expect(makeIt(it, virtualboxDriver)).rejects.toMatchObject({ because: { id: 'tank.engines-taken' } });
  await virtualboxDriver.remove(it.tank);
  expect(it.standIn.left()).toEqual([NAME]);
  it.end();
});

test('reads keys with and without quotes, numbers, and values with an equals sign', () => {
  const facts = parseMachine('name="a=b"\r\nmemory=4096\r\n"sata-0-0"="C:\\数据\\x.vhd"\r\nnothing\r\n');
  expect([...facts]).toEqual([
    ['name', 'a=b'],
    ['memory', '4096'],
    ['sata-0-0', 'C:\\数据\\x.vhd'],
  ]);
});
