import { createHash } from 'node:crypto';
import { checks } from '../checks';
import { type Finding, TILES } from '../contract/finding';
import type { Look } from '../contract/look';
import type { AdvisoryCount, ReportCopy } from '../contract/report';
import type { Looking } from '../contract/state';
import type { Preferences } from '../contract/work';
import { isVersion } from '../openclaw/version';
import { planFixes, withoutSecrets } from '../plans/plan';
import type { Probes } from '../probes';
import type { AdvisoryProbe } from '../probes/advisories';
import { createProbes } from '../probes/create';
import { nodeHost } from '../probes/host/node';
import type { Copy } from '../probes/openclaw';
import type { ReleaseOptions } from '../probes/releases';
import { newerVersions } from './newer';
import { scan } from './run';

export interface LookOptions extends ReleaseOptions {
  /** The app's own folder: quarantine, journal, advisory data. */
  readonly folder: string;
  readonly preferences?: Preferences;
  /** Ends the look: the promise rejects with the signal's reason. */
  readonly signal: AbortSignal;
  /** What reads this computer, for whoever asks on after the look: nothing is read twice then. Made here unless told. */
  readonly probes?: Probes;
  onProgress?(looking: Looking, finding: Finding | null): void;
}

/** Names a copy for a command or a click. */
export const copyId = (path: string): string =>
  `copy-${createHash('sha256').update(path).digest('hex').slice(0, 8)}`;

async function countFor(
  { package: name, version }: Copy,
  advisories: AdvisoryProbe,
): Promise<AdvisoryCount | null> {
  const [{ countAdvisories, hasAdvisories }, { set }] = await Promise.all([
    import('../openclaw/advisories'),
    advisories.known(),
  ]);
  return version !== null && isVersion(version) && hasAdvisories(name, set)
    ? countAdvisories(name, version, set)
    : null;
}

/** The copies with what runs and what hits them. A gateway whose copy can't be told runs its owner's only copy, if there is one. */
async function listCopies(probes: Probes): Promise<readonly ReportCopy[]> {
  const { openclaw, gateways, advisories } = probes;
  const { found } = await openclaw.copies();
  const newer = await newerVersions(probes);
  const running = (await gateways.running().catch(() => ({ found: [] }))).found;
  const paths = new Set(running.map(({ copyPath }) => copyPath));
  const [only, ...others] = found;
  const owners = running.filter(({ copyPath }) => copyPath === null).map(({ account }) => account);
  if (only && others.length === 0 && only.owner !== null && owners.includes(only.owner)) paths.add(only.path);
  return Promise.all(
    found.map(async (copy) => ({
      id: copyId(copy.path),
      path: copy.path,
      package: copy.package,
      version: copy.version,
      kind: copy.kind,
      owner: copy.owner,
      running: paths.has(copy.path),
      where: copy.where,
      advisories: await countFor(copy, advisories),
      updatesTo: newer(copy),
    })),
  );
}

/** One look at this computer by all checks of its platform. It changes nothing. */
export async function startLook({
  signal,
  onProgress,
  folder,
  preferences: _preferences,
  probes: given,
  ...releases
}: LookOptions): Promise<Look> {
  const startedAt = new Date();
  const started = performance.now();
  const host = nodeHost(signal);
  const probes = given ?? createProbes(host, { ...releases, folder });
  const mine = checks.filter(({ platforms }) => platforms.includes(host.platform));

  const done = new Set<string>();
  const progress = (finding: Finding | null) => {
    if (finding) done.add(finding.id);
    const tilesDone = TILES.filter((tile) =>
      mine.every((check) => check.tile !== tile || done.has(check.id)),
    );
    onProgress?.({ done: done.size, of: mine.length, tilesDone }, finding);
  };
  progress(null);
  const [findings, copies, newest] = await Promise.all([
    scan(mine, probes, host.platform, signal, progress),
    listCopies(probes).catch(() => []),
    probes.releases.newest(),
  ]);
  const { state, ...answer } = newest;
  const fixes = await planFixes(findings, probes, { quarantine: host.path.join(folder, 'quarantine') });
  return {
    platform: host.platform,
    startedAt: startedAt.toISOString(),
    durationMs: Math.round(performance.now() - started),
    findings,
    copies,
    fixes: fixes.map(withoutSecrets),
    releases: state === 'answered' && 'tags' in answer ? answer : null,
  };
}
