import { compareVersions, isVersion } from './openclaw-version';
import type { SettingsReader } from './read-settings';

type Steps = readonly (string | number)[];

/** Tools that reach beyond a talk, by what they open (docs/gateway/config-tools/tool-policy.md). */
export const DANGEROUS_TOOLS = {
  commands: ['exec', 'process', 'code_execution'],
  terminal: ['terminal'],
  files: ['read', 'write', 'edit', 'apply_patch'],
  browser: ['browser'],
  devices: ['nodes', 'computer', 'mobile_ui'],
  control: ['gateway', 'automations', 'plugins', 'openclaw'],
} as const;
export type ToolKind = keyof typeof DANGEROUS_TOOLS;

/** The dangerous members of each group, 2026.9.6; in older versions groups hold fewer. */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  'group:runtime': DANGEROUS_TOOLS.commands,
  'group:fs': DANGEROUS_TOOLS.files,
  'group:ui': ['browser', 'terminal'],
  'group:automation': DANGEROUS_TOOLS.control,
  'group:nodes': DANGEROUS_TOOLS.devices,
  'group:openclaw': [
    'code_execution',
    'browser',
    'terminal',
    ...DANGEROUS_TOOLS.control,
    ...DANGEROUS_TOOLS.devices,
  ],
};

/**
 * What each profile lets through of them. Unset and `full` let all through; `gateway` is limited to updating
 * itself in the three smaller ones, so it doesn't count there.
 */
const PROFILES = {
  minimal: [],
  messaging: [],
  coding: [...DANGEROUS_TOOLS.commands, ...DANGEROUS_TOOLS.files, 'terminal', 'automations', 'plugins'],
  full: ['*'],
} as const;

const ALIASES: Readonly<Record<string, string>> = {
  bash: 'exec',
  'apply-patch': 'apply_patch',
  cron: 'automations',
};
const plain = (name: string) => {
  const lower = name.trim().toLowerCase();
  return Object.hasOwn(ALIASES, lower) ? (ALIASES[lower] ?? lower) : lower;
};

/** `*` stands for any letters; without a regular expression, so that a hostile pattern costs nothing. */
function matches(name: string, written: string): boolean {
  const pattern = written.replace(/\*+/g, '*');
  // Longer than any tool's name with a star around each letter.
  if (pattern.length > 60) return false;
  const [head = '', ...rest] = pattern.split('*');
  if (rest.length === 0) return name === pattern;
  if (!name.startsWith(head)) return false;
  const tail = rest.pop() ?? '';
  let from = head.length;
  for (const part of rest) {
    const found = name.indexOf(part, from);
    if (found < 0) return false;
    from = found + part.length;
  }
  return name.length - tail.length >= from && name.endsWith(tail);
}

const expand = (list: readonly string[]) =>
  list.map(plain).flatMap((name) => (Object.hasOwn(GROUPS, name) ? (GROUPS[name] ?? []) : [name]));
const listed = (name: string, list: readonly string[]) =>
  expand(list).some((pattern) => matches(name, pattern));

interface Layer {
  readonly allow?: readonly string[] | undefined;
  readonly deny?: readonly string[] | undefined;
}

/** Denying wins; an empty or missing list of allowed ones allows all; `write` brings `apply_patch` with it. */
const passes = (tool: string, { allow = [], deny = [] }: Layer) =>
  !listed(tool, deny) &&
  (allow.length === 0 || listed(tool, allow) || (tool === 'apply_patch' && listed('write', allow)));

export interface ToolRights {
  /** Tools of a kind that the agent may call. */
  allowed(kind: ToolKind): readonly string[];
}

/**
 * The tools that an agent may call: profile, then the lists of all agents, then its own. Each layer only
 * narrows (docs/tools/multi-agent-sandbox-tools.md, "Tool restrictions"). Narrowing by provider, sender
 * or sandbox is left out: it may only hide a right that is there without it.
 */
