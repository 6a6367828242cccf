import { describe, expect, it } from 'vitest';
import check from '../../main/checks/plain-secrets';
import type { ContentMatches, ContentPlace } from '../../main/probes/contents';
import type { Permission } from '../../main/probes/permissions';
import { fakeProbes, seen } from '../fakes/probes';
import { contents, hidden, hiddenSetups, nothing, setup } from './setups';

const look = (answer: ContentMatches, others: Permission['others'] | 'fails' = 'none') =>
  check.inspect(
    fakeProbes({
      openclaw: { setups: async () => seen(setup()) },
      contents: { secrets: async () => answer },
      permissions: {
        of: async (paths) => {
          if (others === 'fails') throw new Error('no');
          return paths.map((path) => ({ path, kind: 'file', owner: 'lin', mode: '0600', others, who: [] }));
        },
      },
    }),
  );
const token = { kind: 'gateway.auth.token' };

describe('secrets in clear text', () => {
  it.each<[ContentPlace, string]>([
    ['workspace', 'high'],
    ['shell', 'high'],
    ['backup', 'high'],
    ['log', 'high'],
    ['environment', 'medium'],
    ['credentials', 'medium'],
    ['settings', 'medium'],
  ])('in %s is %s', async (place, severity) => {
    const finding = await look(contents([{ place, kind: 'OPENAI_API_KEY', count: 2, file: '/f' }]));
    expect(finding).toMatchObject({
      state: 'attention',
      severity,
      because: { id: `plain-secrets.${place}`, values: { count: 2 } },
    });
    expect(finding.evidence).toEqual([
      {
        kind: 'file',
        where: '/f',
        saw: { id: 'plain-secrets.saw', values: { count: 2, names: ['OPENAI_API_KEY'], place } },
      },
    ]);
  });

  it('the gateway’s own token alone, closed to others, is good with a remark', async () => {
    const backup = { ...token, place: 'backup', file: '/home/lin/.openclaw/openclaw.json.bak' } as const;
    expect(await look(contents([token, backup]))).toMatchObject({
      state: 'good',
      because: { id: 'plain-secrets.gateway-token' },
    });
  });

  it('a closed store beside open settings is fine by itself', async () => {
    const store = { place: 'own-store', kind: 'models.apiKey', file: '/store', count: 1 } as const;
    const finding = await check.inspect(
      fakeProbes({
        openclaw: { setups: async () => seen(setup()) },
        contents: { secrets: async () => contents([{ ...token, file: '/open' }, store]) },
        permissions: {
          of: async (paths) =>
            paths.map((path) => ({
              path,
              kind: 'file',
              owner: 'lin',
              mode: path === '/open' ? '0644' : '0600',
              others: path === '/open' ? 'read' : 'none',
              who: [],
            })),
        },
      }),
    );
    expect(finding).toMatchObject({ state: 'attention', because: { id: 'plain-secrets.settings' } });
    expect(finding.evidence.map(({ where, state }) => [where, state])).toEqual([
      ['/open', undefined],
      ['/store', 'good'],
    ]);
  });

  it('sign-ins in OpenClaw’s own place for them, closed to others, are good with a remark', async () => {
    const login = { place: 'own-store', kind: 'telegram-bot-token', file: '/t', count: 1 } as const;
    expect(await look(contents([login, token]))).toMatchObject({
      state: 'good',
      because: { id: 'plain-secrets.kept', values: { count: 2 } },
    });
    expect(await look(contents([login]), 'read')).toMatchObject({
      state: 'attention',
      severity: 'medium',
      because: { id: 'plain-secrets.own-store' },
    });
    expect(await look(contents([login], [hidden()]))).toMatchObject({ state: 'unknown' });
  });

  it.each(['read', 'write', 'unknown', 'fails'] as const)('but not when others: %s', async (others) => {
    expect(await look(contents([token]), others)).toMatchObject({ severity: 'medium' });
  });

  it('nor does it hide what lies beside it', async () => {
    const finding = await look(contents([token, { kind: 'models.providers.x.apiKey' }]));
    expect(finding).toMatchObject({ severity: 'medium', because: { values: { count: 1 } } });
  });

  it('none is good, with the number of files', async () => {
    expect(await look(contents())).toMatchObject({ state: 'good', because: { values: { files: 12 } } });
  });

  it('is unknown when something could not be searched', async () => {
    expect(await look(contents([], [hidden()]))).toMatchObject({ state: 'unknown' });
  });

  it('shows at most twenty files', async () => {
    const finds = Array.from({ length: 50 }, (_, at) => ({ place: 'log', file: `/${at}` }) as const);
    expect((await look(contents(finds))).evidence.length).toBe(20);
  });

  it('is not applicable without OpenClaw or without files, unknown where setups may hide', async () => {
    expect(await check.inspect(nothing)).toMatchObject({ state: 'not-applicable' });
    expect(await look(contents([], [], 0))).toMatchObject({ state: 'not-applicable' });
    expect(await check.inspect(hiddenSetups)).toMatchObject({ state: 'unknown' });
  });
});
