import type { Setup } from '../openclaw';
import type { Seen } from '../seen';

/** Something that lies where it should not: counted and located, its text is never kept. */
export interface Find {
  readonly file: string;
  /** Rule or kind: `anthropic-key`, `identity-card`, `bank-card`, … */
  readonly kind: string;
  readonly count: number;
}

export interface ContentProbe {
  /** Keys and tokens in settings, `.env`, workspace, shell start files, backups. */
  secrets(setup: Setup): Promise<Seen<Find>>;
  /** Identity cards, bank cards, mobile numbers, passports, mnemonic phrases in workspace, memory, transcripts, media. */
  personal(setup: Setup): Promise<Seen<Find>>;
}
