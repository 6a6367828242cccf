import { createHash } from 'node:crypto';
import { planFixes, withoutSecrets } from '../changes/plan/plan-fixes';
import { checks } from '../checks';
import { type Finding, TILES } from '../contract/finding';
import type { AdvisoryCount, ReportCopy } from '../contract/report';
import type { ScanResult } from '../contract/scan-result';
import type { ScanProgress } from '../contract/state';
import type { Preferences } from '../contract/work';
import { isVersion } from '../openclaw/openclaw-version';
import type { Probes } from '../probes';
import type { AdvisoryProbe } from '../probes/advisories';
import { createProbes } from '../probes/create-probes';
import type { Copy } from '../probes/openclaw';
import type { ReleaseOptions } from '../probes/releases';
import { nodeHost } from '../system/read/node-host';
import { newerVersions } from './newer';
import { obstacles } from './obstacles';
import { scan, withinLimit } from './run-checks';

/** Milliseconds for what follows the checks, and what is listed beside them. */
const LIMIT_MS = 15_000;

/** What a registry answered in this scan; null when none did. */
function answered(newest: Awaited<ReturnType<Probes['releases']['newest']>> | null) {
  if (newest?.state !== 'answered') return null;
  const { state: _state, ...answer } = newest;
  return answer;
}

export interface ScanOptions extends ReleaseOptions {
  /** The app's own folder: quarantine, journal, advisory data. */
  readonly folder: string;
  readonly preferences?: Preferences;
  /** Ends the scan: the promise rejects with the signal's reason. */
  readonly signal: AbortSignal;
  /** What reads this computer, for whoever asks on after the scan: nothing is read twice then. Made here unless told. */
  readonly probes?: Probes;
  onProgress?(looking: ScanProgress, finding: Finding | null): void;
}

/** Names a copy for a command or a click. */
export const copyId = (path: string): string =>
  `copy-${createHash('sha256').update(path).digest('hex').slice(0, 8)}`;

async function countFor(
  { package: name, version }: Copy,
  advisories: AdvisoryProbe,
): Promise<AdvisoryCount | null> {
  const [{ countAdvisories, hasAdvisories }, { set }] = await Promise.all([
    import('../advisories/advisories'),
    advisories.known(),
  ]);
  return version !== null && isVersion(version) && hasAdvisories(name, set)
    ? countAdvisories(name, version, set)
    : null;
}

/** The copies with what runs and what hits them. A gateway whose copy can't be told runs its owner's only copy, if there is one. */
async function listCopies(probes: Probes): Promise<readonly ReportCopy[]> {
  const { openclaw, gateways, advisories } = probes;
  const { items } = await openclaw.copies();
  const newer = await newerVersions(probes);
  const running = (await gateways.running().catch(() => ({ items: [] }))).items;
  const paths = new Set(running.map(({ copyPath }) => copyPath));
  const [only, ...others] = items;
  const owners = running.filter(({ copyPath }) => copyPath === null).map(({ account }) => account);
  if (only && others.length === 0 && only.owner !== null && owners.includes(only.owner)) paths.add(only.path);
  return Promise.all(
    items.map(async (copy) => ({
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
export async function startScan({
  signal,
  onProgress,
  folder,
  preferences: _preferences,
  probes: given,
  ...releases
}: ScanOptions): Promise<ScanResult> {
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
    withinLimit(
      listCopies(probes).catch(() => []),
      LIMIT_MS,
      () => [],
    ),
    withinLimit<Awaited<ReturnType<Probes['releases']['newest']>> | null>(
      probes.releases.newest(),
      LIMIT_MS,
      () => null,
    ),
  ]);
  const { add, within } = obstacles();
  const quarantine = host.path.join(folder, 'quarantine');
  // What can't be planned in time isn't offered.
  const fixes = await withinLimit(
    planFixes(findings, probes, { quarantine, onObstacle: add }),
    LIMIT_MS,
    () => [],
  );
  return {
    platform: host.platform,
    startedAt: startedAt.toISOString(),
    durationMs: Math.round(performance.now() - started),
    findings: within(findings),
    copies,
    fixes: fixes.map(withoutSecrets),
    releases: answered(newest),
  };
}
