import { compareVersions, isVersion } from '../../openclaw/openclaw-version';
import type { Probes } from '../../probes';
import type { Copy, Setup } from '../../probes/openclaw';

/** The copy that reads the settings of a setup, its gateway's, else the newest of this computer; with its gateways' pids. */
export async function copyOfSetup(
  probes: Pick<Probes, 'openclaw' | 'gateways'>,
  setup: Pick<Setup, 'stateDir'>,
): Promise<{ readonly copy: Copy; readonly pids: readonly number[] } | null> {
  const [{ items: copies }, { items: gateways }] = await Promise.all([
    probes.openclaw.copies(),
    probes.gateways.running(),
  ]);
  const own = gateways.filter(({ stateDir }) => stateDir === setup.stateDir);
  const here = copies
    .filter(({ where, version }) => where === 'this-computer' && version !== null && isVersion(version))
    .toSorted((a, b) => compareVersions(b.version ?? '', a.version ?? ''));
  const copy = here.find(({ path }) => own.some(({ copyPath }) => copyPath === path)) ?? here[0];
  return copy ? { copy, pids: own.map(({ pid }) => pid) } : null;
}
