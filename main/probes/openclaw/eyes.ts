import type { Message } from '../../contract/finding';
import { errorCode, type Host, isAbsent } from '../host';
import { couldNot, type Unseen } from '../seen';

/** More names than this in one folder are not walked through one by one. */
const MANY = 1000;

/** Reads that never reject: what is absent is empty, what can't be read is remembered in `unseen`. */
export interface Eyes {
  readonly host: Host;
  readonly unseen: readonly Unseen[];
  miss(where: string, error: unknown): void;
  sayUnseen(where: string, because: Message): void;
  names(folder: string): Promise<readonly string[]>;
  text(file: string, limit?: number): Promise<string | null>;
  /** Real path; null when nothing is there, a link leads nowhere or in a circle. */
  real(path: string): Promise<string | null>;
  /** The same, but what this account may not read is passed over: for places where that means "not this account's". */
  readonly quiet: Eyes;
  /** Folders that a pattern with `*` for any name stands for. They need not exist. */
  expand(pattern: string): Promise<readonly string[]>;
}

const leadsNowhere = (error: unknown) => isAbsent(error) || errorCode(error) === 'ELOOP';

/** Eyes with an empty memory. */
export const openEyes = (host: Host): Eyes => look(host, [], false);

function look(host: Host, unseen: Unseen[], isQuiet: boolean): Eyes {
  const sayUnseen = (where: string, because: Message) => {
    if (!unseen.some((each) => each.where === where)) unseen.push({ where, because });
  };
  const miss = (where: string, error: unknown) => {
    if (leadsNowhere(error) || (isQuiet && ['EACCES', 'EPERM'].includes(errorCode(error)))) return;
    sayUnseen(where, couldNot(error));
  };
  const attempt = async <T>(where: string, read: () => Promise<T>, otherwise: T): Promise<T> => {
    try {
      return await read();
    } catch (error) {
      miss(where, error);
      return otherwise;
    }
  };
  const names = (folder: string) => attempt<readonly string[]>(folder, () => host.list(folder), []);

  async function expand(pattern: string): Promise<readonly string[]> {
    const parts = host.path.normalize(pattern).split(host.path.sep);
    const star = parts.findIndex((part) => part.includes('*'));
    if (star < 0) return [parts.join(host.path.sep)];
    const above = parts.slice(0, star).join(host.path.sep) || host.path.sep;
    const wanted = new RegExp(
      `^${(parts[star] ?? '').replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*')}$`,
      'i',
    );
    const fitting = (await names(above)).filter((name) => wanted.test(name));
    if (fitting.length > MANY) miss(above, Object.assign(new Error('too many names'), { code: 'EFBIG' }));
    const rest = parts.slice(star + 1);
    const found = await Promise.all(
      fitting.slice(0, MANY).map((name) => expand(host.path.join(above, name, ...rest))),
    );
    return found.flat();
  }

  return {
    host,
    unseen,
    get quiet() {
      return isQuiet ? this : look(host, unseen, true);
    },
    miss,
    sayUnseen,
    names,
    expand,
    text: (file, limit) => attempt<string | null>(file, () => host.readText(file, limit), null),
    real: (path) => attempt<string | null>(path, () => host.realpath(path), null),
  };
}
