import type { Message } from '../../contract/finding';
import type { Setup } from '../openclaw';
import type { Seen } from '../seen';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** The settings of one setup: JSON5 with its `$include`s resolved. */
export type Settings =
  | { readonly state: 'read'; readonly setup: Setup; readonly value: Json; readonly files: readonly string[] }
  /** No file: OpenClaw runs on its defaults. */
  | { readonly state: 'absent'; readonly setup: Setup }
  | {
      readonly state: 'broken';
      readonly setup: Setup;
      readonly file: string;
      /** Both from 1; null when the trouble has no place in the text. */
      readonly line: number | null;
      readonly column: number | null;
      readonly because: Message;
    }
  | { readonly state: 'unreadable'; readonly setup: Setup; readonly file: string; readonly because: Message };

export interface SettingsProbe {
  /** One for each setup that was found; `unseen` as `OpenClawProbe.setups`. */
  all(): Promise<Seen<Settings>>;
}
