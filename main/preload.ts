import { contextBridge, ipcRenderer } from 'electron';
import { type Bridge, type Channel, contract, type Envelope, STATE_CHANNEL } from './contract/ipc';
import type { AppState } from './contract/state';

// All that the page gets: the contract's channels as functions, by name. No Electron object crosses over.

const call =
  (channel: Channel) =>
  async (...args: unknown[]) => {
    const reply: Envelope<unknown> = await ipcRenderer.invoke(channel, ...args);
    if (!reply.ok) throw new Error(reply.problem);
    return reply.value;
  };

const calls = Object.fromEntries((Object.keys(contract) as Channel[]).map((each) => [each, call(each)]));

const bridge = {
  ...calls,
  onState(listener: (state: AppState) => void) {
    const relay = (_event: unknown, state: AppState) => listener(state);
    ipcRenderer.on(STATE_CHANNEL, relay);
    return () => void ipcRenderer.off(STATE_CHANNEL, relay);
  },
} as unknown as Bridge;

contextBridge.exposeInMainWorld('bridge', bridge);
