import type { PlannedFix } from '../contract/change';
import type { Look } from '../contract/look';
import type { Language } from '../contract/report';
import { startLook } from '../scan/look';
import { ownFolder } from '../state/folder';
import { terminalEngine } from './engine';
import { writeOutcomes } from './outcomes';
import { planText } from './plan-text';
import { EXIT, type Run, untilStopped, type Values, WrongUsage, writeJson, writeLines } from './say';

const lookNow = ({ offline }: Pick<Values, 'offline'>) =>
  untilStopped((signal) => startLook({ folder: ownFolder(), offline, signal }));

async function writePlan(
  { findings }: Look,
  fixes: readonly PlannedFix[],
  values: Values,
  language: Language,
): Promise<void> {
  const text = planText(language);
  if (values.json) {
    const spoken = fixes.map((fix) => ({
      ...fix,
      does: text.speak(fix.does),
      cost: fix.cost && text.speak(fix.cost),
      afterwards: fix.afterwards && text.speak(fix.afterwards),
    }));
    return writeJson({ fixes: spoken });
  }
  const titles = new Map(findings.map(({ id, title }) => [id, text.speak(title)]));
  await writeLines(fixes.length > 0 ? text.fixes(fixes, titles) : [text.say('none')]);
}

const plan: Run = async (values, extra, language) => {
  if (extra.length > 0) throw new WrongUsage(`unexpected: ${extra.join(' ')}`);
  const look = await lookNow(values);
  await writePlan(look, look.fixes, values, language);
  return EXIT.fine;
};

/** Without names: the recommended ones. What a name stands for is planned anew by the engine, under its lock. */
const apply: Run = async (values, names, language) => {
  const carryOut = (ids: readonly string[]) =>
    untilStopped((signal) =>
      terminalEngine(signal, values, language).apply(ids.map((id) => ({ id, fingerprint: null }))),
    );
  if (values.yes && names.length > 0) return writeOutcomes(await carryOut(names), values, language);
  const look = await lookNow(values);
  const named = (fix: PlannedFix) => (names.length > 0 ? names.includes(fix.id) : fix.recommended);
  const chosen = look.fixes.filter(named);
  const unknown = names.filter((name) => !chosen.some(({ id }) => id === name));
  if (unknown.length > 0) throw new WrongUsage(`no such fix: ${unknown.join(', ')}`);
  if (!values.yes) {
    await writePlan(look, chosen, values, language);
    await writeLines([planText(language).say('would')], process.stderr);
    return EXIT.usage;
  }
  const outcomes = chosen.length > 0 ? await carryOut(chosen.map(({ id }) => id)) : [];
  if (chosen.length === 0 && look.fixes.length > 0)
    await writeLines([planText(language).say('nothing-chosen')], process.stderr);
  return writeOutcomes(outcomes, values, language);
};

const undo: Run = async (values, names, language) => {
  const engine = (signal: AbortSignal) => terminalEngine(signal, values, language);
  if (values.yes)
    return writeOutcomes(await untilStopped((signal) => engine(signal).undo(names)), values, language);
  const text = planText(language);
  const all = await engine(new AbortController().signal).entries();
  const unknown = names.filter((name) => !all.some(({ id }) => id === name));
  if (unknown.length > 0) throw new WrongUsage(`no such change: ${unknown.join(', ')}`);
  const entries = all.filter(
    ({ id, state }) => state !== 'undone' && state !== 'final' && (names.length === 0 || names.includes(id)),
  );
  if (values.json)
    await writeJson({ changes: entries.map((entry) => ({ ...entry, does: text.speak(entry.does) })) });
  else await writeLines(entries.length > 0 ? text.entries(entries) : [text.say('no-changes')]);
  await writeLines([text.say('would-undo')], process.stderr);
  return EXIT.usage;
};

const VERBS: Readonly<Record<string, Run>> = { plan, apply, undo };

/** `fix plan`, `fix apply [FIX…]`, `fix undo [ENTRY…]`. */
export const run: Run = async (values, [verb, ...names], language) => {
  const command = verb !== undefined && Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined;
  if (!command) throw new WrongUsage(verb ? `no such command: fix ${verb}` : 'fix plan, apply or undo');
  return command(values, names, language);
};
