import { create } from 'zustand';
import type { TileId } from '../../main/contract/finding';
import type { Channel } from '../../main/contract/ipc';

export type Screen = 'welcome' | 'looking' | 'tiles' | 'tile' | 'end';

interface Ui {
  /** What the reader went to; `screenFor` decides whether there is something to show for it. */
  readonly screen: Screen;
  readonly tile: TileId | null;
  /** The reader asked to stop, and main has not yet. */
  readonly stopping: boolean;
  /** The call to main that went wrong last, until the reader goes on. */
  readonly problem: Channel | null;
}

/** What is open. Never a fact about the machine. */
export const useUi = create<Ui>(() => ({ screen: 'tiles', tile: null, stopping: false, problem: null }));

/** Opens a screen, or one tile. */
export const open = (screen: Exclude<Screen, 'tile'>) =>
  useUi.setState({ screen, tile: null, stopping: false, problem: null });
export const openTile = (tile: TileId) => useUi.setState({ screen: 'tile', tile, problem: null });
