import type { Extension } from '../../probes/extensions';

export type PluginOriginIssue = 'unrecorded' | 'elsewhere' | 'unpinned';

/** A plugin runs inside the gateway as its own code (docs/tools/plugin.md), so its origin weighs more than a skill's. */
export function pluginOriginIssue({ source, pinned }: Extension): PluginOriginIssue | null {
  if (source === 'unrecorded') return 'unrecorded';
  if (source === 'npm') return pinned ? null : 'unpinned';
  return source === 'clawhub' || source === 'bundled' || source === 'unknown' ? null : 'elsewhere';
}

/** Whether a skill's origin is one that the finding complains about, or can't be told. */
export const isDoubtfulSkill = ({ source, enabled }: Extension): boolean =>
  enabled !== false && source !== 'bundled' && source !== 'clawhub';
