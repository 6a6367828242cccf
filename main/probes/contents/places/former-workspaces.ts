import { type Json, valueAt } from '../../../openclaw/read-settings';
import type { Host } from '../../../system/read';
import type { Setup } from '../../openclaw/types';

const isMap = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Where sandboxes keep their workspaces when the settings move them (`sandbox.workspaceRoot`,
 * docs/gateway/sandboxing/workspace-access.md): for all agents and for single ones.
 */
function sandboxRoots(value: Json): readonly string[] {
  const agents = valueAt(value, 'agents');
  if (!isMap(agents)) return [];
  const lists = [agents.list, agents.entries].flatMap((each) =>
    Array.isArray(each) ? each : isMap(each) ? Object.values(each) : [],
  );
  return [agents.defaults, ...lists].flatMap((agent) => {
    const root = isMap(agent) ? valueAt(agent, 'sandbox.workspaceRoot') : undefined;
    return typeof root === 'string' && root.trim() !== '' ? root.trim() : [];
  });
}

/**
 * Folders that agents work in or worked in besides those that the settings name as workspaces: of sandboxes, and `~/clawd`
 * of before 2026.2, which moved settings leave behind. Those in the state folder are looked through with it.
 */
export function formerWorkspaces(host: Host, setup: Setup, value: Json | null): readonly string[] {
  const roots = value === null ? [] : sandboxRoots(value);
  return [...roots, host.path.join(setup.home, 'clawd')]
    .map((path) => path.replace(/^~(?=$|[\\/])/, () => setup.home))
    .filter((path) => host.path.isAbsolute(path));
}
