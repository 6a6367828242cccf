import type { Report } from '../contract/report';
import type { Access } from '../system/read/access-log';
import { appDataFolder } from '../system/read/app-paths';
import { type CommandFunction, EXIT, WrongUsage, write, writeJson, writeLines } from './print';
import { runScan } from './run-scan';

/** The helper's card of a report, with the end of the journal and of the debug log. */
async function cardOf(report: Report): Promise<string> {
  const [{ makeCard }, { cardText }, { createJournal, showEntry }, { localizeChanges }, { translatorFor }] =
    await Promise.all([
      import('../report/card/make-card'),
      import('../report/card/card-text'),
      import('../changes/journal'),
      import('../report/history/localize-history'),
      import('../report/render'),
    ]);
  const [{ thisComputer }, { lastLines }, { debugLogPath }] = await Promise.all([
    import('../system/read/this-computer'),
    import('../system/read/last-lines'),
    import('../system/write/debug-log'),
  ]);
  const folder = appDataFolder();
  const { system, ...identities } = thisComputer();
  const entries = await createJournal(folder, Date.now)
    .read()
    .catch(() => []);
  return cardText(
    makeCard({
      report,
      system,
      identities,
      changes: localizeChanges(entries.map(showEntry), translatorFor(report.language)),
      log: await lastLines(debugLogPath(process.env, folder), 100),
    }),
  );
}

/** `inspect`: looks, asks for a second opinion where that is wanted, prints the report, and gives the exit code. */
export const inspectCommand: CommandFunction = async (values, extra, language) => {
  if (extra.length > 0) throw new WrongUsage(`unexpected: ${extra.join(' ')}`);
  if (values.card && values.json) throw new WrongUsage('either --card or --json');
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
  else if (values.card) await write(process.stdout, await cardOf(report));
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
