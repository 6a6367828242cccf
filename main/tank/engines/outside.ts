import type { MessageValue } from '../../contract/finding';
import type { EngineId } from '../../contract/tank';
import type { At, OutsideFact } from '..';
import { nameOf, words } from './ask';

/** What an engine told about one thing: null where it told nothing that we can read. */
export type Told = readonly string[] | null;

export interface Seen {
  /** Settings that were read, as `name=value`. */
  readonly settings: Told;
  /** Those among them that let something through. */
  readonly loose: readonly string[];
  /** Folders of this computer that it can see. */
  readonly mounts: Told;
  /** Doors on this computer, as `address:port`. */
  readonly ports: Told;
  /** Those among them that aren't ours on 127.0.0.1. */
  readonly strange: readonly string[];
  /** Devices of this computer that it was given. */
  readonly devices: Told;
  /** Ways for the clipboard and for dragging files. */
  readonly clipboard: Told;
  /** What it may use at most, as the engine says. */
  readonly limits: { readonly memoryMiB: number; readonly processors: number } | null;
}

function fact(
  engine: EngineId,
  id: OutsideFact['id'],
  told: Told,
  open: readonly string[],
  extra: Readonly<Record<string, MessageValue>> = {},
): OutsideFact {
  const name = nameOf(engine);
  if (told === null) return { id, outcome: 'untested', saw: words('not-told', { name }) };
  if (open.length > 0)
    return { id, outcome: 'open', saw: words(`open-${id}`, { name, list: open, ...extra }) };
  const list = told.length > 0 ? told : ['–'];
  return { id, outcome: 'blocked', saw: words(`closed-${id}`, { name, list, ...extra }) };
}

/** The facts of a machine seen from outside: what could not be read is untested, never blocked. */
export function factsOf(at: At, engine: EngineId, seen: Seen): readonly OutsideFact[] {
  const { limits } = seen;
  const asked = at.plan.limits;
  const over =
    limits && (limits.memoryMiB > asked.memoryMiB || limits.processors > asked.processors)
      ? [`${limits.memoryMiB} MiB`, `${limits.processors}`]
      : [];
  return [
    fact(engine, 'engine-settings', seen.settings, seen.loose),
    fact(engine, 'mounts', seen.mounts, seen.mounts ?? []),
    fact(engine, 'ports', seen.ports, seen.strange),
    fact(engine, 'devices', seen.devices, seen.devices ?? []),
    fact(engine, 'clipboard', seen.clipboard, seen.clipboard ?? []),
    fact(engine, 'limits', limits ? [] : null, over, {
      memory: limits?.memoryMiB ?? 0,
      processors: limits?.processors ?? 0,
    }),
  ];
}
