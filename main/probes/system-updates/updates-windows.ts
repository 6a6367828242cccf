import type { Evidence } from '../../contract/finding';
import type { Host } from '../../system/read';
import { registryTexts } from '../machine/machine-windows';
import { type Gap, readFailure } from '../partial-result';
import { lastDayOfWindows } from './support-table';
import type { SystemUpdatesProbe } from './types';

const VERSION = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion';
/** Made when an update waits for a restart, gone after it (learn.microsoft.com, Windows Update). */
const RESTART =
  'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\WindowsUpdate\\Auto Update\\RebootRequired';
const TAIL = 4 * 1024 * 1024;
/**
 * Titles of updates that hold all of the system's repairs of their month: the long form in English and Chinese, and the short
 * one with the build that it makes, the same everywhere: `2026-11 Security Update (KB5079473) (26200.8037)`.
 */
const ALL_REPAIRS = /Cumulative Update|Security Monthly Quality Rollup|累[积積]更新/;
const OF_WINDOWS = /Windows (?:\d|Server)|Microsoft server operating system/;
const MAKES_BUILD = /\(KB\d{6,8}\) \(\d{5}\.\d{1,6}\)/;
/** What comes in the same words for parts of it. */
const OF_A_PART = /\.NET|Internet Explorer|Office/;

const isOfSystem = (line: string) =>
  (MAKES_BUILD.test(line) || (ALL_REPAIRS.test(line) && OF_WINDOWS.test(line))) && !OF_A_PART.test(line);

export interface UpdateEvents {
  readonly searchedAt: number | null;
  readonly installedAt: number | null;
}

/**
 * ReportingEvents.log, a line an event: its id, its time, a number, and `183 [AGENT_INSTALLING_SUCCEEDED]` or
 * `147 [AGENT_DETECTION_FINISHED]`, then more with the title and its KB number. Names of events are never translated, titles are.
 */
export function eventsIn(text: string): UpdateEvents {
  const times = { searched: [] as number[], installed: [] as number[] };
  for (const line of text.split('\n')) {
    const [, date = '', time = '', zone = ''] =
      /\t(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d):\d{3}([+-]\d{4})\t/.exec(line) ?? [];
    const at = Date.parse(`${date}T${time}${zone.slice(0, 3)}:${zone.slice(3)}`);
    if (Number.isNaN(at)) continue;
    if (line.includes('[AGENT_DETECTION_FINISHED]')) times.searched.push(at);
    if (line.includes('[AGENT_INSTALLING_SUCCEEDED]') && isOfSystem(line)) times.installed.push(at);
  }
  const last = (all: readonly number[]) =>
    all.length > 0 ? all.reduce((one, other) => Math.max(one, other)) : null;
  return { searchedAt: last(times.searched), installedAt: last(times.installed) };
}

/** Windows, by its build, and by the journal that Windows Update keeps. Nothing of Windows Update is started. */
export function windowsUpdates(host: Host): SystemUpdatesProbe {
  const query = (key: string) =>
    host.run('reg', ['query', key]).then(
      ({ code, stdout }) => ({ code, text: stdout.toString('latin1') }),
      () => null,
    );
  return {
    async look() {
      const gaps: Gap[] = [];
      const evidence: Evidence[] = [];
      const journal = host.path.join(
        host.env.SystemRoot ?? host.env.SYSTEMROOT ?? 'C:\\Windows',
        'SoftwareDistribution',
        'ReportingEvents.log',
      );
      const [version, restart] = await Promise.all([query(VERSION), query(RESTART)]);
      const values = registryTexts(version?.code === 0 ? version.text : '');
      const {
        CurrentBuildNumber: build = '',
        EditionID = '',
        InstallationType = '',
        DisplayVersion = '',
      } = values;
      const system = build === '' ? null : `Windows ${DisplayVersion} (${build}, ${EditionID})`;
      if (system === null) gaps.push({ where: VERSION, because: { id: 'updates.no-release' } });
      else evidence.push({ kind: 'registry', where: VERSION, saw: system });
      if (restart?.code === 0)
        evidence.push({ kind: 'registry', where: RESTART, saw: { id: 'updates.restart' } });
      let events: UpdateEvents = { searchedAt: null, installedAt: null };
      try {
        const { size } = await host.stat(journal);
        const part = Buffer.alloc(Math.min(size, TAIL));
        // Two bytes a character: what is read begins at a whole one.
        const from = Math.max(0, size - TAIL);
        const length = await host.readPart(journal, from - (from % 2), part);
        events = eventsIn(part.toString('utf16le', 0, length));
        if (events.installedAt === null) gaps.push({ where: journal, because: { id: 'updates.no-install' } });
      } catch (error) {
        gaps.push({ where: journal, because: readFailure(error) });
      }
      const { searchedAt, installedAt } = events;
      if (installedAt !== null) {
        const day = new Date(installedAt).toISOString().slice(0, 10);
        evidence.push({ kind: 'file', where: journal, saw: { id: 'updates.put-in', values: { day } } });
      }
      const lastDay = lastDayOfWindows(build, EditionID, InstallationType);
      return {
        system,
        lastDay,
        // What came after the last day came by a paid extension, or wasn't the system's.
        extended:
          lastDay !== null && installedAt !== null && installedAt > Date.parse(lastDay) + 2 * 86_400_000,
        pending: null,
        knownAt: searchedAt,
        installedAt,
        // Once a month, on the second Tuesday, with days for it to arrive.
        rhythm: 45,
        automatic: null,
        restartSince: restart?.code === 0 ? (installedAt ?? 0) : null,
        evidence,
        gaps,
      };
    },
  };
}
