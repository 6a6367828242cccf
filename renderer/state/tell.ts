import type { Channel } from '../../main/contract/ipc';
import { useUi } from './ui';

/** Waits for main; what goes wrong becomes a sentence on the page. True when main did it. */
export async function tell(channel: Channel, call: () => Promise<unknown>): Promise<boolean> {
  try {
    await call();
    return true;
  } catch {
    useUi.setState({ problem: channel, stopping: false, asked: null });
    return false;
  }
}
