import { LANGUAGES, type Language } from '../contract/report';
import type { AppState } from '../contract/state';
import { SNOOZES, type Snooze } from '../contract/work';
import { OWN_NAME, trayWords } from './words';

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

/** Without a look that came to its end there is nothing good to say: fog. A known crack stays a crack. */
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
  const { language, looking, working, report, lookFailed, lastNotice, preferences } = state;
  const words = trayWords[language];
  const clock = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  const time = (date: string) => clock.format(new Date(date));
  const how = report?.verdict.title ?? words.notYet;
  const now = working?.now ?? (looking ? words.looking(looking.done, looking.of) : how);
  const last = report && words.looked(time(report.startedAt));
  const failed = !looking && !working && lookFailed && words[lookFailed];
  const { snoozedUntil } = preferences;
  const tank = trayTank(state);
  const answers = tank?.state === 'running';
  const action = (label: string, name: TrayAction): TrayItem => ({ kind: 'action', label, action: name });
  const inOrder = <T>(...items: readonly (T | false | null | undefined)[]) =>
    items.filter((each): each is T => Boolean(each));

  return {
    icon: iconOf(state),
    tooltip: inOrder(words.name, now, failed).join('\n'),
    menu: inOrder<TrayItem>(
      ...inOrder<string>(now, failed, tank && words.tank[tank.state], last).map(
        (label): TrayItem => ({ kind: 'text', label }),
      ),
      lastNotice && action(words.notice(lastNotice.title[language], time(lastNotice.at)), 'openNotice'),
      { kind: 'line' },
      answers && action(words.openTank, 'openTank'),
      !working && tank?.state === 'stopped' && action(words.startTank, 'startTank'),
      !working && (answers || tank?.state === 'silent') && action(words.stopTank, 'stopTank'),
      working?.cancellable && action(words.stopWork, 'cancelWork'),
      !working && (looking ? action(words.cancel, 'cancel') : action(words.lookNow, 'look')),
      !working && report?.copies.some(({ running }) => running) && action(words.stopNow, 'stopNow'),
      action(words.open, 'open'),
      report && {
        kind: 'snooze',
        label: snoozedUntil === null ? words.snooze : words.snoozed(time(snoozedUntil)),
        choices: [
          ...SNOOZES.map((each) => ({ label: words.for[each], how: each })),
          ...(snoozedUntil === null ? [] : [{ label: words.noticesAgain, how: 'off' } as const]),
        ],
      },
      {
        kind: 'languages',
        label: words.language,
        choices: LANGUAGES.map((each) => ({
          label: OWN_NAME[each],
          language: each,
          chosen: each === language,
        })),
      },
      { kind: 'line' },
      action(words.quit, 'quit'),
    ),
  };
}
