import type { EngineId, Snapshot } from '../../main/contract/tank';
import type { TankCommandId } from '../../main/contract/work';
import type { Both } from './findings';
import { AWAY, framesOf, lookedAt, oneOutcome, SAMPLE_KEYS, type SampleJob, withEntry } from './jobs';
import type { Model, SampleOutcome, SampleProgress, SampleSummary, SampleTank } from './model';
import { sampleTank } from './tanks';

const DOES: Both = ['The tank “openclaw”', '鱼缸“openclaw”'];
const ANSWERED: Both = ['Its gateway answered just now.', '它的网关刚刚有了回应。'];

/** How work on the tank ends. */
const tankSummary = (
  tank: TankCommandId,
  because: Both,
  result: SampleOutcome['result'] = 'fixed',
  more: Partial<SampleSummary> = {},
): SampleSummary =>
  oneOutcome('tank', { fix: tank, entry: null, does: DOES, result, because }, { tank, ...more });

const frames = (tank: TankCommandId, ...steps: readonly Both[]) => framesOf('tank', steps, { tank });

/** Bytes of the made-up system, and the time that the whole work is said to take, in milliseconds. */
const BYTES = 624_000_000;
const WHOLE_MS = 240_000;
const DOWNLOADS = 4;

/** Making a tank: a download in parts, then step by step, with the time that is left. */
function makingFrames(): readonly SampleProgress[] {
  const steps: readonly Both[] = [
    ['Fetching the system for it', '正在下载缸里的系统'],
    ['Making the machine', '正在搭建虚拟机'],
    ['Starting it', '正在启动'],
    ['Putting OpenClaw in', '正在装上 OpenClaw'],
    ['Trying to get out of it', '正在从里面往外试'],
    ['Keeping a snapshot', '正在留一份快照'],
  ];
  const parts = framesOf('tank', steps, { tank: 'create' }).flatMap((frame, step) =>
    step > 0
      ? [frame]
      : Array.from({ length: DOWNLOADS }, (_, part) => ({
          ...frame,
          part: part / DOWNLOADS,
          bytes: { done: (BYTES * part) / DOWNLOADS, of: BYTES },
        })),
  );
  return parts.map((frame, at) => ({ ...frame, leftMs: (WHOLE_MS * (parts.length - at)) / parts.length }));
}

export const playMaking = (engine: EngineId): SampleJob => ({
  frames: makingFrames(),
  end(model, at) {
    const tank: SampleTank = {
      ...{ engine, runs: true, answers: false, movedInAt: null, triedAt: at },
      snapshots: [{ name: 'clean', at }],
    };
    const { home } = model;
    // Where nothing lives outside, the one that was put in is all there is.
    const next = home.place === 'gone' ? ({ ...home, place: 'tank' } as const) : home;
    return { ...lookedAt({ ...model, tank, home: next }, at), workDone: tankSummary('create', ANSWERED) };
  },
});

/** Into the tank moves the home outside, which is put away then. */
export const playMoveIn = (): SampleJob => ({
  frames: frames(
    'move-in',
    ['Keeping a snapshot', '正在留一份快照'],
    ['Copying what comes along', '正在复制要带进去的'],
    ['Stopping the OpenClaw outside', '正在停下外面的 OpenClaw'],
  ),
  end(before, at) {
    const does: Both = ['Put the OpenClaw outside away', '收起外面的 OpenClaw'];
    const { id, model } = withEntry(before, {
      ...{ fix: 'move-in', finding: 'everyday-computer', does, at, changes: AWAY },
      undo: ({ home, tank }) => ({
        home: { ...home, place: 'here', runs: true },
        tank: tank && { ...tank, movedInAt: null },
      }),
    });
    const { tank } = model;
    const moved: Model = {
      ...model,
      home: { ...model.home, place: 'tank' },
      tank: tank && {
        ...tank,
        movedInAt: at,
        snapshots: [...tank.snapshots, { name: 'before-moving-in', at }],
      },
    };
    const { outcomes } = tankSummary('move-in', ['214 files are in the tank.', '214 个文件已经在缸里了。']);
    const outside: SampleOutcome = {
      ...{ fix: 'move-in', entry: id, does, result: 'fixed' },
      because: ['It is stopped and lies aside; undo brings it back.', '它停下了，收在一边；撤销就能放回来。'],
    };
    const workDone: SampleSummary = {
      ...{ kind: 'tank', tank: 'move-in', keys: SAMPLE_KEYS },
      outcomes: [...outcomes, outside],
    };
    return { ...lookedAt(moved, at), workDone };
  },
});

