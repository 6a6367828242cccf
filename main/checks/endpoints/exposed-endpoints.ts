import type { Message } from '../../contract/finding';
import { isLoopback } from '../../openclaw/address';
import { DEFAULT_PORTS } from '../../openclaw/endpoint';
import { namesPort, type ProxyProgram, plainProgram, proxyProgram } from '../../openclaw/proxy-programs';
import { readSettings } from '../../openclaw/read-settings';
import { isTunnelProgram, portsInSettings, type Tunnel, tunnelOf } from '../../openclaw/tunnel-programs';
import type { Probes } from '../../probes';
import type { Process } from '../../probes/gateways';
import type { Gap } from '../../probes/partial-result';
import type { PortForward } from '../../probes/port-forwards';

/** A tunnel program and where it leads: to a gateway's port, elsewhere, or it can't be told and why. */
export interface TunnelTarget {
  readonly process: Process;
  readonly tunnel: Tunnel;
  readonly leads: readonly number[] | 'elsewhere' | 'unknown';
  readonly because?: Message;
  /** It serves others as well, as a web server does: it is not ended for OpenClaw's sake. */
  readonly shared?: true;
}

export interface ExposedEndpoints {
  readonly tunnels: readonly TunnelTarget[];
  /** Forwards of the system's that others can reach and that lead to a gateway's port. */
  readonly forwards: readonly PortForward[];
  readonly gaps: readonly Gap[];
  /** The ports at which gateways listen, or would. */
  readonly ports: readonly number[];
}

