import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type At, TankTrouble } from '../..';
import { seedFile } from '../../seed';
import { nameOf, shownLine, words } from '../ask';
import { claim, machineOf } from '../claim';
import { vhdPath } from '../disks/step';
import { machine, manage } from './manage';

/** Older ones let the machine reach services on this computer's 127.0.0.1, and don't know the word that forbids it. */
const OLDEST = [7, 0];
const CONTROLLER = 'sata';

/** `7.1.4r165100`, with a distribution's own words in between (`VBoxManage --version`); null: not told. */
export async function virtualboxVersion(at: At): Promise<string | null> {
  const { code, out } = await manage(at).tries('asking', ['--version']);
  return code === 0 ? (/^(\d+\.\d+\.\d+)/m.exec(out)?.[1] ?? null) : null;
}

const isAtLeast = (version: string, [major = 0, minor = 0]: readonly number[]): boolean => {
  const [has = 0, more = 0] = version.split('.').map(Number);
  return has > major || (has === major && more >= minor);
};

/**
 * Sealed: one network card behind VirtualBox's own NAT that reaches nothing on this computer's loopback, one door for ssh
 * on 127.0.0.1; no clipboard, dragging, USB, sound or remote screen (VBoxManage-modifyvm(1)). A folder is shared only
 * by a command of its own, which we never give.
 */
export const sealed = ({ plan }: At): readonly string[] => [
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
export const doorRule = ({ plan }: At): string => `ssh,tcp,127.0.0.1,${plan.ports.ssh},,22`;

/** Whether the machine has all that it needs to start; its walls are read by `outside`. */
export async function isMade(at: At): Promise<boolean> {
  const facts = await machine(at);
  if (!facts) return false;
  const has = (port: number) =>
    !['none', 'emptydrive', undefined].includes(facts.get(`${CONTROLLER}-${port}-0`));
  return (
    has(0) && has(1) && facts.get('Forwarding(0)') === doorRule(at) && facts.get('clipboard') === 'disabled'
  );
}

const baseOf = ({ folder }: At): string => join(folder, 'virtualbox');

/** The processor's kind is asked for since 7.1 and unknown before (VBoxManage-createvm(1)). */
function createArgs(at: At, namesProcessor: boolean): readonly string[] {
  const arm = at.plan.architecture === 'arm64';
  return [
    ...['createvm', '--name', machineOf(at), '--basefolder', baseOf(at)],
    ...['--ostype', arm ? 'Ubuntu_arm64' : 'Ubuntu_64'],
    ...(namesProcessor ? ['--platform-architecture', arm ? 'arm' : 'x86'] : []),
    '--register',
  ];
}

const attachArgs = (at: At, port: 0 | 1): readonly string[] => [
  ...['storageattach', machineOf(at), '--storagectl', CONTROLLER, '--port', String(port), '--device', '0'],
  ...(port === 0
    ? ['--type', 'hdd', '--medium', vhdPath(at)]
    : ['--type', 'dvddrive', '--medium', seedFile(at.folder)]),
];

/** All that is said to VirtualBox while the machine is made. */
export async function virtualboxCommands(at: At): Promise<readonly string[]> {
  const version = await virtualboxVersion(at).catch(() => null);
  const name = machineOf(at);
  return [
    createArgs(at, version === null || isAtLeast(version, [7, 1])),
    ['modifyvm', name, ...sealed(at)],
    ['modifyvm', name, '--nat-pf1', doorRule(at)],
    ['storagectl', name, '--name', CONTROLLER, '--add', 'sata', '--portcount', '2'],
    attachArgs(at, 0),
    attachArgs(at, 1),
  ].map((words) => shownLine('VBoxManage', words));
}

async function create(at: At): Promise<void> {
  const version = await virtualboxVersion(at);
  const values = { name: nameOf('virtualbox'), version: version ?? '?', oldest: OLDEST.join('.') };
  if (version === null || !isAtLeast(version, OLDEST)) throw new TankTrouble(words('too-old', values));
  const arm = at.plan.architecture === 'arm64';
  if (arm && !isAtLeast(version, [7, 1]))
    throw new TankTrouble(words('too-old', { ...values, oldest: '7.1' }));
  // Settings of a machine that was never registered would keep the name from being used.
  const base = baseOf(at);
  await rm(base, { recursive: true, force: true });
  await mkdir(base, { mode: 0o700 });
  await manage(at).does('making', createArgs(at, isAtLeast(version, [7, 1])));
}

/** Makes it, from wherever an earlier run was cut off: each part is looked for before it is added. */
export async function make(at: At): Promise<void> {
  await claim(at, 'virtualbox', async () => (await machine(at)) !== null);
  if (!(await machine(at))) await create(at);
  const name = machineOf(at);
  await manage(at).does('sealing', ['modifyvm', name, ...sealed(at)]);
  const facts = await machine(at);
  for (const [key, rule] of facts ?? [])
    if (/^Forwarding\(\d+\)$/.test(key) && rule !== doorRule(at))
      await manage(at).does('sealing', ['modifyvm', name, '--nat-pf1', 'delete', rule.split(',')[0] ?? '']);
  if (![...(facts?.values() ?? [])].includes(doorRule(at)))
    await manage(at).does('sealing', ['modifyvm', name, '--nat-pf1', doorRule(at)]);
  if (
    ![...(facts?.entries() ?? [])].some(
      ([key, told]) => /^storagecontrollername\d+$/.test(key) && told === CONTROLLER,
    )
  )
    await manage(at).does('making', [
      'storagectl',
      name,
      '--name',
      CONTROLLER,
      '--add',
      'sata',
      '--portcount',
      '2',
    ]);
  if ((facts?.get(`${CONTROLLER}-0-0`) ?? 'none') === 'none')
    await manage(at).does('making', attachArgs(at, 0));
  await manage(at).does('making', attachArgs(at, 1));
}
