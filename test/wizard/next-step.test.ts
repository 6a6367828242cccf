import { describe, expect, test } from 'vitest';
import type { Report } from '../../main/contract/report';
import type { AppState } from '../../main/contract/state';
import { withFixes, withNewer } from '../../renderer/practice/fixes';
import { allGood, badHome, noOpenClaw, reportOf } from '../../renderer/practice/reports';
import { move, offerOf, sampleTank } from '../../renderer/practice/tanks';
import { mendedThings, nextStep } from '../../renderer/store/nextStep';
import { rootGateway, stateWith } from './reports';
import { halfMade } from './tanks';
import { entry } from './works';

const NOW = Date.parse('2026-11-22T07:00:00.000Z');
const step = (
  report: Report | null,
  more: Partial<AppState> = {},
  tile: Parameters<typeof nextStep>[2] = null,
) => nextStep(stateWith('en', report, more), NOW, tile);
const bad = () => withNewer(withFixes(rootGateway('en')));
const accepted = (finding: string) => ({
  finding,
  reason: 'mine',
  since: '2026-11-21T00:00:00.000Z',
  until: '2026-12-21T00:00:00.000Z',
});
const living = (...ids: string[]) => ({
  preferences: { ...stateWith('en', null).preferences, accepted: ids.map(accepted) },
});

describe('the next step', () => {
  test('is to mend, then to update, then a tank, then what is to be done by hand, then nothing', () => {
    const offer = offerOf('en');
    expect(step(bad(), { offer })).toEqual({ kind: 'mend', things: 4 });
    expect(step(withNewer(rootGateway('en')), { offer })).toMatchObject({
      kind: 'update',
      version: '2026.3.13',
    });
    expect(step(rootGateway('en'), { offer })).toEqual({ kind: 'tank', empty: false });
    expect(step(rootGateway('en'))).toEqual({ kind: 'by-hand', things: 6 });
    expect(step(allGood('en'), { offer })).toEqual({ kind: 'none' });
  });
  test('is no tank inside a place of its own with a few signs of use', () => {
    const offer = offerOf('en');
    const home = rootGateway('en');
    const inTank = (severity: 'high' | 'low') => ({
      ...home,
      findings: home.findings.map((each) => (each.id === 'everyday-computer' ? { ...each, severity } : each)),
    });
    expect(step(inTank('high'), { offer }).kind).toBe('tank');
    expect(step(inTank('low'), { offer }).kind).toBe('by-hand');
  });
  test('is to take back what was cut off, and to finish a half-made tank, before all else', () => {
    const changes = [entry('en', 'entry-broken', 'open')];
    const tanks = [halfMade('en')];
    expect(step(bad(), { changes, tanks })).toEqual({ kind: 'take-back', entry: 'entry-broken' });
    expect(step(bad(), { tanks })).toMatchObject({ kind: 'finish-tank' });
    // A tile is about its own.
    expect(step(bad(), { changes, tanks }, 'exposure')).toMatchObject({ kind: 'mend' });
  });
  test('of a tile is what that tile has', () => {
    expect(step(bad(), {}, 'exposure')).toEqual({ kind: 'mend', things: 2 });
    expect(step(bad(), {}, 'updates')).toMatchObject({ kind: 'update' });
    expect(step(bad(), {}, 'privileges')).toEqual({ kind: 'by-hand', things: 1 });
    expect(step(bad(), {}, 'extensions')).toEqual({ kind: 'none' });
  });
  test('is not what the user lives with, as long as that holds', () => {
    const left = withFixes(badHome('en'), ['close-chats']);
    expect(step(left)).toEqual({ kind: 'mend', things: 1 });
    expect(step(left, living('chat-doors'))).toEqual({ kind: 'by-hand', things: 3 });
    expect(nextStep(stateWith('en', left, living('chat-doors')), NOW + 40 * 86_400_000).kind).toBe('mend');
    // What is critical is never lived with.
    expect(step(withFixes(badHome('en'), ['listen-locally']), living('gateway-listens-locally')).kind).toBe(
      'mend',
    );
  });
  test('is never nothing where a tile was not looked at', () => {
    const { findings, copies } = allGood('en');
    const some = reportOf(
      'en',
      findings.filter(({ tile }) => tile !== 'updates'),
      copies,
    );
    expect(step(some)).toEqual({ kind: 'by-hand', things: 1 });
    expect(step(null)).toEqual({ kind: 'none' });
  });
  test('without any OpenClaw is a tank to prepare, where one can be made', () => {
    expect(step(noOpenClaw('en'), { offer: offerOf('en') })).toEqual({ kind: 'tank', empty: true });
    expect(step(noOpenClaw('en'))).toEqual({ kind: 'by-hand', things: 1 });
  });
  test('beside an empty tank that runs is to move in', () => {
    const tanks = [sampleTank('en', { state: 'running', movedInAt: null })];
    const moves = [move('en')];
    expect(step(rootGateway('en'), { tanks, moves })).toMatchObject({
      kind: 'move-in',
      setup: move('en').id,
    });
    expect(step(rootGateway('en'), { tanks }).kind).toBe('by-hand');
    const mute = [sampleTank('en', { state: 'running', movedInAt: null, answers: false })];
    expect(step(rootGateway('en'), { tanks: mute })).toEqual({ kind: 'give-key', tank: 'openclaw' });
  });
});

test('counts what asks for nothing any more', () => {
  expect(mendedThings(badHome('en'), allGood('en'))).toBe(4);
  expect(mendedThings(null, allGood('en'))).toBe(0);
  expect(mendedThings(allGood('en'), badHome('en'))).toBe(0);
});
