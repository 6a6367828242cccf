import { resolve } from 'node:path';
import { lookIntoFolder } from '../probes/extensions/content/look-into-folder';
import { sarifOf } from '../report/sarif';
import { renderVetting, vettingLines } from '../report/vetting';
import { nodeHost } from '../system/read/node-host';
import { type CommandFunction, EXIT, untilStopped, WrongUsage, writeJson, writeLines } from './print';

/** `vet FOLDER`: whether a skill or plugin does what none should, before it is installed or published. Changes nothing. */
export const vetCommand: CommandFunction = async (values, [folder, ...extra], language) => {
  if (folder === undefined || extra.length > 0) throw new WrongUsage('vet takes one folder');
  if (values.json && values.sarif) throw new WrongUsage('either --json or --sarif');
  const found = await untilStopped((signal) => lookIntoFolder(nodeHost(signal), resolve(folder)));
  if (found === null) throw new WrongUsage(`no such folder: ${folder}`);
  const vetting = renderVetting(found, language);
  if (values.sarif) await writeJson(sarifOf(vetting));
  else if (values.json) await writeJson(vetting);
  else await writeLines(vettingLines(vetting, language));
  if (vetting.state === 'attention') return EXIT.attention;
  return vetting.state === 'unknown' ? EXIT.unknown : EXIT.fine;
};
