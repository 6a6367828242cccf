import type { Bridge } from '../../main/contract/ipc';

let other: Bridge | null = null;

/** The bridge that all of the page asks: the one to main, unless another stands in its place. */
export const currentBridge = (): Bridge => other ?? window.bridge;

/** Puts a bridge in the place of the one to main; null: takes it away again. */
export function replaceBridge(next: Bridge | null): void {
  other = next;
}
