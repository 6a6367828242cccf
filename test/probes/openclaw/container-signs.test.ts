import { expect, test } from 'vitest';
import { createOpenClawProbe } from '../../../main/probes/openclaw';
import { packageIn, parseDocker } from '../../../main/probes/openclaw/parse-containers';
import { fakeHost } from '../../fakes/host';

const holds = (row: Record<string, string>) => {
  const [record] = parseDocker(JSON.stringify({ Names: 'box', Image: 'node:24', ...row })) ?? [];
  return record ? packageIn(record) !== null : null;
};

test.each([
  [{ Image: 'ghcr.io/hostinger/hvps-openclaw:latest', Ports: '0.0.0.0:18789->18789/tcp' }],
  [{ Image: 'ghcr.io/hostinger/hvps-openclaw@sha256:ab' }],
  [
    {
      Image: 'home-openclaw-gateway',
      Labels: 'com.docker.compose.project=home,com.docker.compose.service=openclaw-gateway',
    },
  ],
  [
    {
      Image: 'home-bot',
      Command: '"docker-entrypoint.sh node dist/index.js gateway --bind lan --port 18789"',
    },
  ],
  [{ Image: 'node:24', Command: '"npx -y openclaw@latest gateway"' }],
  [{ Image: 'node:24', Command: '"sh -c \'npm i -g openclaw && openclaw gateway\'"' }],
  [
    {
      Image: 'sha256:0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9',
      Ports: '127.0.0.1:18789->18789/tcp',
    },
  ],
  [{ Image: 'registry.corp/team/assistant:3', Mounts: '/home/lin/.openclaw' }],
  [{ Image: 'debian:12', Names: 'my-clawdbot' }],
  [{ Image: 'corp/agent', Ports: '18789-18790/tcp' }],
])('%j holds it', (row) => expect(holds(row as unknown as Record<string, string>)).toBe(true));

test.each([
  [{ Image: 'postgres:17', Labels: 'com.docker.compose.project=openclaw', Names: 'openclaw-db-1' }],
  [
    {
      Image: 'caddy:2',
      Names: 'openclaw-caddy-1',
      Ports: '0.0.0.0:443->443/tcp',
      Mounts: '/home/lin/.openclaw',
    },
  ],
  [{ Image: 'nginx', Ports: '0.0.0.0:18789->80/tcp' }],
  [{ Image: 'cloudflare/cloudflared', Command: '"cloudflared tunnel --url http://openclaw:18789"' }],
  [{ Image: 'openclaw-sandbox:bookworm-slim', Names: 'openclaw-sbx-agent-main' }],
  [{ Image: 'node:24', Command: '"node server.js"', Ports: '0.0.0.0:3000->3000/tcp' }],
  [{ Image: 'redis', Ports: '118789/tcp' }],
  [{ Image: 'containrrr/watchtower', Command: '"/watchtower openclaw"' }],
])('%j holds none of it', (row) => expect(holds(row as unknown as Record<string, string>)).toBe(false));

test('podman’s own, by what its runtime is told', async () => {
  const store = '/home/lin/.local/share/containers/storage/overlay-containers';
  const record = {
    id: 'c1',
    names: ['bot'],
    metadata: JSON.stringify({ 'image-name': 'localhost/home_bot:latest', name: 'bot' }),
  };
  const config = (args: string[], source = '/srv') =>
    JSON.stringify({ process: { args }, mounts: [{ source, destination: '/data' }] });
  const copies = async (text: string) => {
    const files = {
      '/etc/passwd': '',
      [`${store}/containers.json`]: JSON.stringify([record]),
      [`${store}/c1/userdata/config.json`]: text,
    };
    return (await createOpenClawProbe(fakeHost({ files })).copies()).items.map(({ where }) => where);
  };
  expect(await copies(config(['node', '/app/openclaw.mjs', 'gateway']))).toEqual(['container:bot']);
  expect(await copies(config(['node', 'x.js'], '/home/lin/.openclaw'))).toEqual(['container:bot']);
  expect(await copies(config(['node', 'x.js']))).toEqual([]);
});
