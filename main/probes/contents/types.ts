import type { Setup } from '../openclaw/types';
import type { PartialResult } from '../partial-result';

/** What sort of file something lies in. */
export type ContentPlace =
  | 'settings'
  | 'backup'
  | 'environment'
  | 'credentials'
  /** OpenClaw's own place for keys that were moved out of the settings, and for logins of chat apps and devices. */
  | 'own-store'
  | 'workspace'
  | 'shell'
  | 'log'
  | 'transcript'
  | 'media'
  /** Planned tasks, what they are told and what came of them. */
  | 'plan'
  /** What a service, a keeper of processes or a container is started with. */
  | 'service'
  /** A copy of the state folder, wherever it lies. */
  | 'copy'
  /** Anything else in the state folder. */
  | 'state'
  /** Sign-ins and settings of other programs of the account. */
  | 'tool'
  /** Commands that were typed. */
  | 'history';

/** How a file is read: settings by their names, variables by theirs, anything else as a person writes. */
export type ContentForm = 'settings' | 'variables' | 'text';

/** One file to look into. Null: not for that. */
export interface Source {
  readonly file: string;
  readonly form: ContentForm;
  /** Where keys lie when they lie in it. */
  readonly keys: ContentPlace | null;
  readonly personal: ContentPlace | null;
}

/** Something that lies where it should not: counted and located, its text is never kept. */
export interface Find {
  readonly file: string;
  readonly place: ContentPlace;
  /** Rule or kind: `anthropic-api-key`, `identity-card`; the setting's or variable's name where that tells it. */
  readonly kind: string;
  /** Different ones in that file. */
  readonly count: number;
}

/** What was found, and in how many files it was looked for. */
export interface ContentMatches extends PartialResult<Find> {
  readonly files: number;
}

export interface ContentProbe {
  /** Keys, tokens and passwords wherever OpenClaw, its agents, its services and the account's shell keep or find them. */
  secrets(setup: Setup): Promise<ContentMatches>;
  /** Identity cards, bank cards, mobile numbers, passports, recovery phrases in all that agents read and keep. */
  personal(setup: Setup): Promise<ContentMatches>;
}
