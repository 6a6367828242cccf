import { type AskKind, contract, type Handlers, type IpcChannel } from '../../main/contract/ipc';
import { currentBridge } from './bridge';
import { useUi } from './uiState';

/** Waits for main; what goes wrong becomes a sentence on the page. True when main did it. */
async function done(kind: AskKind, answer: Promise<unknown>): Promise<boolean> {
  try {
    await answer;
    return true;
  } catch (error) {
    const reason = error instanceof Error ? error.message : '';
    // What the practice computer can't do is said in a line of its own: see `usePractice`.
    const problem = reason === 'practice' ? null : reason === 'busy' ? 'busy' : kind;
    useUi.setState({ problem, stopping: false, pending: null });
    return false;
  }
}

type Calls = { readonly [C in IpcChannel]: (...args: Parameters<Handlers[C]>) => Promise<boolean> };

const calls = (Object.keys(contract) as IpcChannel[]).map((channel) => {
  const call = (...args: unknown[]) =>
    done(
      contract[channel].kind,
      (currentBridge()[channel] as (...args: unknown[]) => Promise<unknown>)(...args),
    );
  return [channel, call];
});

/** Every channel of the contract, to be asked for what it does. True when main did it; else the page says what didn't work. */
export const call: Calls = Object.fromEntries(calls);
