import { workspacesOf } from '../../openclaw/agent-workspaces';
import type { Edit } from '../../openclaw/json5';
import { agentsOf, type Json } from '../../openclaw/read-settings';
import { BROWSER_IMAGE, imageName, SANDBOX_IMAGE, sandboxImages } from '../../openclaw/sandbox-image';
import { isRefusedBind, readBind, sandboxOf, splitBind } from '../../openclaw/sandbox-settings';
import type { Probes } from '../../probes';
import type { SandboxEngine } from '../../probes/engines';
import { defineFix, type FixMessages, type Proposal } from '../define/define-fix';
import { IMAGE_PRICE, makeImage } from '../settings/build-sandbox-image';
import {
  type EditableSetup,
  planSettingsEdits,
  proposeEdits,
  removeEdit,
  setEdit,
} from '../settings/edit-settings';

type Steps = readonly (string | number)[];
type Paths = Probes['files']['path'];

const DEFAULTS: Steps = ['agents', 'defaults', 'sandbox'];
/** `podman` as a backend is known since then; before, Docker was the only one (docs/gateway/sandboxing, "Podman backend"). */
const PODMAN_SINCE = '2026.8.2';
const LOCAL = ['docker', 'podman'];

/** Settings that take a wall of the container away, and what of them must not stay. */
const WEAK: readonly (readonly [key: readonly string[], weak: (value: Json | undefined) => boolean])[] = [
  [['docker', 'network'], (value) => typeof value === 'string' && value !== 'none'],
  [['docker', 'seccompProfile'], (value) => value === 'unconfined'],
  [['docker', 'apparmorProfile'], (value) => value === 'unconfined'],
  [['docker', 'capDrop'], (value) => Array.isArray(value) && !value.includes('ALL')],
  [['docker', 'readOnlyRoot'], (value) => value === false],
  [['docker', 'user'], (value) => typeof value === 'string' && /^(?:0|root)(?::|$)/.test(value)],
  [['docker', 'dangerouslyAllowReservedContainerTargets'], (value) => value === true],
  [['docker', 'dangerouslyAllowExternalBindSources'], (value) => value === true],
  [['docker', 'dangerouslyAllowContainerNamespaceJoin'], (value) => value === true],
  [['browser', 'allowHostControl'], (value) => value === true],
];

/** `host:container` and `host:container:rw` may only be read from now on. */
const readOnly = (bind: string): string => {
  const { host, inside, modes } = splitBind(bind);
  return `${host}:${inside}:${['ro', ...modes.filter((each) => each !== 'rw' && each !== 'ro')].join(',')}`;
};

/** The workspaces of the agents that share what stands there: one list an agent, as it may have several. */
function workspacesAt({ reader, settings, value }: EditableSetup, scope: Steps, path: Paths) {
  const { setup, environment } = settings;
  const all = workspacesOf(value, setup, path, environment);
  const agents = agentsOf(reader).filter(
    (agent) => scope === DEFAULTS || agent.path?.join() === scope.slice(0, -1).join(),
  );
  return agents.map(({ name }) =>
    all.filter(({ agent }) => agent === name.toLowerCase()).map((each) => each.path),
  );
}

/**
 * Shared folders without those that give the computer away, and without those for which OpenClaw would make no sandbox:
 * what lets it goes too. Others may only be read.
 */
function safeBinds(setup: EditableSetup, scope: Steps, path: Paths): readonly Edit[] {
  const { reader, settings } = setup;
  return ['docker', 'browser'].flatMap((part) => {
    const place = [...scope, part, 'binds'];
    const binds = reader.raw(place);
    if (!Array.isArray(binds)) return [];
    const workspaces = workspacesAt(setup, scope, path);
    const kept = (binds as readonly Json[]).flatMap((bind): Json[] => {
      if (typeof bind !== 'string') return [bind];
      const { reach, writable } = readBind(bind, settings.setup.home);
      if (reach !== 'folder' || workspaces.some((each) => isRefusedBind(bind, each))) return [];
      return [writable ? readOnly(bind) : bind];
    });
    const isSame = kept.length === binds.length && kept.every((bind, index) => bind === binds[index]);
    return isSame ? [] : [setEdit(place, kept)];
  });
}

function boundaryEdits(setup: EditableSetup, scope: Steps, path: Paths): readonly Edit[] {
  const weak = WEAK.filter(([key, isWeak]) => isWeak(setup.reader.raw([...scope, ...key])));
  return [...safeBinds(setup, scope, path), ...weak.map(([key]) => removeEdit([...scope, ...key]))];
}

/**
 * The sandbox's own browser where it would keep every turn from answering: Podman can't run it, and Docker not without its
 * image (dist: agents/sandbox/docker-backend, createContainerSandboxBackend; agents/sandbox/browser).
 */
