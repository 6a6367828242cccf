import type { Channel } from '../../main/contract/ipc';
import type { WorkKind } from '../../main/contract/work';
import { useMirror } from './app';
import { tankOf } from './tanks';
import { tell } from './tell';
import { open, openTankPage, openTile, useUi } from './ui';

/** Asks for work and shows that it is coming, until main tells of it. */
export async function begin(kind: WorkKind, channel: Channel, call: () => Promise<unknown>): Promise<void> {
  if (useUi.getState().asked || useMirror.getState().state?.working) return;
  useUi.setState({ asked: kind, stopping: false, aside: false, problem: null, lost: null });
  // What came before is put away first: were this to end without a word, the older result would pass for its own.
  const done = useMirror.getState().state?.workDone;
  if (done && !(await tell('seen', () => window.bridge.seen()))) return;
  if (!(await tell(channel, call))) return;
  const failed = useMirror.getState().state?.lookFailed;
  // It was over before the page heard of it.
  if (failed && useUi.getState().asked)
    useUi.setState({ asked: null, lost: kind === 'tank' ? 'tank' : failed, screen: 'tiles' });
}

export const applyFixes = (ids: readonly string[]) =>
  begin('fix', 'applyFixes', () => window.bridge.applyFixes(ids));
export const undo = (entries: readonly string[]) => begin('undo', 'undo', () => window.bridge.undo(entries));
export const stopNow = () => begin('stop', 'stopNow', () => window.bridge.stopNow());
export const update = (copy: string) => begin('update', 'update', () => window.bridge.update(copy));
export const leave = (data: 'keep' | 'delete') => begin('leave', 'leave', () => window.bridge.leave(data));
export const forget = () => begin('forget', 'forget', () => window.bridge.forget());

export async function cancelWork(): Promise<void> {
  useUi.setState({ stopping: true, problem: null });
  await tell('cancelWork', () => window.bridge.cancelWork());
}

/** Puts the result away and goes on: to the tank it was about, to the tile that the work began in, or to the six panes. */
export async function goOn(): Promise<void> {
  const { tile, tank } = useUi.getState();
  const { state } = useMirror.getState();
  const there = state?.workDone?.kind === 'tank' ? tankOf(state, tank) : undefined;
  if (there) openTankPage(there.name);
  else if (tile) openTile(tile);
  else open('tiles');
  await seen();
}

/** Puts the result away. */
export const seen = () => tell('seen', () => window.bridge.seen());

/** Keeps what is open in step with the work that main tells of. Returns a function that stops it. */
export function followWork(): () => void {
  return useMirror.subscribe(({ state: now }, { state: before }) => {
    if (!now) return;
    const { asked, stopping } = useUi.getState();
    if (now.working && !before?.working) useUi.setState({ asked: null, aside: false, lost: null });
    const ended = before?.working && !now.working;
    const news = now.workDone !== null && !before?.workDone;
    const failed = now.lookFailed !== null && before?.lookFailed !== now.lookFailed;
    if (asked && (news || failed)) useUi.setState({ asked: null });
    if (ended || (asked && failed)) {
      useUi.setState({ stopping: false });
      if (!now.workDone) {
        const tank = (before?.working?.kind ?? asked) === 'tank';
        const lost = tank ? 'tank' : (now.lookFailed ?? (stopping ? 'cancelled' : 'failed'));
        useUi.setState({ lost, screen: 'tiles', tile: null });
      }
    }
    if (!now.workDone && before?.workDone) useUi.setState({ aside: false });
  });
}

/** Opens the finding that a notice asked for, once there is a report that has it. Returns a function that stops it. */
export function followWanted(): () => void {
  return useMirror.subscribe(({ state: now }, { state: before }) => {
    if (!now?.wanted || (before?.wanted === now.wanted && before.report)) return;
    const finding = now.report?.findings.find(({ id }) => id === now.wanted);
    if (!finding) return;
    openTile(finding.tile, finding.id);
    // Work that is under way stays in front; its result does not.
    if (now.workDone && !now.working) useUi.setState({ aside: true });
  });
}
