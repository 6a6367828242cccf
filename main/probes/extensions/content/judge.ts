import type { Severity } from '../../../contract/finding';
import { isElsewhere } from './hosts';
import type { Signal, SignalKind } from './types';

/** What an extension does that nobody should have to put up with. */
export type BehaviourId =
  | 'takes-secrets'
  | 'asks-secrets'
  | 'opens-shell'
  | 'runs-download'
  | 'runs-encoded'
  | 'lures'
  | 'hides-text'
  | 'orders-agent'
  | 'changes-memory'
  | 'opens-settings'
  | 'stays'
  | 'lets-in'
  | 'imitates'
  | 'taps-messages'
  | 'spies'
  | 'destroys'
  | 'mines'
  | 'unprotects'
  | 'redirects'
  | 'takes-money'
  | 'spreads';

/** One such thing, with the place that shows it. */
export interface Behaviour {
  readonly id: BehaviourId;
  readonly severity: Severity;
  /** Path below the extension's folder. */
  readonly file: string;
  readonly line: number;
  /** An address, file or package that others wrote. */
  readonly what?: string;
}
export interface FileSignals {
  readonly file: string;
  readonly signals: readonly Signal[];
}

/** Signals that mean one thing wherever they stand. */
const ALONE: Partial<Record<SignalKind, readonly [BehaviourId, Severity]>> = {
  'reverse-shell': ['opens-shell', 'critical'],
  leaks: ['takes-secrets', 'critical'],
  'dns-leak': ['takes-secrets', 'critical'],
  'encoded-run': ['runs-encoded', 'high'],
  'password-prompt': ['asks-secrets', 'high'],
  'asks-phrase': ['asks-secrets', 'critical'],
  'archive-lure': ['lures', 'high'],
  'hidden-text': ['hides-text', 'high'],
  overrides: ['orders-agent', 'high'],
  orders: ['orders-agent', 'high'],
  'obeys-remote': ['orders-agent', 'high'],
  'foreign-key': ['lets-in', 'critical'],
  lookalike: ['imitates', 'high'],
  'message-tap': ['taps-messages', 'high'],
  spies: ['spies', 'critical'],
  'swaps-address': ['takes-money', 'critical'],
  wipes: ['destroys', 'critical'],
  mines: ['mines', 'high'],
  administrator: ['lets-in', 'high'],
  detour: ['redirects', 'high'],
  'disguised-code': ['runs-encoded', 'high'],
  'encoded-words': ['runs-encoded', 'medium'],
  'moves-money': ['takes-money', 'high'],
  spreads: ['spreads', 'high'],
};
const WORSE: Readonly<Record<Severity, Severity>> = {
  low: 'medium',
  medium: 'high',
  high: 'critical',
  critical: 'critical',
};
const ORDER: readonly Severity[] = ['critical', 'high', 'medium', 'low'];

/**
 * What the signals of an extension amount to. Behaviours count together: code that is fetched and run from an address that
 * fits what the extension is about is an installer; from elsewhere it is not; what reads keys of other programs and sends
 * something elsewhere steals them. Signals that are only shown, as in a lesson, count for nothing.
 */
export function judge(files: readonly FileSignals[]): readonly Behaviour[] {
  const all: Behaviour[] = [];
  // Words that open a wallet have no business with any service, whatever its name.
  const carried = files.some(({ signals }) =>
    signals.some(({ kind, rank }) => kind === 'sends' && (isElsewhere(rank) || rank === 'related')),
  );
  for (const { file, signals } of files) {
    const real = signals.filter(({ quoted }) => quoted !== true);
    const add = (id: BehaviourId, severity: Severity, { line, what }: Signal) =>
      all.push({ id, severity, file, line, ...(what && { what }) });
    const of = (kind: SignalKind) => real.filter((each) => each.kind === kind);
    const elsewhere = (kind: SignalKind) => of(kind).filter(({ rank }) => isElsewhere(rank));
    const runs = elsewhere('download-run');
    const bad =
      runs.length > 0 || of('encoded-run').length > 0 || of('leaks').length > 0 || of('orders').length > 0;

    for (const signal of real) {
      const alone = ALONE[signal.kind];
      if (alone) add(...alone, signal);
    }
    for (const signal of runs)
      add(
        'runs-download',
        signal.rank === 'doubtful' || of('encoded-run').length > 0 ? 'critical' : 'high',
        signal,
      );
    for (const signal of of('asks-words')) if (carried) add('asks-secrets', 'critical', signal);
    for (const signal of of('paste-lure'))
      add('lures', signal.rank === 'doubtful' ? 'high' : 'medium', signal);
    const [read] = of('reads-secrets');
    const [sent] = elsewhere('sends');
    if (read && sent) add('takes-secrets', 'critical', sent);
    for (const signal of of('poisons-memory'))
      if (signal.what === 'orders' || bad || of('overrides').length > 0)
        add('changes-memory', 'high', signal);
    const opened = of('opens-settings');
    const [first] = opened;
    const settings = new Set(opened.map(({ line, what }) => `${what} ${line}`)).size;
    if (first && (opened.length > 1 || settings > 1 || first.rank === 'doubtful' || bad))
      add('opens-settings', 'high', first);
    const [stays] = of('persists');
    const fetched = elsewhere('fetches-program');
    if (stays && (bad || fetched.length > 0 || of('disguised-code').length > 0)) add('stays', 'high', stays);
    for (const signal of fetched) if (signal.rank === 'doubtful') add('runs-download', 'high', signal);
    for (const signal of of('unprotects'))
      if (signal.what !== 'quarantine' || runs.length > 0 || fetched.length > 0)
        add('unprotects', 'high', signal);
  }
  const gated = files.some(({ signals }) => signals.some(({ kind }) => kind === 'time-gate'));
  const distinct = new Map<string, Behaviour>();
  for (const each of all) {
    const severity = gated && each.severity !== 'medium' ? WORSE[each.severity] : each.severity;
    const key = `${each.id} ${each.file} ${each.line}`;
    const before = distinct.get(key);
    if (!before || ORDER.indexOf(severity) < ORDER.indexOf(before.severity))
      distinct.set(key, { ...each, severity });
  }
  return [...distinct.values()].sort(
    (a, b) =>
      ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity) ||
      a.file.localeCompare(b.file) ||
      a.line - b.line,
  );
}
