import { LANGUAGES, type Language } from '../contract/report';
import type { AppState } from '../contract/state';
import { OWN_NAME, trayWords } from './words';

/** Four shapes: whole pane, cracked pane, fogged pane, pane being wiped. */
export const TRAY_ICONS = ['good', 'attention', 'unknown', 'looking'] as const;
export type TrayIcon = (typeof TRAY_ICONS)[number];

export type TrayAction = 'open' | 'look' | 'cancel' | 'quit';

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
    };

/** All that the tray shows. */
export interface TrayView {
  readonly icon: TrayIcon;
  readonly tooltip: string;
  readonly menu: readonly TrayItem[];
}

/** Without a look that came to its end there is nothing good to say: fog. A known crack stays a crack. */
function iconOf({ looking, report, lookFailed }: AppState): TrayIcon {
  if (looking) return 'looking';
  const state = report?.verdict.state ?? 'unknown';
  if (state === 'attention' || state === 'unknown') return state;
  return lookFailed === 'failed' ? 'unknown' : 'good';
}

/** How the tray shows a state, in the state's language. The time is the clock's, so that it never grows stale. */
export function trayView(state: AppState): TrayView {
  const { language, looking, report, lookFailed } = state;
  const words = trayWords[language];
  const clock = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  const now = looking ? words.looking(looking.done, looking.of) : (report?.verdict.title ?? words.notYet);
  const last = report && words.looked(clock.format(new Date(report.startedAt)));
  const failed = !looking && lookFailed && words[lookFailed];

  return {
    icon: iconOf(state),
    tooltip: [words.name, now, failed].filter(Boolean).join('\n'),
    menu: [
      ...[now, failed, last].flatMap((label) => (label ? [{ kind: 'text', label } as const] : [])),
      { kind: 'line' },
      looking
        ? { kind: 'action', label: words.cancel, action: 'cancel' }
        : { kind: 'action', label: words.lookNow, action: 'look' },
      { kind: 'action', label: words.open, action: 'open' },
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
      { kind: 'action', label: words.quit, action: 'quit' },
    ],
  };
}
