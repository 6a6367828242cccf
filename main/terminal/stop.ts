import { planOfStop, stopNow } from '../errands/works/stop-now';
import { voice } from '../report/render';
import { ownFolder } from '../state/folder';
import { writeOutcomes } from './outcomes';
import { EXIT, type Run, safe, untilStopped, WrongUsage, writeLines } from './say';
import { writeChanges } from './shown';

/** `stop`: ends every OpenClaw of this computer. 0 when a look afterwards sees that nothing of it runs any more. */
export const run: Run = async (values, extra, language) => {
  if (extra.length > 0) throw new WrongUsage(`unexpected: ${extra.join(' ')}`);
  const folder = ownFolder();
  const speak = voice(language);
  if (!values.yes) {
    const { own, asAdmin } = await planOfStop(folder);
    await writeChanges([...own, ...asAdmin], values.json);
    if (own.length + asAdmin.length === 0)
      await writeLines([speak({ id: 'stop.nothing-ran' })], process.stderr);
    return EXIT.usage;
  }
  const { outcomes, stopped } = await untilStopped((signal) =>
    stopNow({
      folder,
      signal,
      onProgress({ now, line }) {
        if (values.progress) process.stderr.write(`${safe(line ?? speak(now))}\n`);
      },
    }),
  );
  await writeOutcomes(outcomes, values, language);
  return stopped ? EXIT.fine : EXIT.attention;
};
