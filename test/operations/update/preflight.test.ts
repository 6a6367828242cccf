import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { nodePin } from '../../../main/openclaw/node-pins';
import { updateFacts } from '../../../main/operations/update/facts';
import { preflight, type UpdateQueries } from '../../../main/operations/update/preflight';
import { runUpdate } from '../../../main/operations/update/update';
import { askRelease, NPMMIRROR, type Release } from '../../../main/probes/releases/release';
import type { VersionAnswer } from '../../../main/probes/releases/version-facts';
import { type Machine, makeMachine, NEW, OLD } from './machine';
import { registry, silent } from './registries';

let machine: Machine;
beforeEach(async () => {
  machine = await makeMachine();
});
afterEach(() => machine.remove());

const never = new AbortController().signal;
const integrity = `sha512-${Buffer.alloc(64, 1).toString('base64')}`;
const release = {
  version: NEW,
  integrity,
  node: '>=20',
  signatures: [],
  deprecated: null,
  unpackedSize: null,
};
const asking = (told: Partial<UpdateQueries> = {}, version = NEW): UpdateQueries => ({
  release: async () => ({
    state: 'answered',
    registry: 'mirror',
    tags: {},
    release: { ...release, version },
  }),
  registries: async () => silent,
  ...told,
});
const look = (with_: UpdateQueries, told: { offline?: boolean; mirror?: 'own' | 'npmmirror' } = {}) =>
  preflight(machine.copy(), {
    host: machine.host(never),
    probes: machine.probesOf([]),
    mirror: 'own',
    offline: false,
    ...told,
    asking: with_,
  });

test('is ready when a registry names something newer', async () =>
  expect(await look(asking())).toMatchObject({
    state: 'ready',
    plan: { from: OLD, vouched: 'unsigned', bring: null, risks: [{ id: 'unconfirmed' }] },
  }));

test('says that it is the newest only after an answer', async () => {
  expect(await look(asking({}, OLD))).toMatchObject({ state: 'current' });
  expect(await look(asking(), { offline: true })).toMatchObject({
    state: 'refused',
    because: { id: 'updates.offline' },
  });
  const silent = asking({
    release: async () => ({ state: 'no-answer', registry: null, because: { id: 'releases.no-answer' } }),
  });
  expect(await look(silent)).toMatchObject({ state: 'refused', because: { id: 'updates.no-answer' } });
});

test('asks the mirror that the user chose', async () => {
  let asked: unknown;
  const with_ = asking({
    release: async (_host, { registry }) => {
      asked = registry;
      return { state: 'no-answer', registry: null, because: { id: 'x' } };
    },
  });
  await look(with_, { mirror: 'npmmirror' });
  expect(asked).toBe(NPMMIRROR);
  await look(with_);
  expect(asked).toBeNull();
});

const npmSays = (answer: VersionAnswer | null) => async () => ({
  own: registry('mirror'),
  npm: registry('npm', answer && { [`openclaw@${NEW}`]: answer }),
});
const named = { state: 'named', integrity, signatures: [], deprecated: null } as const;

test.each<[string, VersionAnswer | null, Partial<Release>, string, readonly string[]]>([
  ['names the same hash', named, {}, 'compared', []],
  ['has no such version', { state: 'absent' }, {}, 'unsigned', ['not-at-npm']],
  ['can’t be asked', null, {}, 'unsigned', ['unconfirmed']],
  ['calls it deprecated', { ...named, deprecated: 'broken' }, {}, 'compared', ['deprecated']],
  [
    'doesn’t call it deprecated, and the mirror does',
    named,
    { deprecated: 'old' },
    'compared',
    ['deprecated'],
  ],
  [
    'can’t be asked, and the mirror calls it deprecated',
    null,
    { deprecated: 'old' },
    'unsigned',
    ['deprecated', 'unconfirmed'],
  ],
])('where npm’s own registry %s, the user is told and asked', async (_name, npm, told, vouched, risks) => {
  const found = await look(
    asking({
      registries: npmSays(npm),
      release: async () => ({
        state: 'answered',
        registry: 'mirror',
        tags: {},
        release: { ...release, ...told },
      }),
    }),
  );
  if (found.state !== 'ready') throw new Error(JSON.stringify(found));
  expect(found.plan.vouched).toBe(vouched);
  expect(found.plan.risks.map(({ id }) => id)).toEqual(risks);
  const shown = updateFacts(found.plan).map(({ id }) => id);
  for (const risk of risks) expect(shown).toContain(`updates.risk-${risk}`);
  if (risks.length === 0) return;
  const outcome = await runUpdate(found.plan, { ...machine.needs(never), accepted: [] });
  expect(outcome).toMatchObject({ result: 'refused', because: { id: 'updates.not-chosen' }, choices: risks });
});

