import { type Accesses, type AccessKind, shownAccess } from '../contract/accesses';
import type { Handlers } from '../contract/ipc';
import { Refused } from './ipc/serve';
import type { Store } from './store';

const KINDS: readonly AccessKind[] = ['file', 'folder', 'program', 'address'];

/** A line each, as `inspect --trace` writes them, but for the home, which is `~`: it has a person's name in it. */
export const accessesText = (accesses: Accesses, home: string): string =>
  KINDS.flatMap((kind) =>
    accesses[kind].names.map((what) => `${kind} ${shownAccess(kind, what, home)}\n`),
  ).join('');

/** What the list of accesses is copied and saved with. */
export interface AccessNeeds {
  readonly store: Store;
  /** Those of the newest look; null: it was made in an earlier run. */
  readonly accesses: () => Accesses | null;
  readonly copyText: (text: string) => void;
  /** Asks the user, with the system's own window, where a file goes; null: nowhere. */
  readonly chooseTarget: (name: string, extension: string) => Promise<string | null>;
}

/** What the page asks of them. They are no part of the state: thousands of names are told only to whoever opens them. */
export function accessHandlers({
  store,
  accesses,
  copyText,
  chooseTarget,
}: AccessNeeds): Pick<Handlers, 'getAccesses' | 'copyAccesses' | 'saveAccesses'> {
  function asText(): string {
    const all = accesses();
    if (!all) throw new Refused('nothing was kept');
    return accessesText(all, store.get().home ?? '');
  }
  return {
    getAccesses: async () => accesses(),
    copyAccesses: async () => copyText(asText()),
    async saveAccesses() {
      const text = asText();
      const day = store.get().report?.startedAt.slice(0, 10) ?? 'look';
      const path = await chooseTarget(`tankmate-${day}-accesses.txt`, 'txt');
      // Choosing none is an answer too.
      if (path === null) return;
      await (await import('../system/write/save-file')).saveFile(path, text);
    },
  };
}
