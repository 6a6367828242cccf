import type { SettingPath, SettingsReader } from './read-settings';

type Steps = readonly (string | number)[];

/** OpenClaw's own sandbox as it holds for one agent: where its tools run (docs/gateway/sandboxing.md). */
export interface Sandbox {
  readonly mode: 'off' | 'non-main' | 'all';
  /** One container for an agent, a talk, or all together. */
  readonly scope: 'agent' | 'session' | 'shared';
  readonly workspaceAccess: 'none' | 'ro' | 'rw';
  readonly backend: string;
  /** Where the value that holds for a setting stands; its default place where none does. */
  place(key: SettingPath): Steps;
  /** Host folders shared into the container, `host:container:mode`, and where each list stands. */
  readonly binds: readonly { readonly bind: string; readonly place: Steps }[];
}

const DEFAULTS: Steps = ['agents', 'defaults', 'sandbox'];
const steps = (key: SettingPath): Steps => (typeof key === 'string' ? key.split('.') : key);

/**
 * The sandbox of one agent: its own settings before those for all, container settings of its own only
 * where the container isn't shared, shared folders of both (dist: agents/sandbox/config).
 */
export function sandboxOf(reader: SettingsReader, agent: Steps | null): Sandbox {
  const own: Steps | null = agent && [...agent, 'sandbox'];
  const both = own ? [own, DEFAULTS] : [DEFAULTS];
  const first = <K extends string>(key: string, known?: readonly K[]) =>
    both.map((scope) => reader.text([...scope, key], known)).find((each) => each !== undefined);
  const perSession = both
    .map((scope) => reader.flag([...scope, 'perSession']))
    .find((each) => each !== undefined);
  const legacyScope = perSession === undefined ? 'agent' : perSession ? 'session' : 'shared';
  const scope = first('scope', ['agent', 'session', 'shared']) ?? legacyScope;

  const holding = (key: SettingPath) => {
    const container = ['docker', 'browser', 'ssh'].includes(String(steps(key)[0]));
    const scopes = container && scope === 'shared' ? [DEFAULTS] : both;
    const standing = scopes.find((each) => reader.raw([...each, ...steps(key)]) !== undefined);
    return [...(standing ?? DEFAULTS), ...steps(key)];
  };
  const bindScopes = scope === 'shared' ? [DEFAULTS] : both;
  const binds = bindScopes
    .flatMap((each) => [
      [...each, 'docker', 'binds'],
      [...each, 'browser', 'binds'],
    ])
    .flatMap((place) => (reader.texts(place) ?? []).map((bind) => ({ bind, place })));
  return {
    mode: first('mode', ['off', 'non-main', 'all']) ?? 'off',
    scope,
    workspaceAccess: first('workspaceAccess', ['none', 'ro', 'rw']) ?? 'none',
    backend: first('backend') ?? 'docker',
    place: holding,
    binds,
  };
}

/** What a shared host folder gives away. */
export type BindMountRisk = 'control' | 'system' | 'home' | 'folder';

const CONTROL = /(?:^|[\\/])(?:docker|podman|containerd|crio)\.sock$|^\/(?:var\/)?run\/?$|docker_engine$/i;
const SYSTEM =
  /^\/(?:$|(?:private\/)?etc\b|proc\b|sys\b|dev\b|root\b|boot\b|usr\/?$|var\/?$)|^[a-z]:[\\/]?(?:windows\b|$)/i;
const PRIVATE =
  /[\\/](?:\.(?:ssh|aws|gnupg|docker|config|cargo|netrc|npm|kube|openclaw)|Desktop|Documents|Downloads)(?:[\\/]|$)/i;
const HOMES = /^(?:~|(?:\/home|\/Users|[a-z]:[\\/]Users)(?:[\\/][^\\/]*)?)$/i;

/** The parts of `host:container:mode`; a drive letter's colon belongs to the host's path. */
export interface BindParts {
  readonly host: string;
  readonly inside: string;
  readonly modes: readonly string[];
}

/** Takes a shared folder's text apart. */
export function splitBind(bind: string): BindParts {
  const [drive = ''] = /^[a-z]:(?=[\\/])/i.exec(bind) ?? [];
  const [source = '', inside = '', mode = ''] = bind.slice(drive.length).split(':');
  return { host: `${drive}${source}`, inside, modes: mode.split(',').filter(Boolean) };
}

/** What a shared folder gives away of a home. Writable unless it says `ro`. */
export function readBind(
  bind: string,
  home: string,
): { readonly reach: BindMountRisk; readonly writable: boolean } {
  const { host: source, modes } = splitBind(bind);
  const host = source.replace(/(?<=[^\\/])[\\/]+$|(?<=^[\\/])[\\/]+$/, '');
  const writable = !modes.includes('ro');
  // A path that climbs may end anywhere; OpenClaw resolves it, this does not.
  if (CONTROL.test(host)) return { reach: 'control', writable };
  if (SYSTEM.test(host) || /(?:^|[\\/])\.\.(?:[\\/]|$)/.test(host)) return { reach: 'system', writable };
  const isHome =
    HOMES.test(host) || host === home || home.startsWith(`${host}/`) || home.startsWith(`${host}\\`);
  return { reach: isHome || PRIVATE.test(host) ? 'home' : 'folder', writable };
}

/**
 * True where OpenClaw makes no container with this folder in it, whoever asks (docs/gateway/sandboxing, "Other bind
 * behavior"; dist: agents/sandbox/validate-sandbox-security): one that lies in none of `workspaces`, or that would lie over
 * its own two. Only its two settings with `dangerously` in their names let it.
 */
export function isRefusedBind(bind: string, workspaces: readonly string[]): boolean {
  const within = (path: string, folder: string) =>
    path === folder || path.startsWith(`${folder}/`) || path.startsWith(`${folder}\\`);
  const { host, inside } = splitBind(bind);
  const over = ['/workspace', '/agent'].some((own) => within(inside.replace(/\/+/g, '/'), own));
  return over || !workspaces.some((folder) => within(host, folder));
}

/**
 * True where OpenClaw makes no container at all, or one that is none by Podman's words (docs/gateway/sandboxing; dist:
 * agents/sandbox/validate-sandbox-security; podman-run(1), "--network"): on the computer's network or in another one's, or
 * without the kernel's filters. Only one of its settings with `dangerously` in its name lets it.
 */
export function isRefusedContainer(reader: SettingsReader, { place }: Pick<Sandbox, 'place'>): boolean {
  const said = (key: string) =>
    reader
      .text(place(`docker.${key}`))
      ?.trim()
      .toLowerCase() ?? '';
  const network = said('network');
  return (
    network === 'host' ||
    network.includes(':') ||
    ['seccompProfile', 'apparmorProfile'].some((key) => said(key) === 'unconfined')
  );
}
