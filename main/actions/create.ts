import type { Change, EditChange } from '../contract/change';
import type { Platform } from '../contract/finding';
import type { Actions } from '.';
import { runCommand } from './commands/run';
import { type Run, start } from './commands/start';
import { editStands, rewrite } from './files/edit';
import { type FileLayer, nodeLayer } from './files/layer';
import { modeStands, permit } from './files/mode';
import { move, moveStands } from './files/move';
import { processesOf } from './processes';
import { end, endStands } from './processes/end';
import { type Programs, programsOf } from './programs';
import type { Tools } from './tools';

export interface ActionsOptions {
  /** This computer's unless told. */
  readonly platform?: Platform;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** For tests: the account that writes, other programs in the place of the system's, and files that fail. */
  readonly uid?: number | null;
  readonly inTerminal?: boolean;
  readonly programs?: Partial<Programs>;
  readonly layer?: FileLayer;
  readonly run?: Run;
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

/** The writers of this machine. Making them touches nothing. */
export function createActions({
  platform = process.platform as Platform,
  env = process.env,
  uid = process.geteuid?.() ?? null,
  inTerminal = process.stdin.isTTY === true,
  programs = {},
  layer = nodeLayer,
  run = start,
}: ActionsOptions = {}): Actions {
  const tools: Tools = {
    platform,
    env,
    uid,
    inTerminal,
    layer,
    run,
    programs: { ...programsOf(platform, env), ...programs },
  };
  const processes = processesOf(tools);

  return {
    async stands(change) {
      switch (change.kind) {
        case 'edit':
          return editStands(tools, forth(change));
        case 'mode':
          return modeStands(tools, { path: change.path, from: change.before, to: change.after });
        case 'move':
          return moveStands(tools, change);
        case 'end':
          return endStands(processes, change);
        case 'command':
          return 'unknown';
      }
    },
    async carryOut(change, options) {
      options.signal.throwIfAborted();
      switch (change.kind) {
        case 'edit':
          return rewrite(tools, forth(change));
        case 'mode':
          return permit(tools, { path: change.path, from: change.before, to: change.after });
        case 'move':
          return move(tools, change);
        case 'end':
          return end(processes, change);
        case 'command':
          return runCommand(tools, change, options);
      }
    },
    async takeBack(change: Change, options) {
      switch (change.kind) {
        case 'edit':
          return rewrite(tools, back(change));
        case 'mode':
          return permit(tools, { path: change.path, from: change.after, to: change.before });
        case 'move':
          return move(tools, { from: change.to, to: change.from });
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
