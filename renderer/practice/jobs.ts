import type { Both } from './findings';
import type { SampleFix } from './fixes';
import type { Model, SampleEntry, SampleOutcome, SampleProgress, SampleSummary } from './model';
import { NEW_VERSION, OLD_VERSION, SAMPLE_FIXES } from './sampleHome';

/** Work on the made-up computer: what is shown meanwhile, one after the other, and how it ends. */
export interface SampleJob {
  readonly frames: readonly SampleProgress[];
  /** @param at when it ends, ISO 8601, UTC */
  readonly end: (model: Model, at: string) => Partial<Model>;
}

/** What is shown while something is done in these steps. */
export const framesOf = (
  kind: SampleProgress['kind'],
  steps: readonly Both[],
  more: Partial<SampleProgress> = {},
): readonly SampleProgress[] =>
  steps.map((now, done) => ({
    ...{ kind, now, done, of: steps.length, part: null, lines: [], cancellable: kind !== 'stop' },
    ...more,
  }));

export const LOOKED_AGAIN: Both = ['Looked at again just now: it helped.', '刚刚重新检查过，改好了。'];
const CLOSER: Both = ['Looking again', '正在重新检查'];

/** The keys that lay in the home outside: they are to be renewed once it is gone. */
export const SAMPLE_KEYS: SampleSummary['keys'] = [
  { id: 'anthropic-api-key', provider: 'Anthropic', count: 2, page: true },
];

/** The model with a change in its journal, and what a look after it finds. */
export function withEntry(model: Model, entry: Omit<SampleEntry, 'id' | 'state'>) {
  const id = `entry-${model.entries.length + 1}`;
  const more: Pick<Model, 'entries' | 'events'> = {
    entries: [{ ...entry, id, state: 'done' }, ...model.entries],
    events: [{ kind: 'change', id }, ...model.events],
  };
  return { id, model: { ...model, ...more } };
}

/**
 * A look is a part of work: what changed stands in the history.
 * @param audited OpenClaw's own audit was asked beside it
 */
export function lookedAt(model: Model, at: string, audited = false): Model {
  const home = { ...model.home, audited };
  return { ...model, home, lookedAt: at, events: [{ kind: 'look', at, home }, ...model.events] };
}

/** How work ends that has one outcome. */
export const oneOutcome = (
  kind: SampleSummary['kind'],
  outcome: SampleOutcome,
  more: Partial<SampleSummary> = {},
): SampleSummary => ({ kind, outcomes: [outcome], keys: [], ...more });

/** Carries fixes out, one after the other. What stands already, or is not known, is left out. */
export function playFix({ home }: Model, ids: readonly string[]): SampleJob {
  const wanted = SAMPLE_FIXES.filter(({ id }) => ids.includes(id) && !home.fixed.includes(id));
  return {
    frames: framesOf('fix', [...wanted.map(({ does }) => does), CLOSER]),
    end(before, at) {
      let model = before;
      const outcomes = wanted.map((fix): SampleOutcome => {
        const added = withEntry(model, entryOf(fix, at));
        model = { ...added.model, home: withFix(added.model, fix.id, true) };
        const { id, does, afterwards } = fix;
        return { fix: id, entry: added.id, does, result: 'fixed', because: LOOKED_AGAIN, afterwards };
      });
      return { ...lookedAt(model, at), workDone: { kind: 'fix', outcomes, keys: [] } };
    },
  };
}

const withFix = ({ home }: Model, fix: string, isIn: boolean): Model['home'] => ({
  ...home,
  fixed: [...home.fixed.filter((id) => id !== fix), ...(isIn ? [fix] : [])],
});

const entryOf = ({ id, mends, does, changes }: SampleFix, at: string): Omit<SampleEntry, 'id' | 'state'> => ({
  ...{ fix: id, finding: mends[0] ?? null, does, at, changes },
  undo: (model) => ({ home: withFix(model, id, false) }),
});

/** Takes entries back, newest first; none named: all that stand. */
export function playUndo({ entries }: Model, ids: readonly string[]): SampleJob {
  const wanted = entries.filter(
    ({ id, state }) => state === 'done' && (ids.length === 0 || ids.includes(id)),
  );
  return {
    frames: framesOf('undo', [...wanted.map(({ does }) => does), CLOSER]),
    end(before, at) {
      let model = before;
      for (const { undo } of wanted) model = { ...model, ...undo(model) };
      const undone = new Set(wanted.map(({ id }) => id));
      const back: Model = {
        ...model,
        entries: model.entries.map((each) => (undone.has(each.id) ? { ...each, state: 'undone' } : each)),
      };
      const outcomes = wanted.map(
        ({ id, fix, does }): SampleOutcome => ({
          ...{ fix, entry: id, does, result: 'fixed' },
          because: ['All is as it was before.', '和修改前一模一样了。'],
        }),
      );
      return { ...lookedAt(back, at), workDone: { kind: 'undo', outcomes, keys: [] } };
    },
  };
}

const GATEWAY: Both = ['OpenClaw’s gateway', 'OpenClaw 的网关'];

