import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import { delimiter, dirname, join } from 'node:path';
import { create } from 'tar';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { nodePin } from '../../../main/openclaw/node-pins';
import { preflight } from '../../../main/operations/update/preflight';
import { runUpdate } from '../../../main/operations/update/update';
import { askRelease } from '../../../main/probes/releases/release';
import { openRegistry } from '../../../main/probes/releases/version-facts';
import { type Machine, makeMachine, NEW, OLD } from './machine';

/**
 * A real npm, a mirror that lies in one way each time, and a registry in the place of npm's own. Whatever a lie would
 * run leaves its name in `ran`.
 */

/** The program npm of whoever runs the tests. */
function realNpm(): string {
  const folders = [dirname(process.execPath), ...(process.env.PATH ?? '').split(delimiter)];
  const found = folders.map((folder) => join(folder, 'npm')).find((file) => existsSync(file));
  if (!found) throw new Error('no npm in PATH');
  return realpathSync(found);
}

interface Packed {
  readonly name: string;
  readonly version: string;
  readonly manifest: Record<string, unknown>;
  readonly bytes: Buffer;
  readonly integrity: string;
}

let machine: Machine;
let ran: string;
const servers: Server[] = [];
beforeEach(async () => {
  machine = await makeMachine();
  ran = join(machine.top, 'ran');
  const npm = join(machine.top, 'tools', 'npm');
  rmSync(npm);
  symlinkSync(realNpm(), npm);
});
afterEach(async () => {
  for (const server of servers.splice(0)) server.close();
  await machine.remove();
});

/** A script that leaves a name. */
const leaves = (name: string) =>
  `import { appendFileSync } from 'node:fs';\nappendFileSync(${JSON.stringify(ran)}, '${name}\\n');\n`;

async function pack(
  manifest: { name: string; version: string } & Record<string, unknown>,
  files: Record<string, string> = {},
  variant = '',
): Promise<Packed> {
  const { name, version } = manifest;
  const at = join(machine.top, 'packed', `${name}-${version}${variant}`);
  mkdirSync(join(at, 'package'), { recursive: true });
  const all = { 'package.json': JSON.stringify(manifest), ...files };
  for (const [file, text] of Object.entries(all)) {
    mkdirSync(dirname(join(at, 'package', file)), { recursive: true });
    writeFileSync(join(at, 'package', file), text);
  }
  const archive = join(at, 'a.tgz');
  await create({ file: archive, gzip: true, cwd: at }, ['package']);
  const bytes = readFileSync(archive);
  const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
  return { name, version, manifest, bytes, integrity };
}

/** A registry that has these, and says of them what `edit` makes of the truth. Resolves to its address. */
async function serve(
  packages: readonly Packed[],
  edit: (manifest: Record<string, unknown>) => Record<string, unknown> = (manifest) => manifest,
): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, answer) => {
    const path = decodeURIComponent(request.url ?? '');
    asked.push(path);
    const base = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
    const told = ({ name, version, manifest, integrity }: Packed) =>
      edit({ ...manifest, dist: { integrity, tarball: `${base}/${name}/-/${name}-${version}.tgz` } });
    const send = (value: unknown) => answer.end(JSON.stringify(value));
    for (const each of packages) {
      const { name, version, bytes } = each;
      const same = packages.filter((other) => other.name === name);
      const latest = same.at(-1)?.version;
      if (path === `/${name}/-/${name}-${version}.tgz`) return void answer.end(bytes);
      if (path === `/${name}/${version}`) return void send(told(each));
      if (path === `/-/package/${name}/dist-tags`) return void send({ latest });
      if (path === `/${name}`)
        return void send({
          name,
          'dist-tags': { latest },
          versions: Object.fromEntries(same.map((one) => [one.version, told(one)])),
        });
    }
    answer.writeHead(404).end('{"error":"not found"}');
  });
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { url: `http://127.0.0.1:${(server.address() as { port: number }).port}/`, asked };
}

