import type { Host } from '../host';
import type { Setup } from '../openclaw';
import type { Seen } from '../seen';
import type { SettingsProbe } from '../settings';
import { findPersonal } from './personal';
import { findSecrets } from './secrets';

/** What sort of file something lies in. */
export type Place =
  | 'settings'
  | 'backup'
  | 'environment'
  | 'credentials'
  /** OpenClaw's own place for keys that were moved out of the settings, and for logins of chat apps. */
  | 'own-store'
  | 'workspace'
  | 'shell'
  | 'log'
  | 'transcript'
  | 'media';

/** Something that lies where it should not: counted and located, its text is never kept. */
export interface Find {
  readonly file: string;
  readonly place: Place;
  /** Rule or kind: `anthropic-api-key`, `identity-card`; the setting's or variable's name where that tells it. */
  readonly kind: string;
  /** Different ones in that file. */
  readonly count: number;
}

/** What was found, and in how many files it was looked for. */
export interface Contents extends Seen<Find> {
  readonly files: number;
}

export interface ContentProbe {
  /** Keys and tokens in settings, their backups, `.env`, credentials, workspaces, shell start files and logs. */
  secrets(setup: Setup): Promise<Contents>;
  /** Identity cards, bank cards, mobile numbers, passports, mnemonic phrases in workspaces, transcripts and media. */
  personal(setup: Setup): Promise<Contents>;
}

/**
 * Looks into files, within bounds (`bounds.ts`); whatever it could not look into is in `unseen`.
 * Answers are remembered by state folder until the look ends.
 */
export function createContentProbe(host: Host, settings: Pick<SettingsProbe, 'all'>): ContentProbe {
  const remember = (look: (setup: Setup) => Promise<Contents>) => {
    const answers = new Map<string, Promise<Contents>>();
    return (setup: Setup) => {
      const answer = answers.get(setup.stateDir) ?? look(setup);
      answers.set(setup.stateDir, answer);
      return answer;
    };
  };
  const settingsOf = async (setup: Setup) =>
    (await settings.all()).found.find((each) => each.setup.stateDir === setup.stateDir) ?? null;
  return {
    secrets: remember(async (setup) => findSecrets(host, setup, await settingsOf(setup))),
    personal: remember(async (setup) => findPersonal(host, setup, await settingsOf(setup))),
  };
}
