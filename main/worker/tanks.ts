import type { Platform } from '../contract/finding';
import type { ScanResult } from '../contract/scan-result';
import type { EngineId } from '../contract/tank';
import { targetOf } from '../openclaw/release-channel';
import type { Probes } from '../probes';
import { createProbes } from '../probes/create-probes';
import { nodeHost } from '../system/read/node-host';
import { statusOf } from '../tank/lifecycle/tank-status';
import { planMoves } from '../tank/migrate';
import { readTanks } from '../tank/model/tank-store';
import { rankEnginesHere } from '../tank/preflight/engine-options';
import { contextOfTank, tankService } from './jobs/tank-service';
import type { JobResult } from './protocol';

type Log = (line: string) => void;

/** Where the program that a scan asks for its version is what the engine itself tells: with others a daemon has its own. */
const SAME_WORD: readonly EngineId[] = ['qemu', 'lima', 'virtualbox', 'wsl'];
const tellsItself = (engine: EngineId, platform: Platform) =>
  SAME_WORD.includes(engine) || (engine === 'podman' && platform === 'linux');

/** What can't be told is left out: then the page keeps what it had. */
async function withoutFailed<K extends keyof JobResult>(key: K, log: Log, ask: () => Promise<JobResult[K]>) {
  try {
    return { [key]: await ask() } as Pick<JobResult, K>;
  } catch (error) {
    log(`${key}: ${String(error)}`);
    return {};
  }
}

/**
 * The tanks of this account by their files, what a tank could be made with here, and what would move in. No engine boots anything for it. `given`: the readers of the scan just over, which know most of it. Never
 * rejects.
 */
export async function tanksAndOffer(
  look: ScanResult,
  folder: string,
  log: Log,
  given?: Probes,
): Promise<Pick<JobResult, 'tanks' | 'offer' | 'moves'>> {
  const host = nodeHost(new AbortController().signal);
  const probes = given ?? createProbes(host, { folder, offline: true });
  const service = tankService();
  const newest = look.releases ? targetOf('stable', look.releases.tags) : null;
  const tanks = await readTanks(service.root).catch(() => []);
  const parts = await Promise.all([
    withoutFailed('tanks', log, async () => {
      return Promise.all(
        tanks.map(async (tank) => {
          const { engine } = tank.plan;
          const engineNow = tellsItself(engine, host.platform)
            ? await probes.engines.look().then(
                ({ engines }) => engines[engine]?.version ?? null,
                () => null,
              )
            : null;
          return statusOf(contextOfTank(tank, service), 'look', { newest, engineNow });
        }),
      );
    }),
    withoutFailed('offer', log, () => rankEnginesHere(probes, host.platform, host.userName)),
    withoutFailed('moves', log, async () => {
      // Only somebody who has a tank can move in: finding out what would go along reads every file.
      return tanks.some(({ plan }) => plan.madeAt !== null) ? planMoves(probes) : [];
    }),
  ]);
  return Object.assign({}, ...parts);
}
