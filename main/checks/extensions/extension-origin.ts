import type { Extension } from '../../probes/extensions';

export type PluginOriginIssue = 'unrecorded' | 'elsewhere' | 'unpinned';

/** A plugin runs inside the gateway as its own code (docs/tools/plugin.md), so its origin weighs more than a skill's. */
export function pluginOriginIssue({ source, pinned }: Extension): PluginOriginIssue | null {
  if (source === 'unrecorded') return 'unrecorded';
  if (source === 'npm') return pinned ? null : 'unpinned';
  return source === 'clawhub' || source === 'bundled' || source === 'unknown' ? null : 'elsewhere';
}

export type HubIssue = 'failed' | 'unlisted' | 'changed' | 'open';

/** What is wrong with a skill that says that it came from ClawHub, by what OpenClaw itself wrote down; null: nothing. */
export function hubIssue({ source, hub }: Extension): HubIssue | null {
  if (source !== 'clawhub') return null;
  if (!hub) return 'unlisted';
  if (hub.verdict === 'failed') return 'failed';
  if (hub.changed) return 'changed';
  return hub.verdict === 'open' ? 'open' : null;
}

/** Whether a skill's origin is one that the finding complains about, or can't be told. */
export const isDoubtfulSkill = (skill: Extension): boolean =>
  skill.enabled !== false &&
  skill.source !== 'bundled' &&
  (skill.source !== 'clawhub' || hubIssue(skill) !== null);
