import type { IpcMain, WebFrameMain } from 'electron';
import { type Channel, contract, type Envelope, type Handlers } from '../contract/ipc';

/** Thrown by a handler when the page names something that main doesn't know. */
export class Refused extends Error {}

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
  for (const channel of Object.keys(contract) as Channel[]) {
    const guards: readonly ((value: unknown) => boolean)[] = contract[channel].guards;
    const handler = handlers[channel] as (...args: readonly unknown[]) => Promise<unknown>;

    ipc.handle(channel, async ({ senderFrame }, ...args: unknown[]): Promise<Envelope<unknown>> => {
      try {
        if (!trusted(senderFrame, origin)) throw new Refused('unknown sender');
        if (args.length !== guards.length || !guards.every((guard, at) => guard(args[at])))
          throw new Refused('arguments do not fit');
        return { ok: true, value: await handler(...args) };
      } catch (error) {
        log(`${channel}: ${String(error)}`);
        return { ok: false, problem: error instanceof Refused ? 'refused' : 'failed' };
      }
    });
  }
}
