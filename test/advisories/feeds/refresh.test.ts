import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { advisoriesHitting, bundledAdvisories } from '../../../main/advisories/advisories';
import { createFeedClient } from '../../../main/advisories/feeds/feed-client';
import { refreshAdvisories } from '../../../main/advisories/feeds/refresh-advisories';
import { createAdvisoryProbe } from '../../../main/probes/advisories';
import { nodeHost } from '../../../main/system/read/node-host';
import { type Answer, asGithub, asNpm, asOsv, feeds, json, KNOWN, NEWS } from './server';

const NOW = Date.parse('2026-11-22T12:00:00Z');
let folder: string;
let stop: (() => Promise<void>) | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tankmate-feeds-'));
});
afterEach(async () => {
  await stop?.();
  stop = undefined;
  await rm(folder, { recursive: true });
});

/** OSV answers for each name apart. */
const osv =
  (records: readonly object[]): Answer =>
  (request, response) =>
    json({ vulns: request.body.includes('"openclaw"') ? records : [] })(request, response);
const HONEST = (): Record<string, Answer> => ({
  '/v1/query': osv([...KNOWN, NEWS].map(asOsv)),
  '/advisories': json([...KNOWN, NEWS].map(asGithub)),
  '/repos/openclaw/openclaw/security-advisories': json([...KNOWN, NEWS].map(asGithub)),
  '/-/npm/v1/security/advisories/bulk': json(asNpm([...KNOWN, NEWS])),
});

async function refresh(
  answers: Record<string, Answer>,
  limitMs = 4000,
  options: Record<string, unknown> = {},
) {
  const server = await feeds(answers);
  stop = server.stop;
  const kept = await refreshAdvisories({
    folder,
    bases: { osv: server.base, github: server.base, npm: server.base },
    ask: (signal) => createFeedClient(options, signal),
    now: NOW,
    signal: AbortSignal.timeout(20_000),
    limitMs,
  });
  await server.stop();
  stop = undefined;
  return { ...server, kept, states: Object.fromEntries(kept.feeds.map(({ feed, state }) => [feed, state])) };
}
const known = () => createAdvisoryProbe(nodeHost(AbortSignal.timeout(5000)), folder).known();
const hits = async () => advisoriesHitting('openclaw', '2026.9.6', (await known()).set).map(({ id }) => id);
const all = (state: string) => ({ osv: state, github: state, project: state, npm: state });

