import type { Message } from './finding';
import type { Language } from './report';

/** `replace`: the file is exchanged on a click. `link`: the user gets it from the release's page, as with any other package. */
export type AppUpdateMethod = 'replace' | 'link';

/** How it stands with updates of Tankmate itself, in no language yet. */
export interface AppUpdateStatus {
  /** `off`: this copy can't check any. `installed`: a newer one lies in place, and runs from the next start on. */
  readonly state: 'off' | 'current' | 'offered' | 'installed';
  /** Of the newer one; null: none is known. */
  readonly version: string | null;
  readonly method: AppUpdateMethod;
  /** Of the file for this computer; null: none is known. */
  readonly bytes: number | null;
  readonly notes: Readonly<Record<Language, string>> | null;
  /** Its page, https; null: none is known. */
  readonly page: string | null;
  /** When an answer was accepted last, ISO 8601, UTC; null: never. */
  readonly answeredAt: string | null;
  /** Why the last answer was not accepted, or nothing is asked; null: all is well. */
  readonly problem: Message | null;
}

/** As `AppUpdateStatus`, in the reader's language. */
export interface ShownAppUpdate extends Omit<AppUpdateStatus, 'notes' | 'problem'> {
  readonly notes: string | null;
  readonly problem: string | null;
}
