import type { Message } from '../../contract/finding';
import type { Report } from '../../contract/report';
import type { ScanResult } from '../../contract/scan-result';
import type { Preferences } from '../../contract/work';
import type { JsonFile } from '../../system/write/json-file';
import type { Store } from '../store';
import type { DeliveredLog } from './delivered';
import {
  type NoticeText,
  noticeMessages,
  noticeText,
  subjectId,
  type VerdictSentences,
} from './notification-messages';
import { decide, type Notice } from './policy';

/** A notice that was shown, in no language. */
export interface DeliveredNotice {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly notice: Notice;
  /** Of the finding that it leads with; null: the scan has no such finding. */
  readonly title: Message | null;
}

export interface NotifierOptions {
  readonly store: Store;
  /** Called with each notice that is shown. */
  readonly delivered: (notice: DeliveredNotice) => void;
  readonly memory: JsonFile<DeliveredLog>;
  readonly preferences: () => Preferences;
  /** Puts it on the screen; `opened` is called when it is clicked. */
  readonly show: (text: Pick<NoticeText, 'title' | 'body'>, opened: () => void) => void;
  /** Opens the window. */
  readonly open: () => void;
  readonly now: () => number;
  readonly log: (line: string) => void;
}

/** Tells what is new after each scan, and never the same twice. */
export function createNotifier({
  store,
  delivered,
  memory: file,
  preferences,
  show,
  open,
  now,
  log,
}: NotifierOptions) {
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
    /** Hears each scan, with its report in the language of the state. True when it showed a notice. */
    scanned(look: ScanResult, report: Report, sentences: VerdictSentences): boolean {
      const decision = decide({ memory, look, preferences: preferences(), now: now() });
      memory = decision.memory;
      file.write(memory).catch((error: unknown) => log(`what was told could not be kept: ${String(error)}`));
      const { notice } = decision;
      if (!notice) return false;
      const text = noticeText(notice, report, sentences);
      const lead = look.findings.find(({ id }) => id === text.finding);
      const subject = lead && subjectId(lead, sentences);
      const title = subject ? { id: subject } : (lead?.title ?? null);
      delivered({ at: new Date(now()).toISOString(), notice, title });
      show(text, () => wants(text.finding));
      return true;
    },
    /** Tells of a newer Tankmate, once a version; while notices are off, later. */
    newVersion(opened: () => void) {
      const { appUpdate, language } = store.get();
      const { snoozedUntil, postponedVersion } = preferences();
      if (!memory || appUpdate?.state !== 'offered' || appUpdate.version === null) return;
      const { version } = appUpdate;
      const key = `tankmate/${version}`;
      const isOff = snoozedUntil !== null && Date.parse(snoozedUntil) > now();
      if (isOff || version === postponedVersion || key in memory.told) return;
      memory = { ...memory, told: { ...memory.told, [key]: new Date(now()).toISOString() } };
      file.write(memory).catch((error: unknown) => log(`what was told could not be kept: ${String(error)}`));
      const messages = noticeMessages[language];
      show({ title: messages.newVersion(version), body: messages.newVersionMore }, opened);
    },
  };
}
