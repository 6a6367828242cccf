import type { Change } from '../../contract/change';
import type { Message, MessageValue, Obstacle } from '../../contract/finding';
import type { Influence, Need } from '../../contract/influence';
import type { Catalog, Messages, ValueNames } from '../../i18n/messages';
import type { Probes } from '../../probes';

/** What every fix says: what it does (a button's label). Others as it needs: `cost`, `afterwards`, … */
type Texts = Catalog & Record<'does', string>;

type Values<S extends string> = [ValueNames<S>] extends [never]
  ? []
  : [values: { readonly [N in ValueNames<S>]: MessageValue }];

/** Builds what a fix says, in its own words. */
export type FixMessages<W extends Catalog> = <K extends keyof W & string>(
  id: K,
  ...values: Values<W[K]>
) => Message;

/** One thing that can be done here and now. */
export interface Proposal {
  readonly does: Message;
  /** What the user loses in comfort; left out: nothing noticeable. */
  readonly cost?: Message;
  /** What is left to do by hand. */
  readonly afterwards?: Message;
  /** In order. None: nothing to do, and the proposal is dropped. */
  readonly changes: readonly Change[];
  /** What it would change as well, or instead, if that could be done here. */
  readonly cannot?: readonly Obstacle[];
  /** What has to be so before it is begun, besides what follows from the changes (`plans/influences.ts`). */
  readonly needs?: readonly Need[];
  /**
   * What it may influence besides what its changes themselves say. Commands say nothing: without a word here, one may
   * have influenced everything.
   */
  readonly influences?: readonly Influence[];
  /** What it is about (a path), where the fix can be had for several things: becomes part of its id. */
  readonly about?: string;
  /**
   * Afterwards this account can no longer look into it, because it was handed to another: other findings may become
   * unknown, and that is no harm.
   */
  readonly hides?: true;
  /** Findings that this brings up by itself, each with a fix of its own: that they get worse is no harm. */
  readonly bringsUp?: readonly string[];
  /** False: this one only the user can decide, though others of the fix are a part of "make it safe". */
  readonly recommended?: boolean;
  /** Milliseconds that the machine may need until a new look shows it (a gateway that starts anew); 0 unless told. */
  readonly settleMs?: number;
}

export interface Planning<W extends Catalog> {
  readonly say: FixMessages<W>;
  /** Folder of Tankmate's own for what is put away: `quarantine/<name>` there is free to use as `to` of a move. */
  readonly quarantine: string;
}

export interface FixSource<W extends Texts> {
  /** Stable, equal to the file's name in `checks/fixes/`. */
  id: string;
  /** Fixes with the same word exclude each other. */
  choice?: string;
  /** False: only the user can decide it; never a part of "make it safe". True unless told. */
  recommended?: boolean;
  messages: Messages<W>;
  /**
   * Says exactly what would be changed on this machine now. It gets readers only: planning changes nothing.
   * The same machine gives the same plan, but for random secrets. None: it can't be done by a program here.
   */
  plan(probes: Probes, planning: Planning<W>): Promise<readonly Proposal[]>;
}

/** One way to mend a finding: a plan, and words for it. */
export interface Fix {
  readonly id: string;
  readonly choice: string | null;
  readonly recommended: boolean;
  readonly messages: Messages;
  plan(probes: Probes, quarantine: string): Promise<readonly Proposal[]>;
}

/** Makes a fix out of its one file. */
export function defineFix<const W extends Texts>(source: FixSource<W>): Fix {
  const { id, choice = null, recommended = true } = source;
  const scoped = (key: string) => `fix.${id}.${key}`;
  const prefix = (catalogue: Catalog) =>
    Object.fromEntries(Object.entries(catalogue).map(([key, text]) => [scoped(key), text]));
  const say: FixMessages<W> = (key: string, values?: Message['values']): Message => ({
    id: scoped(key),
    ...(values && { values }),
  });
  return {
    id,
    choice,
    recommended,
    messages: { en: prefix(source.messages.en), 'zh-CN': prefix(source.messages['zh-CN']) },
    plan: (probes, quarantine) => source.plan(probes, { say, quarantine }),
  };
}
