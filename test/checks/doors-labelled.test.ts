import { describe, expect, test } from 'vitest';
import check from '../../main/checks/doors-to-outside';
import { createFileProbe } from '../../main/probes/files';
import { createPortForwardProbe } from '../../main/probes/port-forwards';
import { type FakeFile, type FakeMachine, fakeHost } from '../fakes/host';
import { fakeProbes, seen } from '../fakes/probes';
import { read, setup } from '../fakes/settings';
import { running } from './doors';

interface Case {
  readonly line: string;
  readonly files?: Record<string, string | FakeFile>;
  readonly commands?: FakeMachine['commands'];
}
const inspect = ({ line, files = {}, commands = {} }: Case, gateway: object = {}, elsewhere = false) => {
  const host = fakeHost({ files, commands });
  const copy = {
    path: 'x',
    package: 'openclaw',
    version: '2026.9.6',
    kind: 'container',
    owner: null,
    where: 'container:claw',
  } as const;
  return check.inspect(
    fakeProbes({
      account: { current: async () => ({ name: 'lin', id: '1000', rights: 'ordinary', evidence: [] }) },
      files: createFileProbe(host),
      portForwards: createPortForwardProbe(host),
      settings: { all: async () => (elsewhere ? seen() : seen(read({ gateway: gateway as never }))) },
      openclaw: {
        copies: async () => (elsewhere ? seen(copy) : seen()),
        services: async () => seen(),
        setups: async () => (elsewhere ? seen() : seen(setup())),
      },
      gateways: { running: async () => seen(), processes: async () => seen(running('bash'), running(line)) },
    }),
  );
};
const serve = (json: object) => ({ 'tailscale serve status --json': JSON.stringify(json) });
const web = { Web: { 'a.ts.net:443': { Handlers: { '/': { Proxy: 'http://127.0.0.1:18789' } } } } };

describe('led to from outside', () => {
  test.each<Case>([
    { line: 'cloudflared-linux-amd64 tunnel --url http://localhost:18789' },
    { line: '/opt/cloudflared_2026.5.0_linux_arm64 tunnel --no-autoupdate --url=http://127.0.0.1:18789' },
    { line: 'ngrok http --url https://a.ngrok.app 18789' },
    { line: 'ngrok --config /x.yml http --domain a.ngrok.app 18789' },
    { line: 'ngrok-v3-stable-linux-amd64 http 18789' },
    {
      line: 'frpc_0.61.0_linux_amd64 -c /etc/frp/frpc.toml',
      files: { '/etc/frp/frpc.toml': 'localPort = 18789\n' },
    },
    { line: 'ssh -o RemoteForward=8080:localhost:18789 -N me@example.org' },
    {
      line: 'ssh vps',
      files: { '/home/lin/.ssh/config': 'Host vps\n  RemoteForward 8080 localhost:18789\n' },
    },
    { line: 'ssh -R 80:192.168.1.5:18789 example.org' },
    { line: 'ngrok tcp 192.168.1.5:18789' },
    { line: 'npx localtunnel --port 18789' },
    { line: 'bore local --to bore.pub 18789' },
    { line: 'tailscale funnel --bg 18789' },
    { line: 'tailscale serve --https=8443 18789' },
    { line: 'tailscaled --state=/var/lib/tailscale/x', commands: serve(web) },
    {
      line: 'tailscaled',
      commands: serve({
        Foreground: {
          abc: { TCP: { 8443: { TCPForward: '127.0.0.1:18789' } }, AllowFunnel: { 'a:443': true } },
        },
      }),
    },
    {
      line: 'nginx -g daemon',
      files: {
        '/etc/nginx/conf.d/claw.conf':
          'server { listen 8000; location / { proxy_pass http://127.0.0.1:18789; } }',
      },
    },
    {
      line: 'nginx: master process',
      files: {
        '/etc/nginx/nginx.conf': 'include x;',
        '/etc/nginx/sites-enabled/claw': 'proxy_pass http://localhost:18789/;',
      },
    },
    {
      line: 'caddy run --config /srv/Caddyfile',
      files: { '/srv/Caddyfile': 'claw.example.org {\n reverse_proxy 127.0.0.1:18789\n}\n' },
    },
    { line: 'caddy reverse-proxy --from :80 --to :18789' },
    {
      line: 'haproxy -f /etc/haproxy/haproxy.cfg',
      files: { '/etc/haproxy/haproxy.cfg': 'server s1 127.0.0.1:18789 check' },
    },
    {
      line: 'apache2 -k start',
      files: { '/etc/apache2/sites-enabled/claw.conf': 'ProxyPass / ws://localhost:18789/' },
    },
    {
      line: 'traefik --providers.file.filename=/d/t.yml',
      files: { '/d/t.yml': 'url: http://127.0.0.1:18789' },
    },
    { line: 'systemd-socket-proxyd 127.0.0.1:18789' },
    { line: 'gost -L=tcp://:9000/127.0.0.1:18789' },
    { line: 'socat OPENSSL-LISTEN:443,fork,cert=x TCP:localhost:18789' },
    { line: 'ncat -l 9000 --sh-exec ncat 127.0.0.1 18789' },
    {
      line: 'stunnel /etc/stunnel/stunnel.conf',
      files: { '/etc/stunnel/stunnel.conf': 'connect = 127.0.0.1:18789' },
    },
    { line: 'rinetd', files: { '/etc/rinetd.conf': '0.0.0.0 9000 127.0.0.1 18789\n' } },
    { line: 'loclx tunnel http --to localhost:18789' },
    { line: 'jprq http 18789' },
  ])('$line', async (each) => {
    expect((await inspect(each)).state).toBe('attention');
  });
});

