import type { Handlers } from '../contract/ipc';
import type { Language } from '../contract/report';
import type { AppState } from '../contract/state';
import { Refused } from './serve';

/** What the channels act on. */
export interface Rooms {
  state(): AppState;
  look(): void;
  cancelLook(): void;
  setLanguage(language: Language): void;
  closeWindow(): void;
  /** The address of a check's article; null for an id that isn't known. */
  articleOf(checkId: string): Promise<string | null>;
  /** The address of an advisory's page; null for an id that isn't known. */
  advisoryPageOf(advisoryId: string): Promise<string | null>;
  /** Hands an address to the user's browser. */
  openExternal(address: string): Promise<void>;
}

/** What each channel does. Whoever calls these has been through `serve`'s two rules. */
export function createHandlers(rooms: Rooms): Handlers {
  /** Main's own addresses only, and of those only what a browser shows safely. */
  async function open(address: string | null): Promise<void> {
    if (address === null) throw new Refused('unknown id');
    if (new URL(address).protocol !== 'https:') throw new Refused('not an https address');
    await rooms.openExternal(address);
  }
  return {
    getState: async () => rooms.state(),
    look: async () => rooms.look(),
    cancelLook: async () => rooms.cancelLook(),
    setLanguage: async (language) => rooms.setLanguage(language),
    closeWindow: async () => rooms.closeWindow(),
    openArticle: async (checkId) => open(await rooms.articleOf(checkId)),
    openAdvisory: async (advisoryId) => open(await rooms.advisoryPageOf(advisoryId)),
  };
}
