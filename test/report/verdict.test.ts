import { expect, test } from 'vitest';
import { checks } from '../../main/checks';
import type { Finding, Severity } from '../../main/contract/finding';
import type { Language } from '../../main/contract/report';
import type { ScanResult } from '../../main/contract/scan-result';
import { translatorFor } from '../../main/report/render';
import { verdictOf } from '../../main/report/verdict';
import { verdictMessages } from '../../main/report/verdict-messages';

type Wrong = Readonly<Record<string, Severity | 'unknown'>>;

/** A scan in which all is good but what is named. */
function scan(wrong: Wrong, more: Partial<ScanResult> = {}): ScanResult {
  const findings = checks.map((check): Finding => {
    const { severity: _, ...base } = check.unknownBecause({ id: 'look.too-late' });
    const how = wrong[check.id];
    const state = how === undefined ? 'good' : how === 'unknown' ? 'unknown' : 'attention';
    return {
      ...base,
      state,
      ...(how && how !== 'unknown' && { severity: how }),
      title: { id: `${check.id}.${state}` },
    };
  });
  const rest = { platform: 'linux', startedAt: '2026-11-22T01:02:03.000Z', durationMs: 812 } as const;
  return { ...rest, findings, fixes: [], copies: [], releases: null, ...more };
}
function verdict(wrong: Wrong, more: Partial<ScanResult> = {}, language: Language = 'en') {
  const { title, because, ...rest } = verdictOf(scan(wrong, more));
  const translate = translatorFor(language);
  return { ...rest, title: translate(title), because: translate(because) };
}
const title = (wrong: Wrong) => verdict(wrong).title;
const fix = (recommended: boolean, ...mends: string[]) => ({ recommended, mends }) as never;

test('the head says the worst thing, not how many there are', () => {
  expect(title({ 'newest-version': 'low', 'gateway-owner': 'critical' })).toBe(
    'Your lobster runs as the administrator of this computer',
  );
  expect(title({ 'newest-version': 'low' })).toBe('A newer OpenClaw is out');
  expect(title({ 'newest-version': 'low', 'gateway-owner': 'unknown' })).toBe('A newer OpenClaw is out');
});

test('what is hardly seen is not said as if it were certain', () => {
  expect(title({ 'everyday-computer': 'high' })).toBe(
    'Your lobster lives on a computer that is used every day',
  );
  expect(title({ 'everyday-computer': 'low' })).toMatch(/^Your lobster may live/);
});

test('of what is equally bad, what others can do comes first', () => {
  expect(title({ 'separate-home': 'high', 'known-holes': 'high', 'chat-doors': 'high' })).toBe(
    'People you didn’t choose can command your lobster in a chat app',
  );
});

test.each([
  [{ 'gateway-listens-locally': 'critical', 'gateway-password': 'critical' }, 'network'],
  [{ 'gateway-bind-setting': 'high', 'gateway-password': 'critical', 'known-holes': 'critical' }, 'network'],
  [{ 'doors-to-outside': 'high', 'gateway-password': 'critical' }, 'internet'],
  [{ 'chat-doors': 'critical', 'separate-home': 'high' }, 'chat'],
] as const)('a way in and no lock on it are said together: %j', (wrong, id) => {
  expect(title(wrong)).toBe(verdictMessages.en[`verdict.${id}`]);
});

test('a way in behind a good password is not called open to everyone', () => {
  expect(title({ 'gateway-listens-locally': 'high' })).toBe('Other computers can connect to your lobster');
  expect(title({ 'gateway-listens-locally': 'high', 'gateway-password': 'high' })).not.toContain('Anyone');
});

test('the number counts each finding once, by who does it', () => {
  const wrong = {
    'gateway-owner': 'critical',
    'chat-doors': 'high',
    'known-holes': 'high',
    'folder-reach': 'unknown',
  } as const;
  const fixes = [fix(true, 'chat-doors', 'gateway-password'), fix(false, 'gateway-owner')];
  expect(verdict(wrong, { fixes })).toMatchObject({
    because: '4 things: 1 can be mended now, 2 need you, 1 can’t be told.',
    counts: { mendable: 1, yours: 2, unknown: 1 },
  });
  const copies = [{ updatesTo: '2026.9.6' }] as never;
  expect(verdict({ 'known-holes': 'high' }, { copies }).because).toBe('1 thing can be mended now.');
  expect(verdict(wrong, { fixes }, 'zh-CN').because).toBe(
    '共 4 处：1 处现在就能补好，2 处要您动手，1 处说不准。',
  );
});

test('what could not be told is never safe', () => {
  expect(verdict({ 'folder-reach': 'unknown' })).toMatchObject({
    state: 'unknown',
    title: 'We can’t tell yet how safe your lobster is',
    because: '1 thing can’t be told.',
  });
  const all = scan({});
  const some = { ...all, findings: all.findings.filter(({ tile }) => tile !== 'privileges') };
  expect(verdictOf(some)).toMatchObject({ state: 'unknown', counts: { unknown: 1 } });
});

test('where all is good the head says how much was looked at', () => {
  expect(verdict({})).toMatchObject({
    state: 'good',
    title: 'Nothing found that needs mending',
    because: `${checks.length} checks were made on this computer.`,
  });
});

const KINDS =
  /^verdict\.(internet|network|chat|unknown|good|not-applicable|checked|.*-(?:critical|high|medium|low))$/;

test('each sentence is a check’s, and needs no other beside it: the lobster or OpenClaw is named', () => {
  const ids = Object.keys(verdictMessages.en).filter((id) => !KINDS.test(id));
  expect(ids.toSorted()).toEqual(checks.map(({ id }) => `verdict.${id}`).toSorted());
  for (const catalog of [verdictMessages.en, verdictMessages['zh-CN']] as Record<string, string>[])
    for (const id of ids) expect(catalog[id]).toMatch(/lobster|OpenClaw|龙虾/);
});