/** Ends the gateway, wherever it runs. */
export const playStop = (): SampleJob => ({
  frames: framesOf('stop', [['Ending the gateway', '正在停下网关']]),
  end(before, at) {
    const inTank = before.home.place === 'tank';
    const set = (model: Model, runs: boolean): Partial<Model> =>
      inTank
        ? { tank: model.tank && { ...model.tank, runs } }
        : { home: { ...model.home, runs: runs && model.home.place === 'here' } };
    const { id, model } = withEntry(before, {
      ...{ fix: 'stop', finding: null, does: ['Stop OpenClaw', '停下龙虾'], at },
      changes: [{ kind: 'end', where: 'openclaw-gateway (pid 4242)', before: null, after: null }],
      undo: (each) => set(each, true),
    });
    const workDone = oneOutcome('stop', {
      ...{ fix: 'stop', entry: id, does: GATEWAY, result: 'fixed' },
      because: ['Its port no longer answers.', '它的端口已经没有回应。'],
    });
    return { ...lookedAt({ ...model, ...set(model, false) }, at), workDone };
  },
});

/** Brings the copy outside to the newest version. */
export const playUpdate = (): SampleJob => ({
  frames: framesOf('update', [
    ['Keeping the old version', '正在留好旧版本'],
    [`Installing OpenClaw ${NEW_VERSION}`, `正在安装 OpenClaw ${NEW_VERSION}`],
    ['Seeing that it still works', '正在确认它还能用'],
    CLOSER,
  ]),
  end(before, at) {
    const does: Both = [
      `OpenClaw ${OLD_VERSION} to ${NEW_VERSION}`,
      `OpenClaw ${OLD_VERSION} 升级到 ${NEW_VERSION}`,
    ];
    const { id, model } = withEntry(before, {
      ...{ fix: 'update', finding: 'known-holes', does, at, changes: [] },
      undo: ({ home }) => ({ home: { ...home, version: OLD_VERSION } }),
    });
    const home = { ...model.home, version: NEW_VERSION };
    const outcome = { fix: 'update', entry: id, does, result: 'fixed', because: LOOKED_AGAIN } as const;
    return { ...lookedAt({ ...model, home }, at), workDone: oneOutcome('update', outcome) };
  },
});

/** The changes that put the home outside away. */
export const AWAY: SampleEntry['changes'] = [
  { kind: 'end', where: 'openclaw-gateway (pid 4242)', before: null, after: null },
  {
    kind: 'move',
    where: '/home/lin/.openclaw',
    before: '/home/lin/.openclaw',
    after: '/home/lin/.config/Tankmate/quarantine/openclaw',
  },
];

/** Takes OpenClaw off the computer. What lives in the tank stays. */
export const playUninstall = (): SampleJob => ({
  frames: framesOf('leave', [
    ['Exporting its data', '正在导出它的数据'],
    ['Taking the program away', '正在移走程序'],
    ['Looking whether anything is left', '正在看看还有没有落下的'],
  ]),
  end(before, at) {
    const does: Both = ['OpenClaw in ~/.npm-global', '~/.npm-global 里的 OpenClaw'];
    if (before.home.place !== 'here') {
      const because: Both = ['There is none outside of the tank.', '缸外面没有 OpenClaw。'];
      const outcome = { fix: 'leave', entry: null, does, result: 'skipped', because } as const;
      return { workDone: oneOutcome('leave', outcome) };
    }
    const { id, model } = withEntry(before, {
      ...{ fix: 'leave', finding: null, does: ['Take OpenClaw off this computer', '卸载 OpenClaw'], at },
      changes: AWAY,
      undo: ({ home }) => ({ home: { ...home, place: 'here', runs: true }, putAway: false }),
    });
    const home = { ...model.home, place: 'gone', runs: false } as const;
    const outcome = { fix: 'leave', entry: id, does, result: 'fixed', because: LOOKED_AGAIN } as const;
    const workDone = oneOutcome('leave', outcome, { keys: SAMPLE_KEYS });
    return { ...lookedAt({ ...model, home, putAway: true }, at), workDone };
  },
});

/** Deletes for good what an uninstall put away. */
export const playPurge = (): SampleJob => ({
  frames: framesOf('forget', [['Deleting it', '正在删除']]),
  end: ({ entries: all }) => ({
    putAway: false,
    entries: all.map((each) =>
      each.fix === 'leave' && each.state === 'done' ? { ...each, state: 'final' } : each,
    ),
    workDone: oneOutcome('forget', {
      ...{ fix: 'forget', entry: null, result: 'fixed' },
      does: ['What was put away', '移走的东西'],
      because: ['It is gone for good.', '已经彻底删除。'],
    }),
  }),
});

/** How work ends that was stopped: nothing of it stays. */
export const cancelled = ({ kind, tank, now }: SampleProgress): SampleSummary =>
  oneOutcome(
    kind,
    {
      ...{ fix: tank ?? kind, entry: null, does: now, result: 'rolled-back' },
      because: ['You stopped it, so nothing of it stays.', '您停下了它，所以什么都没有留下。'],
    },
    tank ? { tank } : {},
  );
