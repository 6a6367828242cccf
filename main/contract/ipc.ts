import { LANGUAGES, type Language } from './report';
import type { AppState } from './state';
import { ENGINES, type EngineId } from './tank';
import { SNOOZES, type Snooze, type TankDeed, TERMS, type Term } from './work';

type Guards<A extends unknown[]> = { readonly [K in keyof A]: (value: unknown) => value is A[K] };
interface Ask<A extends unknown[], R> {
  readonly guards: Guards<A>;
  /** Carries the reply's type only; never set. */
  readonly reply?: R;
}
const ask = <A extends unknown[], R>(...guards: Guards<A>): Ask<A, R> => ({ guards });

/** An id that main's own registry may know: check ids, GHSA and CVE ids. Never a path, an address or a command. */
export const isId = (value: unknown): value is string =>
  typeof value === 'string' && /^[A-Za-z][A-Za-z0-9-]{0,63}$/.test(value);
const isLanguage = (value: unknown): value is Language => (LANGUAGES as readonly unknown[]).includes(value);

const isOneOf =
  <T extends string>(...words: readonly T[]) =>
  (value: unknown): value is T =>
    (words as readonly unknown[]).includes(value);
const isFlag = (value: unknown): value is boolean => typeof value === 'boolean';
/** At most a hundred ids, each once. */
const areIds = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.length <= 100 && value.every(isId) && new Set(value).size === value.length;
/** The user's own words: one line, no control characters. */
const isReason = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= 200 && !/\p{Cc}/u.test(value);

/** Work on a tank that its name is enough for. `send` asks the user, with the system's own window, which files. */
const PLAIN_DEEDS = [
  'start',
  'stop',
  'remove',
  'receipt',
  'snapshot',
  'update',
  'move-out',
  'send',
  'fetch',
] as const satisfies readonly TankDeed[];
export type PlainDeed = (typeof PLAIN_DEEDS)[number];
const isSnapshot = (value: unknown): value is string =>
  typeof value === 'string' && /^[a-z][a-z0-9.-]{0,63}$/.test(value);

/** Every channel between page and main, with what may be sent on it. The page only names things that main already knows. */
export const contract = {
  getState: ask<[], AppState>(),
  look: ask<[], void>(),
  cancelLook: ask<[], void>(),
  setLanguage: ask<[language: Language], void>(isLanguage),
  /** Opens a check's article in the user's browser; main knows the address. */
  openArticle: ask<[checkId: string], void>(isId),
  /** Opens an advisory's page in the user's browser; main knows the address. */
  openAdvisory: ask<[advisoryId: string], void>(isId),
  /** Carries out the fixes of the newest report with these ids, as they are shown there. */
  applyFixes: ask<[fixIds: readonly string[]], void>(areIds),
  /** Takes entries of the journal back, newest first; none named: all. */
  undo: ask<[entryIds: readonly string[]], void>(areIds),
  /** Ends every gateway and holds its services back. */
  stopNow: ask<[], void>(),
  /** Brings one copy to the newest of its channel. */
  update: ask<[copyId: string], void>(isId),
  /** Takes OpenClaw off this computer; its data is exported and then kept or deleted. */
  leave: ask<[data: 'keep' | 'delete'], void>(isOneOf('keep', 'delete')),
  /** Deletes for good what leaving put away. Can't be undone. */
  forget: ask<[], void>(),
  /** Makes a tank, or goes on making the one that was cut off. */
  makeTank: ask<[engine: EngineId], void>(isOneOf(...ENGINES)),
  /** Work on a tank that needs no more words. */
  tankDeed: ask<[tank: string, deed: PlainDeed], void>(isId, isOneOf(...PLAIN_DEEDS)),
  restoreTank: ask<[tank: string, snapshot: string], void>(isId, isSnapshot),
  /** Deletes a snapshot. Can't be undone. */
  dropSnapshot: ask<[tank: string, snapshot: string], void>(isId, isSnapshot),
  /** Moves the home outside in; of what was flagged only what is named goes along. */
  moveIn: ask<[tank: string, setup: string, flagged: readonly string[]], void>(isId, isId, areIds),
  /** Opens the tank's own control page in the user's browser; main knows the address. */
  openTank: ask<[tank: string], void>(isId),
  /** Shows the folder into which files were fetched. */
  showFetched: ask<[tank: string], void>(isId),
  cancelWork: ask<[], void>(),
  /** Puts away what the last change came to. */
  seen: ask<[], void>(),
  snooze: ask<[how: Snooze | 'off'], void>(isOneOf(...SNOOZES, 'off')),
  /** Lives with a finding for a while; a term of `off` takes that back. */
  accept: ask<[findingId: string, term: Term | 'off', reason: string], void>(
    isId,
    isOneOf(...TERMS, 'off'),
    isReason,
  ),
  setAsksFeeds: ask<[asks: boolean], void>(isFlag),
  setMirror: ask<[mirror: 'own' | 'npmmirror'], void>(isOneOf('own', 'npmmirror')),
  setStartsAtLogin: ask<[starts: boolean], void>(isFlag),
  /** Opens the page on which a provider lets one renew a key; main knows the address. */
  openKeyPage: ask<[keyId: string], void>(isId),
  closeWindow: ask<[], void>(),
};

export type Contract = typeof contract;
export type Channel = keyof Contract;
type Args<C> = C extends Ask<infer A, unknown> ? A : never;
type Reply<C> = C extends { readonly reply?: infer R } ? R : never;
export type Handlers = {
  readonly [K in Channel]: (...args: Args<Contract[K]>) => Promise<Reply<Contract[K]>>;
};

/** What the page sees as `window.bridge`. */
export type Bridge = Handlers & {
  /** Calls the listener with each new state; returns a function that stops it. */
  onState(listener: (state: AppState) => void): () => void;
};

/** The channel on which main pushes each new state. */
export const STATE_CHANNEL = 'state';

/** A reply on its way: a refusal says nothing of the inside. */
export type Envelope<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: 'refused' | 'failed' };
