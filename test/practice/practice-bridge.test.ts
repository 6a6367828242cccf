import { describe, expect, test } from 'vitest';
import { contract, type IpcChannel } from '../../main/contract/ipc';
import type { LANGUAGES } from '../../main/contract/report';
import { planOf } from '../../renderer/store/fixPlan';
import { nextStep } from '../../renderer/store/nextStep';
import { practise } from './clock';

const NOW = Date.parse('2026-11-22T08:00:00.000Z');
const KEY = 'sk-practice-1234567890';
const ALL = ['listen-locally', 'close-chats', 'tools-ask-first', 'close-permissions-1a2b3c4d'] as const;

async function looked(language: (typeof LANGUAGES)[number] = 'en') {
  const practice = await practise(language);
  await practice.bridge.look();
  practice.finish();
  return practice;
}
type Practice = Awaited<ReturnType<typeof looked>>;
/** Asks for work and waits until it is done. */
async function done(practice: Practice, asked: Promise<void>) {
  await asked;
  practice.finish();
  expect(practice.state().working).toBeNull();
  return practice.state();
}
async function withTank() {
  const practice = await looked();
  await done(practice, practice.bridge.makeTank('qemu'));
  return practice;
}

/** One call of each channel that main takes, and what it does here. */
const CALLS: { readonly [C in IpcChannel]: readonly unknown[] } = {
  getState: [],
  look: [],
  secondOpinion: [],
  cancelLook: [],
  setLanguage: ['zh-CN'],
  copyStep: ['chat-doors', 0],
  showPlace: ['chat-doors', 0],
  openArticle: ['chat-doors'],
  openAdvisory: ['GHSA-0000-abcd-wxyz'],
  applyFixes: [['close-chats']],
  undo: [[]],
  stopNow: [],
  update: ['copy-1a2b3c4d', []],
  leave: ['keep'],
  forget: [],
  makeTank: ['qemu'],
  tankDeed: ['openclaw', 'receipt'],
  restoreTank: ['openclaw', 'clean'],
  dropSnapshot: ['openclaw', 'clean'],
  moveIn: ['openclaw', 'setup-1a2b3c4d', []],
  giveKey: ['openclaw', 'deepseek-direct', KEY],
  openTank: ['openclaw'],
  showFetched: ['openclaw'],
  cancelWork: [],
  seen: [],
  getAccesses: [],
  copyAccesses: [],
  saveAccesses: [],
  snooze: ['day'],
  accept: ['everyday-computer', 'month', 'mine'],
  setAsksFeeds: [false],
  setAsksAppUpdates: [false],
  updateApp: [],
  postponeAppUpdate: [],
  openRelease: [],
  restartApp: [],
  setMirror: ['npmmirror'],
  setPlace: ['here'],
  setStartsAtLogin: [true],
  openKeyPage: ['anthropic-api-key'],
  openHelp: ['openclaw'],
  openNotices: [],
  openSettings: [0],
  showDebugLog: [],
  makeCard: [],
  copyCard: [],
  saveCard: ['pdf'],
  closeWindow: [],
};
const OPENS = [
  ...['showPlace', 'openArticle', 'openAdvisory', 'openTank', 'showFetched', 'openRelease', 'openKeyPage'],
  ...['openHelp', 'openNotices', 'openSettings', 'showDebugLog', 'closeWindow', 'copyStep', 'updateApp'],
  ...['restartApp', 'copyCard', 'saveCard', 'copyAccesses', 'saveAccesses'],
];

describe('every channel', () => {
  test.each(Object.keys(contract) as IpcChannel[])(
    '%s is answered, and refuses what main refuses',
    async (channel) => {
      const practice = await withTank();
      const call = practice.bridge[channel] as (...args: readonly unknown[]) => Promise<unknown>;
      const goesOut = OPENS.includes(channel);
      const answer = call(...CALLS[channel]);
      // The page may not take it for done.
      await (goesOut ? expect(answer).rejects.toThrow('practice') : answer);
      practice.finish();
      expect(practice.state().working).toBeNull();
      expect(practice.notes.length).toBe(goesOut ? 1 : 0);
      await expect(call(...CALLS[channel], { one: 'more' })).rejects.toThrow('refused');
    },
  );
});

describe('a look', () => {
  test('fills the panes one by one, and asks to be told of nothing before', async () => {
    const practice = await practise();
    expect(practice.state()).toMatchObject({ welcomed: false, report: null, tanks: [] });
    await practice.bridge.look();
    practice.finish();
    const panes = practice.seen.flatMap(({ looking }) => (looking ? [looking.tilesDone.length] : []));
    expect(panes).toEqual([0, 1, 2, 3, 4, 5, 6]);
    const { report, history } = practice.state();
    expect(report?.verdict.state).toBe('attention');
    expect(history).toHaveLength(1);
  });

  test('can be stopped, and nothing of it happens any more', async () => {
    const practice = await practise();
    await practice.bridge.look();
    practice.step();
    await practice.bridge.cancelLook();
    expect(practice.state()).toMatchObject({ looking: null, lookFailed: 'cancelled', report: null });
    expect(practice.pending()).toBe(0);
  });

  test('with OpenClaw’s own audit beside it says what that says, until the next one', async () => {
    const practice = await looked();
    const opinion = () => practice.state().report?.findings.find(({ id }) => id === 'second-opinion')?.state;
    expect(opinion()).toBeUndefined();
    await practice.bridge.secondOpinion();
    practice.finish();
    expect(practice.seen.filter(({ looking }) => looking?.asks)).toHaveLength(1);
    expect(opinion()).toBe('good');
    await practice.bridge.look();
    practice.finish();
    expect(opinion()).toBeUndefined();
  });
});

