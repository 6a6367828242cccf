import type { Change, EditChange } from '../../contract/change';
import type { Platform } from '../../contract/finding';
import type { Actions } from '.';
import { runCommand } from './commands/run-command';
import { type RunProcess, runProcess } from './commands/run-process';
import { currentMode, currentText } from './files/current-state';
import { editFile, editState } from './files/edit-file';
import { type FsAdapter, nodeFs } from './files/fs-adapter';
import { movePath, moveState } from './files/move-path';
import { modeState, setMode } from './files/set-mode';
import { processesOf } from './processes';
import { endProcess, endState } from './processes/end-process';
import { type Programs, systemPrograms } from './system-programs';
import type { WriteTools } from './write-tools';

export interface ActionsOptions {
  /** This computer's unless told. */
  readonly platform?: Platform;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** For tests: the account that writes, other programs in the place of the system's, and files that fail. */
  readonly uid?: number | null;
  readonly inTerminal?: boolean;
  readonly programs?: Partial<Programs>;
  readonly fs?: FsAdapter;
  readonly run?: RunProcess;
}

const OWNER_ONLY = 0o600;

const forth = ({ path, before, after, mode = OWNER_ONLY }: EditChange) => ({
  path,
  from: before,
  to: after,
  mode,
});
const back = ({ path, before, after, mode = OWNER_ONLY }: EditChange) => ({
  path,
  from: after,
  to: before,
  mode,
});

/** What the writers of this machine work with. */
export function toolsOf({
  platform = process.platform as Platform,
  env = process.env,
  uid = process.geteuid?.() ?? null,
  inTerminal = process.stdin.isTTY === true,
  programs = {},
  fs = nodeFs,
  run = runProcess,
}: ActionsOptions = {}): WriteTools {
  return {
    platform,
    env,
    uid,
    inTerminal,
    fs,
    run,
    programs: { ...systemPrograms(platform, env), ...programs },
  };
}

/** The writers of this machine. Making them touches nothing. */
export function createActions(options: ActionsOptions = {}): Actions {
  const tools = toolsOf(options);
  const processes = processesOf(tools);

  return {
    async stands(change) {
      switch (change.kind) {
        case 'edit':
          return editState(tools, forth(change));
        case 'mode':
          return modeState(tools, { path: change.path, from: change.before, to: change.after });
        case 'move':
          return moveState(tools, change);
        case 'end':
          return endState(processes, change);
        case 'command':
          return 'unknown';
      }
    },
    present: ({ kind, path }) => (kind === 'edit' ? currentText : currentMode)(tools, path),
    async carryOut(change, options) {
      options.signal.throwIfAborted();
      switch (change.kind) {
        case 'edit':
          return editFile(tools, forth(change));
        case 'mode':
          return setMode(tools, { path: change.path, from: change.before, to: change.after });
        case 'move':
          return movePath(tools, change);
        case 'end':
          return endProcess(processes, change);
        case 'command':
          return runCommand(tools, change, options);
      }
    },
    async takeBack(change: Change, options) {
      switch (change.kind) {
        case 'edit':
          return editFile(tools, back(change));
        case 'mode':
          return setMode(tools, { path: change.path, from: change.after, to: change.before });
        case 'move':
          return movePath(tools, { from: change.to, to: change.from });
        case 'end':
          // What starts it again is a command of its own.
          return;
        case 'command':
          if (change.undo === null) return;
          return runCommand(tools, { ...change, ...change.undo }, options);
      }
    },
  };
}
