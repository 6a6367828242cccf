import type { Message } from '../../contract/finding';
import { errorCode, type Host, isAbsentReading } from '../../system/read';
import { forEachLimit } from '../../system/read/for-each-limit';
import { fitsWildcard } from '../folders/fits-wildcard';
import { commandFinder, type FindCommand } from '../ownership/find-command';
import { type Gap, readFailure } from '../partial-result';

/** More paths than this that one pattern stands for are not walked through one by one. */
const MANY = 1000;

/** Reads that never reject: what is absent is empty, what can't be read is remembered in `unseen`. */
export interface TolerantReader {
  readonly host: Host;
  readonly gaps: readonly Gap[];
  addFailure(where: string, error: unknown): void;
  addGap(where: string, because: Message): void;
  list(folder: string): Promise<readonly string[]>;
  readText(file: string, limit?: number): Promise<string | null>;
  /** Real path; null when nothing is there, a link leads nowhere or in a circle. */
  realPath(path: string): Promise<string | null>;
  /** What command lines start of OpenClaw's. */
  readonly startedBy: FindCommand;
  /** The same, but what this account may not read is passed over: for places where that means "not this account's". */
  readonly skippingDenied: TolerantReader;
  /** Paths that patterns with `*` for any name stand for, each once. They need not exist. Each folder is listed once. */
  expand(...patterns: string[]): Promise<readonly string[]>;
}

const leadsNowhere = (error: unknown) => isAbsentReading(error) || errorCode(error) === 'ELOOP';

/** Eyes with an empty memory. */
export const createTolerantReader = (host: Host): TolerantReader =>
  look(host, [], false, commandFinder(host));

function look(host: Host, gaps: Gap[], isQuiet: boolean, startedBy: FindCommand): TolerantReader {
  const addGap = (where: string, because: Message) => {
    if (!gaps.some((each) => each.where === where)) gaps.push({ where, because });
  };
  const addFailure = (where: string, error: unknown) => {
    if (leadsNowhere(error) || (isQuiet && ['EACCES', 'EPERM'].includes(errorCode(error)))) return;
    addGap(where, readFailure(error));
  };
  const attempt = async <T>(where: string, read: () => Promise<T>, otherwise: T): Promise<T> => {
    try {
      return await read();
    } catch (error) {
      addFailure(where, error);
      return otherwise;
    }
  };
  const names = (folder: string) => attempt<readonly string[]>(folder, () => host.list(folder), []);

  async function expand(...patterns: string[]): Promise<readonly string[]> {
    const { path } = host;
    const found = new Set<string>();
    let level = patterns.map((pattern) => ({ pattern, at: path.normalize(pattern) }));
    while (level.length > 0) {
      /** Those whose next star stands for names of one folder. */
      const above = new Map<string, { pattern: string; star: string; rest: readonly string[] }[]>();
      for (const { pattern, at } of level) {
        const parts = at.split(path.sep);
        const star = parts.findIndex((part) => part.includes('*'));
        if (star < 0) {
          found.add(at);
          continue;
        }
        const folder = parts.slice(0, star).join(path.sep) || path.sep;
        const here = above.get(folder);
        const step = { pattern, star: parts[star] ?? '', rest: parts.slice(star + 1) };
        if (here) here.push(step);
        else above.set(folder, [step]);
      }
      const there = new Map<string, readonly string[]>();
      await forEachLimit([...above.keys()], async (folder) => {
        there.set(folder, await names(folder));
      });
      const next: typeof level = [];
      /** How many paths each pattern has come to. */
      const counts = new Map<string, number>();
      for (const [folder, steps] of above)
        for (const { pattern, star, rest } of steps) {
          const fitting = (there.get(folder) ?? []).filter((name) => fitsWildcard(name, star, true));
          const count = counts.get(pattern) ?? 0;
          counts.set(pattern, count + fitting.length);
          if (count <= MANY && count + fitting.length > MANY)
            addFailure(folder, Object.assign(new Error('too many names'), { code: 'EFBIG' }));
          for (const name of fitting.slice(0, Math.max(0, MANY - count)))
            next.push({ pattern, at: path.join(folder, name, ...rest) });
        }
      level = next;
    }
    return [...found];
  }

  return {
    host,
    gaps,
    startedBy,
    get skippingDenied() {
      return isQuiet ? this : look(host, gaps, true, startedBy);
    },
    addFailure,
    addGap,
    list: names,
    expand,
    readText: (file, limit) => attempt<string | null>(file, () => host.readText(file, limit), null),
    realPath: (path) => attempt<string | null>(path, () => host.realpath(path), null),
  };
}
