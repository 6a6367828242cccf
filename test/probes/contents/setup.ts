import { createContentProbe } from '../../../main/probes/contents';
import type { Setup } from '../../../main/probes/openclaw';
import type { Json, OpenClawSettings } from '../../../main/probes/settings';
import type { Host } from '../../../main/system/read';

/** One setup of Lin's, as the probe for setups would find it. */
export const setupOf = (host: Host): Setup => {
  const stateDir = host.path.join(host.home, '.openclaw');
  return {
    name: 'default',
    stateDir,
    configPath: host.path.join(stateDir, 'openclaw.json'),
    home: host.home,
    owner: 'lin',
    from: 'home',
    legacy: false,
  };
};

/** The content probe of that setup, with settings as the settings probe would give them. */
export function contentsOf(
  host: Host,
  value: Json | null = null,
  more: Partial<OpenClawSettings> = {},
  others: readonly Setup[] = [],
) {
  const setup = setupOf(host);
  const settings: OpenClawSettings = {
    setup,
    ...(value === null ? { state: 'absent' } : { state: 'read', value, files: [setup.configPath] }),
    ...more,
  } as OpenClawSettings;
  const all = {
    all: async () => ({
      items: [settings, ...others.map((each) => ({ setup: each, state: 'absent' }) as OpenClawSettings)],
      gaps: [],
    }),
  };
  const probe = createContentProbe(host, all, { services: async () => ({ items: [], gaps: [] }) });
  return { secrets: () => probe.secrets(setup), personal: () => probe.personal(setup) };
}
