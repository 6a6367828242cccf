import { renderReport } from '../report/render';
import { reportText } from '../report/text';
import { startLook } from '../scan/look';
import { ownFolder } from '../state/folder';
import { EXIT, type Run, untilStopped, WrongUsage, write, writeJson } from './say';

/** `inspect`: looks, prints the report, and gives the exit code. */
export const run: Run = async (values, extra, language) => {
  if (extra.length > 0) throw new WrongUsage(`unexpected: ${extra.join(' ')}`);
  const look = await untilStopped((signal) =>
    startLook({
      folder: ownFolder(),
      offline: values.offline,
      signal,
      onProgress(_looking, finding) {
        if (values.progress && finding) process.stderr.write(`${finding.id} ${finding.state}\n`);
      },
    }),
  );
  const report = renderReport(look, language);
  if (values.json) await writeJson(report);
  else await write(process.stdout, reportText(report));
  const states = new Set(report.tiles.map(({ state }) => state));
  if (states.has('attention')) return EXIT.attention;
  return states.has('unknown') ? EXIT.cannotTell : EXIT.fine;
};
