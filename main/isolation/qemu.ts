import { isLocalName } from '../openclaw/address';
import { GATEWAY_PORT, HOLDS } from './openclaw-signs';
import { DISK, PID_FILE, SANDBOX, SEED, SOCKET } from './qemu-tank-files';
import type { MachineIsolation } from './types';

/** Name and value of everything that an object of JSON holds, however deep, as `name=value`. */
const flat = (value: unknown, name = ''): readonly string[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, each]) =>
        flat(each, Array.isArray(value) || key === 'str' ? name : key),
      )
    : [`${name}=${String(value)}`];

/** The value of an option as it is written by hand: libvirt writes JSON instead (qemu(1), `-device`, `-netdev`, `-blockdev`). */
function plain(value: string): string {
  if (!value.startsWith('{')) return value;
  try {
    const all = JSON.parse(value) as Readonly<Record<string, unknown>>;
    return [String(all.driver ?? all.type ?? ''), ...flat(all)].join(',');
  } catch {
    return value;
  }
}

/** Those that take no value (qemu(1)); of one that isn't known the next word is taken for its value, unless it is an option. */
const BARE = new Set(
  'nodefaults no-user-config enable-kvm usb nographic S s snapshot daemonize no-reboot no-shutdown'.split(
    ' ',
  ),
);

/** Takes a command line apart: program, then options with one dash or two and a value (qemu(1)). */
export function optionsOf(line: readonly string[]): readonly (readonly [option: string, value: string])[] {
  const found: [string, string][] = [];
  for (let at = 1; at < line.length; at++) {
    const word = line[at] ?? '';
    const option = word.replace(/^--?/, '');
    if (option === word) found.push(['drive', word]);
    else if (BARE.has(option) || /^--?[a-z]/i.test(line[at + 1] ?? '')) found.push([option, '']);
    else found.push([option, plain(line[++at] ?? '')]);
  }
  return found;
}

const part = (value: string, name: string): string | undefined =>
  value
    .split(',')
    .find((each) => each.startsWith(`${name}=`))
    ?.slice(name.length + 1);
/** What a value begins with: a device's model, a network's kind. */
const head = (value: string, name: string): string => part(value, name) ?? value.split(',')[0] ?? '';

/** Options for a disk by their short names. */
const DISKS = ['hda', 'hdb', 'hdc', 'hdd', 'cdrom', 'fda', 'fdb', 'sd', 'mtdblock', 'pflash'];
const FOLDER_DEVICE = /^(?:virtio-9p|vhost-user-fs)/;
const CLIPBOARD = /^(?:qemu-vdagent|spice)/;

/** Disks of this computer itself, whole: all that is on them lies open. */
const WHOLE_DISK =
  /(?:^|[,=.])(?:file|filename)=(?:host_device:)?\/dev\/(?:sd|hd|vd|nvme|mmcblk|disk\/|disk\d|rdisk\d)/;
/** A folder of this computer that is dressed as a disk. */
const DRESSED = /(?:^|[,=])(?:file=|filename=)?fat:|(?:^|[,=.])(?:driver=)?vvfat(?:,|$)/;

/**
 * Anybody's virtual machine by QEMU's command line (qemu(1)): shared folders (`-virtfs`, `-fsdev`, `vhost-user-fs`,
 * `smb=`), whole disks, clipboard and USB channels, and forwards of its user network. Null where the program is another.
 */
export function qemuIsolation(
  program: string,
  args: readonly string[],
  where: string,
): MachineIsolation | null {
  const name = args[0]?.split('/').at(-1) ?? program;
  if (!/^(?:qemu-system-|qemu-kvm|kvm$)/.test(name) && !/^qemu-system/.test(program)) return null;
  const options = optionsOf(args);
  const given = (...names: readonly string[]) =>
    options.flatMap(([option, value]) => (names.includes(option) ? [value] : []));
  const devices = given('device');
  const networks = given('netdev', 'nic', 'net');
  const disks = [...given('drive', 'blockdev'), ...given(...DISKS).map((file) => `file=${file}`)];
  const folders = [
    ...given('virtfs', 'fsdev'),
    ...devices.filter((each) => FOLDER_DEVICE.test(head(each, 'driver'))),
    ...networks.flatMap((each) => part(each, 'smb') ?? []),
    ...disks.filter((each) => DRESSED.test(each) || WHOLE_DISK.test(each)),
  ];
  const channels = [
    ...given('chardev').filter((each) => CLIPBOARD.test(each)),
    ...given('spice'),
    ...devices.filter((each) => /^(?:usb-host|usb-redir|usb-mtp|vfio-|ivshmem)/.test(head(each, 'driver'))),
    ...given('usbdevice').filter((each) => each.startsWith('host:')),
  ];
  const forwards = networks.flatMap((each) =>
    [...each.matchAll(/(?:^|,)hostfwd=([^,]+)/g)].map(([, to]) => to ?? ''),
  );
  const published = [
    ...forwards.filter((each) => !isLocalName(/^(?:tcp|udp)?:([^:]*):/.exec(each)?.[1] ?? '')),
    ...given('vnc')
      .filter(
        (each) => !/^(?:unix:|none)/.test(each) && !isLocalName(/^(.*?):\d+(?:,|$)/.exec(each)?.[1] ?? ''),
      )
      .map((each) => `vnc ${each}`),
  ];
  // On a bridge, and behind other programs, it may have doors of its own; and a file of options could say anything.
  const untold =
    options.some(([option]) => option === 'readconfig') ||
    networks.some((each) => !/^(?:user|none|nic|hubport)$/.test(head(each, 'type')) && !/^model=/.test(each));
  const own =
    given('name')[0]
      ?.replace(/^guest=/, '')
      .split(',')[0] ?? name;
  return {
    name: own,
    engine: 'QEMU',
    where,
    holdsOpenClaw: HOLDS.test(own) || forwards.some((each) => each.endsWith(`:${GATEWAY_PORT}`)) || null,
    folders,
    channels,
    published: untold && published.length === 0 ? null : published,
  };
}

