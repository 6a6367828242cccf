import { isLocalName, rangeOf } from './address';
import type { ProcessLine } from './gateway-process';
import { plainProgram } from './proxy-programs';

/** A program that passes connections on. */
export interface Tunnel {
  /** The product's name. */
  readonly tool: string;
  /** Who gets in at its other end. */
  readonly opens: 'internet' | 'network';
  /** Ports of this computer that its command line names as its end. */
  readonly ports: readonly number[];
  /** Whoever is at its other end picks the port (ssh -R with a port alone). */
  readonly everything: boolean;
  /** Files that say where else it leads, `~` for the home of its account; the first that is there counts. */
  readonly settings: readonly string[];
  /** It leads where its provider's web page says: no file here tells. */
  readonly remote: boolean;
  /** Without its settings file it leads nowhere. */
  readonly optional?: true;
  /** Its words are not understood, so that it may lead anywhere. */
  readonly unclear?: true;
}

/** What containers and neighbours call a computer. */
const NAMES = /^(?:(?:host|gateway)\.(?:docker|containers)\.internal|[a-z0-9-]+\.local)$/i;
const NEAR = ['unspecified', 'private', 'linkLocal', 'carrierGradeNat', 'uniqueLocal'];
/** Names and addresses of this computer: loopback, what containers call it, and any address of a private network. */
const leadsHere = (host: string): boolean =>
  host === '' || isLocalName(host) || NAMES.test(host) || NEAR.includes(rangeOf(host) ?? '');
const port = (text: string | undefined): readonly number[] => {
  const number = /^\d{1,5}$/.test(text ?? '') ? Number(text) : Number.NaN;
  return number > 0 && number < 65_536 ? [number] : [];
};

/** `18789`, `localhost:18789`, `http://127.0.0.1:18789/x`: the port, if it is one of this computer. */
export function localPort(target: string): readonly number[] {
  const bare = target.replace(/^\w+:\/\//, '').replace(/[/?#].*/, '');
  const [, host = '', number] = /^(?:(.*):)?(\d{1,5})$/.exec(bare) ?? [];
  return leadsHere(host) ? port(number) : [];
}

/** The value of an option written as `--url X`, `--url=X` or `-c X`. */
function optionsOf(args: readonly string[], ...names: string[]): readonly string[] {
  return args.flatMap((word, at) => {
    for (const name of names) {
      if (word === name) return args[at + 1] === undefined ? [] : [args[at + 1] as string];
      if (word.startsWith(`${name}=`)) return [word.slice(name.length + 1)];
    }
    return [];
  });
}

/** Words of ssh(1) that take another word. */
const SSH_WITH_WORD = 'BbcDEeFIiJLlmOopQRSWw';

/** The values of one letter of ssh's, also glued to others (`-fNR 80:localhost:18789`). */
function sshOption(args: readonly string[], letter: string): readonly string[] {
  const found: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const word = args[at] ?? '';
    if (!/^-[A-Za-z0-9]/.test(word)) continue;
    for (let index = 1; index < word.length; index++) {
      const char = word.charAt(index);
      if (!SSH_WITH_WORD.includes(char)) continue;
      const value = index + 1 < word.length ? word.slice(index + 1) : (args[++at] ?? '');
      if (char === letter) found.push(value);
      break;
    }
  }
  return found;
}

/** `[bind:]port:host:hostport` of ssh's -L and -R. */
function forward(spec: string): { bind: string; ports: readonly number[] } {
  const parts = spec.match(/\[[^[\]]*\]|[^:]+/g) ?? [];
  const [hostport, host = '', , bind = ''] = parts.toReversed();
  return { bind: parts.length === 4 ? bind : '', ports: leadsHere(host) ? port(hostport) : [] };
}

/** Values of ssh_config(5) keywords given by `-o Name=value` or `-o "Name value"`, in the form of -R and -L. */
const sshKeyword = (args: readonly string[], name: string): readonly string[] =>
  sshOption(args, 'o').flatMap((option) => {
    const [, value] = new RegExp(`^${name}[=\\s]+([^=\\s].*)`, 'is').exec(option.trim()) ?? [];
    return value === undefined ? [] : [value.trim().replace(/\s+/, ':')];
  });

function ssh(args: readonly string[]): Partial<Tunnel> | null {
  const specs = [...sshOption(args, 'R'), ...sshKeyword(args, 'RemoteForward')];
  // A port without a goal makes a SOCKS proxy of this computer (ssh(1), -R).
  if (specs.some((spec) => /^(\[[^\]]*\]:|[^:]*:)?\d+$/.test(spec))) return { everything: true };
  const back = specs.flatMap((spec) => forward(spec).ports);
  if (back.length > 0) return { opens: 'internet', ports: back };
  const shared = args.some((word) => /^-[A-Za-z]*g/.test(word));
  const local = [...sshOption(args, 'L'), ...sshKeyword(args, 'LocalForward')];
  const open = local
    .map(forward)
    .filter(({ bind }) => shared || (bind !== '' && !isLocalName(bind)))
    .flatMap(({ ports }) => ports);
  if (open.length > 0) return { opens: 'network', ports: open };
  // Forwards may stand in its settings file, for the host that is named (ssh_config(5), RemoteForward).
  if (specs.length > 0 || local.length > 0) return null;
  return { settings: [...sshOption(args, 'F'), '~/.ssh/config'], optional: true };
}

