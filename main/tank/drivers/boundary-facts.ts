import type { MessageValue } from '../../contract/finding';
import type { EngineId } from '../../contract/tank';
import type { BoundaryFact, TankContext } from '../model/types';
import { driverMessage, engineName } from './driver-program';

/** What an engine told about one thing: null where it told nothing that we can read. */
export type Reported = readonly string[] | null;

export interface BoundaryReport {
  /** Settings that were read, as `name=value`. */
  readonly settings: Reported;
  /** Those among them that let something through. */
  readonly loose: readonly string[];
  /** Folders of this computer that it can see. */
  readonly mounts: Reported;
  /** Doors on this computer, as `address:port`. */
  readonly ports: Reported;
  /** Those among them that aren't ours on 127.0.0.1. */
  readonly strange: readonly string[];
  /** Devices of this computer that it was given. */
  readonly devices: Reported;
  /** Ways for the clipboard and for dragging files. */
  readonly clipboard: Reported;
  /** What it may use at most, as the engine says. */
  readonly limits: { readonly memoryMiB: number; readonly processors: number } | null;
}

/** Of a machine that tells nothing. */
export const NOTHING_REPORTED: BoundaryReport = {
  settings: null,
  loose: [],
  mounts: null,
  ports: null,
  strange: [],
  devices: null,
  clipboard: null,
  limits: null,
};

function fact(
  engine: EngineId,
  id: BoundaryFact['id'],
  reported: Reported,
  open: readonly string[],
  extra: Readonly<Record<string, MessageValue>> = {},
): BoundaryFact {
  const name = engineName(engine);
  if (reported === null) return { id, outcome: 'untested', saw: driverMessage('not-told', { name }) };
  if (open.length > 0)
    return { id, outcome: 'open', saw: driverMessage(`open-${id}`, { name, list: open, ...extra }) };
  const list = reported.length > 0 ? reported : ['–'];
  return { id, outcome: 'blocked', saw: driverMessage(`closed-${id}`, { name, list, ...extra }) };
}

/** The facts of a machine seen from outside: what could not be read is untested, never blocked. */
export function boundaryFacts(
  tank: TankContext,
  engine: EngineId,
  report: BoundaryReport,
): readonly BoundaryFact[] {
  const { limits } = report;
  const asked = tank.plan.limits;
  const over =
    limits && (limits.memoryMiB > asked.memoryMiB || limits.processors > asked.processors)
      ? [`${limits.memoryMiB} MiB`, `${limits.processors}`]
      : [];
  return [
    fact(engine, 'engine-settings', report.settings, report.loose),
    fact(engine, 'mounts', report.mounts, report.mounts ?? []),
    fact(engine, 'ports', report.ports, report.strange),
    fact(engine, 'devices', report.devices, report.devices ?? []),
    fact(engine, 'clipboard', report.clipboard, report.clipboard ?? []),
    fact(engine, 'limits', limits ? [] : null, over, {
      memory: limits?.memoryMiB ?? 0,
      processors: limits?.processors ?? 0,
    }),
  ];
}
