import { createContentProbe } from '../../../main/probes/contents';
import type { Host } from '../../../main/probes/host';
import type { Setup } from '../../../main/probes/openclaw';
import type { Json, Settings } from '../../../main/probes/settings';

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
export function contentsOf(host: Host, value: Json | null = null, more: Partial<Settings> = {}) {
  const setup = setupOf(host);
  const settings: Settings = {
    setup,
    ...(value === null ? { state: 'absent' } : { state: 'read', value, files: [setup.configPath] }),
    ...more,
  } as Settings;
  const probe = createContentProbe(host, { all: async () => ({ found: [settings], unseen: [] }) });
  return { secrets: () => probe.secrets(setup), personal: () => probe.personal(setup) };
}
