import type { RememberedReleases } from '../../contract/scan-result';
import type { Host } from '../../system/read';
import { memoize } from '../partial-result';
import { askRegistry } from './registry';
import type { ReleaseOptions, ReleaseProbe } from './types';

export type { ReleaseOptions, ReleaseProbe, Releases } from './types';

const DAY_MS = 24 * 60 * 60 * 1000;

/** An answer from the future (the clock was set back) is asked for again. */
const isFresh = ({ askedAt }: RememberedReleases, now: number) => {
  const age = now - Date.parse(askedAt);
  return age >= 0 && age < DAY_MS;
};

export function createReleaseProbe(
  host: Host,
  { offline, remembered }: ReleaseOptions,
  ask: typeof askRegistry = askRegistry,
): ReleaseProbe {
  return {
    newest: memoize(async () => {
      if (offline) return { state: 'offline' };
      if (remembered && isFresh(remembered, Date.now())) return { state: 'answered', ...remembered };
      return ask(host);
    }),
  };
}
