import { isLegacyPackage } from '../../openclaw/install-places';
import { compareVersions, isVersion } from '../../openclaw/openclaw-version';
import type { Probes } from '../../probes';
import type { Copy, Setup } from '../../probes/openclaw';

const HERE = 'this-computer';
const isOld = (copy: Copy) => isLegacyPackage(copy.package);
const known = ({ version }: Copy) => (version !== null && isVersion(version) ? version : null);

/** Better to keep: the name that gets repairs, then the newer version. */
function better(one: Copy, other: Copy): Copy {
  if (isOld(one) !== isOld(other)) return isOld(one) ? other : one;
  const [a, b] = [known(one), known(other)];
  if (a === null || b === null) return a === null && b !== null ? other : one;
  return compareVersions(b, a) > 0 ? other : one;
}

/** One copy that can go, and whether anybody would miss it. */
export interface RetirableCopy {
  readonly copy: Copy;
  /** It has an older version than one that stays, or a name that gets no repairs. */
  readonly outdated: boolean;
}

/**
 * Copies of this computer that can be put away: never one that runs or that a service starts, never the last one, never
 * a part of another app. None where it can't be told which one is in use.
 */
export async function retirableCopies({
  openclaw,
  gateways,
  files,
}: Probes): Promise<readonly RetirableCopy[]> {
  const [copies, services, running] = await Promise.all([
    openclaw.copies(),
    openclaw.services(),
    gateways.running(),
  ]);
  const here = copies.items.filter(({ where, bundledIn }) => where === HERE && bundledIn === undefined);
  const started = await Promise.all(
    services.items.map(async ({ file }) => {
      const text = files.path.isAbsolute(file)
        ? ((await files.exact(file).catch(() => null))?.text ?? '')
        : '';
      return here.filter(({ path }) => text.includes(path));
    }),
  );
  const live = running.items.filter(({ where }) => where === HERE);
  const ran = live.map(({ copyPath }) => here.filter(({ path }) => path === copyPath));
  const used = new Set([...started, ...ran].flat());
  const untold = [...started, ...ran].some((each) => each.length === 0);
  if (untold || running.gaps.length > 0 || services.gaps.length > 0) return [];
  const [first, ...rest] = here;
  if (!first) return [];
  if (used.size === 0) used.add(rest.reduce(better, first));
  const kept = [...used];
  return here
    .filter((copy) => !used.has(copy))
    .map((copy) => ({
      copy,
      outdated: kept.some((keeper) => {
        if (isOld(copy) && !isOld(keeper)) return true;
        const [mine, its] = [known(copy), known(keeper)];
        return mine !== null && its !== null && compareVersions(its, mine) > 0;
      }),
    }));
}

/**
 * State folders of the time before OpenClaw got its name that can be put away: OpenClaw has one of its own with
 * settings in it, and neither a gateway that runs nor a service uses the old one (2026.9.6 falls back to `.clawdbot`).
 */
export async function retirableSetups({ openclaw, gateways, files }: Probes): Promise<readonly Setup[]> {
  const [setups, services, running] = await Promise.all([
    openclaw.setups(),
    openclaw.services(),
    gateways.running(),
  ]);
  if (running.gaps.length > 0 || services.gaps.length > 0) return [];
  const live = running.items.filter(({ where }) => where === HERE);
  if (live.some(({ stateDir }) => stateDir === null)) return [];
  const inUse = [
    ...live.map(({ stateDir }) => stateDir ?? ''),
    ...services.items.flatMap(({ env, legacy }) =>
      legacy ? ['legacy'] : [env.OPENCLAW_STATE_DIR ?? '', env.CLAWDBOT_STATE_DIR ?? ''],
    ),
  ];
  if (inUse.includes('legacy')) return [];
  const isThere = (path: string) =>
    files.stat(path).then(
      ({ kind }) => kind === 'file',
      () => false,
    );
  const all = await Promise.all(
    setups.items
      .filter(({ legacy, from, stateDir }) => legacy && from === 'home' && !inUse.includes(stateDir))
      .map(async (old) => {
        const heirs = setups.items.filter(({ legacy, home }) => !legacy && home === old.home);
        const settled = await Promise.all(heirs.map(({ configPath }) => isThere(configPath)));
        return settled.includes(true) ? [old] : [];
      }),
  );
  return all.flat();
}
