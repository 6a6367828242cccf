import { createChangeEngine } from '../../../main/changes/engine';
import type { Change } from '../../../main/contract/change';
import type { Actions } from '../../../main/system/write';
import { createActions } from '../../../main/system/write/create-actions';
import { fakeProbes } from '../../fakes/probes';

const isProgram = ({ kind }: Change) => kind === 'command' || kind === 'end';

/** The real engine over the real writers; programs are neither run nor ended. */
export function engineIn(folder: string, begun: () => void = () => {}, ended: () => void = () => {}) {
  const real = createActions();
  const verb =
    (name: 'carryOut' | 'takeBack'): Actions['carryOut'] =>
    async (change, options) => {
      begun();
      if (!isProgram(change)) await real[name](change, options);
      ended();
    };
  return createChangeEngine({
    folder,
    actions: {
      stands: (change) => real.stands(change),
      present: (change) => real.present(change),
      carryOut: verb('carryOut'),
      takeBack: verb('takeBack'),
    },
    rescan: async () => ({ findings: [], probes: fakeProbes({}) }),
    now: Date.now,
    signal: new AbortController().signal,
    onProgress() {},
    checks: [],
  });
}

/** Carries the changes out; without any, undoes these entries, or all. */
export async function runIn(
  folder: string,
  changes: readonly Change[] | null,
  engine = engineIn(folder),
  entries: readonly string[] = [],
) {
  const undertaking = { id: 'trial', does: { id: 'trial' }, verify: async () => null };
  return changes ? [await engine.applyOperation({ ...undertaking, changes })] : engine.undo(entries);
}