const OPENCLAW = {
  name: 'openclaw',
  type: 'module',
  bin: { openclaw: 'openclaw.mjs' },
  engines: { node: '>=20' },
  dependencies: { left: '^1.0.0' },
};
async function genuine(version = NEW, told: Record<string, unknown> = {}) {
  const program = await machine.publish(version);
  const source = join(machine.top, `source-${version}`, 'package', 'openclaw.mjs');
  const openclaw = await pack(
    { ...OPENCLAW, version, scripts: { postinstall: 'node scripts/post.mjs' }, ...told },
    {
      'openclaw.mjs': readFileSync(source, 'utf8'),
      'more.js': '',
      'scripts/post.mjs': leaves('openclaw'),
    },
  );
  const left = await pack(
    { name: 'left', version: '1.0.0', scripts: { postinstall: 'node post.mjs' } },
    { 'post.mjs': leaves('left') },
  );
  return { openclaw, left, program };
}
const evil = (name = 'evil', version = '1.0.0') =>
  pack(
    { name, version, scripts: { preinstall: 'node post.mjs', postinstall: 'node post.mjs' } },
    { 'post.mjs': leaves(name) },
    '-evil',
  );

async function update(
  mirror: { url: string },
  npm: { url: string } | null,
  accepted: readonly ('not-at-npm' | 'deprecated' | 'unconfirmed')[] = [],
) {
  writeFileSync(join(machine.home, '.npmrc'), `registry=${mirror.url}\nfetch-retries=0\n`);
  const signal = new AbortController().signal;
  const registries: typeof import('../../../main/probes/releases/version-facts').openRegistries = async (
    host,
    address,
  ) => ({
    own: await openRegistry(host, address),
    // Nobody listens at port 9 (discard).
    npm: await openRegistry(host, npm?.url ?? 'http://127.0.0.1:9/'),
  });
  const found = await preflight(machine.copy(), {
    host: machine.host(signal),
    probes: machine.probesOf([]),
    mirror: 'own',
    offline: false,
    asking: { release: askRelease, registries },
  });
  if (found.state !== 'ready') return { result: found.state, because: found.because, choices: undefined };
  return runUpdate(found.plan, { ...machine.needs(signal), accepted, registries });
}
const whatRan = () => (existsSync(ran) ? readFileSync(ran, 'utf8').trim().split('\n') : []);
/** The inner reason of a refusal. */
const why = ({ because }: { because: { id: string; values?: Readonly<Record<string, unknown>> } }) => {
  const inner = because.values?.because;
  return typeof inner === 'object' && inner !== null && 'id' in inner ? inner.id : because.id;
};

test('an honest mirror is installed from, and of all scripts only OpenClaw’s own runs', {
  timeout: 180_000,
}, async () => {
  const { openclaw, left } = await genuine();
  const npm = await serve([openclaw, left]);
  const outcome = await update(await serve([openclaw, left]), npm);
  expect(outcome).toMatchObject({ result: 'fixed' });
  expect(whatRan()).toEqual(['openclaw']);
  expect(machine.copy().version).toBe(NEW);
  expect(existsSync(join(machine.copyPath, 'node_modules/left/package.json'))).toBe(true);
});

test('a mirror that asks for a Node of its own gets none fetched', { timeout: 180_000 }, async () => {
  const { openclaw, left } = await genuine();
  const node = await evil('node', '99.1.0');
  const mirror = await serve([openclaw, left, node], (manifest) =>
    manifest.name === 'openclaw' ? { ...manifest, engines: { node: '>=99' } } : manifest,
  );
  const outcome = await update(mirror, await serve([openclaw, left]));
  expect(outcome).toMatchObject({ result: 'refused', because: { id: 'updates.no-node' } });
  expect(mirror.asked.filter((path) => path.startsWith('/node'))).toEqual([]);
  expect(whatRan()).toEqual([]);
});

test('the pinned Node is held against its hash', { timeout: 180_000 }, async () => {
  const pinned = nodePin(process.platform, process.arch);
  if (!pinned) return;
  const { openclaw, left } = await genuine(NEW, { engines: { node: `>=${pinned.version}` } });
  const node = await evil(pinned.package, pinned.version);
  const outcome = await update(await serve([openclaw, left, node]), await serve([openclaw, left]));
  expect(why(outcome)).toBe('updates.wrong-integrity');
  expect(whatRan()).toEqual([]);
});

