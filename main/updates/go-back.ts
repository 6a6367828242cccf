import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Outcome, ShownEntry } from '../contract/change';
import type { Message } from '../contract/finding';
import type { Probes } from '../probes';
import { exists } from './backup';
import { type Seized, seize, startGateway, stopGateway } from './gateway';
import { createLedgers, type Ledger } from './ledger';
import type { UpdateNeeds } from './needs';
import { entryOf } from './stage';
import { say, troubleOf } from './trouble';

/** The engine's name for an update. */
export const isUpdate = ({ fix }: Pick<ShownEntry, 'fix'>): boolean => /^update-[0-9a-f]{8}$/.test(fix);

export interface GoBackNeeds
  extends Pick<UpdateNeeds, 'folder' | 'engine' | 'lock' | 'startLimitMs' | 'host'> {
  readonly probes: {
    readonly gateways: Pick<Probes['gateways'], 'running'>;
    readonly openclaw: Pick<Probes['openclaw'], 'services'>;
  };
}

/**
 * Takes entries of the journal back, as the engine does, with what an update needs around it: the gateway that was
 * started by hand stands still meanwhile, and the old version runs again afterwards. None named: all.
 */
export async function undoWithUpdates(
  names: readonly string[],
  needs: GoBackNeeds,
): Promise<readonly Outcome[]> {
  const { engine, folder } = needs;
  const entries = (await engine.entries()).filter(
    (entry) =>
      isUpdate(entry) &&
      entry.state !== 'undone' &&
      entry.state !== 'final' &&
      (names.length === 0 || names.includes(entry.id)),
  );
  const ledgers = createLedgers(folder);
  const all = await ledgers.all();
  const found = entries.flatMap((entry) => {
    const ledger = all.find(({ id }) => id === entry.fix);
    return ledger ? [{ entry, ledger }] : [];
  });
  if (entries.length === 0) return engine.undo(names);
  const unlock = await needs.lock().catch(() => null);
  if (!unlock) return entries.map((entry) => told(entry, 'refused', say('busy')));
  try {
    const lost = await lostBackups(entries, found);
    if (lost.length > 0) return lost.map((entry) => told(entry, 'refused', say('no-backup')));
    const seized = await standStill(
      found.map(({ ledger }) => ledger),
      needs,
    );
    const outcomes = await engine.undo(names);
    const problem = await runAgain(seized, needs);
    return await Promise.all(
      outcomes.map(async (outcome) => {
        const here = found.find(({ entry }) => entry.id === outcome.entry);
        if (!here || outcome.result !== 'fixed') return outcome;
        await ledgers.write({ ...here.ledger, phase: 'undone' });
        for (const each of here.ledger.staging)
          await rm(each, { recursive: true, force: true }).catch(() => {});
        const path = here.ledger.swaps.map(({ fresh }) => fresh).join(', ') || '–';
        const because = say('gone-back', { from: here.ledger.from, path });
        return problem === null
          ? { ...outcome, because }
          : {
              ...outcome,
              result: 'left-changed' as const,
              because: say('not-restarted', { because, reason: problem }),
            };
      }),
    );
  } finally {
    await unlock();
  }
}

const told = (entry: ShownEntry, result: Outcome['result'], because: Outcome['because']): Outcome => ({
  fix: entry.fix,
  entry: entry.id,
  does: entry.does,
  result,
  because,
  afterwards: null,
});

async function lostBackups(
  entries: readonly ShownEntry[],
  found: readonly { readonly entry: ShownEntry; readonly ledger: Ledger }[],
): Promise<readonly ShownEntry[]> {
  const lost: ShownEntry[] = [];
  for (const entry of entries) {
    const ledger = found.find((each) => each.entry === entry)?.ledger;
    const swapped = ledger?.swaps.map(({ kept }) => kept) ?? [];
    // pnpm’s old program stays where it was, until its store is tidied.
    const stays = ledger && ledger.now !== ledger.copy ? [ledger.copy] : [];
    const pieces = ledger ? [...ledger.kept, ...swapped, ...stays] : [];
    const there = await Promise.all(pieces.map(exists));
    // A cut-off one may have moved only some of its pieces: the engine knows which.
    if (!ledger || (entry.state === 'done' && there.includes(false))) lost.push(entry);
  }
  return lost;
}

type Still = Seized & { readonly copy: string };

/** Ends the gateways of these copies that were started by hand; services are the business of the entry's own commands. */
async function standStill(
  ledgers: readonly Ledger[],
  { probes, host }: GoBackNeeds,
): Promise<readonly Still[]> {
  const [running, services] = await Promise.all([probes.gateways.running(), probes.openclaw.services()]);
  const stopped: Still[] = [];
  for (const gateway of running.found) {
    const ledger = ledgers.find(({ now }) => now === gateway.copyPath);
    if (!ledger) continue;
    const node = ledger.ran[0]?.node ?? process.execPath;
    const seized = await seize(gateway, services.found, node, host.platform);
    if (seized.service) continue;
    await stopGateway(seized);
    stopped.push({ ...seized, copy: ledger.copy });
  }
  return stopped;
}

/** Each of them, whatever becomes of the others; the first that did not start tells why. */
async function runAgain(stopped: readonly Still[], { startLimitMs }: GoBackNeeds): Promise<Message | null> {
  let problem: Message | null = null;
  for (const each of stopped) {
    try {
      const { bin } = await entryOf(each.copy);
      const limit = startLimitMs === undefined ? {} : { limitMs: startLimitMs };
      await startGateway(each, { entry: join(each.copy, bin ?? 'openclaw.mjs'), env: each.whole, ...limit });
    } catch (error) {
      problem ??= troubleOf(error);
    }
  }
  return problem;
}
