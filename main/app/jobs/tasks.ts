import type { UpdateRisk } from '../../contract/change';
import type { Report } from '../../contract/report';
import type { AppState } from '../../contract/state';
import type { EngineId } from '../../contract/tank';
import type { JobTask } from '../../worker/protocol';

/** What the page's ids stand for in the newest report; null when it names something that isn't there. */
export function fixTask(report: Report | null, ids: readonly string[]): JobTask | null {
  const all = report?.findings.flatMap(({ fixes }) => fixes) ?? [];
  const fixes = ids.map((id) => all.find((fix) => fix.id === id));
  if (ids.length === 0 || fixes.some((fix) => fix === undefined)) return null;
  return {
    kind: 'fix',
    fixes: fixes.flatMap((fix) => (fix ? [{ id: fix.id, fingerprint: fix.fingerprint }] : [])),
  };
}

/** As `fixTask`, for bringing a copy up to date. */
export function updateTask(
  report: Report | null,
  id: string,
  accepted: readonly UpdateRisk[],
): JobTask | null {
  const copy = report?.copies.find((each) => each.id === id);
  return copy ? { kind: 'update', copy: copy.path, accepted } : null;
}

type TankJobTask = JobTask & { kind: 'tank' };

/** As `fixTask`, for making a tank with an engine that is offered here, or going on with the one that was cut off. */
export function makeTask({ offer, tanks = [] }: AppState, engine: EngineId): TankJobTask | null {
  const unfinished = tanks.find((tank) => tank.engine === engine && tank.state === 'unfinished');
  if (unfinished) return { kind: 'tank', command: 'create', engine, tank: unfinished.name };
  const ways = offer ? [...(offer.best ? [offer.best] : []), ...offer.others] : [];
  const way = ways.find((each) => each.engine === engine && each.state !== 'hindered');
  return way ? { kind: 'tank', command: 'create', engine } : null;
}

/** As `fixTask`, for work on a tank that there is. */
export function tankTask({ tanks = [], moves = [] }: AppState, task: TankJobTask): TankJobTask | null {
  const tank = tanks.find(({ name }) => name === task.tank);
  if (!tank) return null;
  if ('snapshot' in task && !tank.snapshots?.some(({ name }) => name === task.snapshot)) return null;
  if (task.command === 'give-key') return tank.models.some(({ id }) => id === task.provider) ? task : null;
  if (task.command !== 'move-in') return task;
  const move = moves.find(({ id }) => id === task.setup);
  return move && task.flagged.every((id) => move.flagged.some((file) => file.id === id)) ? task : null;
}
