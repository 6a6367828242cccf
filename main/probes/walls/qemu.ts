import type { MachineWall } from '.';
import { GATEWAY_PORT, HOLDS, isLocal } from './signs';

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

/** Disks of this computer itself, whole: all that is on them lies open. */
const WHOLE_DISK =
  /(?:^|[,=.])(?:file|filename)=(?:host_device:)?\/dev\/(?:sd|hd|vd|nvme|mmcblk|disk\/|disk\d|rdisk\d)/;
/** A folder of this computer that is dressed as a disk. */
const DRESSED = /(?:^|[,=])(?:file=|filename=)?fat:|(?:^|[,=.])(?:driver=)?vvfat(?:,|$)/;

/**
 * A virtual machine by QEMU's command line (qemu(1)): shared folders (`-virtfs`, `-fsdev`, `vhost-user-fs`, `smb=`),
 * whole disks, clipboard and USB channels, and forwards of its user network. Null where the program is another.
 */
export function qemuWall(program: string, args: readonly string[], where: string): MachineWall | null {
  const name = args[0]?.split('/').at(-1) ?? program;
  if (!/^(?:qemu-system-|qemu-kvm|kvm$)/.test(name) && !/^qemu-system/.test(program)) return null;
  const given = (option: string) =>
    args.flatMap((word, at) => (word === option || word === `-${option}` ? [plain(args[at + 1] ?? '')] : []));
  const devices = given('-device');
  const networks = [...given('-netdev'), ...given('-nic'), ...given('-net')];
  const disks = [
    ...given('-drive'),
    ...given('-blockdev'),
    ...['hda', 'hdb', 'hdc', 'hdd', 'cdrom', 'fda', 'fdb', 'sd', 'mtdblock', 'pflash'].flatMap((each) =>
      given(`-${each}`).map((file) => `file=${file}`),
    ),
  ];
  const folders = [
    ...given('-virtfs'),
    ...given('-fsdev'),
    ...devices.filter((each) => /^(?:vhost-user-fs|virtio-9p)/.test(each)),
    ...networks.flatMap((each) => /(?:^|,)smb=([^,]+)/.exec(each)?.[1] ?? []),
    ...disks.filter((each) => DRESSED.test(each) || WHOLE_DISK.test(each)),
  ];
  const channels = [
    ...given('-chardev').filter((each) => /^(?:qemu-vdagent|spicevmc)/.test(each)),
    ...given('-spice'),
    ...devices.filter((each) => /^(?:usb-host|usb-redir|usb-mtp|vfio-|ivshmem)/.test(each)),
    ...given('-usbdevice').filter((each) => each.startsWith('host:')),
  ];
  const forwards = networks.flatMap((each) =>
    [...each.matchAll(/(?:^|,)hostfwd=([^,]+)/g)].map(([, to]) => to ?? ''),
  );
  const published = [
    ...forwards.filter((each) => !isLocal(/^(?:tcp|udp)?:([^:]*):/.exec(each)?.[1] ?? '')),
    ...given('-vnc')
      .filter((each) => !/^(?:127\.|localhost|\[?::1\]?|unix:|none)/.test(each))
      .map((each) => `vnc ${each}`),
  ];
  // On a bridge, and behind other programs, it may have doors of its own; and a file of options could say anything.
  const untold =
    networks.some(
      (each) => !/^(?:type=)?(?:user|none|nic|hubport)(?:,|$)/.test(each) && !/^model=/.test(each),
    ) || args.some((word) => /^--?readconfig$/.test(word));
  const own =
    given('-name')[0]
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
