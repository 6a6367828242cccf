import type { ProcessLine } from './gateway-process';

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
}

const HERE = /^(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?|0\.0\.0\.0|)$/i;
const port = (text: string | undefined): readonly number[] => {
  const number = /^\d{1,5}$/.test(text ?? '') ? Number(text) : Number.NaN;
  return number > 0 && number < 65_536 ? [number] : [];
};

/** `18789`, `localhost:18789`, `http://127.0.0.1:18789/x`: the port, if it is one of this computer. */
export function localPort(target: string): readonly number[] {
  const bare = target.replace(/^\w+:\/\//, '').replace(/[/?#].*$/, '');
  const [, host = '', number] = /^(?:(.*):)?(\d{1,5})$/.exec(bare) ?? [];
  return HERE.test(host) ? port(number) : [];
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
  const parts = spec.match(/\[[^\]]*\]|[^:]+/g) ?? [];
  const [hostport, host = '', , bind = ''] = parts.toReversed();
  return { bind: parts.length === 4 ? bind : '', ports: HERE.test(host) ? port(hostport) : [] };
}

function ssh(args: readonly string[]): Partial<Tunnel> | null {
  const specs = sshOption(args, 'R');
  // A port without a goal makes a SOCKS proxy of this computer (ssh(1), -R).
  if (specs.some((spec) => /^(\[[^\]]*\]:|[^:]*:)?\d+$/.test(spec))) return { everything: true };
  const back = specs.flatMap((spec) => forward(spec).ports);
  if (back.length > 0) return { opens: 'internet', ports: back };
  const shared = args.some((word) => /^-[A-Za-z]*g/.test(word));
  const open = sshOption(args, 'L')
    .map(forward)
    .filter(({ bind }) => shared || (bind !== '' && !/^(localhost|127\.|\[?::1)/.test(bind)))
    .flatMap(({ ports }) => ports);
  return open.length > 0 ? { opens: 'network', ports: open } : null;
}

const words = (args: readonly string[]) => args.filter((word) => !word.startsWith('-'));

type Reader = (args: readonly string[]) => Partial<Omit<Tunnel, 'tool'>> | null;
/** `http 18789`, `tcp localhost:18789` of ngrok and cpolar, which took its words over. */
const likeNgrok =
  (...settings: string[]): Reader =>
  (args) => {
    const [verb, target] = words(args);
    if (/^(http|https|tcp|tls)$/.test(verb ?? '')) return { ports: localPort(target ?? '') };
    return /^(start|start-all)$/.test(verb ?? '')
      ? { settings: [...optionsOf(args, '--config', '-config'), ...settings] }
      : null;
  };

/** Tunnels by their program's name, each by its own documentation. */
const TOOLS: readonly (readonly [RegExp, string, Reader])[] = [
  [/^(ssh|autossh)$/i, 'SSH', ssh],
  [
    /^cloudflared$/i,
    'Cloudflare Tunnel',
    (args) => {
      if (!args.includes('tunnel')) return null;
      const ports = optionsOf(args, '--url', '-url').flatMap(localPort);
      if (ports.length > 0) return { ports };
      if (args.some((word) => /^--token(-file)?(=|$)/.test(word))) return { remote: true };
      const settings = ['~/.cloudflared/config.yml', '/etc/cloudflared/config.yml'];
      return args.includes('run') ? { settings: [...optionsOf(args, '--config'), ...settings] } : null;
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
    /^(lt|localtunnel)(\.js)?$/i,
    'localtunnel',
    (args) => ({ ports: optionsOf(args, '-p', '--port').flatMap(port) }),
  ],
  [
    /^bore$/i,
    'bore',
    (args) => (args.includes('local') ? { ports: words(args).slice(1).flatMap(localPort) } : null),
  ],
  [
    /^zrok2?$/i,
    'zrok',
    (args) =>
      args.includes('share')
        ? { ports: words(args).flatMap(localPort), remote: args.includes('reserved') }
        : null,
  ],
  [
    /^devtunnel$/i,
    'Dev Tunnels',
    (args) =>
      args.includes('host') ? { ports: optionsOf(args, '-p', '--port-numbers').flatMap(port) } : null,
  ],
  [
    /^chisel$/i,
    'chisel',
    (args) => ({
      ports: args
        .filter((word) => /^R:/.test(word))
        .flatMap((word) => localPort(word.split(':').slice(-2).join(':'))),
    }),
  ],
  [
    /^socat$/i,
    'socat',
    (args) => {
      const listens = args.find((word) => /^TCP[46]?-LISTEN:/i.test(word));
      if (!listens || /bind=(localhost|127\.)/i.test(listens)) return null;
      const ports = args.flatMap((word) =>
        localPort(/^TCP[46]?(?:-CONNECT)?:([^,]+)/i.exec(word)?.[1] ?? 'x'),
      );
      return { opens: 'network', ports };
    },
  ],
  [
    /^tailscale$/i,
    'Tailscale',
    (args) =>
      /^(serve|funnel)$/.test(words(args)[0] ?? '')
        ? { ports: words(args).slice(1).flatMap(localPort) }
        : null,
  ],
  [/^(natapp|phddns|phtunnel|npc|rathole)$/i, 'tunnel', () => ({ remote: true })],
];

/** What a program passes on; null for one that is no tunnel, or leads to nothing here by its own words. */
export function tunnelOf({ program, args }: ProcessLine): Tunnel | null {
  const own = args.map(
    (word) =>
      word
        .split(/[\\/]/)
        .at(-1)
        ?.replace(/\.exe$/i, '') ?? '',
  );
  // A tool written for Node is named by its script.
  const scripted = /^(node|bun)$/i.test(program)
    ? own.findIndex((name, at) => at > 0 && /^(lt|localtunnel)(\.js)?$/i.test(name))
    : 0;
  const name = scripted > 0 ? own[scripted] : program.replace(/\.exe$/i, '');
  const found = TOOLS.find(([pattern]) => pattern.test(name ?? ''));
  const read = found?.[2](args.slice(Math.max(scripted, 0) + 1));
  if (!found || !read) return null;
  const { opens = 'internet', ports = [], settings = [], remote = false, everything = false } = read;
  const leads = ports.length > 0 || settings.length > 0 || remote || everything;
  const tool = found[1] === 'tunnel' ? (name ?? '') : found[1];
  return leads ? { tool, opens, ports, everything, settings, remote } : null;
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
        /["']?\b(?:service|addr|url|localPort|local_port|forwards_to)["']?\s*[:=]\s*["']?([^"'\s,#}]+)/.exec(
          line,
        ) ?? [];
      return localPort(value);
    });
}
