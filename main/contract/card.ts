import type { State } from './finding';

/** One thing that the helper's card says, and what is said of it in lines of their own. */
export interface CardItem {
  readonly text: string;
  readonly notes: readonly string[];
  /** How it stands, where it is a finding. */
  readonly state?: State;
}

export interface CardSection {
  readonly title: string;
  readonly items: readonly CardItem[];
}

/**
 * The page that a person hands to somebody who knows: what was found, in the reader's language, with nothing in it that
 * tells whose computer it is. Copied, saved and shown, it says the same.
 */
export interface Card {
  readonly title: string;
  /** When the look was, and what it came to. */
  readonly lead: readonly string[];
  readonly sections: readonly CardSection[];
  /** What was replaced. */
  readonly foot: string;
}

/** What a card can be saved as. */
export const CARD_FILES = ['html', 'pdf'] as const;
export type CardFile = (typeof CARD_FILES)[number];
