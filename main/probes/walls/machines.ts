import { XMLParser } from 'fast-xml-parser';
import { parse } from 'yaml';
import type { GatewayProbe } from '../gateways';
import type { Host } from '../host';
import { type Eyes, openEyes } from '../openclaw/eyes';
import type { Seen } from '../seen';
import type { MachineWall } from '.';

const HOLDS = /openclaw|clawd|moltbot|lobster/i;
const GATEWAY_PORT = '18789';
const isLocal = (address: string) => /^(?:127\.\d+\.\d+\.\d+|localhost|\[?::1\]?)$/.test(address);

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
const WHOLE_DISK = /(?:^|[,=])(?:file|filename)=(?:host_device:)?\/dev\/(?:sd|hd|nvme|mmcblk|disk\/)/;

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
  const folders = [
    ...given('-virtfs'),
    ...given('-fsdev'),
    ...devices.filter((each) => /^(?:vhost-user-fs|virtio-9p)/.test(each)),
    ...networks.flatMap((each) => /(?:^|,)smb=([^,]+)/.exec(each)?.[1] ?? []),
    ...given('-drive').filter((each) => /(?:^|,)(?:file=)?fat:/.test(each)),
    ...[...given('-drive'), ...given('-blockdev')].filter((each) => WHOLE_DISK.test(each)),
  ];
  const channels = [
    ...given('-chardev').filter((each) => /^(?:qemu-vdagent|spicevmc)/.test(each)),
    ...given('-spice'),
    ...devices.filter((each) => /^(?:usb-host|usb-redir|usb-mtp)/.test(each)),
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
  // On a bridge it may be in the network with an address of its own; and a file of options could say anything.
  const untold =
    networks.some((each) => /^(?:tap|bridge|vmnet-bridged)/.test(each)) || args.includes('-readconfig');
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

const asList = (value: unknown): readonly Record<string, unknown>[] =>
  (Array.isArray(value) ? value : value === undefined || value === '' ? [] : [value]).map((each: unknown) =>
    typeof each === 'object' && each !== null ? (each as Record<string, unknown>) : {},
  );

/** A `.vbox` file (VirtualBox manual, "VirtualBox settings files"): shared folders, clipboard, drag and drop, USB. Null where it is none. */
export function virtualBoxWall(source: string, where: string): MachineWall | null {
  let machine: Record<string, unknown> | undefined;
  try {
    const all = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '' }).parse(source);
    machine = asList(all?.VirtualBox?.Machine)[0];
  } catch {
    return null;
  }
  if (typeof machine?.name !== 'string') return null;
  const hardware = asList(machine.Hardware)[0] ?? {};
  const mode = (name: string) => String(asList(hardware[name])[0]?.mode ?? 'Disabled');
  const folders = asList(asList(hardware.SharedFolders)[0]?.SharedFolder).map(({ hostPath }) =>
    String(hostPath ?? '?'),
  );
  const usb = asList(asList(asList(hardware.USB)[0]?.DeviceFilters)[0]?.DeviceFilter);
  const channels = [
    ...['Clipboard', 'DragAndDrop'].filter((each) => mode(each) !== 'Disabled'),
    ...usb.filter(({ active }) => active === 'true').map(({ name }) => `USB ${String(name ?? '?')}`),
  ];
  const adapters = asList(asList(hardware.Network)[0]?.Adapter);
  // On a bridge it is in the network with an address of its own.
  const bridged = adapters.some((each) => each.enabled === 'true' && each.BridgedInterface !== undefined);
  const forwards = adapters
    .flatMap(({ NAT }) => asList(asList(NAT)[0]?.Forwarding))
    .filter(({ hostip }) => !isLocal(String(hostip ?? '')));
  return {
    name: machine.name,
    engine: 'VirtualBox',
    where,
    holdsOpenClaw: HOLDS.test(machine.name) || null,
    folders,
    channels,
    published:
      bridged && forwards.length === 0
        ? null
        : forwards.map(({ hostip, hostport }) => `${hostip || '0.0.0.0'}:${hostport ?? '?'}`),
  };
}

