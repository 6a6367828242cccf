import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { seedFile } from '../../../guest/cloud-init/seed-step';
import { type TankContext, TankError } from '../../../model/types';
import { driverMessage, engineName, shownLine } from '../../driver-program';
import { claim, machineOf } from '../../machine-claim';
import { vhdPath } from '../vhd-disk/vhd-step';
import { machine, manage } from './vboxmanage';

/** Older ones let the machine reach services on this computer's 127.0.0.1, and don't know the word that forbids it. */
const OLDEST = [7, 0];
const CONTROLLER = 'sata';

/** `7.1.4r165100`, with a distribution's own words in between (`VBoxManage --version`); null: not told. */
export const virtualboxVersion = (tank: TankContext): Promise<string | null> =>
  manage(tank).version(/^(\d+\.\d+\.\d+)/m);

const isAtLeast = (version: string, [major = 0, minor = 0]: readonly number[]): boolean => {
  const [has = 0, more = 0] = version.split('.').map(Number);
  return has > major || (has === major && more >= minor);
};

/**
 * Sealed: one network card behind VirtualBox's own NAT that reaches nothing on this computer's loopback, one door for ssh
 * on 127.0.0.1; no clipboard, dragging, USB, sound or remote screen (VBoxManage-modifyvm(1)). A folder is shared only
 * by a command of its own, which we never give.
 */
export const sealedArguments = ({ plan }: TankContext): readonly string[] => [
  ...['--memory', String(plan.limits.memoryMiB), '--cpus', String(plan.limits.processors)],
  ...['--firmware', 'efi', '--graphicscontroller', 'vmsvga', '--vram', '16', '--rtc-use-utc', 'on'],
  ...['--nic1', 'nat', '--nic-type1', 'virtio', '--nat-localhostreachable1', 'off'],
  ...['--nic2', 'none', '--nic3', 'none', '--nic4', 'none'],
  ...['--clipboard-mode', 'disabled', '--drag-and-drop', 'disabled', '--audio-driver', 'none'],
  ...['--audio-enabled', 'off', '--audio-in', 'off', '--audio-out', 'off'],
  ...['--usb-ohci', 'off', '--usb-ehci', 'off', '--usb-xhci', 'off'],
  ...['--vrde', 'off', '--recording', 'off', '--teleporter', 'off'],
  // A machine for ARM has neither.
  ...(plan.architecture === 'x64' ? ['--mouse', 'ps2', '--keyboard', 'ps2', '--nested-hw-virt', 'off'] : []),
  ...['--boot1', 'disk', '--boot2', 'none', '--boot3', 'none', '--boot4', 'none'],
];

/** The door, as NAT's rule and as `showvminfo` tells it. */
export const forwardRule = ({ plan }: TankContext): string => `ssh,tcp,127.0.0.1,${plan.ports.ssh},,22`;

/** Whether the machine has all that it needs to start; its walls are read by `outside`. */
export async function isMade(tank: TankContext): Promise<boolean> {
  const facts = await machine(tank);
  if (!facts) return false;
  const has = (port: number) =>
    !['none', 'emptydrive', undefined].includes(facts.get(`${CONTROLLER}-${port}-0`));
  return (
    has(0) &&
    has(1) &&
    facts.get('Forwarding(0)') === forwardRule(tank) &&
    facts.get('clipboard') === 'disabled'
  );
}

const baseOf = ({ folder }: TankContext): string => join(folder, 'virtualbox');

/** The processor's kind is asked for since 7.1 and unknown before (VBoxManage-createvm(1)). */
function createArgs(tank: TankContext, namesProcessor: boolean): readonly string[] {
  const arm = tank.plan.architecture === 'arm64';
  return [
    ...['createvm', '--name', machineOf(tank), '--basefolder', baseOf(tank)],
    ...['--ostype', arm ? 'Ubuntu_arm64' : 'Ubuntu_64'],
    ...(namesProcessor ? ['--platform-architecture', arm ? 'arm' : 'x86'] : []),
    '--register',
  ];
}

const controllerArgs = (tank: TankContext): readonly string[] => [
  ...['storagectl', machineOf(tank), '--name', CONTROLLER, '--add', 'sata', '--portcount', '2'],
];

const attachArgs = (tank: TankContext, port: 0 | 1): readonly string[] => [
  ...['storageattach', machineOf(tank), '--storagectl', CONTROLLER, '--port', String(port), '--device', '0'],
  ...(port === 0
    ? ['--type', 'hdd', '--medium', vhdPath(tank)]
    : ['--type', 'dvddrive', '--medium', seedFile(tank.folder)]),
];

/** All that is said to VirtualBox while the machine is made. */
export async function virtualboxCommands(tank: TankContext): Promise<readonly string[]> {
  const version = await virtualboxVersion(tank).catch(() => null);
  const name = machineOf(tank);
  return [
    createArgs(tank, version === null || isAtLeast(version, [7, 1])),
    ['modifyvm', name, ...sealedArguments(tank)],
    ['modifyvm', name, '--nat-pf1', forwardRule(tank)],
    controllerArgs(tank),
    attachArgs(tank, 0),
    attachArgs(tank, 1),
  ].map((args) => shownLine('VBoxManage', args));
}

async function create(tank: TankContext): Promise<void> {
  const version = await virtualboxVersion(tank);
  const values = { name: engineName('virtualbox'), version: version ?? '?', oldest: OLDEST.join('.') };
  if (version === null || !isAtLeast(version, OLDEST)) throw new TankError(driverMessage('too-old', values));
  const arm = tank.plan.architecture === 'arm64';
  if (arm && !isAtLeast(version, [7, 1]))
    throw new TankError(driverMessage('too-old', { ...values, oldest: '7.1' }));
  // Settings of a machine that was never registered would keep the name from being used.
  const base = baseOf(tank);
  await rm(base, { recursive: true, force: true });
  await mkdir(base, { mode: 0o700 });
  await manage(tank).run('making', createArgs(tank, isAtLeast(version, [7, 1])));
}

/** Makes it, from wherever an earlier run was cut off: each part is looked for before it is added. */
export async function makeVirtualboxMachine(tank: TankContext): Promise<void> {
  await claim(tank, 'virtualbox', async () => (await machine(tank)) !== null);
  if (!(await machine(tank))) await create(tank);
  const name = machineOf(tank);
  await manage(tank).run('sealing', ['modifyvm', name, ...sealedArguments(tank)]);
  const facts = await machine(tank);
  for (const [key, rule] of facts ?? [])
    if (/^Forwarding\(\d+\)$/.test(key) && rule !== forwardRule(tank))
      await manage(tank).run('sealing', ['modifyvm', name, '--nat-pf1', 'delete', rule.split(',')[0] ?? '']);
  if (![...(facts?.values() ?? [])].includes(forwardRule(tank)))
    await manage(tank).run('sealing', ['modifyvm', name, '--nat-pf1', forwardRule(tank)]);
  if (
    ![...(facts?.entries() ?? [])].some(
      ([key, reported]) => /^storagecontrollername\d+$/.test(key) && reported === CONTROLLER,
    )
  )
    await manage(tank).run('making', controllerArgs(tank));
  if ((facts?.get(`${CONTROLLER}-0-0`) ?? 'none') === 'none')
    await manage(tank).run('making', attachArgs(tank, 0));
  await manage(tank).run('making', attachArgs(tank, 1));
}
