import type { Message } from '../../contract/finding';
import type { Host } from '../host';
import { once } from '../seen';
import { lookAtPlaces } from './places';

export type PlaceKind = 'documents' | 'browser' | 'password-manager' | 'chat' | 'mail' | 'wallet' | 'keys';

/** One sensitive place, opened and closed at once, nothing read. */
export interface Place {
  /** Product or folder, as in `Firefox` or `.ssh`: a name, the same in every language. With `(ann)` in ann's home. */
  readonly name: string;
  readonly kind: PlaceKind;
  readonly path: string;
  readonly reach: 'opens' | 'refused' | 'absent' | 'unknown';
  /** With `unknown`. */
  readonly because?: Message;
}

export interface FolderProbe {
  /**
   * Every sensitive place of this account that is known for this system, absent ones among them; and of the computer's
   * other accounts those that open, or can't be told, or the whole home where it refuses.
   */
  places(): Promise<readonly Place[]>;
}

/** Opens what the account that looks could open, and nothing that would make the system ask the user. */
export function createFolderProbe(host: Host): FolderProbe {
  return { places: once(() => lookAtPlaces(host)) };
}
