import { posix, win32 } from 'node:path';
import type { Ended } from '../../actions/commands/start';
import type { Message } from '../../contract/finding';
import type { EngineId } from '../../contract/tank';
import { type At, type TankCommand, TankTrouble } from '..';
import { quoted } from '../ssh';

/** Product names: the same in every language. */
export const NAMES: Readonly<Partial<Record<EngineId, string>>> = {
  qemu: 'QEMU',
  lima: 'Lima',
  multipass: 'Multipass',
  virtualbox: 'VirtualBox',
  hyperv: 'Hyper-V',
  wsl: 'WSL',
};
export const nameOf = (id: EngineId): string => NAMES[id] ?? id;

/** What an engine was doing when it failed; each has its words. */
export type Doing =
  | 'asking'
  | 'making'
  | 'starting'
  | 'stopping'
  | 'removing'
  | 'snapshot'
  | 'restoring'
  | 'sealing'
  | 'inside';

export const words = (id: string, values?: Message['values']): Message => ({
  id: `tank.engines-${id}`,
  ...(values && { values }),
});

/** The last words of a program, for the log. */
const lastWords = ({ out, err, code }: Ended): string =>
  `${(err.trim() || out.trim()).replaceAll('\0', '').slice(-2000)} (${code ?? 'no exit code'})`;

/** The trouble that a program's end is. */
export function troubleOf(engine: EngineId, doing: Doing, ended: Ended): TankTrouble {
  const values = { name: nameOf(engine), doing: words(`doing-${doing}`) };
  return new TankTrouble(
    words(ended.stopped === 'too-slow' ? 'too-slow' : 'failed', values),
    lastWords(ended),
  );
}

/** An answer that can't be read: never taken for "nothing there". */
export const unclear = (engine: EngineId, said: string): TankTrouble =>
  new TankTrouble(words('unclear', { name: nameOf(engine) }), said.slice(0, 2000));

/** One program of an engine, looked up once for each use: it may be installed while we run. */
export interface Tool {
  /** Runs it to its end; an exit code is data. Rejects with TankTrouble when it is not there or can't be started. */
  tries(doing: Doing, args: readonly string[], more?: More): Promise<Ended>;
  /** The same, but an exit code other than 0 is a TankTrouble. */
  does(doing: Doing, args: readonly string[], more?: More): Promise<Ended>;
}
export type More = Omit<TankCommand, 'program' | 'args'>;

const isAbsolute = (program: string): boolean => posix.isAbsolute(program) || win32.isAbsolute(program);

/** `program` is a bare name that `hands.find` looks up, or an absolute path; `usual` is added to each call. */
export function toolOf({ needs }: At, engine: EngineId, program: string, usual: More = {}): Tool {
  const name = nameOf(engine);
  async function tries(doing: Doing, args: readonly string[], more: More = {}): Promise<Ended> {
    const path = isAbsolute(program) ? program : await needs.hands.find(program);
    if (path === null) throw new TankTrouble(words('missing', { name }), program);
    const env = { ...usual.env, ...more.env };
    const command = { ...usual, ...more, program: path, args, ...(Object.keys(env).length > 0 && { env }) };
    try {
      return await needs.hands.run(command);
    } catch (error) {
      needs.signal.throwIfAborted();
      const why = error instanceof Error ? error.message : String(error);
      throw new TankTrouble(words('cannot-start', { name, doing: words(`doing-${doing}`) }), why, {
        cause: error,
      });
    }
  }
  return {
    tries,
    async does(doing, args, more) {
      const ended = await tries(doing, args, more);
      if (ended.code !== 0) throw troubleOf(engine, doing, ended);
      return ended;
    },
  };
}

/** A command as it is shown: each word as a shell would take it. */
export const shownLine = (program: string, args: readonly string[]): string =>
  [program, ...args].map(quoted).join(' ');

/** JSON of an engine; what isn't JSON is a TankTrouble. */
export function jsonOf(engine: EngineId, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw unclear(engine, text);
  }
}

/** A field of something that may be anything. */
export const field = (thing: unknown, name: string): unknown =>
  typeof thing === 'object' && thing !== null ? Reflect.get(thing, name) : undefined;

/** Asks again until there is an answer other than null. Rejects with `late` after `limitMs`, or when cancelled. */
export async function until<T>(
  { needs: { signal } }: At,
  { everyMs, limitMs, late }: { everyMs: number; limitMs: number; late: () => TankTrouble },
  look: () => Promise<T | null>,
): Promise<T> {
  const end = performance.now() + limitMs;
  for (;;) {
    signal.throwIfAborted();
    const found = await look();
    if (found !== null) return found;
    if (performance.now() >= end) throw late();
    await new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, everyMs);
      signal.addEventListener('abort', done, { once: true });
    });
  }
}
