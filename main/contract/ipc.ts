import * as v from 'valibot';
import type { Accesses } from './accesses';
import { CARD_FILES } from './card';
import { UPDATE_RISKS } from './change';
import { LANGUAGES } from './report';
import { guardOf, type ShapeOf } from './shape';
import type { AppState, StateChange } from './state';
import { ENGINES } from './tank';
import { PLACES, SNOOZES, type TankCommandId, TERMS } from './work';

/** What a channel is for: the page has one sentence a kind for what could not be done. */
export type AskKind =
  | 'state'
  | 'look'
  | 'copy'
  | 'card'
  | 'place'
  | 'work'
  | 'stop'
  | 'cancel'
  | 'setting'
  | 'browser'
  | 'file'
  | 'tank'
  | 'window';

interface Ask<A extends readonly v.GenericSchema[]> {
  readonly kind: AskKind;
  /** All arguments: as many as there are, and nothing more. */
  readonly args: v.StrictTupleSchema<A, undefined>;
}
const ask = <const A extends readonly v.GenericSchema[]>(kind: AskKind, ...args: A): Ask<A> => ({
  kind,
  args: v.strictTuple(args),
});

const Id = v.pipe(v.string(), v.regex(/^[A-Za-z][A-Za-z0-9-]{0,63}$/));
/** An id that main's own registry may know: check ids, GHSA and CVE ids. Never a path, an address or a command. */
export const isId = guardOf(Id);

/** At most a hundred, each once. */
const listOf = <S extends v.GenericSchema>(item: S) =>
  v.pipe(
    v.array(v.unknown()),
    v.maxLength(100),
    v.array(item),
    v.check((all) => new Set(all).size === all.length),
    v.readonly(),
  );
/** A provider's key: printable, without a space. */
const Key = v.pipe(v.string(), v.regex(/^[!-~]{8,512}$/));
const Index = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000));
/** The user's own words: one line, no control characters. */
const Reason = v.pipe(v.string(), v.maxLength(200), v.regex(/^\P{Cc}*$/u));

/** Work on a tank that its name is enough for. `send` asks the user, with the system's own window, which files. */
const PLAIN_TANK_COMMANDS = [
  'start',
  'stop',
  'remove',
  'receipt',
  'snapshot',
  'update',
  'move-out',
  'send',
  'fetch',
  'ask',
] as const satisfies readonly TankCommandId[];
export type PlainTankCommand = (typeof PLAIN_TANK_COMMANDS)[number];
const Snapshot = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9.-]{0,63}$/));

/** Pages about OpenClaw that people are sent to. */
export const HELP_PAGES = ['openclaw', 'security'] as const;

