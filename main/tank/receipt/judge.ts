import { TRIES, type Try, type TryId } from '../../contract/tank';
import { clipboardInside, devicesInside, judgeSockets } from './judges/channels';
import { judgeFolders, mountsInside } from './judges/folders';
import { limitsInside, merged, portsInside, settingsInside, withOutside } from './judges/outside';
import { type Part, type Seen, worst } from './judges/parts';
import { judgeCanary, judgeGuests, judgeMetadata } from './judges/reach';
import { judgeAccount, judgeKernel, judgeSudo } from './judges/rights';

/** What OpenClaw's account tells of its knocks, and root of the same: the worse of both wins. */
const withWitness =
  (judged: (seen: Seen) => Part) =>
  (seen: Seen): Part => {
    const told = judged(seen);
    if (!seen.witness) return told;
    const again = judged({ ...seen, inside: { ...seen.inside, knocks: seen.witness } });
    return worst(told.outcome, again.outcome) === told.outcome ? told : again;
  };

const JUDGES: Readonly<Record<TryId, (seen: Seen) => Part>> = {
  account: judgeAccount,
  'host-folders': (seen) => withOutside('host-folders', seen, judgeFolders(seen)),
  'host-loopback': withWitness((seen) => judgeCanary(seen, 'host-loopback')),
  lan: withWitness((seen) => judgeCanary(seen, 'lan')),
  metadata: withWitness(judgeMetadata),
  'engine-sockets': (seen) => withOutside('engine-sockets', seen, withWitness(judgeSockets)(seen)),
  'other-guests': withWitness(judgeGuests),
  sudo: judgeSudo,
  'kernel-modules': judgeKernel,
  clipboard: (seen) => merged('clipboard', seen, clipboardInside(seen)),
  devices: (seen) => merged('devices', seen, devicesInside(seen)),
  'engine-settings': (seen) => merged('engine-settings', seen, settingsInside(seen)),
  mounts: (seen) => merged('mounts', seen, mountsInside(seen)),
  ports: (seen) => merged('ports', seen, portsInside(seen)),
  limits: (seen) => merged('limits', seen, limitsInside(seen)),
};

/** What each try came to, in order. `blocked` only where it was carried out and its answer is whole. */
export const judge = (seen: Seen): readonly Try[] => TRIES.map((id) => ({ id, ...JUDGES[id](seen) }));
