import type { Language } from '../contract/report';
import type { Snooze } from '../contract/work';

/** The tray's own words; the state in words comes with the report. */
interface TrayWords {
  readonly name: string;
  readonly notYet: string;
  looking(done: number, of: number): string;
  looked(at: string): string;
  readonly cancelled: string;
  readonly failed: string;
  readonly lookNow: string;
  readonly cancel: string;
  readonly stopWork: string;
  /** Ends OpenClaw at once. */
  readonly stopNow: string;
  readonly open: string;
  notice(title: string, at: string): string;
  readonly snooze: string;
  snoozed(until: string): string;
  readonly for: Readonly<Record<Snooze, string>>;
  readonly noticesAgain: string;
  readonly language: string;
  readonly quit: string;
}

/** What each language calls itself. */
export const OWN_NAME: Readonly<Record<Language, string>> = { 'zh-CN': '简体中文', en: 'English' };

export const trayWords: Readonly<Record<Language, TrayWords>> = {
  en: {
    name: 'Tankmate',
    notYet: 'Not looked yet',
    looking: (done, of) => (of > 0 ? `Looking: ${done} of ${of} done` : 'Looking'),
    looked: (at) => `Looked ${at}`,
    cancelled: 'The last look was cancelled',
    failed: 'The last look failed',
    lookNow: 'Look now',
    cancel: 'Stop looking',
    stopWork: 'Stop changing things',
    stopNow: 'Stop OpenClaw now',
    open: 'Open Tankmate',
    notice: (title, at) => `Told ${at}: ${title}`,
    snooze: 'No notices',
    snoozed: (until) => `No notices until ${until}`,
    for: { hour: 'For 1 hour', day: 'For 1 day', week: 'For 1 week' },
    noticesAgain: 'Notices again',
    language: 'Language',
    quit: 'Quit',
  },
  'zh-CN': {
    name: '龙虾缸管家',
    notYet: '还没有检查过',
    looking: (done, of) => (of > 0 ? `正在检查：${of} 项已完成 ${done} 项` : '正在检查'),
    looked: (at) => `上次检查：${at}`,
    cancelled: '上一次检查被取消了',
    failed: '上一次检查没有成功',
    lookNow: '现在检查',
    cancel: '停止检查',
    stopWork: '停止更改',
    stopNow: '马上让龙虾停下',
    open: '打开龙虾缸管家',
    notice: (title, at) => `${at} 提醒过：${title}`,
    snooze: '免打扰',
    snoozed: (until) => `免打扰到 ${until}`,
    for: { hour: '1 小时', day: '1 天', week: '1 周' },
    noticesAgain: '恢复提醒',
    language: '语言',
    quit: '退出',
  },
};
