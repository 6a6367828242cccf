import type { Message } from '../../contract/finding';
import type { RememberedReleases } from '../../contract/scan-result';

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
