import type { Message } from '../../contract/finding';
import type { Json } from '../../openclaw/read-settings';
import type { Setup } from '../openclaw/types';
import type { Gap, PartialResult } from '../partial-result';

/** What OpenClaw sees besides the settings. */
interface Surroundings {
  /** Variables that OpenClaw would see, as far as they can be seen. Secrets: never shown. */
  readonly environment?: Readonly<Record<string, string>>;
  /** The same for each way in which OpenClaw is started on this setup, where there are several. */
  readonly environments?: readonly Readonly<Record<string, string>>[];
  /** Files that may decide something besides the settings and could not be read. */
  readonly gaps?: readonly Gap[];
}

/** The settings of one setup: JSON5 with its `$include`s resolved. */
export type OpenClawSettings =
  | (Surroundings & {
      readonly state: 'read';
      readonly setup: Setup;
      /** Texts stand as written: `${NAME}` is not filled in. */
      readonly value: Json;
      /** The settings file first, then all that it includes. */
      readonly files: readonly string[];
    })
  /** No file: OpenClaw runs on its defaults. */
  | (Surroundings & { readonly state: 'absent'; readonly setup: Setup })
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
  all(): Promise<PartialResult<OpenClawSettings>>;
  /** What the settings of a setup would be if these files, by path, held these texts: for those who plan an edit. */
  asIf(setup: Setup, texts: ReadonlyMap<string, string>): Promise<OpenClawSettings>;
}
