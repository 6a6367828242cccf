import type { IpcMain, WebFrameMain } from 'electron';
import * as v from 'valibot';
import { contract, type Envelope, type Handlers, type IpcChannel } from '../../contract/ipc';

/** Thrown by a handler when the page names something that main doesn't know. */
export class Refused extends Error {}
/** Thrown by a handler while something else is being done. */
export class Busy extends Error {}

function problemOf(error: unknown): 'refused' | 'busy' | 'failed' {
  if (error instanceof Busy) return 'busy';
  return error instanceof Refused ? 'refused' : 'failed';
}

/**
 * Our own page, in the top frame. The frame's `origin`, not its address: Node's URL calls every origin of a
 * scheme of our own `null`; and not the sender, which a frame within shares with the page.
 */
const trusted = (frame: Pick<WebFrameMain, 'parent' | 'origin'> | null, origin: string): boolean =>
  frame !== null && frame.parent === null && frame.origin === origin;

/**
 * The only place that registers channels: one rule for senders and one for arguments, the same on every channel.
 * `origin` is the page's.
 */
export function serve(
  ipc: Pick<IpcMain, 'handle'>,
  origin: string,
  handlers: Handlers,
  log: (line: string) => void,
): void {
  for (const channel of Object.keys(contract) as IpcChannel[]) {
    const fits: v.GenericSchema = contract[channel].args;
    const handler = handlers[channel] as (...args: readonly unknown[]) => Promise<unknown>;

    ipc.handle(channel, async ({ senderFrame }, ...args: unknown[]): Promise<Envelope<unknown>> => {
      try {
        if (!trusted(senderFrame, origin)) throw new Refused('unknown sender');
        if (!v.is(fits, args)) throw new Refused('arguments do not fit');
        return { ok: true, value: await handler(...args) };
      } catch (error) {
        log(`${channel}: ${String(error)}`);
        return { ok: false, problem: problemOf(error) };
      }
    });
  }
}
