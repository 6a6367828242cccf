import type { Bridge } from '../main/contract/ipc';

declare global {
  interface Window {
    /** The only way out of the page; the preload script puts it here. */
    readonly bridge: Bridge;
  }
}
