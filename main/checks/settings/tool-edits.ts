import type { Edit } from '../../openclaw/json5';
import { agentsOf, type Json, readSettings, type SettingsReader } from '../../openclaw/read-settings';
import { DANGEROUS_TOOLS, type ToolKind, toolRights } from '../../openclaw/tool-policy';
import { type EditableSetup, removeEdit, setEdit } from './edit-settings';

type Steps = readonly (string | number)[];

/** Since these releases the settings are known; earlier ones refuse to start with them (packages of 2026.1.30, 2026.3.13, 2026.5.28). */
const KNOWN_SINCE = { workspaceOnly: '2026.3.13', terminal: '2026.9.6' } as const;

const KINDS = Object.keys(DANGEROUS_TOOLS) as ToolKind[];
const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

/** Whether a name on a list of additions brings a tool that reaches beyond a talk. */
function isDangerous(name: Json): boolean {
  const rights = toolRights(readSettings({ tools: { profile: 'minimal', alsoAllow: [name] } }), null);
  return KINDS.some((kind) => rights.allowed(kind).length > 0);
}

/** `tools` for all agents first, then those of each agent that has some. */
export function toolScopes(reader: SettingsReader): readonly Steps[] {
  const own = agentsOf(reader).flatMap(({ path }) => (path ? [[...path, 'tools']] : []));
  return [['tools'], ...own.filter((scope) => reader.raw(scope) !== undefined)];
}

/** Adds names to the list of denied tools; those that are there stay first. */
export function deny(reader: SettingsReader, names: readonly string[]): readonly Edit[] {
  const now = reader.raw('tools.deny');
  const standing = isList(now) ? now : [];
  const missing = names.filter((name) => !standing.includes(name));
  return missing.length === 0 || standing.includes('*')
    ? []
    : [setEdit('tools.deny', [...standing, ...missing])];
}

/** What a profile is added to, without the tools that reach beyond a talk. */
export const withoutAdditions = (reader: SettingsReader, scope: Steps): readonly Edit[] => {
  const added = reader.raw([...scope, 'alsoAllow']);
  if (!isList(added) || !added.some(isDangerous)) return [];
  return [
    setEdit(
      [...scope, 'alsoAllow'],
      added.filter((each) => !isDangerous(each)),
    ),
  ];
};

/** How commands are let through: for all in `tools`, and no agent has its own way. `mode` would win over both. */
export function gateCommands(reader: SettingsReader, security: 'deny' | 'allowlist'): readonly Edit[] {
  const [all = ['tools'], ...own] = toolScopes(reader);
  return [
    setEdit([...all, 'exec', 'security'], security),
    setEdit([...all, 'exec', 'ask'], 'always'),
    removeEdit([...all, 'exec', 'mode']),
    ...own.flatMap((scope) => ['mode', 'security', 'ask'].map((key) => removeEdit([...scope, 'exec', key]))),
  ];
}

/** File tools stay in the workspace, nobody lifts commands out of the sandbox, for all and for each agent. */
export function fence({ reader, versions }: EditableSetup): readonly Edit[] {
  const [all = ['tools'], ...own] = toolScopes(reader);
  const knows =
    versions.atLeast(KNOWN_SINCE.workspaceOnly) || reader.raw([...all, 'fs', 'workspaceOnly']) !== undefined;
  const loose = (scope: Steps, key: readonly string[]) => reader.raw([...scope, ...key]) === false;
  const patch = ['exec', 'applyPatch', 'workspaceOnly'];
  return [
    ...(knows ? [setEdit([...all, 'fs', 'workspaceOnly'], true)] : []),
    ...own
      .filter((scope) => loose(scope, ['fs', 'workspaceOnly']))
      .map((scope) => removeEdit([...scope, 'fs', 'workspaceOnly'])),
    ...[all, ...own]
      .filter((scope) => loose(scope, patch))
      .map((scope) => setEdit([...scope, ...patch], true)),
    setEdit([...all, 'elevated', 'enabled'], false),
  ];
}

/** The terminal that the control page opens here, where the version has one. */
export const closeTerminal = ({ versions, reader }: EditableSetup): readonly Edit[] =>
  versions.atLeast(KNOWN_SINCE.terminal) || reader.raw('gateway.terminal.enabled') !== undefined
    ? [setEdit('gateway.terminal.enabled', false)]
    : [];
