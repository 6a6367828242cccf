import { isLoopback } from '../../openclaw/address';
import { endpoint } from '../../openclaw/endpoint';
import type { Host } from '../../system/read';
import type { GatewayProbe, Listener, Process } from '../gateways/types';

/** Rootless engines forward ports by a program of their own, whose sockets are this account's. */
const FORWARDERS = /^(?:rootlessport|rootlessport-child|rootlessport-chi|pasta|pasta\.avx2|slirp4netns)$/;

/** A container that runs: its first process, and the network name space that this one is in. */
export interface RunningContainer {
  readonly pid: number;
  readonly args: readonly string[];
  /** As /proc/<pid>/ns/net names it. */
  readonly network: string | null;
}

/** What is seen of programs and of who listens; null: it could not be told. */
export interface NetworkView {
  readonly processes: readonly Process[];
  readonly listeners: readonly Listener[] | null;
}

/** Who listens. Null: it could not be told, which is not nobody. */
export const listenersSeen = (
  gateways: Pick<GatewayProbe, 'listeners'>,
): Promise<readonly Listener[] | null> =>
  gateways.listeners().then(
    ({ items, gaps }) => (gaps.length > 0 ? null : items),
    () => null,
  );

export const networkOf = (host: Host, pid: number | 'self'): Promise<string | null> =>
  host.readLink(`/proc/${pid}/ns/net`).catch(() => null);

/** By the program that watches over it: `conmon -c <id> -u <id>`; one that runs a command in there has another `-u`. */
export async function runningContainer(
  host: Host,
  id: string,
  processes: readonly Process[],
): Promise<RunningContainer | null> {
  const after = (args: readonly string[], option: string) => args[args.indexOf(option) + 1];
  const watcher = processes.find(
    ({ args }) =>
      /(?:^|\/)conmon$/.test(args[0] ?? '') && after(args, '-c') === id && after(args, '-u') === id,
  );
  const first = watcher && processes.find(({ parent }) => parent === watcher.pid);
  return first ? { pid: first.pid, args: first.args, network: await networkOf(host, first.pid) } : null;
}

/**
 * Ports of a running container that others than this computer can reach: those whose forwarder is in its network, or
 * was told its path. Null where a port could be this one's or another's.
 * @param known the network of every path by which a running container was put into one
 */
export async function publishedPorts(
  host: Host,
  { pid, network }: RunningContainer,
  known: ReadonlyMap<string, string>,
  { processes, listeners }: NetworkView,
): Promise<readonly string[] | null> {
  const here = await networkOf(host, 'self');
  if (listeners === null || network === null || here === null || network === here) return null;
  const whose = async (listener: Listener): Promise<'its' | 'another' | 'untold'> => {
    const { pid: owner, program, account } = listener;
    if (owner === null) return account === null || account === host.userName ? 'untold' : 'another';
    if (!FORWARDERS.test(program ?? '')) return 'another';
    // rootlessport works from inside the container's network, by itself or by a child.
    const family = [owner, ...processes.filter(({ parent }) => parent === owner).map((each) => each.pid)];
    const networks = await Promise.all(family.map((each) => networkOf(host, each)));
    const args = processes.find((each) => each.pid === owner)?.args ?? [];
    const named = args.flatMap((word) => known.get(word) ?? []);
    if ([...networks, ...named].includes(network) || args.includes(String(pid))) return 'its';
    return named.length > 0 || networks.some((each) => each !== null && each !== here) ? 'another' : 'untold';
  };
  const open = await Promise.all(
    listeners
      .filter(({ address }) => !isLoopback(address))
      .map(async (listener) => ({ ...listener, whose: await whose(listener) })),
  );
  const its = open.filter((each) => each.whose === 'its');
  if (its.length === 0 && open.some((each) => each.whose === 'untold')) return null;
  return its.map(({ address, port }) => endpoint(address, port));
}
