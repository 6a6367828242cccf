import { LANGUAGES, type Language } from '../../contract/report';
import type { AppState } from '../../contract/state';
import { SNOOZES, type Snooze } from '../../contract/work';
import { OWN_NAME, trayMessages } from './tray-messages';

/** Four shapes: whole pane, cracked pane, fogged pane, pane being wiped. */
export const TRAY_ICONS = ['good', 'attention', 'unknown', 'looking'] as const;
export type TrayIcon = (typeof TRAY_ICONS)[number];

export type TrayAction =
  | 'open'
  | 'look'
  | 'cancel'
  | 'stopNow'
  | 'cancelWork'
  | 'openNotice'
  | 'openAbout'
  | 'openTank'
  | 'startTank'
  | 'stopTank'
  | 'quit';

export type TrayItem =
  | { readonly kind: 'text'; readonly label: string }
  | { readonly kind: 'line' }
  | { readonly kind: 'action'; readonly label: string; readonly action: TrayAction }
  | {
      readonly kind: 'languages';
      readonly label: string;
      readonly choices: readonly {
        readonly label: string;
        readonly language: Language;
        readonly chosen: boolean;
      }[];
    }
  | {
      readonly kind: 'snooze';
      readonly label: string;
      readonly choices: readonly { readonly label: string; readonly how: Snooze | 'off' }[];
    };

/** All that the tray shows. */
export interface TrayView {
  readonly icon: TrayIcon;
  readonly tooltip: string;
  readonly menu: readonly TrayItem[];
}

/** Without a scan that came to its end there is nothing good to say: fog. A known crack stays a crack. */
function iconOf({ looking, working, report, lookFailed }: AppState): TrayIcon {
  if (looking || working) return 'looking';
  const state = report?.verdict.state ?? 'unknown';
  if (state === 'attention' || state === 'unknown') return state;
  return lookFailed === 'failed' ? 'unknown' : 'good';
}

/** The tank that the tray speaks of: the first there is. */
export const trayTank = ({ tanks = [] }: AppState) => tanks[0];

/** How the tray shows a state, in the state's language. The time is the clock's, so that it never grows stale. */
export function trayView(state: AppState): TrayView {
  const { language, looking, working, report, lookFailed, lastNotice, preferences, appUpdate } = state;
  const messages = trayMessages[language];
  const clock = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  const time = (date: string) => clock.format(new Date(date));
  const how = report?.verdict.title ?? messages.notYet;
  const now = working?.now ?? (looking ? messages.looking(looking.done, looking.of) : how);
  const last = report && messages.looked(time(report.startedAt));
  const failed = !looking && !working && lookFailed && messages[lookFailed];
  const { snoozedUntil } = preferences;
  const tank = trayTank(state);
  const answers = tank?.state === 'running';
  const isOffered = appUpdate?.state === 'offered' && appUpdate.version !== preferences.postponedVersion;
  const newer = isOffered || appUpdate?.state === 'installed' ? appUpdate.version : null;
  const action = (label: string, name: TrayAction): TrayItem => ({ kind: 'action', label, action: name });
  const inOrder = <T>(...items: readonly (T | false | null | undefined)[]) =>
    items.filter((each): each is T => Boolean(each));

  return {
    icon: iconOf(state),
    tooltip: inOrder(messages.name, now, failed).join('\n'),
    menu: inOrder<TrayItem>(
      ...inOrder<string>(now, failed, tank && messages.tank[tank.state], last).map(
        (label): TrayItem => ({ kind: 'text', label }),
      ),
      lastNotice && action(messages.notice(lastNotice.title, time(lastNotice.at)), 'openNotice'),
      newer !== null &&
        action(messages[appUpdate?.state === 'installed' ? 'appReady' : 'newApp'](newer), 'openAbout'),
      { kind: 'line' },
      answers && action(messages.openTank, 'openTank'),
      !working && tank?.state === 'stopped' && action(messages.startTank, 'startTank'),
      !working && (answers || tank?.state === 'silent') && action(messages.stopTank, 'stopTank'),
      working?.cancellable && action(messages.stopWork, 'cancelWork'),
      !working && (looking ? action(messages.cancel, 'cancel') : action(messages.lookNow, 'look')),
      !working && report?.copies.some(({ running }) => running) && action(messages.stopNow, 'stopNow'),
      action(messages.open, 'open'),
      report && {
        kind: 'snooze',
        label: snoozedUntil === null ? messages.snooze : messages.snoozed(time(snoozedUntil)),
        choices: [
          ...SNOOZES.map((each) => ({ label: messages.for[each], how: each })),
          ...(snoozedUntil === null ? [] : [{ label: messages.noticesAgain, how: 'off' } as const]),
        ],
      },
      {
        kind: 'languages',
        label: messages.language,
        choices: LANGUAGES.map((each) => ({
          label: OWN_NAME[each],
          language: each,
          chosen: each === language,
        })),
      },
      { kind: 'line' },
      action(messages.quit, 'quit'),
    ),
  };
}
