import { agentsOf, type SettingsReader, valueAt } from '../read-settings';
import { sandboxOf } from '../sandbox-settings';
import { execGate, toolRights } from '../tool-policy';
import { runsAnyCode } from './download-and-run';
import { hasMcpServers } from './mcp-dangers';
import { isOnAt, membersAt, type SettingDanger, type SettingSteps, textsAt } from './setting-danger';

export type ToolDanger =
  | 'model-approves'
  | 'bins'
  | 'bin-folders'
  | 'elevated-always'
  | 'elevated-many'
  | 'any-helper'
  | 'reads-others'
  | 'code-unfenced'
  | 'not-read-only'
  | 'skills-no-fence'
  | 'profile-wider';

type Danger = SettingDanger<ToolDanger>;

/** Programs for streams of text that can do far more (dist of 2026.9.6: infra/exec-safe-bin-trust). */
const BROAD = new Set(['awk', 'gawk', 'mawk', 'nawk', 'sed', 'gsed', 'jq', 'tee', 'tar', 'git']);
/** Folders that others than root write to (docs/gateway/security/audit-checks.md, `safe_bin_trusted_dirs_risky`). */
const RISKY_FOLDER =
  /^(?:\/(?:private\/)?(?:var\/)?tmp(?:\/|$)|\/usr\/local\/bin\/?$|\/opt\/(?:homebrew|local)\/bin\/?$|\/home\/|\/users\/|[a-z]:\/users\/|~)|\/\.local\/bin|linuxbrew/i;
/** Where everybody may put a program, or a folder that depends on where a command is run. */
const ANYBODYS = /^(?:\/(?:private\/)?(?:var\/)?tmp|\/dev\/shm)(?:\/|$)|^\.{1,2}(?:\/|$)/;
const isRisky = (folder: string) => {
  const plain = folder.trim().replaceAll('\\', '/');
  return plain !== '' && (RISKY_FOLDER.test(plain) || !/^(?:\/|[a-z]:\/)/i.test(plain));
};
const MANY_PEOPLE = 25;

/** Lists of commands that run without asking, for all agents and for each (docs/tools/exec-approvals-advanced.md). */
function binDangers(reader: SettingsReader, scope: SettingSteps): readonly Danger[] {
  const dangers: Danger[] = [];
  const exec = [...scope, 'exec'];
  const profiles = new Set(
    [exec, ['tools', 'exec']].flatMap((at) =>
      membersAt(reader, [...at, 'safeBinProfiles']).map(([name]) => name),
    ),
  );
  const bins = textsAt(reader, [...exec, 'safeBins']).filter((each) => {
    const name = each.trim().toLowerCase();
    return (runsAnyCode(name) && !profiles.has(name)) || BROAD.has(name);
  });
  if (bins.length > 0)
    dangers.push({ kind: 'bins', severity: 'low', place: [...exec, 'safeBins'], shows: bins.join(', ') });
  const folders = textsAt(reader, [...exec, 'safeBinTrustedDirs']).filter(isRisky);
  if (folders.length > 0)
    dangers.push({
      kind: 'bin-folders',
      severity: 'low',
      place: [...exec, 'safeBinTrustedDirs'],
      shows: folders.join(', '),
    });
  // Looked through before all others, for every command.
  const first = textsAt(reader, [...exec, 'pathPrepend']).filter((folder) => ANYBODYS.test(folder.trim()));
  if (first.length > 0)
    dangers.push({
      kind: 'bin-folders',
      severity: 'medium',
      place: [...exec, 'pathPrepend'],
      shows: first.join(', '),
    });
  return dangers;
}

