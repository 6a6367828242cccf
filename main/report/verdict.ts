import { compareWorse } from '../checks/define/worst-observation';
import { type Finding, type Message, TILES, type TileId } from '../contract/finding';
import type { Report } from '../contract/report';
import type { ScanResult } from '../contract/scan-result';
import { countMessage } from '../i18n/count-messages';
import { verdictMessages } from './verdict-messages';

/** Of what is equally bad, this comes first: what others can do to it, then what it can do, then where it lives. */
const NEAREST: readonly TileId[] = [
  'exposure',
  'extensions',
  'privileges',
  'private-data',
  'updates',
  'isolation',
];

/** The parts of the one number: findings that need attention or could not be told, each in one of them. */
export type VerdictCounts = NonNullable<Report['verdict']['counts']>;

/** What several findings mean together, worst first: a way in, and nothing that locks it. */
function together(findings: readonly Finding[]): string | undefined {
  const wrong = (id: string) => findings.find((each) => each.id === id && each.state === 'attention');
  const unlocked = wrong('gateway-password')?.severity === 'critical';
  if (unlocked && wrong('doors-to-outside')) return 'verdict.internet';
  if (unlocked && (wrong('gateway-listens-locally') ?? wrong('gateway-bind-setting')))
    return 'verdict.network';
  return wrong('chat-doors')?.severity === 'critical' ? 'verdict.chat' : undefined;
}

/** Tiles that no check looked at: none of them can be told. */
const unlooked = ({ findings }: ScanResult) =>
  TILES.filter((id) => !findings.some(({ tile }) => tile === id)).length;

/** The worst of a scan's findings; of equals, the one that is nearest. */
const worstOf = ({ findings }: ScanResult): Finding | undefined =>
  findings.toSorted((a, b) => compareWorse(a, b) || NEAREST.indexOf(a.tile) - NEAREST.indexOf(b.tile))[0];

const stateOf = (scan: ScanResult): Finding['state'] => {
  const state = worstOf(scan)?.state ?? 'unknown';
  return state !== 'attention' && unlooked(scan) > 0 ? 'unknown' : state;
};

/** The worst thing of a scan as a sentence that needs no other beside it; the finding's own title where it has none. */
function sentence(scan: ScanResult): Message {
  const worst = worstOf(scan);
  if (worst?.state !== 'attention') return { id: `verdict.${stateOf(scan)}` };
  const ids = [together(scan.findings), `verdict.${worst.id}-${worst.severity}`, `verdict.${worst.id}`];
  const id = ids.find((each) => each !== undefined && Object.hasOwn(verdictMessages.en, each));
  return id === undefined ? worst.title : { id };
}

/** What can be mended at once is what a recommended fix mends, and an old copy where an update is at hand. */
function countsOf(scan: ScanResult): VerdictCounts {
  const { findings, fixes = [], copies } = scan;
  const mended = new Set(fixes.filter(({ recommended }) => recommended).flatMap(({ mends }) => mends));
  const updates = copies.some(({ updatesTo }) => typeof updatesTo === 'string');
  const attention = findings.filter(({ state }) => state === 'attention');
  const mendable = attention.filter(({ id, tile }) => mended.has(id) || (tile === 'updates' && updates));
  return {
    mendable: mendable.length,
    yours: attention.length - mendable.length,
    unknown: findings.filter(({ state }) => state === 'unknown').length + unlooked(scan),
  };
}

/**
 * The head of a report, in no language yet: the worst finding's state, its sentence, and how many things there are to
 * do, by who does them. What no check looked at can't be told.
 */
export function verdictOf(scan: ScanResult): {
  readonly state: Finding['state'];
  readonly title: Message;
  readonly because: Message;
  readonly counts: VerdictCounts;
} {
  const counts = countsOf(scan);
  return {
    state: stateOf(scan),
    title: sentence(scan),
    because: countMessage(counts) ?? { id: 'verdict.checked', values: { count: scan.findings.length } },
    counts,
  };
}
