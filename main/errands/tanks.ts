import type { Platform } from '../contract/finding';
import type { Look } from '../contract/look';
import type { EngineId } from '../contract/tank';
import { targetOf } from '../openclaw/release-channel';
import type { Probes } from '../probes';
import { createProbes } from '../probes/create';
import { nodeHost } from '../probes/host/node';
import { planMoves } from '../tank/moves';
import { statusOf } from '../tank/status';
import { readTanks } from '../tank/tanks';
import { tellMove, tellOffer, tellTank } from '../tank/tell';
import { offerHere } from '../tank/ways';
import type { Ended } from './messages';
import { inEveryLanguage } from './told';
import { tankHere, tankWorkshop } from './works/tank-now';

type Log = (line: string) => void;

/** Where the program that a look asks for its version is what the engine itself tells: with others a daemon has its own. */
const SAME_WORD: readonly EngineId[] = ['qemu', 'lima', 'virtualbox', 'wsl'];
const tellsItself = (engine: EngineId, platform: Platform) =>
  SAME_WORD.includes(engine) || (engine === 'podman' && platform === 'linux');

/** What can't be told is left out: then the page keeps what it had. */
async function told<K extends keyof Ended>(key: K, log: Log, ask: () => Promise<Ended[K]>) {
  try {
    return { [key]: await ask() } as Pick<Ended, K>;
  } catch (error) {
    log(`${key}: ${String(error)}`);
    return {};
  }
}

/**
 * The tanks of this account by their files, what a tank could be made with here, and what would move in, in every
 * language. No engine boots anything for it. `given`: the readers of the look just over, which know most of it. Never
 * rejects.
 */
export async function tanksNow(
  look: Look,
  folder: string,
  log: Log,
  given?: Probes,
): Promise<Pick<Ended, 'tanks' | 'offer' | 'moves'>> {
  const host = nodeHost(new AbortController().signal);
  const probes = given ?? createProbes(host, { folder, offline: true });
  const shop = tankWorkshop();
  const newest = look.releases ? targetOf('stable', look.releases.tags) : null;
  const tanks = await readTanks(shop.root).catch(() => []);
  const parts = await Promise.all([
    told('tanks', log, async () => {
      const all = await Promise.all(
        tanks.map(async (tank) => {
          const { engine } = tank.plan;
          const engineNow = tellsItself(engine, host.platform)
            ? await probes.engines.look().then(
                ({ engines }) => engines[engine]?.version ?? null,
                () => null,
              )
            : null;
          return statusOf(tankHere(tank, shop), 'look', { newest, parts: shop.parts, engineNow });
        }),
      );
      return inEveryLanguage((speak) => all.map((status) => tellTank(status, speak)));
    }),
    told('offer', log, async () => {
      const offer = await offerHere(probes, host.platform, host.userName);
      return inEveryLanguage((speak) => tellOffer(offer, speak));
    }),
    told('moves', log, async () => {
      // Only somebody who has a tank can move in: finding out what would go along reads every file.
      const moves = tanks.some(({ plan }) => plan.madeAt !== null) ? await planMoves(probes) : [];
      return inEveryLanguage((speak) => moves.map((move) => tellMove(move, speak)));
    }),
  ]);
  return Object.assign({}, ...parts);
}
