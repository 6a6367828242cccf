import { describe, expect, test } from 'vitest';
import { portsInSettings, tunnelOf } from '../../main/openclaw/tunnel-programs';

const of = (line: string, program = line.split(' ')[0]?.split('/').at(-1) ?? '') =>
  tunnelOf({ program, args: line.split(' ') });

describe('tunnels by their command lines', () => {
  test.each([
    ['ssh -R 8080:localhost:18789 me@example.org', 'internet', [18789]],
    ['ssh -N -R 0.0.0.0:80:127.0.0.1:18789 example.org', 'internet', [18789]],
    ['/usr/bin/ssh -fNR8080:localhost:18789 -p 2222 example.org', 'internet', [18789]],
    ['ssh -p443 -R0:[::1]:18789 a.pinggy.io', 'internet', [18789]],
    ['autossh -M 0 -NR 80:localhost:18789 example.org', 'internet', [18789]],
    ['ssh -o RemoteForward=8080:localhost:18789 example.org', 'internet', [18789]],
    ['ssh -oLocalForward==0.0.0.0:9000:localhost:18789 localhost', 'network', [18789]],
    ['ssh -g -L 9000:localhost:18789 localhost', 'network', [18789]],
    ['ssh -L 0.0.0.0:9000:localhost:18789 localhost', 'network', [18789]],
    ['ssh -L [::1234]:9000:localhost:18789 localhost', 'network', [18789]],
    ['ssh -L localhost.example.org:9000:[::]:18789 localhost', 'network', [18789]],
    ['socat TCP-LISTEN:9000,bind=127.example.org TCP:127.0.0.1:18789', 'network', [18789]],
    ['cloudflared tunnel --url http://localhost:18789', 'internet', [18789]],
    ['ngrok http 18789', 'internet', [18789]],
    ['ngrok tcp --log=stdout localhost:18789', 'internet', [18789]],
    ['cpolar http 18789', 'internet', [18789]],
    ['frpc http -l 18789 -s example.org', 'internet', [18789]],
    ['bore local 18789 --to bore.pub', 'internet', [18789]],
    ['zrok share public localhost:18789', 'internet', [18789]],
    ['devtunnel host -p 18789', 'internet', [18789]],
    ['chisel client example.org R:9000:localhost:18789', 'internet', [18789]],
    ['socat TCP-LISTEN:9000,fork TCP:127.0.0.1:18789', 'network', [18789]],
    ['tailscale funnel 18789', 'internet', [18789]],
    ['cloudflared.exe tunnel --url=localhost:18789', 'internet', [18789]],
  ] as const)('%s', (line, opens, ports) => expect(of(line)).toMatchObject({ opens, ports }));

  test('localtunnel is a script of Node', () => {
    expect(of('node /home/lin/.npm-global/bin/lt --port 18789')).toMatchObject({
      tool: 'localtunnel',
      ports: [18789],
    });
  });
  test('ssh with a port alone leads everywhere', () => {
    expect(of('ssh -R 1080 example.org')).toMatchObject({ everything: true });
    expect(of('ssh -R localhost:1080 example.org')).toMatchObject({ everything: true });
  });
  test('settings files and web pages say where others lead', () => {
    expect(of('cloudflared tunnel run home')?.settings).toContain('~/.cloudflared/config.yml');
    expect(of('cloudflared tunnel --config /etc/my.yml run')?.settings[0]).toBe('/etc/my.yml');
    expect(of('cloudflared tunnel run --token eyJh')).toMatchObject({ remote: true });
    expect(of('frpc -c /etc/frp/frpc.toml')?.settings).toEqual(['/etc/frp/frpc.toml']);
    expect(of('natapp -authtoken=x')).toMatchObject({ remote: true, tool: 'natapp' });
  });
  test.each([
    'ssh -L 18789:localhost:18789 example.org',
    'ssh -L 127.0.0.1:18789:localhost:18789 example.org',
    'ssh example.org tail -R 80:localhost:18789.log',
    'cloudflared --version',
    'ngrok config check',
    'socat TCP-LISTEN:9000,bind=127.0.0.1 TCP:127.0.0.1:18789',
    'socat TCP6-LISTEN:9000,bind=[::1] TCP:127.0.0.1:18789',
    'ssh -L [::ffff:127.0.0.1]:18789:localhost:18789 example.org',
    'vim /etc/frp/frpc.toml',
    'node server.js --port 18789',
    'tailscale status',
  ])('%s is none', (line) => {
    const found = of(line);
    // What comes after ssh's host is another computer's business; a -R there is taken for one all the same.
    if (line.includes('tail')) expect(found?.ports ?? []).toEqual([]);
    else expect(found).toBeNull();
  });
  test('elsewhere is elsewhere', () => {
    expect(of('ssh -R 80:printer.lan:18789 example.org')).toBeNull();
    expect(of('ngrok http https://example.org:18789')).toBeNull();
    expect(of('ngrok http 3000')).toMatchObject({ ports: [3000] });
  });
});

test.each([
  [
    'ingress:\n  - hostname: claw.example.org\n    service: http://localhost:18789\n  - service: http_status:404\n',
    [18789],
  ],
  ['version: "2"\ntunnels:\n  claw:\n    proto: http\n    addr: 18789\n', [18789]],
  [
    '[[proxies]]\nname = "claw"\ntype = "tcp"\nlocalIP = "127.0.0.1"\nlocalPort = 18789\nremotePort = 6000\n',
    [18789],
  ],
  ['[claw]\ntype = tcp\nlocal_port = 18789\nremote_port = 6000\n', [18789]],
  ['{"proxies":[{"localPort":18789,"remotePort":1}]}', [18789]],
  ['# service: http://localhost:18789\n; local_port = 18789\nservice: http://localhost:3000', [3000]],
  ['service: http://nas.lan:18789', []],
  ['Host vps\r\n\tRemoteForward = 8080  localhost:18789\r\n', [18789]],
  ['RemoteForward 8080\nRemoteForward ==\n#RemoteForward 8080 localhost:18789\n', []],
])('settings %#', (text, ports) => expect(portsInSettings(text)).toEqual(ports));
