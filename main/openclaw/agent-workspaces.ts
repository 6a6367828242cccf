/** What is needed of `node:path`, so that this stays free of Node. */
interface Paths {
  join(...parts: string[]): string;
  resolve(...parts: string[]): string;
  isAbsolute(path: string): boolean;
}

interface Home {
  readonly stateDir: string;
  /** What `~` stands for. */
  readonly home: string;
  /** `default`, a profile's name, or a folder's name. */
  readonly name: string;
}

/** A folder that an agent works in. */
export interface AgentFolder {
  readonly agent: string;
  /** Absolute, but for a relative one or one with a `${VARIABLE}` in the settings: those come back as written. */
  readonly path: string;
}

interface Agent {
  readonly id: string;
  readonly marked: boolean;
  readonly workspace: string | null;
  readonly cwd: string | null;
}

const field = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;

const text = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() ? value.trim().replaceAll('\0', '') : null;

/** `normalizeAgentId` of 2026.9.6: lower case, anything else becomes a dash, 64 characters, `main` when empty. */
const agentId = (name: string): string =>
  name
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9_-]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, 64)
    .replace(/(?<!-)-+$/, '') || 'main';

/** `agents.entries` (a map, 2026.9) before `agents.list` (2026.1 and 2026.3), as OpenClaw itself reads them. */
function agentsIn(settings: unknown): readonly Agent[] {
  const agents = field(settings, 'agents');
  const entries = field(agents, 'entries');
  const list = field(agents, 'list');
  const named: [string, unknown][] =
    entries !== undefined
      ? typeof entries === 'object' && entries !== null && !Array.isArray(entries)
        ? Object.entries(entries)
        : []
      : Array.isArray(list)
        ? list.map((each): [string, unknown] => [text(field(each, 'id')) ?? 'main', each])
        : [];
  return named
    .filter(([, each]) => typeof each === 'object' && each !== null)
    .map(([id, each]) => ({
      id: agentId(id),
      marked: field(each, 'default') === true,
      workspace: text(field(each, 'workspace')),
      cwd: text(field(each, 'cwd')),
    }));
}

/** Id of the agent that answers unless another is asked: the one marked, else the first (docs/concepts/multi-agent.md). */
export function defaultAgent(settings: unknown): string {
  const agents = agentsIn(settings);
  return (agents.find(({ marked }) => marked) ?? agents[0])?.id ?? 'main';
}

/** Variables by name, as far as they can be seen. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * `~`, `~/…` and `~\…` only, as `expandHomePrefix` of 2026.9.6; `~bob` is an ordinary relative name there. Variables as
 * docs/gateway/configuration.md has them; one that isn't known stays.
 */
function expand(written: string, { home }: Home, path: Paths, environment: Environment): string {
  const known: Environment = { HOME: home, USERPROFILE: home, ...environment };
  const expanded = written
    .replace(
      /\$\{([A-Z_][A-Z0-9_]*)\}/g,
      (all, name) => (Object.hasOwn(known, name) ? known[name] : undefined) ?? all,
    )
    .replace(/^~(?=$|[\\/])/, () => home);
  return path.isAbsolute(expanded) ? path.resolve(expanded) : expanded;
}

const unique = (folders: readonly AgentFolder[]): readonly AgentFolder[] => [
  ...new Map(folders.map((each) => [`${each.agent}\0${each.path}`, each])).values(),
];

/**
 * Every folder that may be an agent's workspace. Versions disagree on the default, so an agent without a workspace of
 * its own has several candidates; those that no version made simply aren't there.
 *
 * `settings` is the whole settings value, null when there is no file; wrong types count as unset.
 * Sources: docs/concepts/multi-agent.md and docs/gateway/config-agents/workspace-and-bootstrap.md of 2026.9.6;
 * `resolveAgentWorkspaceDir` of 2026.9.6, 2026.3.13, 2026.1.30 and clawdbot 2026.1.24. `environment` is the gateway's:
 * its `OPENCLAW_WORKSPACE_DIR` counts in 2026.9 where the settings name none.
 */
export function workspacesOf(
  settings: unknown,
  setup: Home,
  path: Paths,
  environment: Environment = {},
): readonly AgentFolder[] {
  const { stateDir, home, name } = setup;
  const legacy = /[\\/]\.(clawdbot|moltbot|moldbot)[\\/]?$/.test(stateDir);
  const written = text(field(field(field(settings, 'agents'), 'defaults'), 'workspace'));
  const common = written === null ? null : expand(written, setup, path, environment);
  const inEnvironment = text(environment.OPENCLAW_WORKSPACE_DIR);
  const found = agentsIn(settings);
  const agents = found.length > 0 ? found : [{ id: 'main', marked: true, workspace: null, cwd: null }];

  const usual = [
    ...(inEnvironment === null ? [] : [expand(inEnvironment, setup, path, environment)]),
    path.join(stateDir, 'workspace'),
    // 2026.3.13 and older look only at the home and the profile, not at a moved state folder.
    ...(name === 'default'
      ? [path.join(home, '.openclaw', 'workspace')]
      : [path.join(home, '.openclaw', `workspace-${name}`)]),
    ...(legacy ? [path.join(home, 'clawd')] : []),
  ];
  const own = (id: string) => [
    path.join(stateDir, `workspace-${id}`),
    path.join(home, '.openclaw', `workspace-${id}`),
    ...(legacy ? [path.join(home, `clawd-${id}`)] : []),
  ];
  // Older versions take the first agent for the default one when none is marked.
  const marked = agents.some((each) => each.marked);
  const isDefault = (each: Agent, index: number) => each.marked || (!marked && index === 0);

  return unique(
    agents.flatMap((each, index) => {
      if (each.workspace !== null)
        return [{ agent: each.id, path: expand(each.workspace, setup, path, environment) }];
      const shared = isDefault(each, index) ? (common === null ? usual : [common]) : [];
      const separate =
        agents.length === 1
          ? []
          : [...(common === null ? [] : [path.join(common, each.id)]), ...own(each.id)];
      return [...shared, ...separate].map((folder) => ({ agent: each.id, path: folder }));
    }),
  );
}

/**
 * Folders in which agents' tools start although they aren't their workspace: `agents.entries.<id>.cwd`, then
 * `agents.defaults.cwd` (docs/gateway/config-agents/workspace-and-bootstrap.md of 2026.9.6).
 */
export function workingFoldersOf(
  settings: unknown,
  setup: Home,
  path: Paths,
  environment: Environment = {},
): readonly AgentFolder[] {
  const common = text(field(field(field(settings, 'agents'), 'defaults'), 'cwd'));
  const found = agentsIn(settings);
  const agents = found.length > 0 ? found : [{ id: 'main', cwd: null }];
  return unique(
    agents.flatMap(({ id, cwd }) => {
      const written = cwd ?? common;
      return written === null ? [] : [{ agent: id, path: expand(written, setup, path, environment) }];
    }),
  );
}
