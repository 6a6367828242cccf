import type { Message } from '../../contract/finding';
import { megabytes } from './disk-space';
import { updateMessage } from './update-error';
import type { UpdatePlan } from './update-plan';

/** What an update would do, sentence by sentence. */
export function updateFacts(plan: UpdatePlan): readonly Message[] {
  const { copy, from, release, channel, registry, vouched, risks, node, bring, room, gateways, setups } =
    plan;
  return [
    updateMessage('fact-copy', { path: copy.path }),
    updateMessage('fact-versions', { from, to: release.version, channel, registry }),
    ...(risks.some(({ id }) => id !== 'deprecated') ? [] : [updateMessage(`fact-${vouched}`, { registry })]),
    ...risks.map(({ says }) => says),
    ...(bring === null ? [] : [updateMessage('fact-node', { brings: bring.version, version: node.version })]),
    updateMessage('fact-room', { needed: megabytes(room.needed), free: megabytes(room.free) }),
    updateMessage('fact-stops', { count: gateways.length }),
    updateMessage('fact-backup', { count: setups.length }),
  ];
}