/** `lima.yaml` of an instance: its mounts, networks and ports (lima-vm.io, templates/default.yaml). Null where it is none. */
export function limaWall(source: string, name: string, where: string): MachineWall | null {
  let all: Record<string, unknown>;
  try {
    const value: unknown = parse(source);
    if (typeof value !== 'object' || value === null) return null;
    all = value as Record<string, unknown>;
  } catch {
    return null;
  }
  const open = asList(all.portForwards).filter(
    ({ hostIP, ignore }) => ignore !== true && hostIP !== undefined && !isLocal(String(hostIP)),
  );
  // A network beside the usual one gives it an address that others may reach.
  const untold = asList(all.networks).some(({ lima }) => lima !== 'user-v2');
  return {
    name,
    engine: 'Lima',
    where,
    holdsOpenClaw: HOLDS.test(name) || null,
    // Left out, the home folder is shared (Lima before 2.0).
    folders:
      all.mounts === undefined ? ['~'] : asList(all.mounts).map(({ location }) => String(location ?? '?')),
    channels: [],
    published:
      untold && open.length === 0
        ? null
        : open.map(
            ({ hostIP, hostPort, guestPort }) => `${String(hostIP)}:${String(hostPort ?? guestPort ?? '?')}`,
          ),
  };
}

/** Where our own tanks lie (state/folder.ts has the same for those who write there). */
function tanksFolder({ platform, env, home, path }: Host): string {
  if (platform === 'win32')
    return path.join(env.LOCALAPPDATA || path.join(home, 'AppData', 'Local'), 'Tankmate', 'tanks');
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support', 'Tankmate', 'tanks');
  return path.join(env.XDG_DATA_HOME || path.join(home, '.local', 'share'), 'tankmate', 'tanks');
}

async function virtualBoxes(eyes: Eyes): Promise<readonly MachineWall[]> {
  const { host } = eyes;
  const { join } = host.path;
  const places = [
    join(host.home, 'VirtualBox VMs', '*', '*.vbox'),
    join(tanksFolder(host), '*', '*', '*.vbox'),
  ];
  const files = (await Promise.all(places.map((place) => eyes.quiet.expand(place)))).flat();
  const walls = await Promise.all(
    files.map(async (file) => {
      const text = await eyes.text(file);
      const wall = text === null ? null : virtualBoxWall(text, file);
      if (text !== null && wall === null) eyes.sayUnseen(file, { id: 'look.saw-nothing' });
      return wall;
    }),
  );
  return walls.filter((wall) => wall !== null);
}

async function limas(eyes: Eyes): Promise<readonly MachineWall[]> {
  const { host } = eyes;
  const { join } = host.path;
  // The second one is that of our own tanks.
  const homes = [host.env.LIMA_HOME ?? join(host.home, '.lima'), join(host.home, '.tankmate-lima')];
  const walls = await Promise.all(
    homes.map(async (home) => {
      const names = (await eyes.quiet.names(home)).filter((name) => !/^[_.]/.test(name));
      return Promise.all(
        names.map(async (name) => {
          const file = join(home, name, 'lima.yaml');
          const text = await eyes.quiet.text(file);
          const wall = text === null ? null : limaWall(text, name, file);
          if (text !== null && wall === null) eyes.sayUnseen(file, { id: 'look.saw-nothing' });
          return wall;
        }),
      );
    }),
  );
  return walls.flat().filter((wall) => wall !== null);
}

/** Virtual machines of this account: those that QEMU runs, and VirtualBox's and Lima's by their files. */
export async function machinesHere(
  host: Host,
  gateways: Pick<GatewayProbe, 'processes'>,
): Promise<Seen<MachineWall>> {
  const eyes = openEyes(host);
  const running = host.platform === 'win32' ? { found: [], unseen: [] } : await gateways.processes();
  const qemu = running.found.flatMap(
    ({ pid, program, args }) => qemuWall(program, args, `${program} (pid ${pid})`) ?? [],
  );
  const [boxes, instances] = await Promise.all([virtualBoxes(eyes), limas(eyes)]);
  return { found: [...qemu, ...boxes, ...instances], unseen: [...running.unseen, ...eyes.unseen] };
}
