import { valueAt } from '../../openclaw/read-settings';
import { type Host, isAbsentReading } from '../../system/read';
import { presentVersion } from '../extensions/find-plugins';
import { GapCollector } from '../extensions/gap-collector';
import { fields, pluginOrigin } from '../extensions/install-origin';
import type { Setup } from '../openclaw/types';
import type { PartialResult } from '../partial-result';
import { readingFailure } from '../reading-failure';
import type { OpenClawSettings } from '../settings/types';
import { columnTexts } from '../sqlite/read-rows';
import type { HookPack } from './types';

const KEPT = {
  table: 'config_machine_state',
  column: 'value_json',
  key: { column: 'state_key', value: 'hooks.internal.installs' },
  most: 1,
} as const;

/**
 * Packs of hooks that npm brought, by their records: in the settings until 2026.7, since then in the state's database, which
 * overrules them. One without a path of its own lies in `<state>/hooks` (dist of 2026.9.6: hooks/installs,
 * security/audit's analyzeNpmInstalls).
 */
export async function hookPacks(
  host: Host,
  setup: Setup,
  settings: OpenClawSettings | null,
): Promise<PartialResult<HookPack>> {
  const gaps = new GapCollector(host);
  const { join } = host.path;
  const database = join(setup.stateDir, 'state', 'openclaw.sqlite');
  const old = settings?.state === 'read' ? fields(valueAt(settings.value, 'hooks.internal.installs')) : {};
  const kept = await columnTexts(host, database, KEPT)
    .then(([text]) => fields(JSON.parse(text ?? '{}')))
    .catch((error): ReturnType<typeof fields> => {
      host.signal.throwIfAborted();
      if (!isAbsentReading(error))
        gaps.gaps.push({
          where: `${database}#config_machine_state`,
          because: readingFailure(error),
        });
      return {};
    });
  const items: HookPack[] = [];
  for (const [name, record] of Object.entries({ ...old, ...kept })) {
    const { source, pinned, proven, version } = pluginOrigin(record);
    if (source !== 'npm') continue;
    const { installPath } = fields(record);
    const path =
      typeof installPath === 'string'
        ? installPath.replace(/^~(?=$|[\\/])/, () => setup.home)
        : join(setup.stateDir, 'hooks', name);
    const isThere = await host.stat(path).then(Boolean, gaps.orElse(path, false));
    const compared = isThere && version !== undefined;
    items.push({
      name,
      path,
      pinned: pinned === true,
      proven: proven === true,
      ...(version !== undefined && { version }),
      ...(compared && { present: await presentVersion(host, path, gaps) }),
    });
  }
  return { items, gaps: gaps.gaps };
}