/** Ports at which gateways listen, or would. */
async function gatewayPorts({ gateways, settings }: Probes): Promise<ReadonlySet<number>> {
  const [running, all] = await Promise.all([gateways.running(), settings.all()]);
  const named = all.items.flatMap((each) => {
    if (each.state !== 'read' && each.state !== 'absent') return [];
    const value = each.state === 'read' ? each.value : {};
    return (each.environments ?? [each.environment ?? {}]).flatMap((environment) => {
      const reader = readSettings(value, environment);
      const given = environment['--port'] ?? environment.OPENCLAW_GATEWAY_PORT ?? reader.raw('gateway.port');
      const port = Number(given);
      return Number.isInteger(port) && port > 0 ? [port] : [];
    });
  });
  const open = running.items.flatMap(({ listeners }) => (listeners ?? []).map(({ port }) => port));
  return new Set([...DEFAULT_PORTS, ...named, ...open]);
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

/** Files behind a pattern whose last part may be `*`; none where its folder isn't there. Rejects when it can't be read. */
async function matching({ files }: Probes, pattern: string): Promise<readonly string[]> {
  const { path } = files;
  const whole = pattern.startsWith('~/') ? path.join(files.home, pattern.slice(2)) : pattern;
  if (!path.isAbsolute(whole)) return [];
  if (path.basename(whole) !== '*') return [whole];
  const folder = path.dirname(whole);
  const names = await files.list(folder).catch((error) => {
    if (isAbsent(error)) return [];
    throw error;
  });
  return names
    .filter((name) => /\.(conf|cfg|json5?|ya?ml|toml|ini|site|vhost)$|^[^.]*$|file$/i.test(name))
    .map((name) => path.join(folder, name));
}
const isAbsent = (error: unknown) =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');

/** Which of the ports any of these settings files names; null where there is none. Rejects when one can't be read. */
async function portsNamed(
  probes: Probes,
  patterns: readonly string[],
  wanted: ReadonlySet<number>,
): Promise<readonly number[] | null> {
  const found = new Set<number>();
  let any = false;
  for (const file of (await Promise.all(patterns.map((each) => matching(probes, each)))).flat()) {
    const given = await probes.files.exact(file).catch((error) => {
      // A folder in between, or a file that holds no text.
      if (error instanceof Error && 'code' in error && /^(EISDIR|EFTYPE|EILSEQ)$/.test(String(error.code)))
        return null;
      throw error;
    });
    if (given === null) continue;
    any = true;
    for (const port of wanted) if (namesPort(given.text, port)) found.add(port);
  }
  return any ? [...found] : null;
}

async function follow(
  probes: Probes,
  process: Process,
  tunnel: Tunnel,
  wanted: ReadonlySet<number>,
): Promise<TunnelTarget> {
  const of = (ports: readonly number[]) => ports.filter((port) => wanted.has(port));
  const here = tunnel.everything ? [...wanted] : of(tunnel.ports);
  const unknown = (id: string) => ({ process, tunnel, leads: 'unknown' as const, because: { id } });
  if (here.length > 0) return { process, tunnel, leads: here };
  if (tunnel.unclear) return unknown('doors-to-outside.unclear');
  if (tunnel.settings.length > 0) {
    try {
      const text = await settingsText(probes, tunnel.settings);
      const named = text === null ? [] : of(portsInSettings(text));
      if (named.length > 0) return { process, tunnel, leads: named };
      if (text === null && !tunnel.optional && !tunnel.remote) return unknown('look.not-there');
    } catch {
      return unknown('look.not-allowed');
    }
  }
  return tunnel.remote ? unknown('doors-to-outside.remote') : { process, tunnel, leads: 'elsewhere' };
}

/** A web server, a proxy or another forwarder: by its words, then by its settings. */
async function followProxy(
  probes: Probes,
  process: Process,
  { tool, settings, named }: ProxyProgram,
  wanted: ReadonlySet<number>,
): Promise<TunnelTarget> {
  const tunnel: Tunnel = { tool, opens: 'network', ports: [], everything: false, settings, remote: false };
  const target = (leads: TunnelTarget['leads'], id?: string): TunnelTarget => ({
    ...{ process, tunnel, leads, shared: true },
    ...(id !== undefined && { because: { id } }),
  });
  const line = process.args.join(' ');
  const onCommandLine = [...wanted].filter((port) => namesPort(line, port));
  if (onCommandLine.length > 0) return target(onCommandLine);
  const moved = process.args.flatMap((word, at) => {
    const [name = '', value] = word.split(/=(.*)/s);
    if (!named.includes(name)) return [];
    const file = value ?? process.args[at + 1];
    return file === undefined ? [] : [file];
  });
  if (settings.length === 0 && moved.length === 0) return target('elsewhere');
  try {
    const found = await portsNamed(probes, [...moved, ...settings], wanted);
    if (found === null) return target('unknown', 'look.not-there');
    return target(found.length > 0 ? found : 'elsewhere');
  } catch {
    return target('unknown', 'look.not-allowed');
  }
}

/** Tailscale's own daemon passes on what was asked of it once, with no other program running. */
async function followTailscale(
  probes: Probes,
  process: Process,
  wanted: ReadonlySet<number>,
): Promise<TunnelTarget> {
  const tool = 'Tailscale';
  const served = await probes.portForwards.tailscale();
  const opens = served?.funnel ? 'internet' : 'network';
  const tunnel: Tunnel = {
    tool,
    opens,
    ports: served?.ports ?? [],
    everything: false,
    settings: [],
    remote: false,
  };
  const because = { id: 'doors-to-outside.no-answer' };
  if (served === null) return { process, tunnel, leads: 'unknown', because, shared: true };
  const leads = served.ports.filter((port) => wanted.has(port));
  return { process, tunnel, leads: leads.length > 0 ? leads : 'elsewhere', shared: true };
}

/** Programs that people look at it with, or that name the port for another reason. */
const LOOKS_ON =
  /^(curl|wget|httpie|http|firefox|chrom\w*|google-chrome|brave|msedge|safari|opera|electron|code|vim?|nvim|nano|emacs|less|more|cat|tail|grep|rg|lsof|ss|netstat|nmap|watch|ssh|autossh|docker|podman|docker-proxy|rootlessport|conmon|containerd-shim|sh|bash|zsh|fish|dash|sudo|systemctl|journalctl|open|xdg-open|tmux|screen|script|timeout|sleep|git|npm|npx|pnpm|man|claude|codex|htop|ps|adb)$/i;

async function lead(
  probes: Probes,
  process: Process,
  wanted: ReadonlySet<number>,
): Promise<readonly TunnelTarget[]> {
  if (process.openclaw) return [];
  const name = plainProgram(process.program.split(':', 1)[0] ?? '');
  const own = plainProgram(process.args[0]?.split(':', 1)[0] ?? '');
  if (name === 'tailscaled') return [await followTailscale(probes, process, wanted)];
  const tunnel = tunnelOf(process);
  if (tunnel) return [await follow(probes, process, tunnel, wanted)];
  const proxy = proxyProgram(name) ?? proxyProgram(own);
  if (proxy) return [await followProxy(probes, process, proxy, wanted)];
  // What nobody knows and names a gateway's port may pass connections on to it.
  const rest = process.args.slice(1).join(' ');
  const ports = [...wanted].filter((port) => namesPort(rest, port));
  if (ports.length === 0 || isTunnelProgram(name) || LOOKS_ON.test(name) || LOOKS_ON.test(own)) return [];
  const unclear: Tunnel = {
    tool: name,
    opens: 'network',
    ports,
    everything: false,
    settings: [],
    remote: false,
  };
  return [
    {
      process,
      tunnel: unclear,
      leads: 'unknown',
      because: { id: 'doors-to-outside.names-port' },
      shared: true,
    },
  ];
}

/** Workers of one server say the same as their master: each tool is told once an account. */
const once = (targets: readonly TunnelTarget[]): readonly TunnelTarget[] => [
  ...new Map(
    targets.map((each) => [
      each.shared ? `${each.tunnel.tool}\n${each.process.account}\n${each.leads}` : String(each.process.pid),
      each,
    ]),
  ).values(),
];

/** Looks for what passes connections on to a gateway: programs by their command lines, and the system's own rules. */
export async function exposedEndpoints(probes: Probes): Promise<ExposedEndpoints> {
  const [processes, forwards, ports] = await Promise.all([
    probes.gateways.processes(),
    probes.portForwards.forwards(),
    gatewayPorts(probes),
  ]);
  const found = await Promise.all(processes.items.map((process) => lead(probes, process, ports)));
  return {
    tunnels: once(found.flat()),
    forwards: forwards.items.filter(({ address, toPort }) => !isLoopback(address) && ports.has(toPort)),
    gaps: [...processes.gaps, ...forwards.gaps],
    ports: [...ports],
  };
}
