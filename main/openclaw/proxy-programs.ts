/** A program whose work is passing connections on, besides the tunnels: web servers, proxies, forwarders, daemons. */
export interface ProxyProgram {
  readonly tool: string;
  /** Where its settings lie, `*` for any name in the last part and `~` for the home; none: its words say it all. */
  readonly settings: readonly string[];
  /** Switches that name another settings file. */
  readonly named: readonly string[];
}

const server = (tool: string, named: readonly string[], ...settings: readonly string[]): ProxyProgram => ({
  tool,
  settings,
  named,
});
const forwarder = (tool: string, named: readonly string[] = [], ...settings: readonly string[]) =>
  server(tool, named, ...settings);

const NGINX = [
  '/etc/nginx/*',
  '/etc/nginx/conf.d/*',
  '/etc/nginx/http.d/*',
  '/etc/nginx/stream.d/*',
  '/etc/nginx/sites-enabled/*',
  '/usr/local/etc/nginx/*',
  '/usr/local/etc/nginx/servers/*',
  '/opt/homebrew/etc/nginx/*',
  '/opt/homebrew/etc/nginx/servers/*',
  '/usr/local/nginx/conf/*',
  '/usr/local/openresty/nginx/conf/*',
  '/www/server/nginx/conf/*',
  '/www/server/panel/vhost/nginx/*',
];

/** By the file name of the program, each by the places of its own documentation and of the distributions' packages. */
const PROGRAMS: readonly (readonly [RegExp, ProxyProgram])[] = [
  [/^(nginx|openresty|tengine|angie|freenginx)$/, server('nginx', ['-c'], ...NGINX)],
  [
    /^caddy$/,
    server(
      'Caddy',
      ['--config', '-config'],
      '/etc/caddy/*',
      '/etc/caddy/conf.d/*',
      '/etc/caddy/sites/*',
      '~/.config/caddy/*',
      '~/Caddyfile',
      '/usr/local/etc/*',
      '/opt/homebrew/etc/*',
    ),
  ],
  [
    /^traefik$/,
    server(
      'Traefik',
      ['--configfile', '--configFile', '--providers.file.filename', '--providers.file.directory'],
      '/etc/traefik/*',
      '/etc/traefik/conf.d/*',
      '/etc/traefik/dynamic/*',
    ),
  ],
  [
    /^haproxy$/,
    server('HAProxy', ['-f'], '/etc/haproxy/*', '/etc/haproxy/conf.d/*', '/usr/local/etc/haproxy.conf'),
  ],
  [
    /^(apache2|httpd|apachectl)$/,
    server(
      'Apache',
      ['-f'],
      '/etc/apache2/*',
      '/etc/apache2/sites-enabled/*',
      '/etc/apache2/conf-enabled/*',
      '/etc/apache2/other/*',
      '/etc/httpd/conf/*',
      '/etc/httpd/conf.d/*',
      '/usr/local/etc/httpd/*',
      '/opt/homebrew/etc/httpd/*',
      '/www/server/panel/vhost/apache/*',
    ),
  ],
  [/^lighttpd$/, server('lighttpd', ['-f'], '/etc/lighttpd/*', '/etc/lighttpd/conf-enabled/*')],
  [/^envoy$/, server('Envoy', ['-c', '--config-path'], '/etc/envoy/*')],
  [
    /^(pound|varnishd|hitch|squid|pomerium|oauth2-proxy|authelia|zoraxy|goproxy|sozu|pingap|ferron|h2o|kong|apisix)$/,
    server(
      'proxy',
      ['-f', '-c', '--config', '-b'],
      '/etc/pound/*',
      '/etc/varnish/*',
      '/etc/hitch/*',
      '/etc/squid/*',
      '/etc/pomerium/*',
    ),
  ],
  [/^stunnel4?$/, server('stunnel', [], '/etc/stunnel/*')],
  [/^rinetd$/, server('rinetd', ['-c'], '/etc/rinetd.conf', '/etc/rinetd/*')],
  [/^(x?inetd)$/, server('inetd', [], '/etc/xinetd.d/*', '/etc/inetd.conf')],
  [/^systemd-socket-(proxyd|proxy)$/, forwarder('systemd-socket-proxyd')],
  [
    /^(gost|xray|v2ray|sing-box|hysteria2?|brook|3proxy|glider|realm|ehco|naive|trojan(-go)?|wstunnel|kcptun|udp2raw|tinyproxy|privoxy|dante|sockd)$/,
    forwarder(
      'forwarder',
      ['-c', '-C', '--config', '-config', '-confdir'],
      '/etc/gost/*',
      '/etc/xray/*',
      '/usr/local/etc/xray/*',
      '/etc/v2ray/*',
      '/usr/local/etc/v2ray/*',
      '/etc/sing-box/*',
      '/etc/hysteria/*',
      '/etc/realm/*',
      '/etc/3proxy/*',
      '/etc/tinyproxy/*',
      '/etc/danted.conf',
    ),
  ],
  [
    /^(redir|simpleproxy|balance|pen|tcpproxy|portfwd|ncat|nc|netcat|pproxy|mitmproxy|mitmdump|mitmweb|tcpserver|ghostunnel|dumbpipe|proxychains4?|easytier-core|n2n-edge|gs-netcat|local-ssl-proxy|http-server|ws-tcp-relay|websockify)$/,
    forwarder('forwarder'),
  ],
];