describe('it can’t be told', () => {
  test.each<Case>([
    { line: 'cloudflared tunnel --hello-world' },
    { line: 'cloudflared tunnel run --token abc' },
    { line: 'zrok2 agent start' },
    { line: 'tailscaled' },
    { line: 'nginx', files: { '/etc/nginx/conf.d/a.conf': { denied: true } } },
    { line: 'caddy run' },
    { line: 'code-tunnel' },
    { line: 'natfrp-service -c /x' },
    { line: 'chisel server --port 8080' },
    { line: 'my-own-relay --to 127.0.0.1:18789' },
    // Whoever gets to a SOCKS proxy gets to every port of this computer.
    { line: 'gost -L=socks5://:1080' },
    { line: 'rathole client.toml' },
    { line: 'playit' },
  ])('$line', async (each) => {
    expect((await inspect(each)).state).toBe('unknown');
  });
});

describe('it leads elsewhere, or nowhere', () => {
  test.each<Case>([
    {
      line: 'nginx',
      files: {
        '/etc/nginx/nginx.conf': 'http { include conf.d/*; }',
        '/etc/nginx/conf.d/a.conf': 'proxy_pass http://127.0.0.1:3000; # not 1187891\n# 18789\n',
      },
    },
    { line: 'tailscaled', commands: serve({}) },
    { line: 'tailscaled', commands: { 'tailscale serve status --json': '{}' } },
    { line: 'tailscale status' },
    { line: 'ssh vps', files: { '/home/lin/.ssh/config': 'Host vps\n  User me\n' } },
    { line: 'ssh -L 18789:localhost:18789 vps' },
    { line: 'ngrok http 3000' },
    { line: 'cloudflared --version' },
    { line: 'curl http://localhost:18789/health' },
    { line: 'firefox http://localhost:18789' },
    { line: 'bore server' },
    { line: 'haproxy -f /h.cfg', files: { '/h.cfg': 'server s1 127.0.0.1:8080' } },
    { line: 'socat - TCP:localhost:18789' },
    { line: 'vim notes-18789.md' },
  ])('$line', async (each) => {
    expect((await inspect(each)).state).toBe('good');
  });
});

test('settings that expect a proxy on this computer', async () => {
  const expecting = { trustedProxies: ['127.0.0.1'] };
  expect(await inspect({ line: 'bash' }, expecting)).toMatchObject({
    state: 'attention',
    severity: 'medium',
  });
  expect(await inspect({ line: 'bash' }, { trustedProxies: ['10.0.0.7'] })).toMatchObject({ state: 'good' });
});

test('a container at this computer’s own address, and a tunnel', async () => {
  const line = 'cloudflared tunnel --url http://localhost:18789';
  expect(await inspect({ line }, {}, true)).toMatchObject({ state: 'attention' });
});

test('Serve is for the tailnet, Funnel for everyone', async () => {
  const because = async (line: string) => (await inspect({ line })).because.id;
  expect(await because('tailscale serve 18789')).toBe('doors-to-outside.network');
  expect(await because('tailscale funnel 18789')).toBe('doors-to-outside.internet');
});
