import { type CapturedGateway, captureProcess } from './capture-process';
import { stopGateway } from './gateway';
import type { UpdateNeeds } from './needs';
import { readSurroundings } from './surroundings';
import type { UpdateJournal } from './update-journal';

/** A gateway that was stopped, and the copy that it is to run when it starts again. */
export type Still = CapturedGateway & { readonly copy: string };

/**
 * Stops the gateways of updated copies, by what keeps them or by hand; services are the business of the entry's own
 * commands. Rejects, with what was stopped by then running again at the caller's, when one can't be.
 */
export async function standStill(
  ledgers: readonly UpdateJournal[],
  { host, look, processes }: Pick<UpdateNeeds, 'host' | 'look' | 'processes'>,
): Promise<readonly Still[]> {
  const stopped: Still[] = [];
  for (const updateJournal of ledgers) {
    const copy = { path: updateJournal.now, owner: host.userName };
    const { standing, services } = await readSurroundings(
      { copy, setups: [], account: host.userName },
      look(),
      updateJournal.from,
    );
    for (const each of standing) {
      const node = updateJournal.ran[0]?.node ?? process.execPath;
      const captured = await captureProcess(each, services, node, host.platform, processes);
      if (!captured || captured.service) continue;
      await stopGateway(captured, processes);
      stopped.push({ ...captured, copy: updateJournal.copy });
    }
  }
  return stopped;
}