/** A model answers with whatever key: it is not even given to this function. */
export function playKey(provider: string): SampleJob {
  const nameIn = (language: 'en' | 'zh-CN') =>
    sampleTank(language).models.find(({ id }) => id === provider)?.name ?? provider;
  return {
    frames: frames(
      'give-key',
      ['Putting the key into OpenClaw’s store', '正在把密钥放进 OpenClaw 的保险柜'],
      ['Asking it a question', '正在问它一句话'],
    ),
    end: ({ tank }) => ({
      tank: tank && { ...tank, answers: true },
      workDone: tankSummary('give-key', [
        `${nameIn('en')} answers through it: “Yes, I am here.”`,
        `接上 ${nameIn('zh-CN')} 了，它回答说：“在的，有什么事吗？”`,
      ]),
    }),
  };
}

/** A snapshot with a name that is free. */
function withSnapshot({ snapshots }: SampleTank, name: string, at: string): readonly Snapshot[] {
  const same = snapshots.filter((each) => each.name === name || each.name.startsWith(`${name}--`)).length;
  return [...snapshots, { name: same === 0 ? name : `${name}--${same + 1}`, at }];
}

const NOTHING_WRITTEN: Both = [
  'On your own computer it would lie in your downloads now. Here nothing was written.',
  '换成您自己的电脑，现在已经在“下载”里了。这里什么都没有写。',
];

interface Plain {
  readonly step: Both;
  readonly because: Both;
  readonly change?: (tank: SampleTank, at: string) => SampleTank | null;
}
type PlainId = Exclude<
  TankCommandId,
  'create' | 'restore' | 'drop' | 'move-in' | 'give-key' | 'send' | 'ask'
>;

const PLAIN: Readonly<Record<PlainId, Plain>> = {
  start: {
    step: ['Starting it', '正在启动'],
    because: ANSWERED,
    change: (tank) => ({ ...tank, runs: true }),
  },
  stop: {
    step: ['Stopping it', '正在停下'],
    because: ['It is stopped.', '已经停下。'],
    change: (tank) => ({ ...tank, runs: false }),
  },
  remove: {
    step: ['Removing it', '正在拆掉'],
    because: ['Nothing of it is left.', '什么都没有留下。'],
    change: () => null,
  },
  receipt: {
    step: ['Trying to get out of it', '正在从里面往外试'],
    because: ['15 tries, none got out.', '试了 15 种办法，一种也没出来。'],
    change: (tank, at) => ({ ...tank, triedAt: at }),
  },
  snapshot: {
    step: ['Keeping a snapshot', '正在留一份快照'],
    because: ['It is kept.', '留好了。'],
    change: (tank, at) => ({ ...tank, snapshots: withSnapshot(tank, `own-${at.slice(0, 10)}`, at) }),
  },
  update: {
    step: ['Asking for a newer version', '正在问有没有新版本'],
    because: ['It is the newest already.', '已经是最新的了。'],
  },
  'move-out': { step: ['Bringing its memory out', '正在取出它的记忆'], because: NOTHING_WRITTEN },
  fetch: { step: ['Fetching files out', '正在取出文件'], because: NOTHING_WRITTEN },
};

/** Work on the tank that needs no more words. */
export function playTank(command: PlainId | 'ask'): SampleJob {
  if (command === 'ask')
    return {
      frames: frames('ask', ['Asking it a question', '正在问它一句话']),
      end: ({ tank }) => ({
        workDone: tank?.answers
          ? tankSummary('ask', ['“Yes, I am here.”', '“在的，有什么事吗？”'])
          : tankSummary('ask', ['It has no model yet.', '它还没有接上模型。'], 'rolled-back'),
      }),
    };
  const { step, because, change } = PLAIN[command];
  return {
    frames: frames(command, step),
    end(model, at) {
      const tank = model.tank && change ? change(model.tank, at) : model.tank;
      const { home } = model;
      const next =
        tank === null && home.place === 'tank' ? ({ ...home, place: 'gone', runs: false } as const) : home;
      return { ...lookedAt({ ...model, tank, home: next }, at), workDone: tankSummary(command, because) };
    },
  };
}

/** Takes the tank back to a snapshot, or deletes one. */
export const playSnapshot = (command: 'restore' | 'drop', name: string): SampleJob => ({
  frames: frames(
    command,
    command === 'restore' ? ['Going back to the snapshot', '正在回到快照'] : ['Deleting it', '正在删除'],
  ),
  end: ({ tank }, at) => ({
    tank: tank && {
      ...tank,
      snapshots:
        command === 'restore'
          ? withSnapshot(tank, 'before-going-back', at)
          : tank.snapshots.filter((each) => each.name !== name),
    },
    workDone: tankSummary(
      command,
      command === 'restore' ? ANSWERED : ['It is gone for good.', '已经彻底删除。'],
    ),
  }),
});
