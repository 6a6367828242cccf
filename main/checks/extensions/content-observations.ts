import { type Evidence, type Message, type Observation, SEVERITIES } from '../../contract/finding';
import type { ExtensionBehaviour, ExtensionContent } from '../../probes/extensions';
import type { PartialResult } from '../../probes/partial-result';
import { firstOf, gapEvidence } from '../setups/evaluate-setups';

/** As many places of one extension as a report shows. */
const MOST_PLACES = 6;

/** What a check says: of extensions that do what none should, of places that were not read, and of the rest. */
export interface ContentMessages {
  found(values: { count: number; names: readonly string[]; does: Message }): Message;
  unread(values: { count: number }): Message;
  fine(values: { count: number; files: number }): Message;
  none(): Message;
}

/** What an extension does, as a sentence. */
export const behaviourMessage = ({ id, what }: ExtensionBehaviour): Message => ({
  id: `content.does-${id}`,
  values: { what: what ?? 'none' },
});

const evidenceOf = ({ path, behaviours }: ExtensionContent): readonly Evidence[] => {
  const distinct = new Map(behaviours.map((each) => [`${each.id} ${each.file}`, each]));
  return [...distinct.values()].slice(0, MOST_PLACES).map((each) => ({
    kind: 'extension',
    where: `${path}/${each.file}:${each.line}`,
    saw: behaviourMessage(each),
  }));
};

/** One observation for the extensions of each severity, one for what could not be read, or one for that all is well. */
export function contentObservations(
  { items, gaps }: PartialResult<ExtensionContent>,
  stateDir: string,
  say: ContentMessages,
): readonly Observation[] {
  const observations: Observation[] = [];
  for (const severity of SEVERITIES) {
    const worst = items.filter(({ behaviours }) => behaviours[0]?.severity === severity);
    const first = worst[0]?.behaviours[0];
    if (!first) continue;
    const names = firstOf(worst).map(({ name }) => name);
    observations.push({
      state: 'attention',
      severity,
      because: say.found({ count: worst.length, names, does: behaviourMessage(first) }),
      evidence: firstOf(worst).flatMap(evidenceOf),
    });
  }
  if (gaps.length > 0)
    observations.push({
      state: 'unknown',
      because: say.unread({ count: gaps.length }),
      evidence: gapEvidence(gaps),
    });
  if (observations.length > 0) return observations;
  const files = items.reduce((sum, each) => sum + each.files, 0);
  const because = items.length === 0 ? say.none() : say.fine({ count: items.length, files });
  const evidence: readonly Evidence[] =
    items.length === 0
      ? [{ kind: 'folder', where: stateDir, saw: because }]
      : firstOf(items).map(({ path }) => ({ kind: 'extension', where: path, saw: because }));
  return [{ state: 'good', because, evidence }];
}
