import type { Message } from '../../contract/finding';

export type PlaceKind = 'documents' | 'browser' | 'password-manager' | 'chat' | 'mail' | 'wallet' | 'keys';

/** One sensitive place of this account, opened and closed at once, nothing read. */
export interface Place {
  /** Product or folder, as in `Firefox` or `.ssh`: a name, the same in every language. */
  readonly name: string;
  readonly kind: PlaceKind;
  readonly path: string;
  readonly reach: 'opens' | 'refused' | 'absent' | 'unknown';
  /** With `unknown`. */
  readonly because?: Message;
}

export interface FolderProbe {
  /** Every sensitive place that is known for this system, absent ones among them. */
  places(): Promise<readonly Place[]>;
}
