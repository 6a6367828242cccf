import type { Look, RememberedReleases } from '../contract/look';
import type { Language, Report } from '../contract/report';
import type { Looking } from '../contract/state';

/** The same report in every language, so that switching costs nothing. */
export type Reports = Readonly<Record<Language, Report>>;

/** What main asks of the looker: one look. */
export interface Errand {
  readonly offline: boolean;
  readonly remembered?: RememberedReleases;
  /** The look of an earlier run, to be put into words first: something to show while looking. */
  readonly previous?: Look;
}

/** What the looker tells while it looks; `done` or `failed` comes last. */
export type News =
  | { readonly kind: 'previous'; readonly reports: Reports }
  | { readonly kind: 'progress'; readonly looking: Looking }
  | { readonly kind: 'done'; readonly look: Look; readonly reports: Reports }
  | { readonly kind: 'failed'; readonly reason: string };

/** The one word that main may say after the errand. */
export const CANCEL = 'cancel';
