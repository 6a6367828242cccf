import type { Handlers, PlainDeed } from '../contract/ipc';
import type { Language } from '../contract/report';
import type { AppState } from '../contract/state';
import type { EngineId } from '../contract/tank';
import type { Preferences, Snooze, Term } from '../contract/work';
import { Refused } from './serve';

/** What the channels act on. */
export interface Rooms {
  state(): AppState;
  look(): void;
  cancelLook(): void;
  setLanguage(language: Language): void;
  closeWindow(): void;
  /** Starts it; false when the report has no such fix, copy or entry, or something else is under way. */
  applyFixes(fixIds: readonly string[]): boolean;
  undo(entryIds: readonly string[]): boolean;
  stopNow(): boolean;
  update(copyId: string): boolean;
  leave(data: 'keep' | 'delete'): boolean;
  forget(): boolean;
  /** Work on tanks; false when there is no such engine here, tank or snapshot, or something else is under way. */
  makeTank(engine: EngineId): boolean;
  tankDeed(tank: string, deed: PlainDeed): Promise<boolean>;
  restoreTank(tank: string, snapshot: string): boolean;
  dropSnapshot(tank: string, snapshot: string): boolean;
  moveIn(tank: string, setup: string, flagged: readonly string[]): boolean;
  /** Opens the control page of a running tank; false when there is none. */
  openTank(tank: string): Promise<boolean>;
  showFetched(tank: string): Promise<boolean>;
  cancelWork(): void;
  seen(): void;
  snooze(how: Snooze | 'off'): void;
  accept(findingId: string, term: Term | 'off', reason: string): boolean;
  prefer(told: Partial<Preferences>): void;
  /** The address of a provider's page for a kind of key; null for one that isn't known. */
  keyPageOf(keyId: string): Promise<string | null>;
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
  function known(started: boolean): void {
    if (!started) throw new Refused('no such thing here, or not now');
  }
  return {
    getState: async () => rooms.state(),
    look: async () => rooms.look(),
    cancelLook: async () => rooms.cancelLook(),
    setLanguage: async (language) => rooms.setLanguage(language),
    closeWindow: async () => rooms.closeWindow(),
    applyFixes: async (ids) => known(rooms.applyFixes(ids)),
    undo: async (ids) => known(rooms.undo(ids)),
    stopNow: async () => known(rooms.stopNow()),
    update: async (id) => known(rooms.update(id)),
    leave: async (data) => known(rooms.leave(data)),
    forget: async () => known(rooms.forget()),
    makeTank: async (engine) => known(rooms.makeTank(engine)),
    tankDeed: async (tank, deed) => known(await rooms.tankDeed(tank, deed)),
    restoreTank: async (tank, snapshot) => known(rooms.restoreTank(tank, snapshot)),
    dropSnapshot: async (tank, snapshot) => known(rooms.dropSnapshot(tank, snapshot)),
    moveIn: async (tank, setup, flagged) => known(rooms.moveIn(tank, setup, flagged)),
    openTank: async (tank) => known(await rooms.openTank(tank)),
    showFetched: async (tank) => known(await rooms.showFetched(tank)),
    cancelWork: async () => rooms.cancelWork(),
    seen: async () => rooms.seen(),
    snooze: async (how) => rooms.snooze(how),
    accept: async (id, term, reason) => known(rooms.accept(id, term, reason)),
    setAsksFeeds: async (asksFeeds) => rooms.prefer({ asksFeeds }),
    setMirror: async (mirror) => rooms.prefer({ mirror }),
    setStartsAtLogin: async (startsAtLogin) => rooms.prefer({ startsAtLogin }),
    openKeyPage: async (id) => open(await rooms.keyPageOf(id)),
    openArticle: async (checkId) => open(await rooms.articleOf(checkId)),
    openAdvisory: async (advisoryId) => open(await rooms.advisoryPageOf(advisoryId)),
  };
}
