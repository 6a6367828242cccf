import type { Language } from '../contract/report';
import type { ShownAttempt, ShownTank } from '../contract/work';
import { translatorFor } from '../report/render';

/** How tanks stand, in lines for people. */
export function tankLines(tanks: readonly ShownTank[], language: Language): readonly string[] {
  const translate = translatorFor(language);
  const say = (id: string, values?: Readonly<Record<string, string | number>>) =>
    translate({ id: `tank.making-${id}`, ...(values && { values }) });
  if (tanks.length === 0) return [say('line-none')];
  return tanks.flatMap(({ name, engineName, state, step, progress, openclaw, port, receipt, ...tank }) => [
    `${name}  ${engineName}  ${say(`state-${state}`)}`,
    ...(state === 'unfinished'
      ? [`     ${say('line-progress', { percent: Math.round((progress ?? 0) * 100), step: step ?? '' })}`]
      : []),
    ...(openclaw.version === null ? [] : [`     OpenClaw ${openclaw.version}`]),
    ...(port === null ? [] : [`     http://127.0.0.1:${port}/`]),
    ...(receipt ? [`     ${say('line-receipt', { at: receipt.at })}`] : []),
    ...(receipt && tank.receiptDue ? [`     ${say('line-receipt-due')}`] : []),
    ...(tank.snapshots && tank.snapshots.length > 0
      ? [`     ${say('line-snapshots', { names: tank.snapshots.map((each) => each.name).join(', ') })}`]
      : []),
  ]);
}

/** What was tried, in lines for people. */
export const tryLines = (tries: readonly ShownAttempt[], language: Language): readonly string[] =>
  tries.flatMap(({ outcome, title, saw }) => [
    `${translatorFor(language)({ id: `tank.making-try-${outcome}` })}  ${title}`,
    `     ${saw}`,
  ]);
