import { join } from 'node:path';
import { isSettings, loadSettings } from '../config/settings';
import { UPDATE_RISKS, type UpdateRisk } from '../contract/change';
import type { Message } from '../contract/finding';
import type { Language } from '../contract/report';
import { safeLine, safeText } from '../contract/safe-text';
import { updateFacts } from '../operations/update/facts';
import { copiesNow, preflightNow, type UpdateNow, updateNow } from '../operations/update/run-update';
import type { Preflight } from '../operations/update/update-plan';
import type { Copy } from '../probes/openclaw';
import { copyId } from '../scan/start-scan';
import { appDataFolder } from '../system/read/app-paths';
import { jsonFile } from '../system/write/json-file';
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

/** The copy that is named by its id or path; the only one when none is named. */
function choose(copies: readonly Copy[], names: readonly string[]): Copy {
  const here = copies
    .map(({ path, version }) => `  ${copyId(path)} ${safeLine(version ?? '?')} ${safeLine(path)}`)
    .join('\n');
  if (names.length > 1) throw new WrongUsage(`one copy at a time; there are:\n${here}`);
  const [name] = names;
  if (name === undefined) {
    const [only, ...others] = copies;
    if (!only) throw new WrongUsage('no OpenClaw was found on this computer');
    if (others.length > 0) throw new WrongUsage(`which copy? There are:\n${here}`);
    return only;
  }
  const found = copies.find(({ path }) => path === name || copyId(path) === name);
  if (!found) throw new WrongUsage(`no such copy: ${safeText(name)}; there are:\n${here}`);
  return found;
}

/** The words that a choice takes here. */
const toAdd = (risks: readonly UpdateRisk[]): Message => ({
  id: 'updates.fact-accept',
  values: { switches: `--yes --accept ${risks.join(',')}` },
});

/** `--accept deprecated,unconfirmed`. */
function readRisks(given: string | undefined): readonly UpdateRisk[] {
  return (given ?? '')
    .split(',')
    .filter((word) => word !== '')
    .map((word) => {
      const found = UPDATE_RISKS.find((risk) => risk === word);
      if (!found) throw new WrongUsage(`--accept takes ${UPDATE_RISKS.join(', ')}; not ${safeText(word)}`);
      return found;
    });
}

/** What would be done, or why nothing can be. */
async function show(copy: Copy, found: Preflight, values: Values, language: Language): Promise<number> {
  const { translate } = planText(language);
  const risks = found.state === 'ready' ? found.plan.risks.map(({ id }) => id) : [];
  const facts: readonly Message[] =
    found.state === 'ready'
      ? [...updateFacts(found.plan), risks.length > 0 ? toAdd(risks) : { id: 'updates.fact-yes' }]
      : [found.because];
  const sentences = facts.map(translate);
  if (values.json) {
    const versions = found.state === 'ready' ? { from: found.plan.from, to: found.plan.release.version } : {};
    await writeJson({
      copy: copyId(copy.path),
      path: copy.path,
      state: found.state,
      ...versions,
      ...(found.state === 'ready' && { accept: found.plan.risks.map(({ id }) => id) }),
      facts: sentences,
    });
  } else await writeLines(sentences);
  return found.state === 'ready' ? EXIT.usage : found.state === 'current' ? EXIT.fine : EXIT.attention;
}

/** `update [COPY]`: brings one copy to the newest of its channel; without `--yes` it shows what that would be. */
export const updateCommand: CommandFunction = async (values, names, language) => {
  const folder = appDataFolder();
  const { preferences } = loadSettings(jsonFile(join(folder, 'settings.json'), isSettings), () => {}).get();
  const { translate } = planText(language);
  const accepted = readRisks(values.accept);
  return untilStopped(async (signal) => {
    const copy = choose(await copiesNow(signal), names);
    const now: UpdateNow = {
      folder,
      signal,
      mirror: preferences.mirror,
      offline: values.offline,
      accepted,
      onProgress({ now: step, done, of, line }) {
        if (values.progress)
          process.stderr.write(`${safeText(line ?? `${done + 1}/${of} ${translate(step)}`)}\n`);
      },
    };
    if (!values.yes) return show(copy, await preflightNow(copy, now), values, language);
    const outcomes = await updateNow(copy.path, now);
    const code = await writeOutcomes(outcomes, values, language);
    const choices = outcomes.find((each) => each.choices)?.choices;
    if (choices && !values.json) await writeLines([translate(toAdd(choices))]);
    return outcomes.every(({ result, because }) => result === 'fixed' || because.id === 'updates.current')
      ? EXIT.fine
      : code;
  });
};