/** What of a machine's settings lets something through, by the channel it belongs to. Empty: nothing. */
export interface Loose {
  readonly settings: readonly string[];
  readonly mounts: readonly string[];
  readonly ports: readonly string[];
  readonly devices: readonly string[];
  readonly clipboard: readonly string[];
}
type Channel = keyof Loose;
type Open = readonly (readonly [Channel, string])[];

/** Which channel a device opens that is none of those we give. Names as in `qemu-system-x86_64 -device help`. */
export function channelOfDevice(driver: string): Channel | null {
  if (/^(virtio-(blk|net|rng|balloon)(-pci|-device)?)$/.test(driver)) return null;
  if (FOLDER_DEVICE.test(driver) || driver.startsWith('usb-mtp')) return 'mounts';
  return /^(virtserialport|virtio-serial|usb-redir)/.test(driver) ? 'clipboard' : 'devices';
}

const PLAIN = [
  'name',
  'machine',
  'M',
  'accel',
  'cpu',
  'smp',
  'm',
  'nodefaults',
  'no-user-config',
  'bios',
  'enable-kvm',
];
/** What opens something whatever its value is. */
const ALWAYS: Readonly<Partial<Record<Channel, readonly string[]>>> = {
  mounts: ['fsdev', 'virtfs', 'virtfs_synth', 'drive', ...DISKS],
  devices: ['usb', 'usbdevice', 'audio', 'audiodev', 'soundhw', 'tpmdev'],
  clipboard: ['spice'],
};
/** Where something else than this opens what is named beside it. */
const FITS: Readonly<Record<string, readonly [fits: RegExp | string, else_: Channel]>> = {
  display: ['none', 'clipboard'],
  sandbox: [SANDBOX, 'settings'],
  serial: [/^(chardev:console|none)$/, 'settings'],
  qmp: [new RegExp(`^unix:${SOCKET.replace('.', '\\.')},`), 'settings'],
  pidfile: [PID_FILE, 'settings'],
};

function ofNet(value: string, ssh: number): Open {
  const [kind = '', ...options] = value.split(',');
  if (kind !== 'user') return [['settings', `netdev ${kind}`]];
  // IPv6 is on unless told: then this computer is fec0::2 inside (qemu(1), -netdev user).
  const open: Open = options.includes('ipv6=off') ? [] : [['settings', 'ipv6=on']];
  const loose = options.flatMap((word): Open => {
    if (/^(id=net|ipv6=off)$/.test(word) || word === `hostfwd=tcp:127.0.0.1:${ssh}-:22`) return [];
    if (/^(hostfwd|guestfwd)=/.test(word)) return [['ports', word.replace(/^\w+=/, '')]];
    return [[/^(smb|tftp|bootfile)=/.test(word) ? 'mounts' : 'settings', word]];
  });
  return [...open, ...loose];
}

function ofOption(option: string, value: string, ssh: number): Open {
  const whole = `${option} ${value}`.trim();
  if (PLAIN.includes(option)) return [];
  for (const channel of ['mounts', 'devices', 'clipboard'] as const)
    if (ALWAYS[channel]?.includes(option)) return [[channel, whole]];
  const [fits, otherwise] = (Object.hasOwn(FITS, option) && FITS[option]) || [];
  if (fits !== undefined && otherwise)
    return (typeof fits === 'string' ? value === fits : fits.test(value)) ? [] : [[otherwise, whole]];
  if (['netdev', 'nic', 'net'].includes(option)) return ofNet(value, ssh);
  if (option === 'device') {
    const driver = head(value, 'driver');
    const channel = channelOfDevice(driver);
    return channel ? [[channel, driver]] : [];
  }
  if (option === 'blockdev') {
    const file = part(value, 'file.filename');
    return file === DISK || file === SEED ? [] : [['mounts', file ?? value]];
  }
  if (option === 'chardev')
    return /^ringbuf,/.test(value) ? [] : [[CLIPBOARD.test(value) ? 'clipboard' : 'settings', whole]];
  return [['settings', whole]];
}

/** Judges the command line of a tank's running QEMU by what we would have told it: whatever else is there is named. */
export function judgeCommandLine(line: readonly string[], ssh: number): Loose {
  const options = optionsOf(line);
  const open = options.flatMap(([option, value]) => ofOption(option, value, ssh));
  const names = new Set(options.map(([option]) => option));
  const missing = ['nodefaults', 'no-user-config', 'sandbox', 'display'].filter((name) => !names.has(name));
  const of = (channel: Channel) => open.flatMap(([each, what]) => (each === channel ? [what] : []));
  return {
    settings: [...of('settings'), ...missing.map((name) => `-${name} –`)],
    mounts: of('mounts'),
    ports: of('ports'),
    devices: of('devices'),
    clipboard: of('clipboard'),
  };
}
