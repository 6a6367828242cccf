import { safeText } from '../contract/safe-text';
import { planOfStop, runStop } from '../operations/stop/run-stop';
import { translatorFor } from '../report/render';
import { appDataFolder } from '../system/read/app-paths';
import { writeOutcomes } from './outcomes';
import { type CommandFunction, EXIT, untilStopped, WrongUsage, writeLines } from './print';
import { writeChanges } from './write-changes';

/** `stop`: ends every OpenClaw of this computer. 0 when a scan afterwards sees that nothing of it runs any more. */
export const stopCommand: CommandFunction = async (values, extra, language) => {
  if (extra.length > 0) throw new WrongUsage(`unexpected: ${extra.join(' ')}`);
  const folder = appDataFolder();
  const translate = translatorFor(language);
  if (!values.yes) {
    const { own, asAdmin } = await planOfStop(folder);
    await writeChanges([...own, ...asAdmin], values.json, language);
    if (own.length + asAdmin.length === 0)
      await writeLines([translate({ id: 'stop.nothing-ran' })], process.stderr);
    return EXIT.usage;
  }
  const { outcomes, stopped } = await untilStopped((signal) =>
    runStop({
      folder,
      signal,
      onProgress({ now, line }) {
        if (values.progress) process.stderr.write(`${safeText(line ?? translate(now))}\n`);
      },
    }),
  );
  await writeOutcomes(outcomes, values, language);
  return stopped ? EXIT.fine : EXIT.attention;
};
