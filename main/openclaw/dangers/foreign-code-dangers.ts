import { type Json, type SettingsReader, valueAt } from '../read-settings';
import { downloadsAndRuns } from './download-and-run';
import {
  isOnAt,
  isSettingsMap,
  membersAt,
  type SettingDanger,
  type SettingSteps,
  textsAt,
} from './setting-danger';

export type ForeignCodeDanger =
  | 'downloads'
  | 'hook-folders'
  | 'hook-modules'
  | 'hook-transform'
  | 'agent-approves'
  | 'agent-unfenced'
  | 'agent-command'
  | 'worker-unfenced'
  | 'uploaded-skills';

type Danger = SettingDanger<ForeignCodeDanger>;

/** Keys of commands that OpenClaw itself doesn't run: what a log, a model or a reminder says is no command. */
const NO_COMMAND = /^(?:description|notes?|message|messageTemplate|textTemplate|systemPrompt|prompt|text)$/;
const MOST_DEPTH = 24;
const MOST_SEEN = 20_000;

/** Commands anywhere in the settings that fetch something and run it; those of servers of tools are told apart. */
function downloading(reader: SettingsReader): readonly Danger[] {
  const dangers: Danger[] = [];
  let seen = 0;
  const search = (value: Json, place: SettingSteps) => {
    if (place.length > MOST_DEPTH || seen++ > MOST_SEEN) return;
    const [top, second] = place;
    if (top === 'mcp' || (top === 'nodeHost' && second === 'mcp')) return;
    if (typeof value === 'string') {
      if (!NO_COMMAND.test(String(place.at(-1))) && downloadsAndRuns(value))
        dangers.push({ kind: 'downloads', severity: 'high', place, shows: '…' });
      return;
    }
    if (Array.isArray(value)) {
      const joined = value.filter((each) => typeof each === 'string').join(' ');
      if (downloadsAndRuns(joined)) dangers.push({ kind: 'downloads', severity: 'high', place });
      else for (const [index, each] of (value as readonly Json[]).entries()) search(each, [...place, index]);
      return;
    }
    if (isSettingsMap(value)) for (const [key, each] of Object.entries(value)) search(each, [...place, key]);
  };
  search(reader.value, []);
  return dangers;
}

/** Hooks that run inside the gateway (docs/automation/hooks/configuration.md; `hooks.mappings`, docs/gateway/config-hooks.md). */
function hookCode(reader: SettingsReader): readonly Danger[] {
  const dangers: Danger[] = [];
  const internal = ['hooks', 'internal'];
  if (valueAt(reader.value, [...internal, 'enabled']) !== false) {
    const folders = [...internal, 'load', 'extraDirs'];
    if (textsAt(reader, folders).some((each) => each.trim()))
      dangers.push({ kind: 'hook-folders', severity: 'medium', place: folders });
    // Until 2026.5 modules were named one by one.
    const handlers = [...internal, 'handlers'];
    const list = valueAt(reader.value, handlers);
    if (Array.isArray(list) && list.length > 0)
      dangers.push({ kind: 'hook-modules', severity: 'medium', place: handlers });
  }
  if (isOnAt(reader, ['hooks', 'enabled'])) {
    const mappings = valueAt(reader.value, 'hooks.mappings');
    for (const [index, each] of (Array.isArray(mappings) ? mappings : []).entries())
      if (isSettingsMap(each) && isSettingsMap(each.transform) && each.transform.module !== undefined)
        dangers.push({
          kind: 'hook-transform',
          severity: 'low',
          place: ['hooks', 'mappings', index, 'transform', 'module'],
        });
  }
  return dangers;
}

/** Other agents' programs (docs/tools/acp-agents-setup.md, docs/plugins/codex-harness-reference/approval-and-sandbox.md). */
function otherAgents(reader: SettingsReader): readonly Danger[] {
  const dangers: Danger[] = [];
  const configOf = (plugin: string): SettingSteps | null => {
    const entry = valueAt(reader.value, ['plugins', 'entries', plugin]);
    return isSettingsMap(entry) && entry.enabled !== false ? ['plugins', 'entries', plugin, 'config'] : null;
  };
  const acp = configOf('acpx');
  if (acp) {
    const mode = [...acp, 'permissionMode'];
    if (valueAt(reader.value, mode) === 'approve-all')
      dangers.push({ kind: 'agent-approves', severity: 'medium', place: mode });
    for (const [name, agent] of membersAt(reader, [...acp, 'agents']))
      if (isSettingsMap(agent) && agent.command !== undefined)
        dangers.push({
          kind: 'agent-command',
          severity: 'low',
          place: [...acp, 'agents', name, 'command'],
          shows: name,
        });
  }
  for (const [plugin] of membersAt(reader, ['plugins', 'entries'])) {
    const config = configOf(plugin);
    if (!config) continue;
    const server = [...config, 'appServer'];
    const unfenced: readonly (readonly [string, readonly string[]])[] = [
      ['mode', ['yolo']],
      ['sandbox', ['danger-full-access']],
      ['approvalPolicy', ['never']],
    ];
    for (const [key, values] of unfenced) {
      const value = valueAt(reader.value, [...server, key]);
      if (typeof value === 'string' && values.includes(value))
        dangers.push({ kind: 'agent-unfenced', severity: 'medium', place: [...server, key] });
    }
    if (textsAt(reader, [...server, 'command']).length > 0)
      dangers.push({ kind: 'agent-command', severity: 'low', place: [...server, 'command'], shows: plugin });
  }
  const workers = ['nodeHost', 'workerRuns'];
  if (
    isOnAt(reader, [...workers, 'enabled']) &&
    valueAt(reader.value, [...workers, 'isolation']) !== 'container'
  )
    dangers.push({
      kind: 'worker-unfenced',
      severity: 'low',
      place: [...workers, 'isolation'],
      otherwise: 'none',
    });
  return dangers;
}

/** Code that others wrote or that comes from elsewhere, as far as the settings start it. */
export function foreignCodeDangers(reader: SettingsReader): readonly Danger[] {
  const uploads = ['skills', 'install', 'allowUploadedArchives'];
  return [
    ...downloading(reader),
    ...hookCode(reader),
    ...otherAgents(reader),
    ...(isOnAt(reader, uploads)
      ? [{ kind: 'uploaded-skills', severity: 'low', place: uploads, mend: { to: undefined } } as const]
      : []),
  ];
}
