import { expect, test } from 'vitest';
import type { NotificationEvent } from '../../../main/app/notifications/events';
import {
  noticeMessages,
  noticeText,
  plainBody,
  trayNotice,
} from '../../../main/app/notifications/notification-messages';
import type { Notice } from '../../../main/app/notifications/policy';
import type { Finding } from '../../../main/contract/finding';
import type { Language } from '../../../main/contract/report';
import { renderReport } from '../../../main/report/render';
import { verdictMessages } from '../../../main/report/verdict-messages';
import { day, finding, look } from '../../report/history/looks';
import { behind } from './sample';

const findings: readonly Finding[] = [
  finding('gateway-listens-locally', 'critical'),
  behind('2026.9.6'),
  finding('known-holes', 'high'),
  finding('tool-rights', 'low'),
  finding('plain-secrets', 'low'),
  finding('chat-doors', 'low'),
];
const matter = (
  key: string,
  what: NotificationEvent['what'],
  severity: NotificationEvent['severity'] = 'high',
): NotificationEvent => ({
  key,
  finding: key.slice(0, key.indexOf('/')),
  what,
  severity,
});
function say(
  kind: Notice['kind'],
  language: Language,
  first: NotificationEvent,
  ...others: readonly NotificationEvent[]
) {
  const report = renderReport(look(day(0), findings), language);
  return noticeText({ kind, events: [first, ...others] }, report, verdictMessages);
}
const version = matter('newest-version/2026.9.6', 'version', 'medium');

test('a version: the finding’s own title, and what it says', () => {
  expect(say('news', 'en', version)).toEqual({
    finding: 'newest-version',
    title: 'A newer OpenClaw is out',
    body: '2026.7.1 is installed, 2026.9.6 is out (channel “latest”, says registry.example.org).',
  });
  expect(say('news', 'zh-CN', version)).toEqual({
    finding: 'newest-version',
    title: 'OpenClaw 出新版本了',
    body: '装的是 2026.7.1，已经有 2026.9.6 了（“latest”通道，来自 registry.example.org）。',
  });
});

test('holes: how many are new and how bad, not how many there are', () => {
  const holes = [
    matter('known-holes/GHSA-1', 'hole', 'critical'),
    matter('known-holes/GHSA-2', 'hole'),
  ] as const;
  expect(say('news', 'en', ...holes)).toMatchObject({
    title: 'Your OpenClaw has holes that are publicly known',
    body: '2 newly published holes affect your version. The worst is rated critical.',
  });
  expect(say('news', 'zh-CN', holes[0])).toMatchObject({
    title: '您的 OpenClaw 有已经公开的漏洞',
    body: '新公布的一个漏洞影响您装的版本，评级：紧急。',
  });
});

test('several: the worst one speaks, the others are named', () => {
  const open = matter('gateway-listens-locally/critical', 'state', 'critical');
  const { title, body } = say('news', 'en', open, version);
  expect(title).toBe('Other computers can connect to your lobster');
  expect(body).toMatch(/ Also: A newer OpenClaw is out\.$/);
});

test('an acceptance that ended, and one that is critical', () => {
  const over = matter(`known-holes/until ${day(0)}`, 'term');
  expect(say('news', 'en', over).body).toMatch(/^You left this as it is for a while\. That time is over\. /);
  const critical = matter(`known-holes/critical ${day(0)}`, 'term', 'critical');
  expect(say('news', 'zh-CN', critical).body).toMatch(/^您说先不管这一处，可它属于紧急，所以再提醒一次。/);
});

test('a summary and a digest count and name; one alone speaks for itself', () => {
  const low = ['tool-rights', 'plain-secrets', 'chat-doors', 'known-holes', 'newest-version'].map((id) =>
    matter(`${id}/low`, 'state', 'low'),
  );
  const [first = version, ...others] = low;
  const digest = say('digest', 'en', first, ...others);
  expect(digest.title).toBe('Small things of the week: 5');
  expect(digest.body.split('\n')).toHaveLength(5);
  expect(digest.body).toMatch(/\nand 1 more$/);
  expect(say('summary', 'zh-CN', first, ...others).title).toBe('免打扰期间有 5 件事');
  expect(say('digest', 'en', version).title).toBe('A newer OpenClaw is out');
});

test('the words are of their language', () => {
  const spoken = (language: Language) => {
    const words = noticeMessages[language];
    return [
      words.holes(2, 'low'),
      words.termOver,
      words.stillCritical,
      words.also(['1'], 2),
      words.summary(2),
      words.digest(2),
      words.more(2),
    ];
  };
  for (const word of spoken('zh-CN')) expect(word).toMatch(/\p{Script=Han}/u);
  for (const word of spoken('en')) expect(word).not.toMatch(/\p{Script=Han}|!/u);
});

test('that it stays in the tray is said in the reader’s language, with the way out', () => {
  expect(trayNotice('zh-CN')).toEqual({
    title: '管家还在托盘里',
    body: '它每天检查一次，情况变差时会提醒您。要退出，请点托盘图标，再选“退出”。',
  });
  expect(trayNotice('en').body).toContain('Quit');
});

test('a file’s name can’t become markup of the desktop', () =>
  expect(plainBody('<img src="file:///x"> & <a>')).toBe('‹img src="file:///x"› ＆ ‹a›'));