describe('honest feeds', () => {
  test('tell of a new hole, and only package names leave the machine', async () => {
    const { states, asked } = await refresh(HONEST());
    expect(states).toEqual(all('answered'));
    expect(await hits()).toEqual([NEWS.id]);
    expect(await known()).toMatchObject({ askedAt: '2026-11-22T12:00:00.000Z', lost: false });
    expect((await known()).set).toMatchObject({ dataFrom: '2026-11-20' });
    expect(asked.map(({ line }) => line).sort()).toEqual([
      'GET /advisories?ecosystem=npm&affects=openclaw,clawdbot,moltbot&per_page=100',
      'GET /repos/openclaw/openclaw/security-advisories?state=published&per_page=100',
      'POST /-/npm/v1/security/advisories/bulk',
      'POST /v1/query',
      'POST /v1/query',
      'POST /v1/query',
    ]);
    for (const { headers, body } of asked) {
      expect(headers).not.toHaveProperty('cookie');
      expect(headers).not.toHaveProperty('authorization');
      expect(headers['user-agent']).toBe('tankmate');
      // The lowest version of the name, never the one that is installed here.
      expect(body.replaceAll('2026.1.29', '')).not.toMatch(/\d{4}\.\d/);
    }
  });

  test('each of them alone is enough', async () => {
    for (const path of Object.keys(HONEST())) {
      await rm(join(folder, 'advisories.json'), { force: true });
      const { kept } = await refresh({ [path]: HONEST()[path] as Answer });
      expect(kept.feeds.filter(({ state }) => state === 'answered')).toHaveLength(1);
      expect(await hits()).toEqual([NEWS.id]);
    }
  });

  test('pages are followed to their end, GitHub’s own only', async () => {
    const half = Math.ceil(KNOWN.length / 2);
    const { states } = await refresh({
      '/v1/query': (request, response) => {
        if (!request.body.includes('"openclaw"')) return json({})(request, response);
        const second = request.body.includes('"page_token":"second"');
        const part = second ? [...KNOWN.slice(half), NEWS] : KNOWN.slice(0, half);
        json({ vulns: part.map(asOsv), ...(!second && { next_page_token: 'second' }) })(request, response);
      },
      '/advisories': json(KNOWN.map(asGithub), { link: '<https://evil.example/next>; rel="next"' }),
    });
    expect(states).toMatchObject({ osv: 'answered', github: 'answered' });
    expect(await hits()).toEqual([NEWS.id]);
  });

  test('the next page is told from the others, whatever stands in their addresses', async () => {
    const { asked } = await refresh({
      '/advisories': (request, response) => {
        const at = (page: number) => `<http://${request.headers.host}/advisories?affects=a,b&page=${page}>`;
        const link = `${at(0)}; rel="prev", ${at(2)} ; title="a"; rel="next", ${at(9)}; rel="last"`;
        json(KNOWN.map(asGithub), request.line.includes('page=2') ? {} : { link })(request, response);
      },
    });
    expect(asked.map(({ line }) => line).filter((line) => line.startsWith('GET /advisories'))).toEqual([
      expect.stringContaining('per_page=100'),
      'GET /advisories?affects=a,b&page=2',
    ]);
  });

  test('an advisory that was taken back goes, and stays gone', async () => {
    const [one] = KNOWN;
    if (!one) throw new Error('none known');
    await refresh({
      '/v1/query': osv([{ ...asOsv(one), withdrawn: '2026-11-01T00:00:00Z' }, ...KNOWN.slice(1).map(asOsv)]),
    });
    expect((await known()).set.advisories).toHaveLength(bundledAdvisories.advisories.length - 1);
    await refresh({});
    expect((await known()).set.advisories).toHaveLength(bundledAdvisories.advisories.length - 1);
  });

  test('a correction with a newer date wins, an older one does not', async () => {
    const one = KNOWN.find(({ ranges }) => ranges.openclaw?.[0]?.fixed);
    if (!one) throw new Error('none known');
    const wider = { ...one, ranges: { openclaw: [{ introduced: '0', fixed: '2026.9.7' }] } };
    const others = KNOWN.filter((each) => each !== one).map(asOsv);
    await refresh({ '/v1/query': osv([asOsv({ ...wider, modified: '2020-01-01' }), ...others]) });
    expect(await hits()).toEqual([]);
    await refresh({ '/v1/query': osv([asOsv({ ...wider, modified: '2026-11-21' }), ...others]) });
    expect(await hits()).toEqual([one.id]);
  });
});

test('the proxy of the user’s npm is used', async () => {
  const proxy = await feeds({ 'http://feeds.example/x': json({ through: 'proxy' }) });
  stop = proxy.stop;
  const ask = createFeedClient({ proxy: proxy.base, noProxy: null }, AbortSignal.timeout(4000));
  expect((await ask({ address: 'http://feeds.example/x' })).json).toEqual({ through: 'proxy' });
});

