import { AsyncLocalStorage } from 'node:async_hooks';
import { isDeepStrictEqual } from 'node:util';
import type { Influence } from '../../contract/influence';
import type { Host } from '.';
import { type Influenced, isOfTheKernel, Readings } from './readings';

/** Who asks now: what is read meanwhile is what the answer rests on. */
interface Asking {
  readonly memory: Memory;
  readonly answer: MemoizedAnswer<unknown> | null;
}

const asking = new AsyncLocalStorage<Asking>();

type Settled<T> = { readonly value: T } | { readonly error: unknown };

const isSame = (a: Settled<unknown>, b: Settled<unknown>): boolean =>
  'error' in a || 'error' in b
    ? 'error' in a && 'error' in b && String(a.error) === String(b.error)
    : isDeepStrictEqual(a.value, b.value);

/**
 * One remembered answer, with what was read for it and which other answers it rests on. After a change of the machine
 * it is asked for anew only if one of these was influenced, and those that rest on it only if it is another then.
 */
class MemoizedAnswer<T> {
  private settled: Promise<Settled<T>> | null = null;
  private readings = new Readings();
  private restsOn = new Set<MemoizedAnswer<unknown>>();
  /** Round in which the answer was last known to hold; what was influenced in a later one may have changed it. */
  private holds = 0;
  private checked = 0;
  private changed = 0;
  private unsure = false;

  constructor(
    private readonly memory: Memory,
    private readonly ask: () => Promise<T>,
  ) {}

  async get(): Promise<T> {
    asking.getStore()?.answer?.restsOn.add(this as MemoizedAnswer<unknown>);
    const given = await this.current();
    if ('error' in given) throw given.error;
    return given.value;
  }

  note(note: (readings: Readings) => void): void {
    note(this.readings);
  }

  /** It came of something that may go otherwise the next time: it is asked for again in the next round. */
  doubt(): void {
    this.unsure = true;
  }

  private current(): Promise<Settled<T>> {
    const { round } = this.memory;
    if (this.settled === null || this.checked !== round) {
      this.checked = round;
      const before = this.settled;
      this.settled = asking.run({ memory: this.memory, answer: null }, () =>
        before === null ? this.compute() : this.renew(before),
      );
    }
    return this.settled;
  }

  private async renew(before: Promise<Settled<T>>): Promise<Settled<T>> {
    const { round } = this.memory;
    const was = await before;
    if (!(await this.isInfluenced())) {
      this.holds = round;
      return was;
    }
    const is = await this.compute();
    if (isSame(was, is)) return was;
    this.changed = this.memory.round;
    return is;
  }

  private async isInfluenced(): Promise<boolean> {
    if (this.unsure || this.memory.influenced(this.readings, this.holds)) return true;
    const changed = [...this.restsOn].map(async (each) => {
      await each.current();
      return each.changed > this.holds;
    });
    return (await Promise.all(changed)).includes(true);
  }

  private async compute(): Promise<Settled<T>> {
    this.holds = this.memory.round;
    this.readings = new Readings();
    this.restsOn = new Set();
    this.unsure = false;
    return asking.run({ memory: this.memory, answer: this as MemoizedAnswer<unknown> }, async () => {
      try {
        return { value: await this.ask() };
      } catch (error) {
        return { error };
      }
    });
  }
}

/**
 * Remembers answers over several looks at one machine: `forget` begins the next look, in which all is asked for anew
 * that the named influences can have changed, and nothing else. Answers must be asked for by `once` or `onceFor`, made
 * inside `run`, and read the machine through the host of `recorded`.
 */
export class Memory {
  round = 1;
  /** What was influenced before each round, the second one first. */
  private readonly rounds: Influenced[] = [];
  private readonly real = new Map<string, string>();
  private readonly places = new Set<string>();
  /** Where a path really lies is being found out. */
  private readonly asked = new Map<string, Promise<string>>();

  constructor(private readonly host: Host) {}

