import { isEngineSocket, strongBits } from '../../isolation/capabilities';
import type { GuestIsolation } from '../../isolation/types';
import { errorCode, type Host, isAbsentReading } from '../../system/read';
import type { GatewayProbe } from '../gateways/types';
import type { MachineProbe } from '../machine/types';
import { type Gap, type PartialResult, readFailure } from '../partial-result';
import { parseGuestMounts } from './guest-mounts';

/** Programs that carry a clipboard across (SPICE, VirtualBox, VMware, Parallels). */
const AGENTS = /^(?:spice-vdagent|spice-vdagentd|VBoxClient|vmware-user|prlcc)$/;
const SOCKETS = ['/var/run/docker.sock', '/run/podman/podman.sock', '/run/containerd/containerd.sock'];
/** Windows' own screen and clipboard, for programs in WSL (github.com/microsoft/wslg). */
const WSLG = '/mnt/wslg/.X11-unix/X0';
const BINFMT = '/proc/sys/fs/binfmt_misc';

/** What can be seen from inside about the walls around. */
export async function guestIsolation(
  host: Host,
  machine: Pick<MachineProbe, 'look'>,
  gateways: Pick<GatewayProbe, 'processes'>,
): Promise<PartialResult<GuestIsolation>> {
  const look = await machine.look();
  const [container, wsl] = [look.container.is === 'yes', look.wsl];
  const gaps: Gap[] = [];
  if (host.platform !== 'linux')
    return { items: [], gaps: [{ where: host.platform, because: { id: 'look.saw-nothing' } }] };
  const text = async (file: string) =>
    host.readText(file).catch((error: unknown) => {
      gaps.push({ where: file, because: readFailure(error) });
      return null;
    });
  const there = (file: string) =>
    host.lstat(file).then(
      () => true,
      (error: unknown) => {
        if (!isAbsentReading(error)) gaps.push({ where: file, because: readFailure(error) });
        return false;
      },
    );
  /** WSL registers `WSLInterop`, with systemd `WSLInterop-late`: each switches it on by itself. */
  const startsWindows = async () => {
    try {
      const names = (await host.list(BINFMT)).filter((name) => name.startsWith('WSLInterop'));
      const registered = await Promise.all(names.map((name) => host.readText(`${BINFMT}/${name}`)));
      return registered.some((each) => /^enabled/.test(each));
    } catch (error) {
      // The kernel knows no such formats, or nobody asked it to (tank/attestation/guest-program/try-sockets.mjs has the same).
      if (['ENOENT', 'ENODEV', 'EHOSTDOWN'].includes(errorCode(error))) return false;
      gaps.push({ where: BINFMT, because: readFailure(error) });
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
  const mounts = parseGuestMounts(mountinfo ?? '', { container, wsl });
  if (mounts.unsure.length > 0)
    gaps.push({ where: mounts.unsure.join(', '), because: { id: 'walls.whose' } });
  gaps.push(...processes.gaps);
  const rights = status === null ? null : strongBits(status);
  return {
    items: [
      {
        shares: mounts.shares,
        startsWindows: interop,
        channels: [
          ...(wslg ? ['WSLg'] : []),
          ...new Set(processes.items.map(({ program }) => program).filter((program) => AGENTS.test(program))),
        ],
        sockets: [
          ...SOCKETS.filter((_, at) => open[at]),
          ...mounts.shares.map(({ from }) => from).filter(isEngineSocket),
        ],
        capabilities: container ? rights && [...rights, ...mounts.devices] : [],
      },
    ],
    gaps: mountinfo === null ? gaps : gaps.filter(({ where }) => where !== '/proc/self/status'),
  };
}