describe('bad feeds leave what was known, and say so', () => {
  const everywhere = (answer: Answer) =>
    Object.fromEntries(Object.keys(HONEST()).map((path) => [path, answer]));
  const narrow = KNOWN.map((each) => ({
    ...each,
    modified: '2026-11-21',
    ranges: { openclaw: [{ introduced: '0', fixed: '2026.1.2' }] },
  }));
  const flood = Array.from({ length: 80 }, (_, index) => ({
    ...NEWS,
    aliases: [],
    ranges: { openclaw: [{ introduced: '0' }] },
    id: `GHSA-2222-3333-${'23456789cfghjmpqrvwx'[index % 20]}${'2345'[Math.floor(index / 20)]}44`,
  }));

  test.each<[string, Record<string, Answer>, Record<string, string>, number?]>([
    [
      'empty',
      everywhere(json({})),
      { osv: 'shrunken', github: 'malformed', project: 'malformed', npm: 'shrunken' },
    ],
    [
      'an empty list',
      everywhere(json([])),
      { osv: 'malformed', github: 'shrunken', project: 'shrunken', npm: 'malformed' },
    ],
    ['shrunken', { '/v1/query': osv(KNOWN.slice(0, 100).map(asOsv)) }, { osv: 'shrunken' }],
    ['gone', {}, all('refused')],
    [
      'an error page',
      everywhere((_, response) => void response.writeHead(503).end('<html>')),
      all('refused'),
    ],
    ['malformed', everywhere((_, response) => void response.end('{"vulns":[{"id":')), all('malformed')],
    [
      'a page of HTML',
      everywhere((_, response) => void response.end('<html>login</html>')),
      all('malformed'),
    ],
    [
      'a record of the wrong kind',
      { '/v1/query': osv([...KNOWN.map(asOsv), { id: NEWS.id, affected: 7, modified: 3 }]) },
      { osv: 'malformed' },
    ],
    [
      'from the future',
      { '/v1/query': osv([...KNOWN.map(asOsv), { ...asOsv(NEWS), modified: '2031-01-01T00:00:00Z' }]) },
      { osv: 'malformed' },
    ],
    [
      'redirecting',
      everywhere((_, response) => void response.writeHead(302, { location: 'http://127.0.0.1:9/x' }).end()),
      all('moved'),
    ],
    ['slow', everywhere(() => {}), all('silent'), 300],
    [
      'slow in the middle',
      everywhere((_, response) => void response.writeHead(200).write('{"vulns":[')),
      all('silent'),
      300,
    ],
    [
      'cut off',
      everywhere((_, response) => {
        response.writeHead(200, { 'content-length': '1000' }).write('{"vulns":[');
        response.destroy();
      }),
      all('silent'),
    ],
    ['narrowing all', { '/v1/query': osv(narrow.map(asOsv)) }, { osv: 'lying' }],
    [
      'taking all back',
      { '/v1/query': osv(KNOWN.map((each) => ({ ...asOsv(each), withdrawn: '2026-11-01T00:00:00Z' }))) },
      { osv: 'lying' },
    ],
    ['flooding', { '/v1/query': osv([...KNOWN, ...flood].map(asOsv)) }, { osv: 'lying' }],
    [
      'turning pages for ever',
      { '/v1/query': json({ vulns: [], next_page_token: 'again' }) },
      { osv: 'huge' },
    ],
  ])('%s', async (_name, answers, states, limitMs) => {
    const told = await refresh(answers, limitMs);
    expect(told.states).toMatchObject(states);
    expect((await known()).set.advisories).toEqual(bundledAdvisories.advisories);
    expect(
      told.kept.feeds.every(({ state, answeredAt }) => (state === 'answered') === (answeredAt !== null)),
    ).toBe(true);
  });

  test('huge', async () => {
    const block = 'x'.repeat(1024 * 1024);
    const { states } = await refresh(
      {
        '/v1/query': (_request, response) => {
          response.writeHead(200);
          const more = () => {
            while (!response.destroyed && response.write(block));
            if (!response.destroyed) response.once('drain', more);
          };
          more();
        },
      },
      60_000,
    );
    expect(states.osv).toBe('huge');
  }, 120_000);

  test('a good one among bad ones is heard', async () => {
    const { states } = await refresh({
      '/advisories': json(KNOWN.concat(NEWS).map(asGithub)),
      '/v1/query': json({}),
    });
    expect(states).toEqual({ osv: 'shrunken', github: 'answered', project: 'refused', npm: 'refused' });
    expect(await hits()).toEqual([NEWS.id]);
    // The next day everything is out of reach: what was learnt stays, with the day on which it was.
    const { kept } = await refresh({});
    expect(await hits()).toEqual([NEWS.id]);
    expect(kept.feeds.find(({ feed }) => feed === 'github')).toMatchObject({
      state: 'refused',
      answeredAt: '2026-11-22T12:00:00.000Z',
    });
  });
});

describe('what was kept', () => {
  test.each(['', '{', '[]', '{"schema":1}', '\u0000\u0000'])(
    '%j is not believed, and the look says so',
    async (text) => {
      await writeFile(join(folder, 'advisories.json'), text);
      expect(await known()).toMatchObject({ lost: true, askedAt: null });
      expect((await known()).set).toBe(bundledAdvisories);
    },
  );
  test('one record that makes no sense spoils it', async () => {
    await refresh(HONEST());
    const text = await readFile(join(folder, 'advisories.json'), 'utf8');
    await writeFile(join(folder, 'advisories.json'), text.replace('"2026.9.7"', '"../../etc"'));
    expect(await known()).toMatchObject({ lost: true });
  });
  test('nothing kept is nothing lost', async () => {
    expect(await known()).toMatchObject({ lost: false, askedAt: null, feeds: [] });
  });
});
