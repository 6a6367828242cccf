import { type Evidence, type Finding, SEVERITIES, type Severity } from '../contract/finding';
import type { Look } from '../contract/look';

/** One thing that can be told, once. */
export interface Matter {
  /** Names it from look to look and from run to run: `<finding>/<what>`. */
  readonly key: string;
  readonly finding: string;
  /** How the finding stands, a version that came out, a hole in the user's own version, an acceptance that ended. */
  readonly what: 'state' | 'version' | 'hole' | 'term';
  /** Null: the finding could not be told. */
  readonly severity: Severity | null;
}

/** From the worst to the mildest; what could not be told comes last. */
export const rank = ({ severity }: Matter): number =>
  severity === null ? SEVERITIES.length : SEVERITIES.indexOf(severity);

/** The check of known-holes rates each advisory by a message of its own: `known-holes.high`. */
function ratingOf({ saw }: Evidence, otherwise: Severity): Severity {
  const rated = typeof saw === 'object' ? saw.values?.severity : undefined;
  const word =
    typeof rated === 'object' && 'id' in rated ? rated.id.slice(rated.id.lastIndexOf('.') + 1) : undefined;
  return SEVERITIES.find((each) => each === word) ?? otherwise;
}

/**
 * The newest version of the channel of each copy that is behind. A copy under a former name gets no more versions,
 * so none is news for it.
 */
function newestOf(evidence: readonly Evidence[]): readonly string[] {
  return evidence.flatMap(({ saw, state }, at) => {
    const copy = evidence[at - 1];
    const newest = typeof saw === 'object' ? saw.values?.newest : undefined;
    const behind = (state ?? 'attention') === 'attention' && String(copy?.saw).startsWith('openclaw ');
    return behind && typeof newest === 'string' ? [newest] : [];
  });
}

function ofFinding({ id, state, severity, evidence }: Finding): readonly Matter[] {
  if (state === 'unknown') return [{ key: `${id}/unknown`, finding: id, what: 'state', severity: null }];
  if (state !== 'attention') return [];
  const worst = severity ?? 'high';
  const holes = evidence.filter((each) => each.kind === 'advisory');
  return [
    { key: `${id}/${worst}`, finding: id, what: 'state', severity: worst },
    ...holes.map((hole): Matter => {
      return { key: `${id}/${hole.where}`, finding: id, what: 'hole', severity: ratingOf(hole, worst) };
    }),
    ...[...new Set(id === 'newest-version' ? newestOf(evidence) : [])].map((version): Matter => {
      return { key: `${id}/${version}`, finding: id, what: 'version', severity: worst };
    }),
  ];
}

/** All that stands now and could be told. Nothing of it is in a language, nothing names a file. */
export const mattersOf = (look: Look): readonly Matter[] => {
  const all = look.findings.flatMap(ofFinding);
  return [...new Map(all.map((matter) => [matter.key, matter])).values()];
};