  run<T>(work: () => T): T {
    return asking.run({ memory: this, answer: null }, work);
  }

  /** Ends a look: finds out where the paths that it read really lie, since a change may name them otherwise. */
  async settle(): Promise<void> {
    const places = [...this.places];
    this.places.clear();
    await Promise.all(places.map((path) => this.whereIs(path)));
  }

  /** Begins a new look after a change that may have influenced these. */
  async forget(named: readonly Influence[]): Promise<void> {
    const influences = [...named, ...(await Promise.all(named.map((each) => this.goneAbove(each)))).flat()];
    const paths = influences.flatMap((each) =>
      'path' in each ? each.path : 'file' in each ? each.file : 'stateDir' in each ? each.stateDir : [],
    );
    const real = new Map(
      await Promise.all(paths.map(async (path) => [path, await this.whereIs(path)] as const)),
    );
    for (const each of influences)
      if (each.kind === 'place')
        for (const path of [...this.real.keys()])
          if (path.startsWith(each.path)) {
            this.real.delete(path);
            this.places.add(path);
          }
    this.rounds.push({ influences, real });
    this.round++;
  }

  /** The topmost folder above a place that isn't there: it went together with what was in it. */
  private async goneAbove(influence: Influence): Promise<readonly Influence[]> {
    if (influence.kind !== 'place') return [];
    const { dirname } = this.host.path;
    let gone: string | null = null;
    for (let above = dirname(influence.path); above !== dirname(above); above = dirname(above)) {
      if (await this.host.lstat(above).catch(() => null)) break;
      gone = above;
    }
    return gone === null ? [] : [{ kind: 'place', path: gone }];
  }

  /** Whether what was read may have changed since a round. */
  influenced(readings: Readings, since: number): boolean {
    return this.rounds
      .slice(since - 1)
      .some((each) => readings.meet(each, (path) => this.real.get(path) ?? path, this.host));
  }

  note(path: string): void {
    if (!isOfTheKernel(path) && !this.real.has(path)) this.places.add(path);
  }

  /** The path with its links followed, as far as it exists. A folder above many of them is asked for once. */
  private async whereIs(path: string): Promise<string> {
    const known = this.real.get(path);
    if (known !== undefined) return known;
    const asked = this.asked.get(path) ?? this.locate(path);
    this.asked.set(path, asked);
    const real = await asked;
    this.asked.delete(path);
    this.real.set(path, real);
    return real;
  }

  private locate(path: string): Promise<string> {
    const { dirname, basename, join } = this.host.path;
    const above = dirname(path);
    return this.host
      .realpath(path)
      .catch(async () => (above === path ? path : join(await this.whereIs(above), basename(path))));
  }
}

/** Answers once and remembers it: ten checks that ask the same cost one look. */
export function memoize<T>(ask: () => Promise<T>): () => Promise<T> {
  const memory = asking.getStore()?.memory;
  if (memory) {
    const answer = new MemoizedAnswer(memory, ask);
    return () => answer.get();
  }
  let given: Promise<T> | undefined;
  return () => {
    given ??= ask();
    return given;
  };
}

/** The same for a question about something: one answer for all that is equal as JSON. */
export function memoizeBy<A, T>(ask: (about: A) => Promise<T>): (about: A) => Promise<T> {
  const memory = asking.getStore()?.memory;
  const known = new Map<string, () => Promise<T>>();
  return (about) => {
    const key = JSON.stringify(about);
    const make = () => memoize(() => ask(about));
    const answer = known.get(key) ?? (memory ? memory.run(make) : make());
    known.set(key, answer);
    return answer();
  };
}

/** What is being asked for now; null: nothing that is remembered. */
export const currentAnswer = () => asking.getStore()?.answer ?? null;

/** Says that what is being asked for came of haste, and may be otherwise when it is asked for again. */
export const doubtCurrentAnswer = (): void => currentAnswer()?.doubt();
