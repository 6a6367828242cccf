import type { Language } from '../../contract/report';
import type { TankState } from '../../contract/tank';
import type { Snooze } from '../../contract/work';

/** The tray's own words; the state in words comes with the report. */
interface TrayMessages {
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
  readonly tank: Readonly<Record<TankState, string>>;
  /** Opens the tank's own control page. */
  readonly openTank: string;
  readonly startTank: string;
  readonly stopTank: string;
  notice(title: string, at: string): string;
  /** Of Tankmate itself. */
  newApp(version: string): string;
  appReady(version: string): string;
  readonly snooze: string;
  snoozed(until: string): string;
  readonly for: Readonly<Record<Snooze, string>>;
  readonly noticesAgain: string;
  readonly language: string;
  readonly quit: string;
}

/** What each language calls itself. */
export const OWN_NAME: Readonly<Record<Language, string>> = { 'zh-CN': '简体中文', en: 'English' };

export const trayMessages: Readonly<Record<Language, TrayMessages>> = {
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
    tank: {
      running: 'The tank is running',
      stopped: 'The tank is stopped',
      silent: 'The tank runs, but doesn’t answer',
      lost: 'The tank has been lost',
      unknown: 'How the tank stands can’t be told',
      unfinished: 'The tank isn’t finished yet',
    },
    openTank: 'Open the tank’s control page',
    startTank: 'Start the tank',
    stopTank: 'Stop the tank',
    notice: (title, at) => `Told ${at}: ${title}`,
    newApp: (version) => `Tankmate ${version} is out`,
    appReady: (version) => `Tankmate ${version} runs from the next start on`,
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
    stopNow: '马上停下龙虾',
    open: '打开龙虾缸管家',
    tank: {
      running: '鱼缸正在运行',
      stopped: '鱼缸停着',
      silent: '鱼缸在运行，但没有回应',
      lost: '鱼缸不见了',
      unknown: '鱼缸现在怎么样，说不准',
      unfinished: '鱼缸还没造好',
    },
    openTank: '打开鱼缸的控制页',
    startTank: '启动鱼缸',
    stopTank: '停下鱼缸',
    notice: (title, at) => `${at} 提醒过：${title}`,
    newApp: (version) => `管家 ${version} 已经发布`,
    appReady: (version) => `下次启动就是管家 ${version}`,
    snooze: '免打扰',
    snoozed: (until) => `免打扰到 ${until}`,
    for: { hour: '1 小时', day: '1 天', week: '1 周' },
    noticesAgain: '恢复提醒',
    language: '语言',
    quit: '退出',
  },
};
