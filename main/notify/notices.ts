import type { Look } from '../contract/look';
import type { Report } from '../contract/report';
import type { Preferences, Told } from '../contract/work';
import type { Kept } from '../state/kept';
import type { Store } from '../state/store';
import type { NoticeMemory } from './memory';
import { decide } from './policy';
import { type NoticeText, noticeText } from './words';

export interface NoticeNeeds {
  readonly store: Store;
  readonly memory: Kept<NoticeMemory>;
  readonly preferences: () => Preferences;
  /** Puts it on the screen; `opened` is called when it is clicked. */
  readonly show: (text: NoticeText, opened: () => void) => void;
  /** Opens the window. */
  readonly open: () => void;
  readonly now: () => number;
  readonly log: (line: string) => void;
}

/** Tells what is new after each look, and never the same twice. */
export function keepNotices({ store, memory: file, preferences, show, open, now, log }: NoticeNeeds) {
  let memory = file.read();
  const wants = (finding: string) => {
    // Asked for once more, it is opened once more.
    store.publish({ wanted: null });
    store.publish({ wanted: finding });
    open();
  };
  return {
    /** Something came while notices were off, and nobody was told yet. */
    held: () => memory?.held === true,
    /** Opens the window at the finding of the last notice. */
    openLast() {
      const last = store.get().lastNotice;
      if (last) wants(last.finding);
    },
    heard({ look, reports }: { readonly look: Look; readonly reports: Told<Report> }) {
      const decision = decide({ memory, look, preferences: preferences(), now: now() });
      memory = decision.memory;
      file.write(memory).catch((error: unknown) => log(`what was told could not be kept: ${String(error)}`));
      const { notice } = decision;
      if (!notice) return;
      const text = noticeText(notice, reports[store.get().language]);
      const title = {
        en: noticeText(notice, reports.en).title,
        'zh-CN': noticeText(notice, reports['zh-CN']).title,
      };
      store.publish({
        lastNotice: { at: new Date(now()).toISOString(), finding: text.finding, title },
      });
      show(text, () => wants(text.finding));
    },
  };
}
