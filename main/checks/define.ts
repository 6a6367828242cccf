import type {
  Evidence,
  Finding,
  Message,
  MessageValue,
  Observation,
  Platform,
  Severity,
  TileId,
} from '../contract/finding';
import type { Catalogue, ValueNames, Words } from '../language/words';
import type { ClauseId } from '../openclaw/guide';
import type { Probes } from '../probes';
import type { Fix } from './fix';
import { worstOf } from './worst';

/** What every check says: a title for each state (how it is now, never the wish), why it matters, what to do by hand. */
type Texts = Catalogue &
  Record<'good' | 'attention' | 'unknown' | 'not-applicable' | 'why' | 'by-hand', string>;

type Values<S extends string> = [ValueNames<S>] extends [never]
  ? []
  : [values: { readonly [N in ValueNames<S>]: MessageValue }];

/** Builds what a check says, in its own words: ids and values are held against its English catalogue by the compiler. */
export interface Say<W extends Catalogue> {
  <K extends keyof W & string>(id: K, ...values: Values<W[K]>): Message;
  good(because: Message, evidence?: readonly Evidence[]): Observation;
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
  words: Words<W>;
  /**
   * Looks and says what it saw, one observation for each thing looked at.
   * Gets probes only, so looking can't change anything. Throwing means `unknown`, and so does no observation at all.
   */
  inspect(probes: Probes, say: Say<W>): Promise<readonly Observation[]>;
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
  readonly words: Words;
  readonly fixes: readonly Fix[];
  inspect(probes: Probes): Promise<Finding>;
  /** The finding when the look itself failed or took too long. */
  couldNotTell(because: Message): Finding;
}

const EVERYWHERE: readonly Platform[] = ['linux', 'darwin', 'win32'];

/** Makes a check out of its one file. */
export function defineCheck<const W extends Texts>(source: CheckSource<W>): Check {
  const { id, tile, clause, article, platforms = EVERYWHERE, leads = false, fixes = [] } = source;
  const scoped = (key: string) => `${id}.${key}`;
  const prefix = (catalogue: Catalogue) =>
    Object.fromEntries(Object.entries(catalogue).map(([key, text]) => [scoped(key), text]));
  const say: Say<W> = Object.assign(
    (key: string, values?: Message['values']): Message => ({ id: scoped(key), ...(values && { values }) }),
    {
      good: (because: Message, evidence: readonly Evidence[] = []) =>
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
    const worst = worstOf(observations);
    const mend = worst.state === 'attention' || worst.state === 'unknown';
    return {
      id,
      tile,
      clause,
      state: worst.state,
      ...(worst.severity && { severity: worst.severity }),
      title: { id: scoped(worst.state) },
      because: worst.because,
      why: { id: scoped('why') },
      ...(mend && { byHand: { id: scoped('by-hand') } }),
      evidence: worst.evidence,
    };
  };
  const couldNotTell = (because: Message) => finding([{ state: 'unknown', because, evidence: [] }]);
  return {
    id,
    tile,
    clause,
    article,
    platforms,
    leads,
    fixes,
    words: { en: prefix(source.words.en), 'zh-CN': prefix(source.words['zh-CN']) },
    couldNotTell,
    async inspect(probes) {
      const observations = await source.inspect(probes, say);
      return observations.length > 0 ? finding(observations) : couldNotTell({ id: 'look.saw-nothing' });
    },
  };
}