test.each<[string, string, () => Promise<{ mirror: { url: string }; npm: { url: string } }>]>([
  [
    'hides which Node the package itself asks for',
    'updates.differs-itself',
    async () => {
      const { openclaw, left } = await genuine(NEW, { engines: { node: '>=99' } });
      const mirror = await serve([openclaw, left], (manifest) => ({
        ...manifest,
        engines: { node: '>=20' },
      }));
      return { mirror, npm: await serve([openclaw, left]) };
    },
  ],
  [
    'gives another OpenClaw',
    'updates.differs',
    async () => {
      const { openclaw, left } = await genuine();
      const other = await pack({ ...OPENCLAW, version: NEW }, { 'openclaw.mjs': leaves('other') }, '-other');
      return { mirror: await serve([other, left]), npm: await serve([openclaw, left]) };
    },
  ],
  [
    'gives another dependency',
    'updates.differs',
    async () => {
      const { openclaw, left } = await genuine();
      return { mirror: await serve([openclaw, await evil('left')]), npm: await serve([openclaw, left]) };
    },
  ],
  [
    'has a newer dependency than npm',
    'updates.unknown-dependency',
    async () => {
      const { openclaw, left } = await genuine();
      const newer = await evil('left', '1.5.0');
      return { mirror: await serve([openclaw, left, newer]), npm: await serve([openclaw, left]) };
    },
  ],
  [
    'lets a dependency bring along one of its own',
    'updates.unasked-dependency',
    async () => {
      const { openclaw, left } = await genuine();
      const more = await evil();
      const all = [openclaw, left, more];
      const mirror = await serve(all, (manifest) =>
        manifest.name === 'left' ? { ...manifest, dependencies: { evil: '1.0.0' } } : manifest,
      );
      // npm's own registry has it, too: it is somebody's package.
      return { mirror, npm: await serve(all) };
    },
  ],
  [
    'lets a dependency come from an address',
    'updates.unasked-dependency',
    async () => {
      const { openclaw, left } = await genuine();
      const elsewhere = await serve([await evil()]);
      const mirror = await serve([openclaw, left], (manifest) =>
        manifest.name === 'left'
          ? { ...manifest, dependencies: { evil: `${elsewhere.url}evil/-/evil-1.0.0.tgz` } }
          : manifest,
      );
      return { mirror, npm: await serve([openclaw, left]) };
    },
  ],
])(
  'a mirror that %s is not installed from, and nothing of it runs',
  { timeout: 180_000 },
  async (_name, id, lie) => {
    const before = machine.tree();
    const { mirror, npm } = await lie();
    const outcome = await update(mirror, npm, ['unconfirmed', 'not-at-npm', 'deprecated']);
    expect([outcome.result, why(outcome)]).toEqual(['refused', id]);
    expect(whatRan()).toEqual([]);
    expect(machine.tree()).toEqual(before);
    expect(machine.copy().version).toBe(OLD);
  },
);

test('a version that only the mirror has is installed only by choice', { timeout: 180_000 }, async () => {
  const { openclaw, left } = await genuine('9999.0.0');
  const mirror = await serve([openclaw, left]);
  const npm = await serve([left]);
  expect(await update(mirror, npm)).toMatchObject({
    result: 'refused',
    because: { id: 'updates.not-chosen', values: { risks: [{ id: 'updates.risk-not-at-npm' }] } },
    choices: ['not-at-npm'],
  });
  expect(whatRan()).toEqual([]);
  expect(machine.copy().version).toBe(OLD);
  expect(await update(mirror, npm, ['deprecated'])).toMatchObject({ result: 'refused' });
  expect(await update(mirror, npm, ['not-at-npm'])).toMatchObject({ result: 'fixed' });
});

test('a deprecation that the mirror keeps to itself is told', { timeout: 180_000 }, async () => {
  const { openclaw, left } = await genuine();
  const npm = await serve([openclaw, left], (manifest) =>
    manifest.name === 'openclaw' ? { ...manifest, deprecated: 'loses memories' } : manifest,
  );
  expect(await update(await serve([openclaw, left]), npm)).toMatchObject({
    result: 'refused',
    because: { values: { risks: [{ values: { reason: 'loses memories' } }] } },
    choices: ['deprecated'],
  });
});

test('where npm’s own registry can’t be asked, nothing is installed on a mirror’s word alone', {
  timeout: 180_000,
}, async () => {
  const { openclaw, left } = await genuine();
  const mirror = await serve([openclaw, left]);
  expect(await update(mirror, null)).toMatchObject({ result: 'refused', choices: ['unconfirmed'] });
  expect(await update(mirror, null, ['unconfirmed'])).toMatchObject({ result: 'fixed' });
  expect(whatRan()).toEqual(['openclaw']);
});
