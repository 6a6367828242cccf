import { type ChildProcess, fork } from 'node:child_process';
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

/**
 * The switches under which a Node has no right to write, to files or by add-ons: its permission model
 * (nodejs.org/api/permissions.html), `--permission` from 22.13 and 23.5 on, experimental in 20. Programs may be started,
 * and threads; from 25 on the network is a right as well. Empty where there is none.
 */
export function readOnlySwitches(version: string): readonly string[] {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < 20) return [];
  const isStable = major >= 24 || (major === 23 && minor >= 5) || (major === 22 && minor >= 13);
  return [
    isStable ? '--permission' : '--experimental-permission',
    '--allow-fs-read=*',
    '--allow-child-process',
    '--allow-worker',
    ...(major >= 25 ? ['--allow-net'] : []),
    // It says so with each start.
    '--disable-warning=SecurityWarning',
    '--disable-warning=ExperimentalWarning',
  ];
}

/** One under Node, with no right to write where this Node can take it away. */
export const startReadOnly: StartProcess = (script) => {
  const inGroup = process.platform !== 'win32';
  const child: ChildProcess = fork(script, [], {
    execArgv: [...readOnlySwitches(process.versions.node)],
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
    kill: () => signalGroup(child, 'SIGKILL', inGroup),
  };
};
