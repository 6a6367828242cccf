import type { Outcome, PlannedFix, ShownChange, ShownEntry } from '../contract/change';
import type { MessageValue } from '../contract/finding';
import type { Language } from '../contract/report';
import { voice } from '../report/render';

/** The lines that go away and come, as a diff shows them; a line that stays stands once. */
function sides({ before, after }: ShownChange): readonly string[] {
  const [was, is] = [before, after].map((text) => (text === null || text === '' ? [] : text.split('\n')));
  if (!was || !is) return [];
  const lines: string[] = [];
  let at = 0;
  for (const line of was) {
    const same = is.indexOf(line, at);
    if (same < 0) {
      lines.push(`- ${line}`);
      continue;
    }
    lines.push(...is.slice(at, same).map((each) => `+ ${each}`), `  ${line}`);
    at = same + 1;
  }
  return [...lines, ...is.slice(at).map((each) => `+ ${each}`)];
}

/** Plans, outcomes and journal in lines for people at a terminal. */
export function planText(language: Language) {
  const speak = voice(language);
  const say = (id: string, values?: Readonly<Record<string, MessageValue>>) =>
    speak({ id: `plans.${id}`, ...(values && { values }) });

  function changeLines(change: ShownChange): readonly string[] {
    const { kind, where, before, after, admin } = change;
    const told = { where, before: before ?? '', after: after ?? '' };
    if (kind !== 'edit')
      return [
        `     ${say(kind === 'command' && admin ? 'command-admin' : kind, told)}`,
        ...(change.back === undefined ? [] : [`     ${say('command-back', { back: change.back })}`]),
      ];
    const verb = before === null ? 'make' : after === null ? 'remove' : 'edit';
    return [`     ${say(verb, told)}`, ...sides(change).map((line) => `       ${line}`)];
  }
  const fixLines = (fix: PlannedFix, titles: ReadonlyMap<string, string>) => {
    const remarks = [
      say(fix.recommended ? 'recommended' : 'your-choice'),
      fix.needsAdmin ? say('needs-admin') : '',
    ].filter(Boolean);
    return [
      `${fix.id}  (${remarks.join(', ')})`,
      `     ${speak(fix.does)}`,
      `     ${say('mends', { findings: fix.mends.map((id) => titles.get(id) ?? id) })}`,
      ...(fix.cost ? [`     ${say('cost', { cost: fix.cost })}`] : []),
      ...fix.changes.flatMap(changeLines),
      ...(fix.afterwards ? [`     ${say('afterwards', { afterwards: fix.afterwards })}`] : []),
      '',
    ];
  };
  return {
    speak,
    say,
    fixes: (fixes: readonly PlannedFix[], titles: ReadonlyMap<string, string>) =>
      fixes.flatMap((fix) => fixLines(fix, titles)),
    entries: (entries: readonly ShownEntry[]) =>
      entries.flatMap((entry) => [
        `${entry.id}  (${say(`state.${entry.state}`)}, ${entry.at})`,
        `     ${speak(entry.does)}`,
        ...entry.changes.flatMap(changeLines),
        '',
      ]),
    outcomes: (outcomes: readonly Outcome[]) =>
      outcomes.flatMap((outcome) => [
        `${say(`result.${outcome.result}`)}: ${outcome.does ? speak(outcome.does) : outcome.fix || (outcome.entry ?? '')}`,
        `     ${speak(outcome.because)}`,
        ...(outcome.afterwards ? [`     ${say('afterwards', { afterwards: outcome.afterwards })}`] : []),
      ]),
  };
}
