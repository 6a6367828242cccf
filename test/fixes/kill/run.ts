import type { Actions } from '../../../main/actions';
import { createActions } from '../../../main/actions/create';
import type { Change } from '../../../main/contract/change';
import { createEngine } from '../../../main/fixes/engine';
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
  return createEngine({
    folder,
    actions: {
      stands: (change) => real.stands(change),
      carryOut: verb('carryOut'),
      takeBack: verb('takeBack'),
    },
    glance: async () => ({ findings: [], probes: fakeProbes({}) }),
    now: Date.now,
    signal: new AbortController().signal,
    onProgress() {},
    checks: [],
  });
}

/** Carries the changes out, or undoes everything when there are none. */
export async function runIn(folder: string, changes: readonly Change[] | null, engine = engineIn(folder)) {
  const undertaking = { id: 'trial', does: { id: 'trial' }, verify: async () => null };
  return changes ? [await engine.carryOut({ ...undertaking, changes })] : engine.undo([]);
}
