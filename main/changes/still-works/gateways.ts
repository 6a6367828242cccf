import { healthyWithin, isHealthy } from '../../system/read/gateway-health';
import { fixMessage } from '../reason';
import { type StillWorks, touching } from './types';

/** A gateway that answered before the batch. */
interface Answering {
  readonly pid: number;
  readonly port: number;
  readonly stateDir: string;
}

/** One that starts anew was seen to take more than a minute on two busy cores. */
const LIMIT_MS = 180_000;

/** A gateway that answered before answers again at its port, unless a fix said that it ends it. */
export const gatewaysAnswer = (
  ask: Pick<typeof import('../../system/read/gateway-health'), 'isHealthy' | 'healthyWithin'> = {
    isHealthy,
    healthyWithin,
  },
): StillWorks<readonly Answering[]> => ({
  async before({ gateways, files }) {
    const { items } = await gateways.running();
    const ports = items
      // What another account's does is its own business.
      .filter(({ where, account }) => where === 'this-computer' && account === files.userName)
      .flatMap(({ pid, stateDir, listeners }) =>
        stateDir === null
          ? []
          : [...new Set((listeners ?? []).map(({ port }) => port))].map((port) => ({ pid, port, stateDir })),
      );
    const well = await Promise.all(ports.map(({ port }) => ask.isHealthy(port)));
    return ports.filter((_, index) => well[index]);
  },
  async after(remembered, { entries, signal, probes }) {
    const ended = entries.flatMap(({ changes }) =>
      changes.flatMap((each) => (each.kind === 'end' ? each.pid : [])),
    );
    const known = new Set(remembered.map(({ pid }) => pid));
    for (const { pid, port, stateDir } of remembered) {
      // One that started anew in the batch has another number when it is ended.
      if (ended.some((each) => each === pid || !known.has(each))) continue;
      if (await ask.healthyWithin(port, LIMIT_MS, signal)) continue;
      const { items } = await probes.settings.all();
      const own = items.filter(({ setup }) => setup.stateDir === stateDir);
      const files = own.flatMap((each) => (each.state === 'read' ? each.files : [each.setup.configPath]));
      const commanding = entries.filter(({ changes }) => changes.some(({ kind }) => kind === 'command'));
      const entry = touching(entries, files).at(-1) ?? commanding.at(-1);
      if (entry) return { entry, because: fixMessage('works.gateway', { port: String(port) }) };
    }
    return null;
  },
});
