import type { Card } from '../../main/contract/card';
import type { ShownChange } from '../../main/contract/change';
import type { Language } from '../../main/contract/report';
import type { About, AppState, ScanProgress } from '../../main/contract/state';
import type { EngineId, Snapshot } from '../../main/contract/tank';
import type {
  ChangeEntry,
  HistoryItem,
  JobOutcome,
  JobProgress,
  JobSummary,
  Preferences,
  ShownTank,
} from '../../main/contract/work';
import { type Both, inLanguage } from './findings';
import { type SampleHome, sampleReport, UNSAFE_HOME } from './sampleHome';
import { engineOf, move, offerOf, receiptWith, sampleTank } from './tanks';

/** A tank on the made-up computer, once it is made. */
export interface SampleTank {
  readonly engine: EngineId;
  readonly runs: boolean;
  readonly answers: boolean;
  readonly movedInAt: string | null;
  readonly snapshots: readonly Snapshot[];
  readonly triedAt: string;
}

/** An entry of the made-up journal, with what takes it back. */
export interface SampleEntry extends Pick<ChangeEntry, 'id' | 'fix' | 'finding' | 'at' | 'state'> {
  readonly does: Both;
  readonly changes: readonly ShownChange[];
  readonly undo: (model: Model) => Partial<Model>;
}

/** As `JobOutcome`, in both languages. */
export interface SampleOutcome extends Pick<JobOutcome, 'fix' | 'entry' | 'result'> {
  readonly does: Both;
  readonly because: Both;
  readonly afterwards?: Both | undefined;
}
export interface SampleSummary extends Pick<JobSummary, 'kind' | 'tank' | 'keys'> {
  readonly outcomes: readonly SampleOutcome[];
}
export interface SampleProgress extends Omit<JobProgress, 'now'> {
  readonly now: Both;
}

type SampleEvent =
  | { readonly kind: 'look'; readonly at: string; readonly home: SampleHome }
  | { readonly kind: 'change'; readonly id: string };

/** All that the practice computer is, in no language but one that is chosen. Nothing in it is secret. */
export interface Model {
  readonly language: Language;
  readonly welcomed: boolean;
  readonly home: SampleHome;
  /** When it was looked at last, ISO 8601, UTC; null: never. */
  readonly lookedAt: string | null;
  readonly looking: ScanProgress | null;
  readonly lookFailed: AppState['lookFailed'];
  readonly working: SampleProgress | null;
  readonly workDone: SampleSummary | null;
  /** Newest first. */
  readonly entries: readonly SampleEntry[];
  readonly events: readonly SampleEvent[];
  readonly tank: SampleTank | null;
  /** What an uninstall put away lies there still. */
  readonly putAway: boolean;
  readonly preferences: Preferences;
  /** The card for somebody who knows, as it was made last; null: none was. */
  readonly card: Card | null;
}

export const firstModel = (language: Language): Model => ({
  language,
  welcomed: false,
  home: UNSAFE_HOME,
  lookedAt: null,
  looking: null,
  lookFailed: null,
  working: null,
  workDone: null,
  entries: [],
  events: [],
  tank: null,
  putAway: false,
  preferences: {
    asksFeeds: true,
    asksAppUpdates: true,
    postponedVersion: null,
    mirror: 'own',
    startsAtLogin: false,
    snoozedUntil: null,
    accepted: [],
    place: null,
  },
  card: null,
});

/** What of the real app is shown on the practice computer as it is. */
export interface RealFacts {
  readonly tray: boolean;
  readonly about?: About | undefined;
}

function entryIn(language: Language, { does, undo: _undo, ...entry }: SampleEntry): ChangeEntry {
  return { ...entry, does: inLanguage(language, does) };
}

/** What asked for something in one look and doesn't in another. */
function gone(language: Language, from: SampleHome, to: SampleHome): readonly string[] {
  const asks = (home: SampleHome) =>
    sampleReport(language, home, '').findings.filter(({ state }) => state === 'attention');
  const left = new Set(asks(to).map(({ id }) => id));
  return asks(from).flatMap(({ id, title }) => (left.has(id) ? [] : [title]));
}

function historyOf({ language, events, entries }: Model): readonly HistoryItem[] {
  return events.flatMap((event, place): readonly HistoryItem[] => {
    if (event.kind === 'change') {
      const entry = entries.find(({ id }) => id === event.id);
      return entry ? [{ kind: 'change', ...entryIn(language, entry) }] : [];
    }
    const older = events.slice(place + 1).find((each) => each.kind === 'look');
    const { verdict, findings } = sampleReport(language, event.home, event.at);
    return [
      {
        kind: 'look',
        at: event.at,
        things: findings.filter(({ state }) => state === 'attention' || state === 'unknown').length,
        title: verdict.title,
        worse: older ? gone(language, event.home, older.home) : [],
        better: older ? gone(language, older.home, event.home) : [],
      },
    ];
  });
}

function tankIn(language: Language, { engine, runs, triedAt, ...tank }: SampleTank): ShownTank {
  const way = engineOf(language, engine);
  const receipt = receiptWith(language);
  const moved = tank.movedInAt !== null;
  const all = sampleTank(language);
  return {
    ...all,
    ...tank,
    engine,
    engineName: way.name,
    wall: way.wall,
    state: runs ? 'running' : 'stopped',
    receipt: receipt && { ...receipt, at: triedAt },
    models: all.models.map((each) => ({ ...each, wanted: moved && each.wanted })),
  };
}

const summaryIn = (language: Language, { outcomes, ...summary }: SampleSummary): JobSummary => ({
  ...summary,
  outcomes: outcomes.map(({ does, because, afterwards, ...outcome }) => ({
    ...outcome,
    does: inLanguage(language, does),
    because: inLanguage(language, because),
    afterwards: afterwards ? inLanguage(language, afterwards) : null,
  })),
  ...(summary.kind === 'leave' && { left: [] }),
});

/** The state that the page shows, in the language of the model. */
export function stateOf(model: Model, revision: number, real: RealFacts): AppState {
  const { language, lookedAt, tank, working, workDone } = model;
  const home = model.home.place === 'tank' ? { ...model.home, runs: tank?.runs ?? false } : model.home;
  const report = lookedAt === null ? null : sampleReport(language, home, lookedAt);
  return {
    revision,
    language,
    home: '/home/lin',
    welcomed: model.welcomed,
    looking: model.looking,
    report,
    lookFailed: model.lookFailed,
    working: working && { ...working, now: inLanguage(language, working.now) },
    workDone: workDone && summaryIn(language, workDone),
    changes: model.entries.map((entry) => entryIn(language, entry)),
    history: historyOf(model),
    preferences: model.preferences,
    quarantined: model.putAway
      ? {
          things: ['/home/lin/.openclaw', '/home/lin/.npm-global/lib/node_modules/openclaw'],
          place: '/home/lin/.config/Tankmate/quarantine',
          bytes: 312_400_000,
        }
      : null,
    tanks: tank ? [tankIn(language, tank)] : [],
    offer: report && offerOf(language),
    moves: tank?.runs && home.place === 'here' ? [move(language)] : [],
    wanted: null,
    wantedScreen: null,
    tray: real.tray,
    ...(model.card && { card: model.card }),
    ...(real.about && { about: real.about }),
  };
}