export function toolRights(reader: SettingsReader, agent: Steps | null): ToolRights {
  const scopes = [...(agent ? [[...agent, 'tools']] : []), ['tools']];
  const known = ['minimal', 'messaging', 'coding', 'full'] as const;
  const profile = scopes.map((scope) => reader.text([...scope, 'profile'], known)).find((each) => each);
  const added = scopes.map((scope) => reader.texts([...scope, 'alsoAllow'])).find((each) => each) ?? [];
  const layers: Layer[] = scopes.map((scope) => ({
    allow: reader.texts([...scope, 'allow']),
    deny: reader.texts([...scope, 'deny']),
  }));
  const inProfile = (tool: string) =>
    profile === undefined || listed(tool, PROFILES[profile]) || listed(tool, added);
  return {
    allowed: (kind) =>
      DANGEROUS_TOOLS[kind].filter((tool) => inProfile(tool) && layers.every((layer) => passes(tool, layer))),
  };
}

/** How commands are let through. */
export type ExecGate = 'denied' | 'asks' | 'listed-only' | 'free';

/**
 * How an agent's commands are let through: `tools.exec.mode`, or `security` and `ask` (docs/tools/exec.md,
 * "Modes"). Unset is free: no list, no question. The file of approvals on the host can only be stricter.
 */
export function execGate(reader: SettingsReader, agent: Steps | null): ExecGate {
  const scopes = [...(agent ? [[...agent, 'tools', 'exec']] : []), ['tools', 'exec']];
  const first = <K extends string>(key: string, known: readonly K[]) =>
    scopes.map((scope) => reader.text([...scope, key], known)).find((each) => each);
  const mode = first('mode', ['deny', 'allowlist', 'ask', 'auto', 'full']);
  const security = first('security', ['deny', 'allowlist', 'full']) ?? 'full';
  const ask = first('ask', ['off', 'on-miss', 'always']) ?? 'off';
  if (mode) {
    const gates = {
      deny: 'denied',
      allowlist: 'listed-only',
      ask: 'asks',
      auto: 'asks',
      full: 'free',
    } as const;
    return gates[mode];
  }
  if (security === 'deny') return 'denied';
  if (ask === 'always') return 'asks';
  if (security === 'full') return 'free';
  return ask === 'off' ? 'listed-only' : 'asks';
}

/** From this version on, a command without a sandbox is held to the list and the questions (docs/tools/exec.md of both sides). */
const GATES_HOLD_SINCE = '2026.3.13';

/**
 * True when commands run on this computer past `execGate`: before 2026.3.13 they did without a sandbox, unless
 * `tools.exec.host` sent them to the gateway or a node. The version is that of the settings' last writer.
 */
export function passesGate(reader: SettingsReader, host: string): boolean {
  const version = reader.raw('meta.lastTouchedVersion');
  const isOld =
    typeof version === 'string' && isVersion(version) && compareVersions(version, GATES_HOLD_SINCE) < 0;
  return isOld && host !== 'gateway' && host !== 'node';
}

/** Who may have an agent's commands run outside the sandbox, by the chat channel that they write through. */
export interface Elevated {
  readonly channel: string;
  readonly everyone: boolean;
  readonly place: Steps;
}

/**
 * Elevated commands: on unless switched off, for those on the list of all agents and, where an agent has a list,
 * on that too. Without a list, for nobody (docs/tools/elevated.md, "Availability and allowlists").
 */
export function elevatedFor(reader: SettingsReader, agent: Steps | null): readonly Elevated[] {
  const all = ['tools', 'elevated'];
  const own = agent && [...agent, 'tools', 'elevated'];
  const isOff = [all, ...(own ? [own] : [])].some((each) => reader.flag([...each, 'enabled']) === false);
  if (isOff) return [];
  const narrows = own && reader.raw([...own, 'allowFrom']) !== undefined;
  return reader.names([...all, 'allowFrom']).flatMap((channel) => {
    const place = [...all, 'allowFrom', channel];
    const people = reader.texts(place) ?? [];
    const kept = narrows ? (reader.texts([...own, 'allowFrom', channel]) ?? []) : people;
    if (people.length === 0 || kept.length === 0) return [];
    return [{ channel, everyone: people.includes('*') && kept.includes('*'), place }];
  });
}