/** What of a file's name only says for which machine and in which version it was built (`cloudflared-linux-amd64`). */
const BUILD =
  /[-_.](?:v?\d+(?:[._-]\d+)*|linux|darwin|macos|osx|windows|win(?:32|64)?|freebsd|android|musl|gnu|static|amd64|x86_64|x86-64|x64|386|i386|arm64|aarch64|armv?\d?\w*|universal|stable|latest|bin)(?=$|[-_.])/gi;

/** The name of a program without its platform, version and ending: `frpc_0.61.0_linux_amd64` is `frpc`. */
export function plainProgram(file: string): string {
  const name = (file.split(/[\\/]/).at(-1) ?? '').replace(/\.(exe|bin|run)$/i, '').toLowerCase();
  const bare = name.replace(BUILD, '').replace(/(?<![-_.])[-_.]+$/, '');
  return bare || name;
}

/** The program that passes connections on, by its file's name; null for any other. */
export function proxyProgram(program: string): ProxyProgram | null {
  // The kernel cuts names at 15 letters.
  const name = plainProgram(program.replace(/:$/, ''));
  const found = PROGRAMS.find(([pattern]) => pattern.test(name))?.[1];
  if (found) return found.tool === 'proxy' || found.tool === 'forwarder' ? { ...found, tool: name } : found;
  return name.startsWith('systemd-socket-')
    ? { tool: 'systemd-socket-proxyd', settings: [], named: [] }
    : null;
}

/** Whether a text names a port as a number of its own, comments left out. */
export function namesPort(text: string, port: number): boolean {
  const number = new RegExp(`(?<![\\d.])${port}(?![\\d])`);
  return text.split(/\r?\n/).some((line) => number.test(line.replace(/^\s*(#|;|\/\/).*$/, '')));
}

/** What Tailscale passes on by itself: the ports of this computer, and whether the internet is let in. */
export interface TailscaleServed {
  readonly ports: readonly number[];
  readonly funnel: boolean;
}

/**
 * `tailscale serve status --json` (ServeConfig of tailscale's ipn/serve.go: `TCP.*.TCPForward`, `Web.*.Handlers.*.Proxy`,
 * `AllowFunnel`, the same below `Foreground` and `Services`). Null when it is no such answer.
 */
export function parseTailscaleServe(source: string): TailscaleServed | null {
  let root: unknown;
  try {
    root = JSON.parse(source || 'null');
  } catch {
    return null;
  }
  const ports = new Set<number>();
  let funnel = false;
  const open: unknown[] = [root];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    for (const [key, value] of Object.entries(next)) {
      const port =
        typeof value === 'string' && /^(Proxy|TCPForward)$/.test(key)
          ? /:(\d{1,5})(?:\/|$)/.exec(value)?.[1]
          : undefined;
      if (port !== undefined) ports.add(Number(port));
      if (key === 'AllowFunnel' && typeof value === 'object' && value !== null)
        funnel ||= Object.values(value).includes(true);
      open.push(value);
    }
  }
  return { ports: [...ports], funnel };
}
