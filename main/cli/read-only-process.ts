import { type ChildProcess, fork } from 'node:child_process';
import { permissionSwitches } from '../system/write/commands/permission-switches';
import { signalGroup } from '../system/write/commands/signal-group';

/** A process that was started for one question and can be ended wherever it is. */
export interface AskedProcess {
  onMessage(hear: (message: unknown) => void): void;
  /** Hears once how it ended: its exit code, or the signal's name, or why it could not be started. */
  onEnd(hear: (how: string) => void): void;
  send(message: object): void;
  /** Ends it and the programs that it started, whatever they do just now. */
  kill(): void;
}

/** Starts one that runs a built script. */
export type StartProcess = (script: string) => AskedProcess;

/** The switches under which a Node has no right to write. Empty where there is none. */
export const readOnlySwitches = (version: string): readonly string[] =>
  permissionSwitches(version, { network: true });

/**
 * MiB of each half in which what was just made lies: a look makes much that is needed for a moment, and V8 would let it
 * grow to sixteen (nodejs.org/api/cli.html, `--max-semi-space-size`).
 */
const YOUNG_MIB = 1;

/** One under Node, with no right to write where this Node can take it away. */
export const startReadOnly: StartProcess = (script) => {
  const inGroup = process.platform !== 'win32';
  const child: ChildProcess = fork(script, [], {
    execArgv: [...readOnlySwitches(process.versions.node), `--max-semi-space-size=${YOUNG_MIB}`],
    // A group of its own: it ends with all that it started, and Ctrl-C is heard by who asked alone.
    detached: inGroup,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    windowsHide: true,
  });
  return {
    onMessage: (hear) => void child.on('message', hear),
    onEnd(hear) {
      child.once('error', (error) => hear(error.message));
      child.once('exit', (code, signal) => hear(signal ?? String(code)));
    },
    send: (message) => void child.send(message),
    kill() {
      signalGroup(child, 'SIGKILL', inGroup);
      // Nobody waits until the system has taken back all that it had.
      child.unref();
      child.channel?.unref();
    },
  };
};
