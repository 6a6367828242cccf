/**
 * Why an answer was not taken:
 * `silent` none came in time; `refused` an HTTP status that is no answer; `moved` it pointed elsewhere;
 * `huge` more than any honest answer; `malformed` it makes no sense; `shrunken` it knows far less than what is known;
 * `lying` it takes back or narrows more than is believable.
 */
export type FeedErrorKind = 'silent' | 'refused' | 'moved' | 'huge' | 'malformed' | 'shrunken' | 'lying';

export class FeedError extends Error {
  constructor(readonly kind: FeedErrorKind) {
    super(kind);
  }
}