describe('mending', () => {
  test('what is mended is good, and undone it is the same report again', async () => {
    const practice = await looked();
    const before = practice.state().report;
    expect(planOf(before ?? { findings: [] })).toHaveLength(4);
    const mended = await done(practice, practice.bridge.applyFixes(ALL));
    expect(mended.workDone?.outcomes.map(({ result }) => result)).toEqual([
      'fixed',
      'fixed',
      'fixed',
      'fixed',
    ]);
    for (const tile of ['exposure', 'privileges'])
      expect(mended.report?.tiles.find(({ id }) => id === tile)?.state).toBe('good');
    expect(planOf(mended.report ?? { findings: [] })).toHaveLength(0);
    expect(mended.changes.map(({ state }) => state)).toEqual(['done', 'done', 'done', 'done']);
    const things = mended.history.flatMap((each) => (each.kind === 'look' ? [each.things] : []));
    expect(things).toEqual([3, 7]);
    expect(mended.history.find((each) => each.kind === 'look')).toMatchObject({ worse: [] });
    const [one] = mended.changes;
    await done(practice, practice.bridge.undo([one?.id ?? '']));
    expect(practice.state().changes.filter(({ state }) => state === 'undone')).toHaveLength(1);
    const after = await done(practice, practice.bridge.undo([]));
    expect({ ...after.report, startedAt: '' }).toEqual({ ...before, startedAt: '' });
  });

  test('stopped half way, nothing of it stays, and it says so', async () => {
    const practice = await looked();
    const before = practice.state().report;
    await practice.bridge.applyFixes(ALL);
    practice.step();
    expect(practice.state().working).toMatchObject({ kind: 'fix', done: 1, of: 5 });
    await expect(practice.bridge.look()).rejects.toThrow('busy');
    await expect(practice.bridge.stopNow()).rejects.toThrow('busy');
    await practice.bridge.cancelWork();
    const { working, workDone, report } = practice.state();
    expect(working).toBeNull();
    expect(workDone?.outcomes[0]?.result).toBe('rolled-back');
    expect(report).toEqual(before);
    expect(practice.pending()).toBe(0);
  });

  test('a new version has no known holes, and the old one comes back', async () => {
    const practice = await looked();
    const holes = () => practice.state().report?.tiles.find(({ id }) => id === 'updates')?.state;
    expect(holes()).toBe('attention');
    await done(practice, practice.bridge.update('copy-1a2b3c4d', []));
    expect(holes()).toBe('good');
    await done(practice, practice.bridge.undo([]));
    expect(holes()).toBe('attention');
  });
});

test('it is stopped, and undo starts it again; uninstalled it is gone, until that is deleted for good', async () => {
  const practice = await looked();
  const runs = () => practice.state().report?.copies.map(({ running }) => running);
  expect(runs()).toEqual([true]);
  await done(practice, practice.bridge.stopNow());
  expect(runs()).toEqual([false]);
  await done(practice, practice.bridge.undo([]));
  expect(runs()).toEqual([true]);
  await done(practice, practice.bridge.leave('keep'));
  expect(runs()).toEqual([]);
  expect(practice.state().quarantined?.things).toHaveLength(2);
  await done(practice, practice.bridge.undo([]));
  expect(runs()).toEqual([true]);
  expect(practice.state().quarantined).toBeNull();
  await done(practice, practice.bridge.leave('delete'));
  await done(practice, practice.bridge.forget());
  expect(practice.state().quarantined).toBeNull();
  await done(practice, practice.bridge.undo([]));
  expect(runs()).toEqual([]);
});

