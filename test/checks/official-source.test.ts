import { describe, expect, it, test } from 'vitest';
import check from '../../main/checks/official-source';
import type { Finding } from '../../main/contract/finding';
import { createProbes } from '../../main/probes/create-probes';
import type { Copy } from '../../main/probes/openclaw';
import { fakeHost } from '../fakes/host';
import { fakeProbes, seen } from '../fakes/probes';
import {
  CASES,
  fetched,
  MIRROR,
  OWN,
  packageAt,
  remote,
  SUM,
  tarball,
  V,
} from './official-source/copies-from';
import { hidden, nothing } from './setups';
import { COPY, type Files, PASSWD } from './whole-scan';

const said = ({ state, severity, because }: Finding) => `${severity ?? state} ${because.id.split('.')[1]}`;
const look = (files: Files, env: Record<string, string> = {}) =>
  check.inspect(
    createProbes(
      fakeHost({
        env: { PATH: '/usr/bin', HOME: '/home/lin', ...env },
        files: { '/etc/passwd': PASSWD, ...files },
      }),
      { offline: true },
    ),
  );

describe('where a copy was got from', () => {
  it.each(Object.entries(CASES))('%s', async (_name, [files, wanted]) => {
    expect(said(await look(files))).toBe(wanted);
  });

  it('names the file that tells it', async () => {
    const { evidence } = await look(remote('https://github.com/lin/openclaw'));
    expect(evidence.map(({ where }) => where)).toContain('/home/lin/openclaw/.git/config');
  });

  const SECRET = 'https://lin:secret@npm.company.example';
  it.each([
    [remote('https://lin:secret@github.com/lin/openclaw'), {}],
    [packageAt({ repository: 'git+https://secret@github.com/lin/openclaw' }), {}],
    [packageAt({ _resolved: tarball(SECRET), _integrity: SUM }), {}],
    [packageAt({ _resolved: 'git+https://secret@github.com/lin/openclaw.git' }), {}],
    [{ ...packageAt(), ...fetched(tarball(SECRET)) }, { npm_config_registry: SECRET }],
  ])('shows nobody’s password or token', async (files, env: Record<string, string>) => {
    const found = await look(files, env);
    expect(found.state).toBe('attention');
    expect(JSON.stringify(found)).not.toContain('secret');
  });

  it('deleting or hiding what tells it never praises it', { timeout: 60_000 }, async () => {
    for (const [name, [files, wanted]] of Object.entries(CASES).filter(
      ([, [, said]]) => !said.startsWith('good'),
    ))
      for (const path of Object.keys(files)) {
        const given = files[path];
        const { [path]: _gone, ...rest } = files;
        const cases = [
          rest,
          {
            ...files,
            [path]: { ...(typeof given === 'string' ? { text: given } : given), denied: true as const },
          },
        ];
        for (const each of cases)
          expect((await look(each)).state, `${name} (${wanted}) without ${path}`).not.toBe('good');
      }
  });
});

describe('the registry that npm asks', () => {
  const home = { ...packageAt(), ...fetched(tarball()) };
  it.each([
    [OWN, 'good published'],
    [`${MIRROR}/`, 'good published'],
    ['https://npm.company.example/', 'low registry-other'],
    ['http://npm.company.example/', 'medium registry-open'],
    [OWN.replace('https', 'http'), 'medium registry-open'],
    ['http://127.0.0.1:4873/', 'low registry-other'],
  ])('%s: %s', async (npm_config_registry, wanted) => {
    expect(said(await look(home, { npm_config_registry }))).toBe(wanted);
  });

  it('whose certificates are not checked may be anybody', async () => {
    expect(said(await look(home, { npm_config_strict_ssl: 'false' }))).toBe('medium registry-open');
  });

  it('is of no concern where only a container is there, and unknown where it can’t be told', async () => {
    const copy = (more: Partial<Copy>): Copy =>
      ({
        path: COPY,
        package: 'openclaw',
        version: V,
        kind: 'npm',
        owner: null,
        where: 'this-computer',
        ...more,
      }) as Copy;
    const inspect = (given: Copy, tags: Record<string, string> | null = null, isRead = tags !== null) =>
      check.inspect(
        fakeProbes({
          openclaw: { copies: async () => seen(given) },
          origins: {
            of: async () => ({
              repository: null,
              gaps: [],
              records: [
                {
                  where: '/x',
                  by: 'web',
                  from: tarball(),
                  rank: 'official',
                  name: 'openclaw',
                  version: V,
                  integrity: SUM,
                },
              ],
            }),
            registry: async () => {
              if (!isRead) throw new Error('EVARIABLE');
              return { address: OWN, rank: 'official', proven: true };
            },
          },
          releases: {
            newest: async () =>
              tags
                ? { state: 'answered', registry: 'r.example', tags, askedAt: '2026-12-01T00:00:00.000Z' }
                : { state: 'offline' },
          },
        }),
      );
    const image = (path: string) =>
      inspect(copy({ path, kind: 'container', where: 'container:x' })).then(said);
    expect(await image('ghcr.io/openclaw/openclaw:2026.9.6')).toBe('good image');
    expect(await image('openclaw/openclaw:latest')).toBe('good image');
    expect(await image('ghcr.io/openclaw/openclaw@sha256:0123')).toBe('good image');
    expect(await image('ghcr.io/hostinger/hvps-openclaw:latest')).toBe('low image-other');
    expect(await image('evil/openclaw')).toBe('low image-other');
    expect(await image('ghcr.io/openclaw/openclaw.evil/openclaw')).toBe('low image-other');
    expect(await image('openclaw:local')).toBe('unknown image-local');
    expect(await image('localhost/tank:1')).toBe('unknown image-local');
    expect(await image('sha256:0123')).toBe('unknown image-local');
    expect(said(await inspect(copy({ where: 'wsl:Ubuntu', kind: 'wsl' })))).toBe('unknown inside');
    expect(said(await inspect(copy({})))).toBe('unknown registry-unclear');
    const ahead = await inspect(copy({}), { latest: '2026.9.5', beta: '2026.9.6-beta.1' });
    expect(said(ahead)).toBe('unknown ahead');
    expect(said(await inspect(copy({}), { latest: V }))).toBe('good published');
  });
});

test('no OpenClaw, and places that could not be searched', async () => {
  expect((await check.inspect(nothing)).state).toBe('not-applicable');
  const unsearched = fakeProbes({
    openclaw: { copies: async () => ({ items: [], gaps: [hidden()] }) },
    gateways: { running: async () => seen() },
  });
  expect((await check.inspect(unsearched)).state).toBe('unknown');
});
