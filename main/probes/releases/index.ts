import type { Message } from '../../contract/finding';

/** What the registry of the user's own npm configuration says. */
export type Releases =
  | {
      readonly state: 'answered';
      /** Host name of the registry that answered. */
      readonly registry: string;
      /** Newest version by channel (npm dist-tag): `latest`, `beta`, `extended-stable`. */
      readonly tags: Readonly<Record<string, string>>;
      /** ISO 8601. */
      readonly askedAt: string;
    }
  | { readonly state: 'no-answer'; readonly registry: string | null; readonly because: Message }
  /** Told not to ask. */
  | { readonly state: 'offline' };

export interface ReleaseProbe {
  /** Asks about the npm package `openclaw`. */
  newest(): Promise<Releases>;
}
