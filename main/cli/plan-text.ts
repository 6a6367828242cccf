import type { UndoPreview } from '../changes';
import type { Outcome, PlannedFix, ShownChange } from '../contract/change';
import type { MessageValue } from '../contract/finding';
import type { Language } from '../contract/report';
import { diffLines, hiddenMark } from '../contract/shown-lines';
import { translatorFor } from '../report/render';

const SIGNS = { gone: '-', new: '+', same: ' ' } as const;

/** The lines that go away and come, as a diff shows them; a line that stays stands once. */
const sides = ({ before, after }: ShownChange): readonly string[] =>
  diffLines(before, after).map(({ kind, text }) => `${SIGNS[kind]} ${text}`);

/** Plans, outcomes and journal in lines for people at a terminal. */
export function planText(language: Language) {
  const translate = translatorFor(language);
  const say = (id: string, values?: Readonly<Record<string, MessageValue>>) =>
    translate({ id: `plans.${id}`, ...(values && { values }) });

  function changeLines(change: ShownChange): readonly string[] {
    const { kind, where, before, after, admin } = change;
    const values = { where, before: before ?? '', after: after ?? '' };
    if (kind !== 'edit')
      return [
        `     ${say(kind === 'command' && admin ? 'command-admin' : kind, values)}`,
        ...(change.back === undefined ? [] : [`     ${say('command-back', { back: change.back })}`]),
      ];
    const verb = before === null ? 'make' : after === null ? 'remove' : 'edit';
    return [`     ${say(verb, values)}`, ...sides(change).map((line) => `       ${line}`)];
  }
  const fixLines = (fix: PlannedFix, titles: ReadonlyMap<string, string>) => {
    const remarks = [
      say(fix.recommended ? 'recommended' : 'your-choice'),
      fix.needsAdmin ? say('needs-admin') : '',
    ].filter(Boolean);
    return [
      `${fix.id}  (${remarks.join(', ')})`,
      `     ${translate(fix.does)}`,
      `     ${say('mends', { findings: fix.mends.map((id) => titles.get(id) ?? id) })}`,
      ...(fix.cost ? [`     ${say('cost', { cost: fix.cost })}`] : []),
      ...fix.changes.flatMap(changeLines),
      ...(fix.afterwards ? [`     ${say('afterwards', { afterwards: fix.afterwards })}`] : []),
      '',
    ];
  };
  /** These lines, and under them what the signs mean that stand for secrets, where there are any. */
  const withLegend = (lines: readonly string[]): readonly string[] => {
    const hidden = hiddenMark([{ before: null, after: lines.join('\n') }]);
    return hidden ? [...lines, say('hidden', hidden)] : lines;
  };
  return {
    translate,
    say,
    withLegend,
    fixes: (fixes: readonly PlannedFix[], titles: ReadonlyMap<string, string>) =>
      withLegend(fixes.flatMap((fix) => fixLines(fix, titles))),
    undo: (previews: readonly UndoPreview[]) =>
      withLegend(
        previews.flatMap(({ entry, changes, left }) => [
          `${entry.id}  (${say(`state.${entry.state}`)}, ${entry.at})`,
          `     ${say('would-take-back', { does: entry.does })}`,
          ...changes.flatMap(changeLines),
          ...left.map((each) => `     ${say('would-leave', { what: each })}`),
          '',
        ]),
      ),
    outcomes: (outcomes: readonly Outcome[]) =>
      withLegend(
        outcomes.flatMap((outcome) => [
          `${say(`result.${outcome.result}`)}: ${translate(outcome.does)}`,
          `     ${translate(outcome.because)}`,
          ...(outcome.afterwards ? [`     ${say('afterwards', { afterwards: outcome.afterwards })}`] : []),
        ]),
      ),
  };
}