const operands = (args: readonly string[]) => args.filter((word) => !word.startsWith('-'));

/** Words with which a tool does something else and ends, or only says something. */
const ENDS =
  /^(-v|-V|-h|--version|--help|version|help|config|authtoken|auth|login|logout|update|upgrade|status|list|ls|info|completion|install|uninstall|service|check|validate|account|credits|diagnose|cert|cleanup|delete|create|route|whoami|ping|ip|netcheck|up|down|set|switch|lock|web|cp|nc|ssh|file|bugreport|metrics|drive|access|proxy-dns|verify|enable|disable|overview|release|reserve|invite|user|port|token|show|stop|reload)$/i;
type Reader = (args: readonly string[]) => Partial<Omit<Tunnel, 'tool'>> | null;
/** `http 18789`, `tcp localhost:18789` of ngrok and cpolar, which took its words over. */
const likeNgrok =
  (...settings: string[]): Reader =>
  (args) => {
    const at = args.findIndex((word) => /^(http|https|tcp|tls|start|start-all)$/.test(word));
    const verb = args[at];
    // Switches and their words may stand before the target.
    if (verb !== undefined && !verb.startsWith('start')) {
      const targets = operands(args.slice(at + 1));
      const ports = targets.flatMap(localPort);
      return ports.length > 0 || targets.length > 0 ? { ports } : { unclear: true };
    }
    return verb !== undefined ? { settings: [...optionsOf(args, '--config', '-config'), ...settings] } : null;
  };

/** Tunnels by their program's name, each by its own documentation. */
const TOOLS: readonly (readonly [RegExp, string, Reader])[] = [
  [/^(ssh|autossh)$/i, 'SSH', ssh],
  [
    /^cloudflared$/i,
    'Cloudflare Tunnel',
    (args) => {
      const ports = optionsOf(args, '--url', '-url').flatMap(localPort);
      if (ports.length > 0) return { ports };
      if (args.some((word) => /^--token(-file)?(=|$)/.test(word))) return { remote: true };
      const settings = ['~/.cloudflared/config.yml', '/etc/cloudflared/config.yml'];
      if (optionsOf(args, '--url', '-url').length > 0) return { ports: [] };
      const moved = optionsOf(args, '--config', '-config');
      return args.includes('run') || moved.length > 0 ? { settings: [...moved, ...settings] } : null;
    },
  ],
  [/^ngrok$/i, 'ngrok', likeNgrok('~/.config/ngrok/ngrok.yml', '~/.ngrok2/ngrok.yml')],
  [/^cpolar$/i, 'cpolar', likeNgrok('~/.cpolar/cpolar.yml', '/usr/local/etc/cpolar/cpolar.yml')],
  [
    /^frpc$/i,
    'frp',
    (args) => {
      const ports = optionsOf(args, '-l', '--local_port', '--local-port').flatMap(port);
      const settings = optionsOf(args, '-c', '--config');
      return { ports, settings: settings.length > 0 || ports.length > 0 ? settings : ['./frpc.ini'] };
    },
  ],
  [
    /^(lt|localtunnel|untun)(\.js)?$/i,
    'localtunnel',
    (args) => ({ ports: optionsOf(args, '-p', '--port').flatMap(port) }),
  ],
  [
    /^bore$/i,
    'bore',
    (args) =>
      args.includes('local')
        ? { ports: operands(args.slice(args.indexOf('local') + 1)).flatMap(localPort) }
        : args.includes('server')
          ? { ports: [] }
          : null,
  ],
  [
    /^zrok2?$/i,
    'zrok',
    (args) =>
      args.includes('share')
        ? { ports: operands(args).flatMap(localPort), remote: args.includes('reserved') }
        : null,
  ],
  [
    /^devtunnel$/i,
    'Dev Tunnels',
    (args) =>
      args.includes('host')
        ? {
            ports: optionsOf(args, '-p', '--port-numbers', '--ports').flatMap((each) =>
              each.split(',').flatMap(port),
            ),
            remote: !args.some((word) => /^(-p|--port-numbers|--ports)(=|$)/.test(word)),
          }
        : null,
  ],
  [
    /^chisel$/i,
    'chisel',
    (args) => ({
      // Whoever connects to its server picks the port.
      ...(args.includes('server') && { unclear: true as const }),
      ports: args
        .filter((word) => /^R:/.test(word))
        .flatMap((word) => localPort(word.split(':').slice(-2).join(':'))),
    }),
  ],
  [
    /^socat$/i,
    'socat',
    (args) => {
      const listens = args.find((word) => /^[A-Z0-9]+-L(ISTEN)?:/i.test(word));
      const bind = /bind=([^,]*)/i.exec(listens ?? '')?.[1] ?? '';
      if (!listens || isLocalName(bind) || /^(UNIX|ABSTRACT)/i.test(listens)) return { ports: [] };
      const ports = args
        .filter((word) => word !== listens)
        .flatMap((word) => localPort(/^[A-Z0-9]+(?:-CONNECT)?:([^,]+)/i.exec(word)?.[1] ?? 'x'));
      return { opens: 'network', ports };
    },
  ],
  [
    /^tailscale$/i,
    'Tailscale',
    (args) => {
      const at = args.findIndex((word) => /^(serve|funnel)$/.test(word));
      if (at < 0) return { ports: [] };
      // Serve lets the devices of the tailnet in, and nobody else (tailscale.com/kb/1242/tailscale-serve).
      const opens = args[at] === 'serve' ? ('network' as const) : ('internet' as const);
      const targets = operands(args.slice(at + 1));
      if (targets.some((word) => /^(status|reset|off|get-config|drain|clear)$/.test(word)))
        return { ports: [] };
      const ports = targets.flatMap(localPort);
      return { opens, ports, ...(targets.length === 0 && { unclear: true as const }) };
    },
  ],
  [
    /^(natapp|phddns|phtunnel|oray|npc|nps|rathole|sunny|ddnsto|lucky|holer|neutrino-proxy|lanproxy|sakura-?frp|natfrp-service|frp-?desktop|frpmgr|mefrpc?|openfrpc?|chmlfrpc?|inletsc?|inlets-pro|playit|pagekite|jprq|loophole|loclx|localxpose|tunnelto|expose|holesail|connectd|remoteit|remote\.it|telebit|pgrok|packetriot|pktriot|localtonet|pinggy|tunnelmole|tmole|code-tunnel|boringproxy|hookdeck|nport|openp2p|onetun)(\.(js|py))?$/i,
    'tunnel',
    (args) => {
      const ports = operands(args).flatMap(localPort);
      return { ports, settings: optionsOf(args, '-c', '--config', '-config'), remote: ports.length === 0 };
    },
  ],
];