test('does not believe a mirror that npm’s own registry contradicts', async () => {
  const other = { ...named, integrity: integrity.replace('AQ', 'AA') };
  expect(await look(asking({ registries: npmSays(other) }))).toMatchObject({
    state: 'refused',
    because: { id: 'updates.differs' },
  });
});

test('brings along the pinned Node where the present one is too old, and no other', async () => {
  const needing = (node: string) =>
    asking({
      release: async () => ({ state: 'answered', registry: 'm', tags: {}, release: { ...release, node } }),
    });
  const pinned = nodePin(process.platform, process.arch);
  expect(await look(needing(`>=${pinned?.version}`))).toMatchObject({
    state: 'ready',
    plan: { bring: { package: pinned?.package, version: pinned?.version } },
  });
  for (const range of ['>=99.1.0', '$(reboot)'])
    expect(await look(needing(range))).toMatchObject({
      state: 'refused',
      because: { id: 'updates.no-node' },
    });
});

test('says how much room is missing', async () => {
  const huge = asking({
    release: async () => ({
      state: 'answered',
      registry: 'm',
      tags: {},
      release: { ...release, unpackedSize: 2 ** 50 },
    }),
  });
  expect(await look(huge)).toMatchObject({ state: 'refused', because: { id: 'updates.no-room' } });
});

test('leaves a gateway alone of which nothing can be told', async () => {
  const unclear = { ...machine.gateway(4242), copyPath: null, stateDir: null };
  const found = await preflight(machine.copy(), {
    host: machine.host(never),
    probes: machine.probesOf([unclear]),
    mirror: 'own',
    offline: false,
    asking: asking(),
  });
  expect(found).toMatchObject({ state: 'refused', because: { id: 'updates.unclear-gateway' } });
});

describe('a registry', () => {
  let server: Server | undefined;
  afterEach(() => server?.close());
  async function serve(answers: Record<string, string | null>): Promise<string> {
    server = createServer((request, answer) => {
      const body = answers[decodeURIComponent(request.url ?? '')];
      if (body === undefined) return void answer.writeHead(404).end('{}');
      if (body === null) return void answer.destroy();
      answer.writeHead(200, { 'content-length': String(body.length + (body.endsWith('…') ? 100 : 0)) });
      answer.write(body.replace('…', ''));
      if (body.endsWith('…')) answer.destroy();
      else answer.end();
    });
    await new Promise<void>((done) => server?.listen(0, '127.0.0.1', done));
    const address = server.address();
    return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`;
  }
  const tags = '/-/package/openclaw/dist-tags';
  const manifest = JSON.stringify({
    name: 'openclaw',
    version: NEW,
    dist: { integrity },
    engines: { node: '>=24' },
  });
  const ask = async (answers: Record<string, string | null>) => {
    const registry = await serve(answers);
    return askRelease(machine.host(never), { registry, choose: ({ latest }) => latest ?? null });
  };

  test('that answers is believed', async () =>
    expect(await ask({ [tags]: `{"latest":"${NEW}"}`, [`/openclaw/${NEW}`]: manifest })).toMatchObject({
      state: 'answered',
      release: { version: NEW, integrity, node: '>=24' },
    }));
  test.each<[string, Record<string, string | null>]>([
    ['is gone', {}],
    ['hangs up', { [tags]: null, '/openclaw/latest': null }],
    [
      'stops in the middle',
      { [tags]: `{"latest":"${NEW}"}`, [`/openclaw/${NEW}`]: `${manifest.slice(0, 40)}…` },
    ],
    ['talks nonsense', { [tags]: '<html>', '/openclaw/latest': '<html>' }],
    [
      'names another package',
      { [tags]: `{"latest":"${NEW}"}`, [`/openclaw/${NEW}`]: manifest.replace('openclaw', 'evil') },
    ],
    ['names no version', { [tags]: '{}', '/openclaw/latest': '{}' }],
  ])('that %s is no answer', async (_name, answers) =>
    expect(await ask(answers)).toMatchObject({ state: 'no-answer' }),
  );
});
