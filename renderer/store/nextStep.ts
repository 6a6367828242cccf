import { acceptanceOf } from '../../main/contract/accepted';
import { TILES, type TileId } from '../../main/contract/finding';
import type { Report, ReportFinding } from '../../main/contract/report';
import type { AppState } from '../../main/contract/state';
import type { EngineId } from '../../main/contract/tank';
import type { Preferences } from '../../main/contract/work';
import { hasHoles, planOf, updatesOf } from './fixPlan';
import { canHaveTank, LIVES_HERE, unfinishedOf } from './tankSelectors';

/** The most useful thing to do next, with all that is needed to do it. `none`: it is as safe as it gets. */
export type NextStep =
  | { readonly kind: 'take-back'; readonly entry: string }
  | { readonly kind: 'finish-tank'; readonly engine: EngineId }
  | { readonly kind: 'mend'; readonly things: number }
  | { readonly kind: 'update'; readonly copy: string; readonly version: string | null }
  /** `empty`: there is no OpenClaw yet that would live in it. */
  | { readonly kind: 'tank'; readonly empty: boolean }
  | { readonly kind: 'move-in'; readonly tank: string; readonly setup: string }
  | { readonly kind: 'give-key'; readonly tank: string }
  | { readonly kind: 'by-hand'; readonly things: number }
  | { readonly kind: 'none' };

/** Findings that ask for something: attention that nobody lives with by choice, and what could not be told. */
export const thingsLeft = ({ report, preferences }: AppState, now: number): readonly ReportFinding[] =>
  (report?.findings ?? []).filter((finding) =>
    finding.state === 'attention'
      ? acceptanceOf(preferences.accepted, finding, now) === null && !isChosenPlace(preferences, finding)
      : finding.state === 'unknown',
  );

/** What follows from living here, for who chose that. */
export const isChosenPlace = ({ place }: Preferences, { id }: ReportFinding): boolean =>
  place === 'here' && LIVES_HERE.includes(id);

/** Tiles that no check looked at: they can’t be told either. */
export const unlookedTiles = ({ findings }: Report): readonly TileId[] =>
  TILES.filter((id) => !findings.some(({ tile }) => tile === id));

/** How many things of an older report ask for nothing in a newer one; 0 when either is missing. */
export function mendedThings(before: Report | null, now: Report | null): number {
  const asks = ({ state }: ReportFinding) => state === 'attention' || state === 'unknown';
  const left = new Set(now?.findings.filter(asks).map(({ id }) => id));
  return now && before ? before.findings.filter((each) => asks(each) && !left.has(each.id)).length : 0;
}

/** Whether a recommended fix mends it, or an update that is at hand: as the verdict counts. */
export const isMendable = (report: Report, { state, tile, fixes }: ReportFinding): boolean =>
  state === 'attention' &&
  (fixes.some(({ recommended }) => recommended) || (tile === 'updates' && updatesOf(report).length > 0));

/** How many of some findings there are, by who does them. */
export function countsOf(report: Report, findings: readonly ReportFinding[]) {
  const attention = findings.filter(({ state }) => state === 'attention');
  const mendable = attention.filter((each) => isMendable(report, each)).length;
  const unknown = findings.filter(({ state }) => state === 'unknown').length;
  return { mendable, yours: attention.length - mendable, unknown };
}

/** What Tankmate does by itself: of one tile only, when one is named. */
function ownStep(state: AppState, report: Report, now: number, tile: TileId | null): NextStep | null {
  const left = thingsLeft(state, now).filter((each) => tile === null || each.tile === tile);
  if (planOf({ findings: left }).length > 0) {
    const mended = left.filter((each) => each.fixes.some(({ recommended }) => recommended));
    const counted = tile === null ? left.filter((each) => isMendable(report, each)) : mended;
    return { kind: 'mend', things: counted.length };
  }
  const [old] = updatesOf(report).filter((copy) => tile === 'updates' || hasHoles(copy));
  if (old && (tile === null || tile === 'updates'))
    return { kind: 'update', copy: old.id, version: old.version };
  return tile === null || tile === 'isolation' ? tankStep(state, report) : null;
}

/** A tank where OpenClaw lives outside of one and shall not, then the way into it, then a model that lets it answer. */
function tankStep(state: AppState, report: Report): NextStep | null {
  const { offer, tanks = [], moves = [], preferences } = state;
  const ready = tanks.find((each) => each.state === 'running' && each.movedInAt === null);
  const [move] = moves;
  if (ready && move) return { kind: 'move-in', tank: ready.name, setup: move.id };
  const mute = tanks.find((each) => each.state === 'running' && each.answers === false);
  if (mute) return { kind: 'give-key', tank: mute.name };
  if (preferences.place !== 'here' && canHaveTank(state)) return { kind: 'tank', empty: false };
  const empty = report.copies.length === 0 && tanks.length === 0 && Boolean(offer?.best);
  return empty ? { kind: 'tank', empty } : null;
}

/**
 * The one thing that the main button does, of all that is known or of one tile: take back what was cut off, finish a tank,
 * then mend, update, make a tank, and in the end what only the person can do.
 * @param now milliseconds since 1970, by which an acceptance may be over
 */
export function nextStep(state: AppState, now: number, tile: TileId | null = null): NextStep {
  const { report, changes } = state;
  const broken = changes.find((entry) => entry.state === 'open');
  if (broken && tile === null) return { kind: 'take-back', entry: broken.id };
  const half = unfinishedOf(state);
  if (half && (tile === null || tile === 'isolation')) return { kind: 'finish-tank', engine: half.engine };
  if (!report) return { kind: 'none' };
  const own = ownStep(state, report, now, tile);
  if (own) return own;
  const isHere = (each: TileId) => tile === null || each === tile;
  const things =
    thingsLeft(state, now).filter((each) => isHere(each.tile)).length +
    unlookedTiles(report).filter(isHere).length;
  return things > 0 ? { kind: 'by-hand', things } : { kind: 'none' };
}
