import type { PlannedFix } from '../contract/change';
import type { Language } from '../contract/report';
import type { ScanResult } from '../contract/scan-result';
import { cliEngine } from './cli-engine';
import { writeOutcomes } from './outcomes';
import { planText } from './plan-text';
import {
  type CommandFunction,
  EXIT,
  untilStopped,
  type Values,
  WrongUsage,
  writeJson,
  writeLines,
} from './print';
import { asPlanned, recommended } from './recommended';
import { runScan } from './run-scan';

async function writePlan(
  { findings }: ScanResult,
  fixes: readonly PlannedFix[],
  values: Values,
  language: Language,
): Promise<void> {
  const text = planText(language);
  if (values.json) {
    const translated = fixes.map((fix) => ({
      ...fix,
      does: text.translate(fix.does),
      cost: fix.cost && text.translate(fix.cost),
      afterwards: fix.afterwards && text.translate(fix.afterwards),
    }));
    return writeJson({ fixes: translated });
  }
  const titles = new Map(findings.map(({ id, title }) => [id, text.translate(title)]));
  await writeLines(fixes.length > 0 ? text.fixes(fixes, titles) : [text.say('none')]);
}

const plan: CommandFunction = async (values, extra, language) => {
  if (extra.length > 0) throw new WrongUsage(`unexpected: ${extra.join(' ')}`);
  const look = await runScan(values, language);
  await writePlan(look, look.fixes, values, language);
  return EXIT.fine;
};

/** Without names: the recommended ones. What is carried out is planned by the engine, under its lock. */
const apply: CommandFunction = async (values, names, language) => {
  if (values.yes) {
    let offered = 0;
    const choose = (plans: readonly PlannedFix[]) => {
      offered += plans.length;
      return recommended(plans);
    };
    const wanted = names.length > 0 ? names.map(asPlanned) : choose;
    const outcomes = await untilStopped((signal) => cliEngine(signal, values, language).apply(wanted));
    if (outcomes.length === 0 && offered > 0)
      await writeLines([planText(language).say('nothing-chosen')], process.stderr);
    return writeOutcomes(outcomes, values, language);
  }
  const look = await runScan(values, language);
  const named = (fix: PlannedFix) => (names.length > 0 ? names.includes(fix.id) : fix.recommended);
  const chosen = look.fixes.filter(named);
  const unknown = names.filter((name) => !chosen.some(({ id }) => id === name));
  if (unknown.length > 0) throw new WrongUsage(`no such fix: ${unknown.join(', ')}`);
  await writePlan(look, chosen, values, language);
  await writeLines([planText(language).say('would')], process.stderr);
  return EXIT.usage;
};

const undo: CommandFunction = async (values, names, language) => {
  const engine = (signal: AbortSignal) => cliEngine(signal, values, language);
  if (values.yes)
    return writeOutcomes(await untilStopped((signal) => engine(signal).undo(names)), values, language);
  const text = planText(language);
  const previews = await engine(new AbortController().signal).previewUndo(names);
  const unknown = names.filter((name) => !previews.some(({ entry }) => entry.id === name));
  if (unknown.length > 0) throw new WrongUsage(`no such change: ${unknown.join(', ')}`);
  if (values.json)
    await writeJson({
      changes: previews.map(({ entry, changes, left }) => ({
        ...entry,
        does: text.translate(entry.does),
        undo: changes,
        left: left.map(text.translate),
      })),
    });
  else await writeLines(previews.length > 0 ? text.undo(previews) : [text.say('no-changes')]);
  await writeLines([text.say('would-undo')], process.stderr);
  return EXIT.usage;
};

const VERBS: Readonly<Record<string, CommandFunction>> = { plan, apply, undo };

/** `fix plan`, `fix apply [FIX…]`, `fix undo [ENTRY…]`. */
export const fixCommand: CommandFunction = async (values, [verb, ...names], language) => {
  const command = verb !== undefined && Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined;
  if (!command) throw new WrongUsage(verb ? `no such command: fix ${verb}` : 'fix plan, apply or undo');
  return command(values, names, language);
};
