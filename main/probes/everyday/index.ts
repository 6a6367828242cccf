import type { Seen } from '../seen';

/** A sign that somebody lives on this computer. Names and numbers only, no content. */
export interface Sign {
  readonly kind: 'documents' | 'mail' | 'chat' | 'browser' | 'finance' | 'office' | 'photos';
  /** Product or folder: the same in every language. */
  readonly name: string;
  readonly where: string;
  /** Files counted (documents, photos), at most a thousand. */
  readonly count?: number;
  /** Age in days (browser profile). */
  readonly ageDays?: number;
}

export interface EverydayProbe {
  signs(): Promise<Seen<Sign>>;
}