function browserEdits(
  { reader }: EditableSetup,
  scope: Steps,
  { id, images }: SandboxEngine,
): readonly Edit[] {
  if (reader.raw([...scope, 'browser', 'enabled']) !== true) return [];
  const image = reader.text([...scope, 'browser', 'image']) ?? reader.text([...DEFAULTS, 'browser', 'image']);
  if (id === 'docker' && images?.has(imageName(image ?? BROWSER_IMAGE))) return [];
  return [removeEdit([...scope, 'browser', 'enabled'])];
}

const ownScopes = ({ reader }: EditableSetup): readonly Steps[] =>
  agentsOf(reader).flatMap(({ path }) =>
    path && reader.raw([...path, 'sandbox']) !== undefined ? [[...path, 'sandbox']] : [],
  );

function switchOn(setup: EditableSetup, on: SandboxEngine, path: Paths): readonly Edit[] {
  const { reader } = setup;
  const engine = on.id;
  const agents = agentsOf(reader).flatMap(({ path }) => (path ? [path] : []));
  const scope = reader.raw([...DEFAULTS, 'scope']);
  const loose = (place: Steps, value: Json) => (reader.raw(place) === value ? [removeEdit(place)] : []);
  const hosts = [['tools'], ...agents.map((agent) => [...agent, 'tools'])].map((tools) => [
    ...tools,
    'exec',
    'host',
  ]);
  return [
    setEdit([...DEFAULTS, 'mode'], 'all'),
    ...(engine === 'podman' || reader.raw([...DEFAULTS, 'backend']) !== undefined
      ? [setEdit([...DEFAULTS, 'backend'], engine)]
      : []),
    ...(scope === 'agent'
      ? []
      : [setEdit([...DEFAULTS, 'scope'], 'session'), removeEdit([...DEFAULTS, 'perSession'])]),
    ...(reader.raw([...DEFAULTS, 'workspaceAccess']) === 'rw'
      ? [setEdit([...DEFAULTS, 'workspaceAccess'], 'ro')]
      : []),
    ...agents.flatMap((agent) => [
      ...LOCAL.filter((id) => id !== engine).flatMap((id) => loose([...agent, 'sandbox', 'backend'], id)),
      ...loose([...agent, 'sandbox', 'mode'], 'off'),
      ...loose([...agent, 'sandbox', 'mode'], 'non-main'),
      ...loose([...agent, 'sandbox', 'scope'], 'shared'),
      ...loose([...agent, 'sandbox', 'perSession'], false),
      ...loose([...agent, 'sandbox', 'workspaceAccess'], 'rw'),
    ]),
    ...hosts.flatMap((host) => [...loose(host, 'gateway'), ...loose(host, 'node')]),
    ...[DEFAULTS, ...ownScopes(setup)].flatMap((each) => [
      ...boundaryEdits(setup, each, path),
      ...browserEdits(setup, each, on),
    ]),
  ];
}

/** Where nothing can run a sandbox yet, one that is asked for still must not hold what gives the computer away. */
function cutOnly(setup: EditableSetup, path: Paths): readonly Edit[] {
  const { reader } = setup;
  if (agentsOf(reader).every(({ path }) => sandboxOf(reader, path).mode === 'off')) return [];
  return [DEFAULTS, ...ownScopes(setup)].flatMap((each) => boundaryEdits(setup, each, path));
}

/** True where the setup's own version can use the engine. A sandbox elsewhere, over ssh say, is left where it is. */
const takes = (
  { reader, versions, settings: { setup } }: EditableSetup,
  { id, lacks, account }: SandboxEngine,
): boolean =>
  lacks === undefined &&
  (account === null || setup.owner === null || setup.owner === account) &&
  (id === 'docker' || versions.atLeast(PODMAN_SINCE)) &&
  agentsOf(reader).every(({ path }) => {
    const { mode, backend } = sandboxOf(reader, path);
    return mode === 'off' || LOCAL.includes(backend);
  });

/** True where each image that its sandbox would run in is there. Without one every turn would end with an error. */
const isReady = (setup: EditableSetup, engine: SandboxEngine): boolean =>
  takes(setup, engine) && sandboxImages(setup.reader).every((image) => engine.images?.has(imageName(image)));

/** True where only the image is missing that OpenClaw tells how to make. */
const isBuildable = (setup: EditableSetup, engine: SandboxEngine): boolean =>
  takes(setup, engine) &&
  engine.images !== null &&
  sandboxImages(setup.reader).every(
    (image) => image === SANDBOX_IMAGE || engine.images?.has(imageName(image)),
  );

