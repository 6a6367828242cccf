import type { CardFile } from '../contract/card';
import type { Handlers } from '../contract/ipc';
import type { ThisComputer } from '../system/read/this-computer';
import { Refused } from './ipc/serve';
import type { Store } from './store';

/** What the helper's card is made, copied and saved with. */
export interface CardNeeds {
  readonly store: Store;
  readonly computer: () => ThisComputer;
  readonly copyText: (text: string) => void;
  /** Asks the user, with the system's own window, where a file goes; null: nowhere. */
  readonly chooseTarget: (name: string, file: CardFile) => Promise<string | null>;
  /** The page as it is shown, as a PDF; null: there is no window. */
  readonly printPage: () => Promise<Uint8Array | null>;
}

/** So many lines of the debug log are read; the card shows fewer. */
const LINES = 100;

/** What the page asks of the card. It is kept in the state, so that what is copied and saved is what was shown. */
export function cardHandlers({
  store,
  computer,
  copyText,
  chooseTarget,
  printPage,
}: CardNeeds): Pick<Handlers, 'makeCard' | 'copyCard' | 'saveCard'> {
  const shown = () => {
    const { card } = store.get();
    if (!card) throw new Refused('no card was made');
    return card;
  };
  return {
    async makeCard() {
      const { report, changes, debugLog } = store.get();
      if (!report) throw new Refused('nothing was looked at');
      const [{ makeCard }, { lastLines }] = await Promise.all([
        import('../report/card/make-card'),
        import('../system/read/last-lines'),
      ]);
      const { system, ...identities } = computer();
      const log = await lastLines(debugLog, LINES);
      store.publish({ card: makeCard({ report, system, identities, changes, log }) });
    },
    async copyCard() {
      const card = shown();
      copyText((await import('../report/card/card-text')).cardText(card));
    },
    async saveCard(file) {
      const card = shown();
      const { report, language } = store.get();
      const path = await chooseTarget(`tankmate-${report?.startedAt.slice(0, 10) ?? 'report'}.${file}`, file);
      // Choosing none is an answer too.
      if (path === null) return;
      const [{ cardHtml }, { saveFile }] = await Promise.all([
        import('../report/card/card-html'),
        import('../system/write/save-file'),
      ]);
      const contents = file === 'html' ? cardHtml(card, language) : await printPage();
      if (contents === null) throw new Refused('no window to print');
      await saveFile(path, contents);
    },
  };
}
