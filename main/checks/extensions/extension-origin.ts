import type { Extension } from '../../probes/extensions';

/** Worst first. */
export const PLUGIN_ORIGIN_ISSUES = ['unrecorded', 'elsewhere', 'drifted', 'unpinned', 'unproven'] as const;
export type PluginOriginIssue = (typeof PLUGIN_ORIGIN_ISSUES)[number];

/**
 * A plugin runs inside the gateway as its own code (docs/tools/plugin.md), so its origin weighs more than a skill's. What
 * npm brought is judged as OpenClaw's own audit does (docs/gateway/security/audit-checks.md, `plugins.installs_*`).
 */
export function pluginOriginIssues(plugin: Extension): readonly PluginOriginIssue[] {
  const { source, pinned, version, present, proven } = plugin;
  if (source === 'unrecorded') return ['unrecorded'];
  if (source === 'npm')
    return [
      ...(present && version !== undefined && present !== version ? (['drifted'] as const) : []),
      ...(pinned ? [] : (['unpinned'] as const)),
      ...(proven === false ? (['unproven'] as const) : []),
    ];
  return source === 'clawhub' || source === 'bundled' || source === 'unknown' ? [] : ['elsewhere'];
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