/** Tools that people run through Node, npx or Python. */
const SCRIPTED =
  /^(lt|localtunnel|tunnelmole|tmole|pagekite|expose|untun|ngrok|nport|holesail|cloudflared)(\.(js|py))?$/i;

/** Whether a program is one of the tunnels that are known by name, wherever it leads. */
export const isTunnelProgram = (name: string): boolean => TOOLS.some(([pattern]) => pattern.test(name));

/** What a program passes on; null for one that is no tunnel, or leads to nothing here by its own words. */
export function tunnelOf({ program, args }: ProcessLine): Tunnel | null {
  const own = args.map((word) => plainProgram(word));
  // A tool written for Node is named by its script, one that npx fetched by its package.
  const scripted = /^(node|bun|npx|npm|python[\d.]*)$/i.test(plainProgram(program))
    ? own.findIndex((name, at) => at > 0 && SCRIPTED.test(name))
    : 0;
  // The process may bear another name than its file: either will do.
  const names = scripted > 0 ? [own[scripted] ?? ''] : [plainProgram(program), own[0] ?? ''];
  const found = TOOLS.find(([pattern]) => names.some((name) => pattern.test(name)));
  if (!found) return null;
  const rest = args.slice(Math.max(scripted, 0) + 1);
  const [pattern, product, reader] = found;
  const tool = product === 'tunnel' ? (names.find((name) => pattern.test(name)) ?? '') : product;
  const base = {
    tool,
    opens: 'internet',
    ports: [],
    everything: false,
    settings: [],
    remote: false,
  } as const;
  const read = reader(rest);
  if (!read) {
    // A tool whose words aren't understood may lead anywhere, unless they ask for something that ends.
    const verb = operands(rest)[0] ?? rest[0];
    return product === 'SSH' || verb === undefined || ENDS.test(verb) ? null : { ...base, unclear: true };
  }
  const { ports = [], settings = [], remote = false, everything = false, unclear } = read;
  const leads = ports.length > 0 || settings.length > 0 || remote || everything || unclear === true;
  return leads ? { ...base, ...read } : null;
}

/**
 * Ports of this computer that a tunnel's settings file leads to: `service: http://localhost:18789` (cloudflared),
 * `addr: 18789` (ngrok, cpolar), `localPort = 18789` and `local_port = 18789` (frp). Lines that are comments don't count.
 */
export function portsInSettings(text: string): readonly number[] {
  return text
    .split(/\r?\n/)
    .filter((line) => !/^\s*[#;]/.test(line))
    .flatMap((line) => {
      const [, value = ''] =
        /["']?\b(?:service|addr|url|localPort|local_port|forwards_to|localAddr|local_addr|target|upstream|backend)["']?\s*[:=]\s*["']?([^"'\s,#}]+)/i.exec(
          line,
        ) ?? [];
      // ssh_config(5): `RemoteForward [bind:]port host:hostport`.
      const [, forwarded = 'x'] = /^\s*RemoteForward[\s=]+[^\s=]\S*\s+(\S+)/i.exec(line) ?? [];
      return [...localPort(value || 'x'), ...localPort(forwarded)];
    });
}
