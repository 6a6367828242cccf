import type {
  Evidence,
  Finding,
  Message,
  MessageValue,
  Observation,
  Platform,
  Severity,
  TileId,
} from '../../contract/finding';
import type { Catalog, Messages, ValueNames } from '../../i18n/messages';
import type { ClauseId } from '../../openclaw/guide-clauses';
import type { Probes } from '../../probes';
import type { Fix } from './define-fix';
import { worstOf } from './worst-observation';

/**
 * What every check says: a title for each state (how it is now, never the wish), why it matters, what to do by hand.
 * `attention-low` and its like are titles where a weaker trouble, or a weaker proof of it, must not be said as loudly.
 */
type Texts = Catalog &
  Record<'good' | 'attention' | 'unknown' | 'not-applicable' | 'why' | 'by-hand', string>;

type Values<S extends string> = [ValueNames<S>] extends [never]
  ? []
  : [values: { readonly [N in ValueNames<S>]: MessageValue }];

/** Builds what a check says, in its own words: ids and values are held against its English catalogue by the compiler. */
export interface CheckMessages<W extends Catalog> {
  <K extends keyof W & string>(id: K, ...values: Values<W[K]>): Message;
  /** Good needs a witness: what was read that proves it. Without any evidence it becomes unknown. */
  good(because: Message, evidence: readonly Evidence[]): Observation;
  attention(severity: Severity, because: Message, evidence?: readonly Evidence[]): Observation;
  unknown(because: Message, evidence?: readonly Evidence[]): Observation;
  notApplicable(because: Message, evidence?: readonly Evidence[]): Observation;
}

export interface CheckSource<W extends Texts> {
  /** Stable: settings, links, tests and reports use it. Equal to the file's name. */
  id: string;
  tile: TileId;
  clause: ClauseId;
  /** A page of OpenClaw's documentation or the guide's, opened by id. */
  article: `https://${string}`;
  /** Where it makes sense; everywhere when left out. */
  platforms?: readonly Platform[];
  /** Speaks for its tile when others are as bad: one a tile. */
  leads?: true;
  /** Milliseconds that it may take where that is more than others get. */
  limitMs?: number;
  /** Where it needs no more than a few files, while others read the whole home: there it looks before them. */
  quick?: readonly Platform[];
  messages: Messages<W>;
  /**
   * Looks and says what it saw, one observation for each thing looked at.
   * Gets probes only, so looking can't change anything. Throwing means `unknown`, and so does no observation at all.
   */
  inspect(probes: Probes, say: CheckMessages<W>): Promise<readonly Observation[]>;
  /** What mends it. */
  fixes?: readonly Fix[];
}

export interface Check {
  readonly id: string;
  readonly tile: TileId;
  readonly clause: ClauseId;
  readonly article: string;
  readonly platforms: readonly Platform[];
  readonly leads: boolean;
  readonly limitMs?: number;
  readonly quick: readonly Platform[];
  readonly messages: Messages;
  readonly fixes: readonly Fix[];
  inspect(probes: Probes): Promise<Finding>;
  /** The finding when the look itself failed or took too long. */
  unknownBecause(because: Message): Finding;
}

const EVERYWHERE: readonly Platform[] = ['linux', 'darwin', 'win32'];

/** Good that names nothing that was read is not known to be good. */
const witnessed = (said: Observation): Observation =>
  said.state === 'good' && said.evidence.length === 0
    ? { state: 'unknown', because: { id: 'look.no-witness' }, evidence: [] }
    : said;

/** Makes a check out of its one file. */
export function defineCheck<const W extends Texts>(source: CheckSource<W>): Check {
  const {
    id,
    tile,
    clause,
    article,
    platforms = EVERYWHERE,
    quick = [],
    leads = false,
    limitMs,
    fixes = [],
  } = source;
  const scoped = (key: string) => `${id}.${key}`;
  const prefix = (catalogue: Catalog) =>
    Object.fromEntries(Object.entries(catalogue).map(([key, text]) => [scoped(key), text]));
  const say: CheckMessages<W> = Object.assign(
    (key: string, values?: Message['values']): Message => ({ id: scoped(key), ...(values && { values }) }),
    {
      good: (because: Message, evidence: readonly Evidence[]) =>
        ({ state: 'good', because, evidence }) as const,
      attention: (severity: Severity, because: Message, evidence: readonly Evidence[] = []) =>
        ({ state: 'attention', severity, because, evidence }) as const,
      unknown: (because: Message, evidence: readonly Evidence[] = []) =>
        ({ state: 'unknown', because, evidence }) as const,
      notApplicable: (because: Message, evidence: readonly Evidence[] = []) =>
        ({ state: 'not-applicable', because, evidence }) as const,
    },
  );
  const finding = (observations: readonly Observation[]): Finding => {
    const worst = worstOf(observations.map(witnessed));
    const mend = worst.state === 'attention' || worst.state === 'unknown';
    const exact = `${worst.state}-${worst.severity}`;
    return {
      id,
      tile,
      clause,
      state: worst.state,
      ...(worst.severity && { severity: worst.severity }),
      title: { id: scoped(exact in source.messages.en ? exact : worst.state) },
      because: worst.because,
      why: { id: scoped('why') },
      ...(mend && { byHand: worst.byHand ?? { id: scoped('by-hand') } }),
      ...(worst.since && { since: worst.since }),
      evidence: worst.evidence,
    };
  };
  const unknownBecause = (because: Message) => finding([{ state: 'unknown', because, evidence: [] }]);
  return {
    id,
    tile,
    clause,
    article,
    platforms,
    leads,
    quick,
    ...(limitMs !== undefined && { limitMs }),
    fixes,
    messages: { en: prefix(source.messages.en), 'zh-CN': prefix(source.messages['zh-CN']) },
    unknownBecause,
    async inspect(probes) {
      const observations = await source.inspect(probes, say);
      return observations.length > 0 ? finding(observations) : unknownBecause({ id: 'look.saw-nothing' });
    },
  };
}
