import { SEVERITIES, type Severity, type State, TILES, type TileId } from '../main/contract/finding';
import type { Report } from '../main/contract/report';

const STATES: readonly State[] = ['attention', 'unknown', 'good', 'not-applicable'];

interface Judged {
  readonly state: State;
  readonly severity?: Severity;
}

const rank = ({ state, severity }: Judged) =>
  STATES.indexOf(state) * SEVERITIES.length + (severity ? SEVERITIES.indexOf(severity) : 0);

/** Worst first; equals keep their order. */
export const worstFirst = <J extends Judged>(judged: readonly J[]): J[] =>
  [...judged].sort((a, b) => rank(a) - rank(b));

/** The order in which a reader is led through the tiles: worst first, then the guide’s order. */
export const tileWalk = (report: Report): TileId[] => worstFirst(report.tiles).map((tile) => tile.id);

/** No copy was found, and nothing that is asked of an OpenClaw applies; where it would live is asked of the computer. */
export const hasNoOpenClaw = (report: Report): boolean =>
  report.copies.length === 0 &&
  report.tiles.length === TILES.length &&
  report.tiles.every((tile) => tile.id === 'isolation' || tile.state === 'not-applicable');

/** How many findings stand in each state. */
export function tally(report: Report): Readonly<Record<State, number>> {
  const count = { attention: 0, unknown: 0, good: 0, 'not-applicable': 0 };
  for (const { state } of report.findings) count[state] += 1;
  return count;
}
