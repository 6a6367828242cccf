import { expect, test } from 'vitest';
import type { Probes } from '../../../main/probes';
import type { Copy } from '../../../main/probes/openclaw';
import type { Releases } from '../../../main/probes/releases';
import { newerVersions } from '../../../main/scan/newer';

const copy: Copy = {
  path: '/home/lin/.npm-global/lib/node_modules/openclaw',
  package: 'openclaw',
  version: '2026.7.1',
  kind: 'npm',
  owner: 'lin',
  where: 'this-computer',
};
const answered: Releases = {
  state: 'answered',
  registry: 'mirror',
  tags: { latest: '2026.9.6', beta: '2026.10.1-beta.1' },
  askedAt: '2026-11-22T00:00:00Z',
};
const ask = async (told: Partial<Copy>, releases: Releases = answered, channel?: string) => {
  const probes = {
    releases: { newest: async () => releases },
    settings: {
      all: async () => ({
        items: [
          {
            state: 'read',
            setup: { owner: 'lin' },
            value: { update: channel ? { channel } : {} },
            files: [],
          },
        ],
        gaps: [],
      }),
    },
    files: { userName: 'lin', platform: 'linux' },
  } as unknown as Probes;
  return (await newerVersions(probes))({ ...copy, ...told });
};

test('an old copy of this account is offered the newest of its channel', async () => {
  expect(await ask({})).toBe('2026.9.6');
  expect(await ask({}, answered, 'beta')).toBe('2026.10.1-beta.1');
  expect(await ask({ kind: 'pnpm', path: '/s/v11/links/@/openclaw/1/x/node_modules/openclaw' })).toBe(
    '2026.9.6',
  );
});

test('without an answer of a registry nothing is offered, and nothing is called the newest', async () => {
  expect(await ask({}, { state: 'offline' })).toBeNull();
  expect(await ask({}, { state: 'no-answer', registry: null, because: { id: 'x' } })).toBeNull();
});

test.each<[string, Partial<Copy>]>([
  ['the newest one', { version: '2026.9.6' }],
  ['a newer one', { version: '2026.9.6-1' }],
  ['one of unknown version', { version: null }],
  ['one of another account', { owner: 'mei' }],
  ['a fork', { package: 'openclaw-cn' }],
  ['a container', { kind: 'container', path: 'openclaw:latest' }],
  ['a checkout', { kind: 'git', path: '/home/lin/openclaw' }],
])('%s is not offered any', async (_name, told) => expect(await ask(told)).toBeNull());
