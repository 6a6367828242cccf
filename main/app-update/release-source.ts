import type { Preferences } from '../contract/work';
import type { TrustedKeys } from './key-list';
import builtIn from './release-source.json';

/** An address, and for whom it is near. */
export interface ReleaseAddress {
  readonly region: 'world' | 'china';
  readonly url: string;
}

/** Whom this copy believes about newer ones, and where it asks. */
export interface ReleaseSource {
  /** Metadata with a lower counter is older than this copy itself. */
  readonly counter: number;
  readonly addresses: readonly ReleaseAddress[];
  readonly keyList: TrustedKeys;
}

/**
 * What came with this copy. `npm run release -- keys` writes the public keys into it; without a key nothing is asked,
 * and the window says so.
 */
export const builtInSource = builtIn as ReleaseSource;

/** True for a copy that can check what it is told about newer ones, and has somebody to ask. */
export const canAskSource = ({ keyList, addresses }: ReleaseSource): boolean =>
  keyList.keys.length > 0 && addresses.length > 0;

/** Addresses in the order of the user's choice: whoever took the mirror in China asks there first. */
export function addressesFor(
  addresses: readonly ReleaseAddress[],
  mirror: Preferences['mirror'],
): readonly string[] {
  const first = mirror === 'npmmirror' ? 'china' : 'world';
  return [
    ...addresses.filter(({ region }) => region === first),
    ...addresses.filter(({ region }) => region !== first),
  ].map(({ url }) => url);
}
