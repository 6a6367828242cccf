import type { Message } from '../../contract/finding';
import { errorCode, type Host, isAbsentReading } from '../../system/read';
import { fitsWildcard } from '../folders/fits-wildcard';
import { commandFinder, type FindCommand } from '../ownership/find-command';
import { type Gap, readFailure } from '../partial-result';

/** More names than this in one folder are not walked through one by one. */
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
    const plain: string[] = [];
    /** What comes below each folder whose names have to be known. */
    const starred = new Map<string, { star: string; rest: readonly string[] }[]>();
    for (const pattern of patterns) {
      const parts = path.normalize(pattern).split(path.sep);
      const at = parts.findIndex((part) => part.includes('*'));
      if (at < 0) plain.push(parts.join(path.sep));
      else {
        const above = parts.slice(0, at).join(path.sep) || path.sep;
        const known = starred.get(above) ?? [];
        starred.set(above, [...known, { star: parts[at] ?? '', rest: parts.slice(at + 1) }]);
      }
    }
    if (starred.size === 0) return [...new Set(plain)];
    const below = await Promise.all(
      [...starred].map(async ([above, all]) => {
        const there = await names(above);
        return all.flatMap(({ star, rest }) => {
          const fitting = there.filter((name) => fitsWildcard(name, star, true));
          if (fitting.length > MANY)
            addFailure(above, Object.assign(new Error('too many names'), { code: 'EFBIG' }));
          return fitting.slice(0, MANY).map((name) => path.join(above, name, ...rest));
        });
      }),
    );
    return expand(...plain, ...below.flat());
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
