import type { Message } from '../../contract/finding';
import { DEFAULT_PORTS, isLoopback } from '../../openclaw/ports';
import { readSettings } from '../../openclaw/settings';
import { portsInSettings, type Tunnel, tunnelOf } from '../../openclaw/tunnels';
import type { Probes } from '../../probes';
import type { PortForward } from '../../probes/doors';
import type { Process } from '../../probes/gateways';
import type { Unseen } from '../../probes/seen';

/** A tunnel program and where it leads: to a gateway's port, elsewhere, or it can't be told and why. */
export interface Door {
  readonly process: Process;
  readonly tunnel: Tunnel;
  readonly leads: readonly number[] | 'elsewhere' | 'unknown';
  readonly because?: Message;
}

export interface Doors {
  readonly tunnels: readonly Door[];
  /** Forwards of the system's that others can reach and that lead to a gateway's port. */
  readonly forwards: readonly PortForward[];
  readonly unseen: readonly Unseen[];
}

/** Ports at which gateways listen, or would. */
async function gatewayPorts({ gateways, settings }: Probes): Promise<ReadonlySet<number>> {
  const [running, all] = await Promise.all([gateways.running(), settings.all()]);
  const told = all.found.flatMap((each) => {
    if (each.state !== 'read') return [];
    const port = readSettings(each.value, each.environment).raw('gateway.port');
    return typeof port === 'number' ? [port] : [];
  });
  const open = running.found.flatMap(({ listeners }) => (listeners ?? []).map(({ port }) => port));
  return new Set([...DEFAULT_PORTS, ...told, ...open]);
}

/** The first settings file that is there; null when none is. Rejects when it can't be read. */
async function settingsText({ files }: Probes, places: readonly string[]): Promise<string | null> {
  for (const place of places) {
    const path = place.startsWith('~/') ? files.path.join(files.home, place.slice(2)) : place;
    if (!files.path.isAbsolute(path)) continue;
    const found = await files.exact(path);
    if (found !== null) return found.text;
  }
  return null;
}

async function follow(
  probes: Probes,
  process: Process,
  tunnel: Tunnel,
  wanted: ReadonlySet<number>,
): Promise<Door> {
  const of = (ports: readonly number[]) => ports.filter((port) => wanted.has(port));
  const here = tunnel.everything ? [...wanted] : of(tunnel.ports);
  if (here.length > 0) return { process, tunnel, leads: here };
  if (tunnel.remote) return { process, tunnel, leads: 'unknown', because: { id: 'doors-to-outside.remote' } };
  if (tunnel.settings.length === 0) return { process, tunnel, leads: 'elsewhere' };
  try {
    const text = await settingsText(probes, tunnel.settings);
    if (text === null) return { process, tunnel, leads: 'unknown', because: { id: 'look.not-there' } };
    const told = of(portsInSettings(text));
    return { process, tunnel, leads: told.length > 0 ? told : 'elsewhere' };
  } catch {
    return { process, tunnel, leads: 'unknown', because: { id: 'look.not-allowed' } };
  }
}

/** Looks for what passes connections on to a gateway: programs by their command lines, and the system's own rules. */
export async function doorsOf(probes: Probes): Promise<Doors> {
  const [processes, forwards, ports] = await Promise.all([
    probes.gateways.processes(),
    probes.doors.forwards(),
    gatewayPorts(probes),
  ]);
  const found = processes.found.flatMap((process) => {
    const tunnel = tunnelOf(process);
    return tunnel ? [follow(probes, process, tunnel, ports)] : [];
  });
  return {
    tunnels: await Promise.all(found),
    forwards: forwards.found.filter(({ address, toPort }) => !isLoopback(address) && ports.has(toPort)),
    unseen: [...processes.unseen, ...forwards.unseen],
  };
}