const NAMES = { docker: 'Docker', podman: 'Podman' } as const;
/** Not every agent's tools work in a sandbox. */
const isOff = ({ reader }: EditableSetup): boolean =>
  agentsOf(reader).some(({ path }) => sandboxOf(reader, path).mode !== 'all');

const en = {
  does: 'Run its tools in a sandbox',
  'does-make': 'Make its sandbox, and run its tools in it',
  'does-cut': 'Take your folders out of its sandbox',
  cost: 'Its commands and files work in a container of their own: they don’t reach your programs, your folders or the network. One is tried right away, with the set-up command of your settings if there is one, and removed again.{left, plural, =0 {} other { Not for {names}: what its sandbox needs isn’t there.}}',
  'cost-make':
    'About {download} MB are downloaded from Docker Hub and Debian, once. It takes {room} MB of room and some minutes. Its commands and files then work in a container of their own: they don’t reach your programs, your folders or the network. One is tried right away, with the set-up command of your settings if there is one, and removed again.',
  'cost-cut': 'What it used from those folders it has to get another way.',
  afterwards: '{engine} must be running from now on: without it OpenClaw can’t answer.',
} as const;
type Say = FixMessages<typeof en>;

/** Podman starts for each command on Linux; elsewhere it is a machine that has to run, and Docker always is. */
const mustRun = (probes: Probes, ids: readonly SandboxEngine['id'][], say: Say) => {
  const id = ids.find((each) => each === 'docker' || probes.files.platform !== 'linux');
  return id ? { afterwards: say('afterwards', { engine: NAMES[id] }) } : {};
};

/** Switches on what is ready. Elsewhere only what must not be in a sandbox goes. */
async function switching(probes: Probes, engines: readonly SandboxEngine[], say: Say) {
  const { path } = probes.files;
  const ready = new Map<EditableSetup, SandboxEngine['id']>();
  const left: string[] = [];
  const mended = await planSettingsEdits(probes, (setup) => {
    const engine = engines.find((each) => isReady(setup, each));
    if (!engine) {
      if (isOff(setup)) left.push(setup.settings.setup.name);
      return cutOnly(setup, path);
    }
    ready.set(setup, engine.id);
    return switchOn(setup, engine, path);
  });
  const used = mended?.setups.flatMap((setup) => ready.get(setup) ?? []) ?? [];
  if (used.length === 0) return proposeEdits(mended, { does: say('does-cut'), cost: say('cost-cut') });
  const cost = say('cost', { left: left.length, names: left });
  return proposeEdits(mended, { does: say('does'), cost, ...mustRun(probes, used, say) });
}

/** Makes the image where only that is missing: a download that the user decides about. */
async function making(probes: Probes, engines: readonly SandboxEngine[], say: Say) {
  const waits = (setup: EditableSetup) => !engines.some((engine) => isReady(setup, engine));
  for (const engine of engines) {
    const mended = await planSettingsEdits(probes, (setup) =>
      waits(setup) && isBuildable(setup, engine) ? switchOn(setup, engine, probes.files.path) : [],
    );
    if (!mended) continue;
    const cost = say('cost-make', { download: IMAGE_PRICE.downloadMB, room: IMAGE_PRICE.roomMB });
    return proposeEdits(mended, { does: say('does-make'), cost, ...mustRun(probes, [engine.id], say) }).map(
      (each): Proposal => ({
        ...each,
        about: SANDBOX_IMAGE,
        recommended: false,
        changes: [...makeImage(engine), ...each.changes],
      }),
    );
  }
  return [];
}

export default defineFix({
  id: 'sandbox-on',
  messages: {
    en,
    'zh-CN': {
      does: '让它的工具在沙箱里干活',
      'does-make': '做好它的沙箱，让它的工具在里面干活',
      'does-cut': '把您的文件夹从它的沙箱里拿出来',
      cost: '它的命令和文件都在单独的容器里，碰不到您的程序、文件夹，也连不上网。改完会马上试一次，设置里有准备命令的话也在里面运行，试完就删掉。{left, plural, =0 {} other {{names} 不在内：它的沙箱要用的东西这里没有。}}',
      'cost-make':
        '要从 Docker Hub 和 Debian 下载一次，约 {download} MB；占 {room} MB 空间，要等几分钟。之后它的命令和文件都在单独的容器里，碰不到您的程序、文件夹，也连不上网。改完会马上试一次，设置里有准备命令的话也在里面运行，试完就删掉。',
      'cost-cut': '它以前从这些文件夹里取的东西，得换个办法给它。',
      afterwards: '从现在起 {engine} 要一直开着，不然 OpenClaw 没法回答。',
    },
  },
  async plan(probes, { say }) {
    const engines = await probes.engines.sandbox();
    return [...(await switching(probes, engines, say)), ...(await making(probes, engines, say))];
  },
});
