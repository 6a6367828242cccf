import { type SettingsReader, valueAt } from '../read-settings';
import { isSettingsMap, membersAt, textsAt } from './setting-danger';

const INTERNAL = ['hooks', 'internal'];

/**
 * Whether the gateway runs a hook that lies in a folder (docs/automation/hooks/configuration.md, "Configuration"):
 * those of a workspace only when they are named, others also where hooks are looked for without names.
 */
export function hookRuns(
  reader: SettingsReader,
  hook: { readonly name: string; readonly place: 'managed' | 'workspace' },
): boolean {
  const enabled = valueAt(reader.value, [...INTERNAL, 'enabled']);
  if (enabled === false) return false;
  const entries = membersAt(reader, [...INTERNAL, 'entries']);
  const own = entries.find(([name]) => name === hook.name)?.[1];
  const flag = isSettingsMap(own) ? own.enabled : undefined;
  if (own !== undefined && flag === false) return false;
  if (hook.place === 'workspace') return flag === true;
  if (own !== undefined) return true;
  const installs = membersAt(reader, [...INTERNAL, 'installs']);
  const named =
    entries.some(([, each]) => !isSettingsMap(each) || each.enabled !== false) || installs.length > 0;
  const folders = textsAt(reader, [...INTERNAL, 'load', 'extraDirs']).some((each) => each.trim());
  return folders || (enabled === true && !named);
}
