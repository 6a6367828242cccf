import type { Edit } from '../../openclaw/json5';
import { readBind, sandboxOf } from '../../openclaw/sandbox';
import { agentsOf, type Json } from '../../openclaw/settings';
import { defineFix } from '../fix';
import { sandboxEngines } from '../settings/engines';
import { drop, type Mendable, mendSettings, propose, put } from '../settings/mend';

type Steps = readonly (string | number)[];

const DEFAULTS: Steps = ['agents', 'defaults', 'sandbox'];
/** `podman` as a backend is known since then; before, Docker was the only one (docs/gateway/sandboxing/podman-backend.md). */
const PODMAN_SINCE = '2026.9.6';

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
  const [, drive = '', rest = ''] = /^([a-z]:(?=[\\/]))?(.*)$/is.exec(bind) ?? [];
  const [host = '', inside = '', mode = ''] = rest.split(':');
  const others = mode.split(',').filter((each) => each !== '' && each !== 'rw');
  return `${drive}${host}:${inside}:${['ro', ...others].join(',')}`;
};

/** Shared folders without those that give the computer away; others may only be read. */
function safeBinds({ reader, settings }: Mendable, scope: Steps): readonly Edit[] {
  return ['docker', 'browser'].flatMap((part) => {
    const place = [...scope, part, 'binds'];
    const binds = reader.raw(place);
    if (!Array.isArray(binds)) return [];
    const kept = (binds as readonly Json[]).flatMap((bind): Json[] => {
      if (typeof bind !== 'string') return [bind];
      const { reach, writable } = readBind(bind, settings.setup.home);
      return reach === 'folder' ? [writable ? readOnly(bind) : bind] : [];
    });
    return [put(place, kept)];
  });
}

function walls(setup: Mendable, scope: Steps): readonly Edit[] {
  const weak = WEAK.filter(([key, isWeak]) => isWeak(setup.reader.raw([...scope, ...key])));
  return [...safeBinds(setup, scope), ...weak.map(([key]) => drop([...scope, ...key]))];
}

const ownScopes = ({ reader }: Mendable): readonly Steps[] =>
  agentsOf(reader).flatMap(({ path }) =>
    path && reader.raw([...path, 'sandbox']) !== undefined ? [[...path, 'sandbox']] : [],
  );

function switchOn(setup: Mendable, podman: boolean): readonly Edit[] | null {
  const { reader, versions } = setup;
  if (podman && !versions.atLeast(PODMAN_SINCE)) return null;
  const agents = agentsOf(reader).flatMap(({ path }) => (path ? [path] : []));
  const scope = reader.raw([...DEFAULTS, 'scope']);
  const loose = (place: Steps, value: Json) => (reader.raw(place) === value ? [drop(place)] : []);
  const hosts = [['tools'], ...agents.map((agent) => [...agent, 'tools'])].map((tools) => [
    ...tools,
    'exec',
    'host',
  ]);
  return [
    put([...DEFAULTS, 'mode'], 'all'),
    ...(podman ? [put([...DEFAULTS, 'backend'], 'podman')] : []),
    ...(scope === 'agent' ? [] : [put([...DEFAULTS, 'scope'], 'session'), drop([...DEFAULTS, 'perSession'])]),
    ...(reader.raw([...DEFAULTS, 'workspaceAccess']) === 'rw'
      ? [put([...DEFAULTS, 'workspaceAccess'], 'ro')]
      : []),
    ...agents.flatMap((agent) => [
      ...loose([...agent, 'sandbox', 'mode'], 'off'),
      ...loose([...agent, 'sandbox', 'mode'], 'non-main'),
      ...loose([...agent, 'sandbox', 'scope'], 'shared'),
      ...loose([...agent, 'sandbox', 'perSession'], false),
      ...loose([...agent, 'sandbox', 'workspaceAccess'], 'rw'),
    ]),
    ...hosts.flatMap((host) => [...loose(host, 'gateway'), ...loose(host, 'node')]),
    ...[DEFAULTS, ...ownScopes(setup)].flatMap((each) => walls(setup, each)),
  ];
}

/** Where no program can run a sandbox, one that is asked for still must not hold what gives the computer away. */
function cutOnly(setup: Mendable): readonly Edit[] {
  const { reader } = setup;
  if (agentsOf(reader).every(({ path }) => sandboxOf(reader, path).mode === 'off')) return [];
  return [DEFAULTS, ...ownScopes(setup)].flatMap((each) => walls(setup, each));
}

export default defineFix({
  id: 'sandbox-on',
  words: {
    en: {
      does: 'Run its tools in a sandbox',
      'does-cut': 'Take your folders out of its sandbox',
      cost: 'Its commands and files work in a container of their own: they don’t reach your programs, your folders or the network.',
      'cost-cut': 'What it used from those folders it has to get another way.',
      afterwards:
        'If it says that the image of its sandbox is missing, build it as its page tells: docs.openclaw.ai/gateway/sandboxing. {engine} must be running.',
    },
    'zh-CN': {
      does: '让它的工具在沙箱里干活',
      'does-cut': '把您的文件夹从它的沙箱里拿出来',
      cost: '它的命令和文件都在单独的容器里，碰不到您的程序、文件夹，也连不上网。',
      'cost-cut': '它以前从这些文件夹里取的东西，得换个办法给它。',
      afterwards:
        '如果它说缺少沙箱镜像，请照它的说明做一个：docs.openclaw.ai/gateway/sandboxing。{engine} 要一直开着。',
    },
  },
  async plan(probes, { say }) {
    const [engine] = await sandboxEngines(probes);
    if (!engine)
      return propose(await mendSettings(probes, cutOnly), { does: say('does-cut'), cost: say('cost-cut') });
    const mended = await mendSettings(probes, (setup) => switchOn(setup, engine === 'podman'));
    const name = engine === 'docker' ? 'Docker' : 'Podman';
    return propose(mended, {
      does: say('does'),
      cost: say('cost'),
      afterwards: say('afterwards', { engine: name }),
    });
  },
});
