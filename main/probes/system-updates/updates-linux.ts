import type { Evidence } from '../../contract/finding';
import { errorCode, type Host, isAbsentReading } from '../../system/read';
import { type Gap, readFailure } from '../partial-result';
import { rowsIn, withDatabase } from '../sqlite/read-rows';
import { lastDayOfLinux } from './support-table';
import type { SystemUpdates, SystemUpdatesProbe } from './types';
import { aptUpdates } from './updates-apt';
import { isWholeDnf, lastByPacman, lastByZypper } from './upgrade-logs';

const RELEASES = ['/etc/os-release', '/usr/lib/os-release'];
/** What Debian's and Ubuntu's packages leave where a restart is needed (update-notifier, needrestart). */
const RESTART = ['/run/reboot-required', '/var/run/reboot-required'];
const LARGEST_LOG = 64 * 1024 * 1024;
const TAIL = 4 * 1024 * 1024;
const ROWS = 100_000;

/** `NAME=value` lines, with or without quotes (os-release(5)). */
export function parseOsRelease(text: string): Readonly<Record<string, string>> {
  const values = text.split('\n').flatMap((line) => {
    const at = line.indexOf('=');
    const name = line.slice(0, Math.max(at, 0)).trim();
    const value = line.slice(at + 1).trim();
    const isQuoted = value.length > 1 && /^["']/.test(value) && value.at(-1) === value[0];
    return /^[A-Z_]+$/.test(name) ? [[name, isQuoted ? value.slice(1, -1) : value] as const] : [];
  });
  return Object.fromEntries(values);
}

/** Logs of text, and when one of them says that all was brought up to date. */
const LOGS = [
  { file: '/var/log/pacman.log', lastIn: lastByPacman },
  { file: '/var/log/zypp/history', lastIn: lastByZypper },
] as const;
/** The histories of dnf 4 and 5: each transaction with its command line, and whether it came to its end (TransactionState of libdnf and libdnf5). */
const HISTORIES = [
  { file: '/var/lib/dnf/history.sqlite', table: 'trans', columns: ['dt_end', 'cmdline', 'state'], done: 1 },
  {
    file: '/usr/lib/sysimage/libdnf5/transaction_history.sqlite',
    table: 'trans',
    columns: ['dt_end', 'description', 'state_id'],
    done: 2,
  },
] as const;
type Upgrades = Pick<SystemUpdates, 'installedAt' | 'evidence' | 'gaps'>;

/** When all was last brought up to date, by what package managers other than apt wrote down. Null where none of them is used. */
async function upgradesOf(host: Host): Promise<Upgrades | null> {
  const evidence: Evidence[] = [];
  const gaps: Gap[] = [];
  const times: number[] = [];
  let isThere = false;
  const add = (where: string, at: number) => {
    times.push(at);
    const day = new Date(at).toISOString().slice(0, 10);
    evidence.push({ kind: 'file', where, saw: { id: 'updates.all-in', values: { day } } });
  };
  const fail = (where: string, error: unknown) => {
    if (isAbsentReading(error)) return;
    isThere = true;
    gaps.push({ where, because: readFailure(error) });
  };
  for (const { file, lastIn } of LOGS) {
    try {
      const { size } = await host.stat(file);
      const part = Buffer.alloc(Math.min(size, TAIL));
      const length = await host.readPart(file, Math.max(0, size - TAIL), part);
      isThere = true;
      const last = lastIn(part.toString('utf8', 0, length).split('\n'));
      if (last !== null) add(file, last);
    } catch (error) {
      fail(file, error);
    }
  }
  for (const { file, table, columns, done } of HISTORIES) {
    try {
      const rows = await withDatabase(
        host,
        file,
        (database) => rowsIn(database, { table, columns, most: ROWS }),
        LARGEST_LOG,
      );
      isThere = true;
      const found = rows.flatMap(([at, command, state]) =>
        typeof at === 'number' && typeof command === 'string' && state === done && isWholeDnf(command)
          ? [at * 1000]
          : [],
      );
      if (found.length > 0)
        add(
          file,
          found.reduce((one, other) => Math.max(one, other)),
        );
    } catch (error) {
      fail(file, errorCode(error) === 'SQLITE' ? new SyntaxError('no history') : error);
    }
  }
  if (!isThere) return null;
  return { installedAt: times.length > 0 ? Math.max(...times) : null, evidence, gaps };
}

/** Linux, by os-release(5) and by what its package manager keeps. */
export function linuxUpdates(host: Host): SystemUpdatesProbe {
  return {
    async look() {
      const gaps: Gap[] = [];
      const evidence: Evidence[] = [];
      let release: Readonly<Record<string, string>> = {};
      for (const file of RELEASES) {
        const text = await host.readText(file).catch(() => null);
        if (text === null) continue;
        release = parseOsRelease(text);
        const saw = release.PRETTY_NAME ?? release.NAME ?? release.ID ?? '?';
        evidence.push({ kind: 'file', where: file, saw });
        break;
      }
      if (release.ID === undefined)
        gaps.push({ where: '/etc/os-release', because: { id: 'updates.no-release' } });
      const restart = await Promise.all(
        RESTART.map((file) =>
          host.stat(file).then(
            ({ modifiedAt }) => ({ file, modifiedAt }),
            () => null,
          ),
        ),
      );
      const waits = restart.find((each) => each !== null) ?? null;
      if (waits) evidence.push({ kind: 'file', where: waits.file, saw: { id: 'updates.restart' } });
      const now = Date.now();
      const apt = await aptUpdates(host, now);
      const other = apt === null ? await upgradesOf(host) : null;
      if (apt === null && other === null)
        gaps.push({ where: release.ID ?? '/etc/os-release', because: { id: 'updates.no-manager' } });
      const none = { extended: false, pending: null, knownAt: null, installedAt: null, automatic: null };
      const found = { ...none, evidence: [], gaps: [], ...other, ...apt };
      return {
        ...found,
        system: release.PRETTY_NAME ?? release.NAME ?? release.ID ?? null,
        lastDay: lastDayOfLinux(release),
        rhythm: 14,
        restartSince: waits?.modifiedAt ?? null,
        evidence: [...evidence, ...found.evidence],
        gaps: [...gaps, ...found.gaps],
      };
    },
  };
}
