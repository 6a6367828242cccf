import type { Message } from '../../contract/finding';
import type { RememberedReleases } from '../../contract/look';
import type { Host } from '../host';
import { once } from '../seen';
import { askRegistry } from './registry';

/** What the registry of the user's own npm configuration says. */
export type Releases =
  | ({ readonly state: 'answered' } & RememberedReleases)
  | { readonly state: 'no-answer'; readonly registry: string | null; readonly because: Message }
  /** Told not to ask. */
  | { readonly state: 'offline' };

export interface ReleaseProbe {
  /** Asks about the npm package `openclaw`, once a look at most. Never rejects: no answer is an answer. */
  newest(): Promise<Releases>;
}

export interface ReleaseOptions {
  /** Never asks the network, nor trusts an old answer. */
  readonly offline: boolean;
  /** An earlier answer, used instead of asking while it is younger than a day. */
  readonly remembered?: RememberedReleases | null;
}

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
    newest: once(async () => {
      if (offline) return { state: 'offline' };
      if (remembered && isFresh(remembered, Date.now())) return { state: 'answered', ...remembered };
      return ask(host);
    }),
  };
}