describe('the tank', () => {
  test('is made step by step, with bytes and the time that is left', async () => {
    const practice = await withTank();
    const steps = practice.seen.flatMap(({ working }) => (working?.tank === 'create' ? [working] : []));
    expect(steps.filter(({ bytes }) => bytes).length).toBeGreaterThan(2);
    const left = steps.map(({ leftMs }) => leftMs ?? 0);
    expect(left).toEqual(left.toSorted((a, b) => b - a));
    expect(practice.state().tanks).toMatchObject([{ state: 'running', answers: false, movedInAt: null }]);
  });

  test('after moving in and a key nothing is left to do', async () => {
    const practice = await withTank();
    expect(nextStep(practice.state(), NOW).kind).toBe('mend');
    await done(practice, practice.bridge.moveIn('openclaw', 'setup-1a2b3c4d', []));
    expect(nextStep(practice.state(), NOW)).toEqual({ kind: 'give-key', tank: 'openclaw' });
    const { workDone } = await done(practice, practice.bridge.giveKey('openclaw', 'deepseek-direct', KEY));
    expect(workDone?.outcomes[0]?.because).toContain('DeepSeek answers');
    expect(nextStep(practice.state(), NOW).kind).toBe('none');
    await done(practice, practice.bridge.undo([]));
    expect(practice.state().report?.copies[0]?.where).toBe('this-computer');
  });

  test('a key is in no state, not even while it is given', async () => {
    const practice = await withTank();
    await practice.bridge.giveKey('openclaw', 'openai-direct', KEY);
    practice.finish();
    expect(practice.state().tanks?.[0]?.answers).toBe(true);
    expect(JSON.stringify(practice.seen)).not.toContain(KEY);
    await expect(practice.bridge.giveKey('openclaw', 'openai-direct', 'no key')).rejects.toThrow('refused');
  });

  test('is stopped, started, kept, taken back and removed', async () => {
    const practice = await withTank();
    const { bridge } = practice;
    const tank = () => practice.state().tanks?.[0];
    await done(practice, bridge.tankDeed('openclaw', 'stop'));
    expect(tank()?.state).toBe('stopped');
    await done(practice, bridge.tankDeed('openclaw', 'start'));
    expect(tank()?.state).toBe('running');
    await done(practice, bridge.tankDeed('openclaw', 'snapshot'));
    await done(practice, bridge.tankDeed('openclaw', 'snapshot'));
    await done(practice, bridge.restoreTank('openclaw', 'clean'));
    const names = () => tank()?.snapshots?.map(({ name }) => name);
    expect(names()).toEqual(['clean', 'own-2026-11-22', 'own-2026-11-22--2', 'before-going-back']);
    await done(practice, bridge.dropSnapshot('openclaw', 'clean'));
    expect(names()).not.toContain('clean');
    const asked = await done(practice, bridge.tankDeed('openclaw', 'ask'));
    expect(asked.workDone?.outcomes[0]?.result).toBe('rolled-back');
    await expect(bridge.tankDeed('another', 'stop')).rejects.toThrow('refused');
    await done(practice, bridge.tankDeed('openclaw', 'remove'));
    expect(practice.state().tanks).toEqual([]);
  });
});

test('the card for somebody who knows is about the made-up computer, and is taken nowhere', async () => {
  const practice = await looked();
  await practice.bridge.makeCard();
  // Told once more what it knows, the page would ask for another card, and again.
  const patches: string[][] = [];
  practice.bridge.onState(({ patch }) => patches.push(Object.keys(patch)));
  await practice.bridge.makeCard();
  await practice.bridge.setMirror('npmmirror');
  expect(patches).toEqual([[], ['preferences']]);
  const { card } = practice.state();
  expect(card?.sections.map(({ title }) => title)).toContain('What needs attention');
  expect(JSON.stringify(card)).not.toContain('/home/lin');
  for (const asked of [practice.bridge.copyCard(), practice.bridge.saveCard('html')])
    await expect(asked).rejects.toThrow('practice');
  expect(practice.notes).toEqual(['copies', 'saves']);
});

test('files that would be sent into the tank are not asked for', async () => {
  const practice = await withTank();
  await expect(practice.bridge.tankDeed('openclaw', 'send')).rejects.toThrow('practice');
  expect(practice.notes).toEqual(['opens']);
  expect(practice.state()).toMatchObject({ working: null });
});

test('another language: everything is in it, and in it alone', async () => {
  const practice = await looked('zh-CN');
  await done(practice, practice.bridge.applyFixes(ALL));
  await practice.bridge.setLanguage('en');
  expect(JSON.stringify(practice.state())).not.toMatch(/\p{Script=Han}/u);
  await practice.bridge.setLanguage('zh-CN');
  const { report, workDone, changes } = practice.state();
  for (const text of [report?.verdict.title, workDone?.outcomes[0]?.because, changes[0]?.does])
    expect(text).toMatch(/\p{Script=Han}/u);
});

test('what is chosen is kept until practice ends, and an end calls everything off', async () => {
  const practice = await looked();
  const { bridge } = practice;
  await bridge.accept('everyday-computer', 'month', 'mine');
  await bridge.snooze('hour');
  await bridge.setPlace('here');
  expect(practice.state().preferences).toMatchObject({
    accepted: [{ finding: 'everyday-computer', severity: 'high', reason: 'mine' }],
    place: 'here',
  });
  await bridge.accept('everyday-computer', 'off', '');
  expect(practice.state().preferences.accepted).toEqual([]);
  await bridge.stopNow();
  const told = practice.seen.length;
  bridge.end();
  expect(practice.pending()).toBe(0);
  expect(practice.seen).toHaveLength(told);
  expect((await practise()).state().preferences.place).toBeNull();
});
