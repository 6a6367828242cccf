import type { Evidence, Finding, Message, MessageValue } from '../contract/finding';
import type { Influence } from '../contract/influence';
import type { RescanResult } from './index';
import { isInFolder, overlaps, pathOfInfluence } from './plan/in-order';

/** Whether something that was seen is what a fix may have influenced. */
export type Touches = (seen: Evidence) => boolean;

/** Evidence of the machine as such: no change of a file or a process brings it about. */
const OF_THE_MACHINE: readonly Evidence['kind'][] = ['account', 'machine', 'registry', 'advisory', 'command'];

const beside = (one: string, other: string) => isInFolder(one, other) || isInFolder(other, one);

/** `agents.list[0].tools` of a finding is `agents.list.0.tools` of an influence. */
const keyOf = (text: string) => text.replace(/\[(\d+)\]/g, '.$1').replace(/^\./, '');

function touchesSetting(where: string, influences: readonly Influence[]): boolean {
  const end = where.lastIndexOf(': ');
  const [file, key] = end < 0 ? [where, ''] : [where.slice(0, end), keyOf(where.slice(end + 2))];
  const own = influences.filter((each) => each.kind === 'setting' && each.file === file);
  if (own.length > 0)
    return own.some((each) => each.kind === 'setting' && (overlaps(each.key, key) || each.key === ''));
  // Settings that another file is included into are told of the file that includes it.
  const elsewhere = influences.flatMap((each) => (each.kind === 'setting' ? each.key : []));
  return elsewhere.some((each) => each === '' || overlaps(each, key));
}

/** Process numbers and ports of the gateways that took up changed settings, in the scan before and the one after. */
async function gatewaysOf(influences: readonly Influence[], looks: readonly RescanResult[]) {
  const own = new Set(influences.flatMap((each) => (each.kind === 'gateway' ? each.stateDir : [])));
  const pids = new Set(
    influences.flatMap((each) => (each.kind === 'process' && each.pid !== null ? each.pid : [])),
  );
  const ports = new Set<number>();
  if (own.size === 0) return { pids, ports };
  for (const { probes } of looks) {
    const { items } = await probes.gateways.running().catch(() => ({ items: [] }));
    for (const { pid, stateDir, listeners, where } of items) {
      // One that doesn't tell whose it is may be this one.
      if (where !== 'this-computer' || (stateDir !== null && !own.has(stateDir))) continue;
      pids.add(pid);
      for (const { port } of listeners ?? []) ports.add(port);
    }
  }
  return { pids, ports };
}

/**
 * What a fix may have influenced, told of what was seen: a path at, above or below one that it changed, a setting that
 * it set, the processes and ports of a gateway that took it up. Whatever else changed meanwhile was not its doing.
 */
export async function touched(
  influences: readonly Influence[],
  looks: readonly RescanResult[],
): Promise<Touches> {
  const has = (...kinds: readonly Influence['kind'][]) => influences.some(({ kind }) => kinds.includes(kind));
  if (has('everything')) return () => true;
  const anyProcess = influences.some((each) => each.kind === 'process' && each.pid === null);
  const { pids, ports } = await gatewaysOf(influences, looks);
  const places = influences.flatMap((each) => pathOfInfluence(each) ?? []);
  const states = influences.flatMap((each) => (each.kind === 'gateway' ? each.stateDir : []));
  return ({ kind, where }) => {
    if (OF_THE_MACHINE.includes(kind)) return false;
    if (kind === 'setting') return touchesSetting(where, influences);
    if (kind === 'process') {
      const [, pid] = /\(pid (\d+)\)$/.exec(where) ?? [];
      return anyProcess || (pid !== undefined && pids.has(Number(pid)));
    }
    if (kind === 'port') {
      const [, port] = /:(\d+)$/.exec(where) ?? [];
      return anyProcess || (port !== undefined && ports.has(Number(port)));
    }
    return places.some((place) => beside(place, where)) || states.some((folder) => isInFolder(folder, where));
  };
}

/** Every text in a message's values, as far down as they go. */
function textsIn(value: MessageValue | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object') return [];
  if ('id' in value) return Object.values((value as Message).values ?? {}).flatMap(textsIn);
  return value.flatMap(textsIn);
}

/** Every message in one, itself first. */
function messagesIn(value: MessageValue | undefined): readonly string[] {
  if (typeof value !== 'object') return [];
  if ('id' in value) {
    const { id, values = {} } = value as Message;
    return [id, ...Object.values(values).flatMap(messagesIn)];
  }
  return value.flatMap(messagesIn);
}

/** A scan that was too slow, or could not be done this time: what was asked for may be there by now. */
const LATE: readonly string[] = ['look.too-late', 'look.failed', 'look.cancelled', 'look.saw-nothing'];
/** And searches that reached their bounds, or met a file in use, which one scan may do and the next not. */
const HASTE: readonly string[] = [...LATE, 'contents.too-much', 'contents.changing', 'error.in-use'];

/** True for a finding that only says that the scan was too slow or failed. */
export const isLate = ({ state, because }: Finding): boolean =>
  state === 'unknown' && LATE.includes(because.id);

/** True when something could not be told only because the scan was too slow or failed: another look may tell. */
export const isHasty = ({ state, because, evidence }: Finding): boolean =>
  state === 'unknown' &&
  [because, ...evidence.map(({ saw }) => saw)].some((said) =>
    messagesIn(said).some((id) => HASTE.includes(id)),
  );

const isBad = (finding: Finding, { state = finding.state }: Evidence) =>
  state === 'attention' || state === 'unknown';

/** What is not as it should be in a finding. */
export const troublesOf = (finding: Finding): readonly Evidence[] =>
  finding.evidence.filter((each) => isBad(finding, each));

/** What of a finding's problems is new. */
export function newProblems(before: Finding, after: Finding): readonly Evidence[] {
  const keyed = (each: Evidence) => JSON.stringify([each.kind, each.where, each.saw]);
  const known = new Set(troublesOf(before).map(keyed));
  return troublesOf(after).filter((each) => !known.has(keyed(each)));
}

/** A picture, a document or an archive that was not there before: no fix makes one, and OpenClaw may as it starts. */
const MADE_BY_NO_FIX: readonly string[] = ['contents.opaque'];

/**
 * Whether a fix can have made this finding worse: something new that it is about is what the fix may have influenced.
 * Where nothing is named, only what needs attention now counts; that it can't be told any more names a path, or nobody
 * knows why.
 */
export function canHaveCaused(touches: Touches, before: Finding, after: Finding): boolean {
  if (isHasty(after)) return false;
  const troubles = newProblems(before, after);
  const possible = troubles.filter(({ saw }) => typeof saw === 'string' || !MADE_BY_NO_FIX.includes(saw.id));
  if (troubles.length > 0) return possible.some(touches);
  const named = textsIn(after.because).filter((text) => /^(?:\/|[a-z]:\\)/i.test(text));
  if (named.length > 0) return named.some((where) => touches({ kind: 'file', where, saw: '' }));
  return after.state === 'attention';
}
