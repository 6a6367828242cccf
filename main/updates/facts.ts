import type { Message } from '../contract/finding';
import type { UpdatePlan } from './plan';
import { megabytes } from './room';
import { say } from './trouble';

/** What an update would do, sentence by sentence. */
export function factsOf(plan: UpdatePlan): readonly Message[] {
  const { copy, from, release, channel, registry, vouched, node, bring, room, gateways, setups } = plan;
  return [
    say('fact-copy', { path: copy.path }),
    say('fact-versions', { from, to: release.version, channel, registry }),
    say(`fact-${vouched}`, { registry }),
    ...(bring === null ? [] : [say('fact-node', { range: release.node ?? bring, version: node.version })]),
    say('fact-room', { needed: megabytes(room.needed), free: megabytes(room.free) }),
    say('fact-stops', { count: gateways.length }),
    say('fact-backup', { count: setups.length }),
    say('fact-yes'),
  ];
}
