import { contextBridge, ipcRenderer } from 'electron';
import { type Bridge, contract, type Envelope, type IpcChannel, STATE_CHANNEL } from './contract/ipc';
import type { StateChange } from './contract/state';

// All that the page gets: the contract's channels as functions, by name. No Electron object crosses over.

const call =
  (channel: IpcChannel) =>
  async (...args: unknown[]) => {
    const reply: Envelope<unknown> = await ipcRenderer.invoke(channel, ...args);
    if (!reply.ok) throw new Error(reply.problem);
    return reply.value;
  };

const calls = Object.fromEntries((Object.keys(contract) as IpcChannel[]).map((each) => [each, call(each)]));

const bridge = {
  ...calls,
  onState(listener: (change: StateChange) => void) {
    const relay = (_event: unknown, change: StateChange) => listener(change);
    ipcRenderer.on(STATE_CHANNEL, relay);
    return () => void ipcRenderer.off(STATE_CHANNEL, relay);
  },
} as unknown as Bridge;

contextBridge.exposeInMainWorld('bridge', bridge);
