/**
 * Something of the machine that a change alters, as data. A fix is ordered, looked at again and judged by these: what a
 * change can't have influenced is neither looked at again nor held against it.
 */
export type Influence =
  /** One value of a settings file; `key` is its path joined by dots, empty for the whole file. */
  | { readonly kind: 'setting'; readonly file: string; readonly key: string }
  /** A file's text, or that there is one. */
  | { readonly kind: 'content'; readonly path: string }
  /** Who may read or write a file or folder, and by a folder what lies in it. */
  | { readonly kind: 'access'; readonly path: string }
  /** What lies at a path and anywhere below it: something was moved from or to there. */
  | { readonly kind: 'place'; readonly path: string }
  /** A program that runs, with its sockets; null: which one it is can't be told before. */
  | { readonly kind: 'process'; readonly pid: number | null }
  /** A running gateway that takes up changed settings: its process, its sockets, and what it keeps in its state folder. */
  | { readonly kind: 'gateway'; readonly stateDir: string }
  /** A unit, agent or task that starts a program; `file` as `Service.file`. */
  | { readonly kind: 'service'; readonly file: string }
  /** It can't be told: a command of which nothing is declared. */
  | { readonly kind: 'everything' };

/** What has to be so before a fix is begun. Fixes of the same batch that bring it about go first. */
export type Need =
  /** Nobody else may read the file: a secret is to be written into it. Without it the fix is not begun. */
  | { readonly kind: 'closed'; readonly path: string }
  /** Whatever else is to change there has changed: this fix builds on it. It only decides the order. */
  | { readonly kind: 'settled'; readonly what: Influence };
