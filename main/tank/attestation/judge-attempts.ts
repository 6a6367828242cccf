import { ATTEMPTS, type Attempt, type AttemptId } from '../../contract/tank';
import { judgeSettingsInside, limitsInside, merged, portsInside, withOutside } from './judges/judge-boundary';
import { clipboardInside, devicesInside, judgeSockets } from './judges/judge-channels';
import { judgeFolders, mountsInside } from './judges/judge-folders';
import { judgeCanary, judgeGuests, judgeMetadata } from './judges/judge-reach';
import { judgeAccount, judgeKernel, judgeSudo } from './judges/judge-rights';
import { type AttestationEvidence, type Verdict, worst } from './judges/verdict-parts';

/** What OpenClaw's account tells of its connections, and root of the same: the worse of both wins. */
const withWitness =
  (judged: (seen: AttestationEvidence) => Verdict) =>
  (seen: AttestationEvidence): Verdict => {
    const reported = judged(seen);
    if (!seen.witness) return reported;
    const again = judged({ ...seen, inside: { ...seen.inside, connections: seen.witness } });
    return worst(reported.outcome, again.outcome) === reported.outcome ? reported : again;
  };

const JUDGES: Readonly<Record<AttemptId, (seen: AttestationEvidence) => Verdict>> = {
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
  'engine-settings': (seen) => merged('engine-settings', seen, judgeSettingsInside(seen)),
  mounts: (seen) => merged('mounts', seen, mountsInside(seen)),
  ports: (seen) => merged('ports', seen, portsInside(seen)),
  limits: (seen) => merged('limits', seen, limitsInside(seen)),
};

/** What each try came to, in order. `blocked` only where it was carried out and its answer is whole. */
export const judgeAttempts = (seen: AttestationEvidence): readonly Attempt[] =>
  ATTEMPTS.map((id) => ({ id, ...JUDGES[id](seen) }));
