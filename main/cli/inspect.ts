import type { Access } from '../system/read/access-log';
import { type CommandFunction, EXIT, WrongUsage, write, writeJson, writeLines } from './print';
import { runScan } from './run-scan';

/** `inspect`: looks, asks for a second opinion where that is wanted, prints the report, and gives the exit code. */
export const inspectCommand: CommandFunction = async (values, extra, language) => {
  if (extra.length > 0) throw new WrongUsage(`unexpected: ${extra.join(' ')}`);
  const accesses: Access[] = [];
  const looking = runScan(values, language, {
    onFinding(id, state) {
      if (values.progress) process.stderr.write(`${id} ${state}\n`);
    },
    ...(values.trace && { onAccesses: (all: readonly Access[]) => accesses.push(...all) }),
  });
  // Meanwhile: the process that looks has its own start to make.
  const [found, { renderReport }, { reportText }] = await Promise.all([
    looking,
    import('../report/render'),
    import('../report/text'),
  ]);
  const look = values['second-opinion']
    ? await (await import('./second-opinion')).withSecondOpinion(found, language)
    : found;
  if (values.progress)
    for (const { id, state } of look.findings.slice(found.findings.length))
      process.stderr.write(`${id} ${state}\n`);
  const report = renderReport(look, language);
  if (values.json) await writeJson(report);
  else await write(process.stdout, reportText(report));
  if (values.trace)
    await writeLines(
      accesses.map(({ kind, what }) => `${kind} ${what}`),
      process.stderr,
    );
  const states = new Set(report.tiles.map(({ state }) => state));
  if (states.has('attention')) return EXIT.attention;
  return states.has('unknown') ? EXIT.unknown : EXIT.fine;
};
