import type { GatewayProbe } from '../gateways';
import { errorCode, type Host, isAbsent } from '../host';
import type { MachineProbe } from '../machine';
import { couldNot, type Seen, type Unseen } from '../seen';
import type { Inside } from '.';
import { mountsIn } from './inside-mounts';
import { isEngineSocket, strongBits } from './rights';

/** Programs that carry a clipboard across (SPICE, VirtualBox, VMware, Parallels). */
const AGENTS = /^(?:spice-vdagent|spice-vdagentd|VBoxClient|vmware-user|prlcc)$/;
const SOCKETS = ['/var/run/docker.sock', '/run/podman/podman.sock', '/run/containerd/containerd.sock'];
/** Windows' own screen and clipboard, for programs in WSL (github.com/microsoft/wslg). */
const WSLG = '/mnt/wslg/.X11-unix/X0';
const BINFMT = '/proc/sys/fs/binfmt_misc';

/** What can be seen from inside about the walls around. */
export async function insideHere(
  host: Host,
  machine: Pick<MachineProbe, 'look'>,
  gateways: Pick<GatewayProbe, 'processes'>,
): Promise<Seen<Inside>> {
  const look = await machine.look();
  const [container, wsl] = [look.container.is === 'yes', look.wsl];
  const unseen: Unseen[] = [];
  if (host.platform !== 'linux')
    return { found: [], unseen: [{ where: host.platform, because: { id: 'look.saw-nothing' } }] };
  const text = async (file: string) =>
    host.readText(file).catch((error: unknown) => {
      unseen.push({ where: file, because: couldNot(error) });
      return null;
    });
  const there = (file: string) =>
    host.lstat(file).then(
      () => true,
      (error: unknown) => {
        if (!isAbsent(error)) unseen.push({ where: file, because: couldNot(error) });
        return false;
      },
    );
  /** WSL registers `WSLInterop`, with systemd `WSLInterop-late`: each switches it on by itself. */
  const startsWindows = async () => {
    try {
      const names = (await host.list(BINFMT)).filter((name) => name.startsWith('WSLInterop'));
      const told = await Promise.all(names.map((name) => host.readText(`${BINFMT}/${name}`)));
      return told.some((each) => /^enabled/.test(each));
    } catch (error) {
      // The kernel knows no such formats, or nobody asked it to (tank/receipt/inside/sockets.mjs has the same).
      if (['ENOENT', 'ENODEV', 'EHOSTDOWN'].includes(errorCode(error))) return false;
      unseen.push({ where: BINFMT, because: couldNot(error) });
      return null;
    }
  };
  const [mountinfo, status, processes, interop, wslg, ...open] = await Promise.all([
    text('/proc/self/mountinfo'),
    text('/proc/self/status'),
    gateways.processes(),
    wsl ? startsWindows() : null,
    wsl && there(WSLG),
    ...(container ? SOCKETS.map(there) : []),
  ]);
  const mounts = mountsIn(mountinfo ?? '', { container, wsl });
  if (mounts.unsure.length > 0)
    unseen.push({ where: mounts.unsure.join(', '), because: { id: 'walls.whose' } });
  unseen.push(...processes.unseen);
  const rights = status === null ? null : strongBits(status);
  return {
    found: [
      {
        shares: mounts.shares,
        startsWindows: interop,
        channels: [
          ...(wslg ? ['WSLg'] : []),
          ...new Set(processes.found.map(({ program }) => program).filter((program) => AGENTS.test(program))),
        ],
        sockets: [
          ...SOCKETS.filter((_, at) => open[at]),
          ...mounts.shares.map(({ from }) => from).filter(isEngineSocket),
        ],
        capabilities: container ? rights && [...rights, ...mounts.devices] : [],
      },
    ],
    unseen: mountinfo === null ? unseen : unseen.filter(({ where }) => where !== '/proc/self/status'),
  };
}
