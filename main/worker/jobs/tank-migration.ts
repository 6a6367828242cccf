import { keysToRenew } from '../../openclaw/key-pages';
import { providerIn } from '../../openclaw/model-providers';
import type { Probes } from '../../probes';
import { createProbes } from '../../probes/create-probes';
import { isHealthy } from '../../system/read/gateway-health';
import { nodeHost } from '../../system/read/node-host';
import type { Migration } from '../../tank/lifecycle/commands';
import { guestOf } from '../../tank/lifecycle/create-steps';
import { migrateIn, migrateOut, migrateOutResult, type PlannedMove, planMoves } from '../../tank/migrate';
import { migrateMessage, NotRolledBack } from '../../tank/migrate/migrate-error';
import { errorMessage } from '../../tank/model/tank-error';
import { writePlan } from '../../tank/model/tank-plan';
import { decommission, type MigrationContext, type MigrationResult } from './migrate';
import { contextOfTank, tankService } from './tank-service';

const refuse = (id: string) =>
  ({ result: 'refused', because: migrateMessage(id), afterwards: null }) as const;

const freshProbes = ({ folder, signal }: MigrationContext): Probes =>
  createProbes(nodeHost(signal), { folder, offline: true });

/** The setup that is meant, as it is now. */
const planned = async (probes: Probes, id: string): Promise<PlannedMove | undefined> =>
  (await planMoves(probes)).find((each) => each.id === id);

/** All is as it was, outside and inside, unless it says itself that it isn't. */
function failedWith(error: unknown, { aborted }: AbortSignal) {
  if (error instanceof NotRolledBack)
    return { result: 'left-changed', because: error.because, afterwards: null } as const;
  const because = aborted ? migrateMessage('cancelled') : errorMessage(error);
  return { result: 'rolled-back', because, afterwards: null } as const;
}

/** Moving in and out for the tanks of this account; `moved` hears what came of it besides. */
export function migrationFor(context: MigrationContext, moved: (moved: MigrationResult) => void): Migration {
  return {
    async moveIn({ tank, driver, report }, { setup, flagged }) {
      if (!(await isHealthy(tank.plan.ports.gateway, context.signal))) return refuse('not-well');
      const move = await planned(freshProbes(context), setup);
      if (!move || !flagged.every((id) => move.flagged.some((file) => file.id === id))) return refuse('gone');
      const ticked = new Set(flagged);
      const files = move.entries.filter(({ flag }) => flag === null || ticked.has(flag)).length;
      const calm = contextOfTank(tank, tankService());
      let snapshot: string | null;
      try {
        snapshot = await migrateIn(
          tank,
          driver,
          guestOf(tank, driver),
          move,
          flagged,
          (now, progress) => report({ ...progress, now }),
          { tank: calm, guest: guestOf(calm, driver) },
        );
      } catch (error) {
        return failedWith(error, tank.needs.signal);
      }
      const movedInAt = new Date(tank.needs.now()).toISOString();
      const wants = providerIn(move.settings);
      await writePlan(tank.folder, {
        ...tank.plan,
        movedInAt,
        changedAt: movedInAt,
        ...(wants !== null && { wants }),
      });
      const keys = keysToRenew(move.secrets.map(({ id, count }) => ({ file: move.from, kind: id, count })));
      const decommissioned = await decommission(context, move.from, (now) => report({ now }));
      moved({ ...decommissioned, keys: decommissioned.keys.length > 0 ? decommissioned.keys : keys });
      const isAllDone =
        decommissioned.left.length === 0 &&
        decommissioned.outcomes.every(({ result }) => result === 'fixed' || result === 'skipped');
      return {
        result: 'fixed',
        because:
          snapshot === null
            ? migrateMessage('moved', { files })
            : migrateMessage('moved-kept', { files, snapshot }),
        afterwards: migrateMessage(isAllDone ? 'renew' : 'renew-later'),
      };
    },
    async moveOut({ tank, driver, report }) {
      report({ now: migrateMessage('out-does') });
      return migrateOutResult(await migrateOut(tank, guestOf(tank, driver)));
    },
  };
}
