import type { Host } from '../../system/read';
import { workspaceRoots } from '../contents/workspace-roots';
import { GapCollector } from '../extensions/gap-collector';
import type { Setup } from '../openclaw/types';
import type { PartialResult } from '../partial-result';
import type { OpenClawSettings } from '../settings/types';
import type { HookFolder } from './types';

const HOOK = /^(?:HOOK\.md|handler\.[cm]?[jt]s|index\.[cm]?[jt]s|package\.json)$/;
const NAMED = /^name:(.*)$/m;
const LARGEST = 64 * 1024;

/** The name that a hook's HOOK.md gives it in its head, in quotes or without; null where it gives none that can be shown. */
function nameIn(text: string): string | null {
  const given = NAMED.exec(text)?.[1]?.trim() ?? '';
  return /^["']?([^"']{1,100})["']?$/.exec(given)?.[1]?.trim() || null;
}

/** Every folder that may be a hook, in `<state>/hooks` and `<workspace>/hooks`, whether it is switched on or not. */
export async function findHooks(
  host: Host,
  setup: Setup,
  settings: OpenClawSettings | null,
): Promise<PartialResult<HookFolder>> {
  const gaps = new GapCollector(host);
  const workspaces = workspaceRoots(host, setup, settings);
  const { join } = host.path;
  const roots: readonly (readonly [string, HookFolder['place']])[] = [
    [join(setup.stateDir, 'hooks'), 'managed'],
    ...workspaces.folders.map((folder) => [join(folder, 'hooks'), 'workspace'] as const),
  ];
  const found: HookFolder[] = [];
  for (const [root, place] of roots) {
    const names = await host.list(root).catch(gaps.orElse<readonly string[]>(root, []));
    for (const name of [...names].sort()) {
      if (name.startsWith('.') || name === 'node_modules') continue;
      const path = join(root, name);
      const inside = await host.list(path).catch(gaps.orElse<readonly string[]>(path, []));
      if (!inside.some((each) => HOOK.test(each))) continue;
      const about = join(path, 'HOOK.md');
      const text = await host.readText(about, LARGEST).catch(gaps.orElse(about, ''));
      found.push({ name: nameIn(text) ?? name, path, place });
    }
  }
  return { items: found, gaps: gaps.gaps };
}