/** Every channel between page and main, with what may be sent on it. The page only names things that main already knows. */
export const contract = {
  getState: ask('state'),
  look: ask('look'),
  /** Looks, and asks OpenClaw's own audit beside it: the click is the consent to run it. */
  secondOpinion: ask('look'),
  cancelLook: ask('cancel'),
  setLanguage: ask('setting', v.picklist(LANGUAGES)),
  /** Copies the command of a finding's step by hand, counted from 0 in the newest report. */
  copyStep: ask('copy', Id, Index),
  /** Shows the file or folder of a finding's evidence in its folder, counted from 0 in the newest report. */
  showPlace: ask('place', Id, Index),
  /** Opens a check's article in the user's browser; main knows the address. */
  openArticle: ask('browser', Id),
  /** Opens an advisory's page in the user's browser; main knows the address. */
  openAdvisory: ask('browser', Id),
  /** Carries out the fixes of the newest report with these ids, as they are shown there. */
  applyFixes: ask('work', listOf(Id)),
  /** Takes entries of the journal back, newest first; none named: all. */
  undo: ask('work', listOf(Id)),
  /** Ends every gateway and holds its services back. */
  stopNow: ask('stop'),
  /** Brings one copy to the newest of its channel, with the risks that the user chose. */
  update: ask('work', Id, listOf(v.picklist(UPDATE_RISKS))),
  /** Takes OpenClaw off this computer; its data is exported and then kept or deleted. */
  leave: ask('work', v.picklist(['keep', 'delete'])),
  /** Deletes for good what an uninstall quarantined. Can't be undone. */
  forget: ask('work'),
  /** Makes a tank, or goes on making the one that was cut off. */
  makeTank: ask('work', v.picklist(ENGINES)),
  /** Work on a tank that needs no more words. */
  tankDeed: ask('work', Id, v.picklist(PLAIN_TANK_COMMANDS)),
  /** Takes a tank back to one of its snapshots. */
  restoreTank: ask('work', Id, Snapshot),
  /** Deletes a tank's snapshot. Can't be undone. */
  dropSnapshot: ask('work', Id, Snapshot),
  /** Into a tank moves a setup from outside; of what was flagged in it only what is named goes along. */
  moveIn: ask('work', Id, Id, listOf(Id)),
  /** Gives OpenClaw in a tank a provider's key, and asks it a question. The one channel on which a secret goes. */
  giveKey: ask('work', Id, Id, Key),
  /** Opens the tank's own control page in the user's browser; main knows the address. */
  openTank: ask('tank', Id),
  /** Shows the folder into which files were fetched. */
  showFetched: ask('tank', Id),
  cancelWork: ask('cancel'),
  /** Puts away what the last change came to. */
  seen: ask('setting'),
  snooze: ask('setting', v.picklist([...SNOOZES, 'off'])),
  /** Lives with a finding for a while, in the user's words; a term of `off` takes that back. */
  accept: ask('setting', Id, v.picklist([...TERMS, 'off']), Reason),
  setAsksFeeds: ask('setting', v.boolean()),
  setAsksAppUpdates: ask('setting', v.boolean()),
  /** Puts the newer Tankmate that is offered in place. */
  updateApp: ask('work'),
  /** Says no more of the version that is offered, but for the page about this app. */
  postponeAppUpdate: ask('setting'),
  /** Opens the page of the version that is offered; main knows the address. */
  openRelease: ask('browser'),
  /** Ends the app and starts the one that was put in place. */
  restartApp: ask('window'),
  setMirror: ask('setting', v.picklist(['own', 'npmmirror'])),
  /** Where OpenClaw shall live: what is offered next follows from it. */
  setPlace: ask('setting', v.picklist(PLACES)),
  setStartsAtLogin: ask('setting', v.boolean()),
  /** Opens the page on which a provider lets one renew a key; main knows the address. */
  openKeyPage: ask('browser', Id),
  /** Opens a page about OpenClaw in the user's browser; main knows the address. */
  openHelp: ask('browser', v.picklist(HELP_PAGES)),
  /** Opens the licences of all that is bundled. */
  openNotices: ask('file'),
  /** Opens a settings file that OpenClaw can’t read, counted from 0 in the state; main knows its path. */
  openSettings: ask('file', Index),
  /** Shows the debug log in its folder. */
  showDebugLog: ask('file'),
  /** Makes the page for somebody who knows, out of the newest report. */
  makeCard: ask('card'),
  /** Copies it as text, as it is shown. */
  copyCard: ask('copy'),
  /** Saves it, as it is shown, where the user says in the system’s own window. */
  saveCard: ask('card', v.picklist(CARD_FILES)),
  /** Tells what the newest look opened, listed, ran and asked; null: it was made in an earlier run. */
  getAccesses: ask('card'),
  /** Copies them as lines of text. */
  copyAccesses: ask('copy'),
  /** Saves them so, where the user says in the system’s own window. */
  saveAccesses: ask('card'),
  closeWindow: ask('window'),
};

export type Contract = typeof contract;
export type IpcChannel = keyof Contract;
type Args<C> = C extends Ask<infer A> ? { [K in keyof A]: ShapeOf<A[K]> } : never;
/** What main answers, where it answers anything. */
interface Replies {
  readonly getState: AppState;
  readonly getAccesses: Accesses | null;
}
export type Handlers = {
  readonly [K in IpcChannel]: (
    ...args: Args<Contract[K]>
  ) => Promise<K extends keyof Replies ? Replies[K] : void>;
};

/** What the page sees as `window.bridge`. */
export type Bridge = Handlers & {
  /** Calls the listener with each change of the state; returns a function that stops it. */
  onState(listener: (change: StateChange) => void): () => void;
};

/** The channel on which main pushes each `StateChange`. */
export const STATE_CHANNEL = 'state';

/** A reply on its way: a refusal says nothing of the inside. */
export type Envelope<T> =
  | { readonly ok: true; readonly value: T }
  /** `busy`: nothing was begun, as something else is being done just now. */
  | { readonly ok: false; readonly problem: 'refused' | 'busy' | 'failed' };
