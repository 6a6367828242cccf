import { DISK, PID_FILE, SANDBOX, SEED, SOCKET } from './arguments';

/** What of a machine's settings lets something through, by the channel it belongs to. Empty: nothing. */
export interface Loose {
  readonly settings: readonly string[];
  readonly mounts: readonly string[];
  readonly ports: readonly string[];
  readonly devices: readonly string[];
  readonly clipboard: readonly string[];
}
type Channel = keyof Loose;

/** Device models that we give; of anything else we don't know what it lets through. */
const DEVICES = /^(virtio-(blk|net|rng|balloon)(-pci|-device)?)$/;

/** Which channel a strange device opens. Names as in `qemu-system-x86_64 -device help`. */
export function channelOfDevice(driver: string): Channel | null {
  if (DEVICES.test(driver)) return null;
  if (/^(virtio-9p|vhost-user-fs|usb-mtp)/.test(driver)) return 'mounts';
  if (/^(virtserialport|virtio-serial|usb-redir)/.test(driver)) return 'clipboard';
  return 'devices';
}

const PLAIN = new Set([
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
]);
const FOLDERS = new Set([
  'fsdev',
  'virtfs',
  'virtfs_synth',
  'hda',
  'hdb',
  'hdc',
  'hdd',
  'cdrom',
  'fda',
  'fdb',
  'drive',
]);
const DEVICE_OPTIONS = new Set(['usb', 'usbdevice', 'audio', 'audiodev', 'soundhw', 'tpmdev']);
/** Those that take no value (qemu(1)); of one that isn't known the next word is taken for its value. */
const BARE = new Set([
  'nodefaults',
  'no-user-config',
  'enable-kvm',
  'usb',
  'nographic',
  'S',
  's',
  'snapshot',
  'daemonize',
]);

const part = (value: string, name: string): string | undefined =>
  value
    .split(',')
    .find((each) => each.startsWith(`${name}=`))
    ?.slice(name.length + 1);

function ofNet(value: string, ssh: number): readonly [Channel, string][] {
  const [kind = '', ...words] = value.split(',');
  if (kind !== 'user') return [['settings', `netdev ${kind}`]];
  // IPv6 is on unless told: then this computer is fec0::2 inside (qemu(1), -netdev user).
  const open: readonly [Channel, string][] = words.includes('ipv6=off') ? [] : [['settings', 'ipv6=on']];
  const told = words.flatMap((word): readonly [Channel, string][] => {
    if (/^(id=net|ipv6=off)$/.test(word) || word === `hostfwd=tcp:127.0.0.1:${ssh}-:22`) return [];
    if (/^(hostfwd|guestfwd)=/.test(word)) return [['ports', word.replace(/^\w+=/, '')]];
    return [[/^(smb|tftp|bootfile)=/.test(word) ? 'mounts' : 'settings', word]];
  });
  return [...open, ...told];
}

function ofOption(option: string, value: string, ssh: number): readonly [Channel, string][] {
  const whole = `${option} ${value}`.trim();
  if (PLAIN.has(option)) return [];
  if (FOLDERS.has(option)) return [['mounts', whole]];
  if (DEVICE_OPTIONS.has(option)) return [['devices', whole]];
  switch (option) {
    case 'display':
      return value === 'none' ? [] : [['clipboard', whole]];
    case 'spice':
      return [['clipboard', whole]];
    case 'sandbox':
      return value === SANDBOX ? [] : [['settings', whole]];
    case 'device': {
      const driver = part(value, 'driver') ?? value.split(',')[0] ?? '';
      const channel = channelOfDevice(driver);
      return channel ? [[channel, driver]] : [];
    }
    case 'blockdev': {
      const file = part(value, 'file.filename');
      return file === DISK || file === SEED ? [] : [['mounts', file ?? value]];
    }
    case 'netdev':
    case 'nic':
    case 'net':
      return ofNet(value, ssh);
    case 'chardev':
      if (/^ringbuf,/.test(value)) return [];
      return [[/^(qemu-vdagent|spice)/.test(value) ? 'clipboard' : 'settings', whole]];
    case 'serial':
      return value === 'chardev:console' || value === 'none' ? [] : [['settings', whole]];
    case 'qmp':
      return value.startsWith(`unix:${SOCKET},`) ? [] : [['settings', whole]];
    case 'pidfile':
      return value === PID_FILE ? [] : [['settings', whole]];
    default:
      return [['settings', whole]];
  }
}

/** Takes a command line apart: program, then options with one dash or two (qemu(1)). */
export function optionsOf(line: readonly string[]): readonly (readonly [option: string, value: string])[] {
  const found: [string, string][] = [];
  for (let at = 1; at < line.length; at++) {
    const word = line[at] ?? '';
    const option = word.replace(/^--?/, '');
    if (option === word) found.push(['drive', word]);
    else found.push([option, BARE.has(option) ? '' : (line[++at] ?? '')]);
  }
  return found;
}

/** Judges the command line of a running QEMU by what we would have told it: whatever else is there is named. */
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
