import { join } from 'node:path';
import type { Message } from '../contract/finding';
import type { Language } from '../contract/report';
import { copiesNow, preflightNow, type UpdateNow, updateNow } from '../errands/works/update-now';
import type { Copy } from '../probes/openclaw';
import { copyId } from '../scan/look';
import { ownFolder } from '../state/folder';
import { keptFile } from '../state/kept';
import { isSettings, keepSettings } from '../state/settings';
import { factsOf } from '../updates/facts';
import type { Preflight } from '../updates/plan';
import { writeOutcomes } from './outcomes';
import { planText } from './plan-text';
import { EXIT, type Run, safe, untilStopped, type Values, WrongUsage, writeJson, writeLines } from './say';

/** The copy that is named by its id or path; the only one when none is named. */
function choose(copies: readonly Copy[], names: readonly string[]): Copy {
  const here = copies.map(({ path, version }) => `  ${copyId(path)} ${version ?? '?'} ${path}`).join('\n');
  if (names.length > 1) throw new WrongUsage(`one copy at a time; there are:\n${here}`);
  const [name] = names;
  if (name === undefined) {
    const [only, ...others] = copies;
    if (!only) throw new WrongUsage('no OpenClaw was found on this computer');
    if (others.length > 0) throw new WrongUsage(`which copy? There are:\n${here}`);
    return only;
  }
  const found = copies.find(({ path }) => path === name || copyId(path) === name);
  if (!found) throw new WrongUsage(`no such copy: ${safe(name)}; there are:\n${here}`);
  return found;
}

/** What would be done, or why nothing can be. */
async function show(copy: Copy, found: Preflight, values: Values, language: Language): Promise<number> {
  const { speak } = planText(language);
  const facts: readonly Message[] = found.state === 'ready' ? factsOf(found.plan) : [found.because];
  const sentences = facts.map(speak);
  if (values.json) {
    const versions = found.state === 'ready' ? { from: found.plan.from, to: found.plan.release.version } : {};
    await writeJson({
      copy: copyId(copy.path),
      path: copy.path,
      state: found.state,
      ...versions,
      facts: sentences,
    });
  } else await writeLines(sentences);
  return found.state === 'ready' ? EXIT.usage : found.state === 'current' ? EXIT.fine : EXIT.attention;
}

/** `update [COPY]`: brings one copy to the newest of its channel; without `--yes` it shows what that would be. */
export const run: Run = async (values, names, language) => {
  const folder = ownFolder();
  const { preferences } = keepSettings(keptFile(join(folder, 'settings.json'), isSettings), () => {}).get();
  const { speak } = planText(language);
  return untilStopped(async (signal) => {
    const copy = choose(await copiesNow(signal), names);
    const now: UpdateNow = {
      folder,
      signal,
      mirror: preferences.mirror,
      offline: values.offline,
      onProgress({ now: step, done, of, line }) {
        if (values.progress) process.stderr.write(`${safe(line ?? `${done + 1}/${of} ${speak(step)}`)}\n`);
      },
    };
    if (!values.yes) return show(copy, await preflightNow(copy, now), values, language);
    const outcomes = await updateNow(copy.path, now);
    const code = await writeOutcomes(outcomes, values, language);
    return outcomes.every(({ result, because }) => result === 'fixed' || because.id === 'updates.current')
      ? EXIT.fine
      : code;
  });
};