function agentDangers(reader: SettingsReader, agent: SettingSteps | null): readonly Danger[] {
  const dangers: Danger[] = [];
  const commands =
    toolRights(reader, agent).allowed('commands').length > 0 && execGate(reader, agent) !== 'denied';
  const sandbox = sandboxOf(reader, agent).mode === 'all';
  const own = (key: readonly string[]): SettingSteps => {
    const place = agent && [...agent, 'tools', ...key];
    return place && reader.raw(place) !== undefined ? place : ['tools', ...key];
  };
  const host = reader.raw(own(['exec', 'host']));
  const outside = commands && (!sandbox || host === 'gateway' || host === 'node');
  const mode = own(['exec', 'mode']);
  if (outside && reader.raw(mode) === 'auto')
    dangers.push({ kind: 'model-approves', severity: 'medium', place: mode });
  const files = toolRights(reader, agent).allowed('files');
  if (outside && !files.includes('write') && !files.includes('edit'))
    dangers.push({ kind: 'not-read-only', severity: 'low', place: own(['deny']) });
  const skills = [...(agent ? [[...agent, 'skills']] : []), ['agents', 'defaults', 'skills']].find(
    (place) => reader.raw(place) !== undefined,
  );
  if (outside && skills && hasMcpServers(reader))
    dangers.push({ kind: 'skills-no-fence', severity: 'low', place: skills });
  return dangers;
}

/** What tools may do beyond what their lists seem to say (`tools.*`, docs/gateway/security/audit-checks.md). */
export function toolDangers(reader: SettingsReader): readonly Danger[] {
  const agents = agentsOf(reader);
  const scopes = [['tools'], ...agents.flatMap(({ path }) => (path ? [[...path, 'tools']] : []))];
  const dangers: Danger[] = [
    ...scopes.flatMap((scope) => binDangers(reader, scope)),
    ...agents.flatMap(({ path }) => agentDangers(reader, path)),
  ];
  if (reader.raw('tools.profile') === 'minimal')
    for (const { path } of agents) {
      const place = path && [...path, 'tools', 'profile'];
      const own = place && reader.raw(place);
      if (place && own !== undefined && own !== 'minimal')
        dangers.push({ kind: 'profile-wider', severity: 'low', place, shows: String(own) });
    }
  const elevated = ['tools', 'elevated'];
  if (valueAt(reader.value, [...elevated, 'enabled']) !== false) {
    const channels = membersAt(reader, [...elevated, 'allowFrom']).map(([name]) => [
      ...elevated,
      'allowFrom',
      name,
    ]);
    const people = channels.map((place) => ({ place, count: textsAt(reader, place).length }));
    for (const { place, count } of people)
      if (count > MANY_PEOPLE) dangers.push({ kind: 'elevated-many', severity: 'low', place });
    const always = ['agents', 'defaults', 'elevatedDefault'];
    const value = valueAt(reader.value, always);
    if ((value === 'full' || value === 'on') && people.some(({ count }) => count > 0))
      dangers.push({ kind: 'elevated-always', severity: value === 'full' ? 'medium' : 'low', place: always });
  }
  const helpers = [
    ['agents', 'defaults', 'subagents', 'allowAgents'],
    ...agents.flatMap(({ path }) => (path ? [[...path, 'subagents', 'allowAgents']] : [])),
  ];
  if (agents.length > 1)
    for (const place of helpers)
      if (textsAt(reader, place).includes('*'))
        dangers.push({ kind: 'any-helper', severity: 'low', place, shows: '*' });
  const visible = ['tools', 'sessions', 'visibility'];
  const talks = valueAt(reader.value, 'tools.agentToAgent.enabled') !== false;
  if (agents.length > 1 && talks && valueAt(reader.value, visible) === 'all')
    dangers.push({ kind: 'reads-others', severity: 'low', place: visible });
  const code = ['tools', 'codeMode'];
  if (isOnAt(reader, [...code, 'enabled']) && valueAt(reader.value, [...code, 'executor']) !== 'quickjs')
    dangers.push({ kind: 'code-unfenced', severity: 'low', place: [...code, 'executor'], otherwise: 'node' });
  return dangers;
}
