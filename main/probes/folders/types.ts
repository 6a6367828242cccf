import type { Message } from '../../contract/finding';
import type { PartialResult } from '../partial-result';
import type { OpenClawSettings } from '../settings/types';

export type PlaceKind = 'documents' | 'browser' | 'password-manager' | 'chat' | 'mail' | 'wallet' | 'keys';

/** One sensitive place, opened and closed at once, nothing read. */
export interface SensitivePlace {
  /** Product or folder, as in `Firefox` or `.ssh`: a name, the same in every language. With `(ann)` in ann's home. */
  readonly name: string;
  readonly kind: PlaceKind;
  readonly path: string;
  readonly reach: 'opens' | 'refused' | 'absent' | 'unknown';
  /** With `unknown`. */
  readonly because?: Message;
}

/** Where an agent works, and what kind of place that is. */
export interface Workspace {
  readonly agent: string;
  /** As the settings name it, `~` and variables filled in. */
  readonly path: string;
  /** `apart`: none of the others. `above-home` holds a whole home. */
  readonly is: 'root' | 'above-home' | 'home' | 'desktop' | 'documents' | 'downloads' | 'pictures' | 'apart';
  /** The cloud that copies it, by its product's name. */
  readonly syncedBy: string | null;
  /** A git repository. */
  readonly repository: boolean;
  /** Names of files in it that usually hold secrets. */
  readonly secrets: readonly string[];
  /** False when it isn't made yet. */
  readonly there: boolean;
}

export interface FolderProbe {
  /** Every folder that the agents of a setup work in, links followed. */
  workspaces(
    settings: OpenClawSettings & { readonly state: 'read' | 'absent' },
  ): Promise<PartialResult<Workspace>>;
  /**
   * Every sensitive place of this account that is known for this system, absent ones among them; and of the computer's
   * other accounts those that open, or can't be told, or the whole home where it refuses.
   */
  places(): Promise<readonly SensitivePlace[]>;
}
