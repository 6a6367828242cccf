/** The six tiles, in the guide's order: CNCERT practice guide of 22 March 2026, general users, 1 to 6. */
export const TILES = [
  'isolation',
  'exposure',
  'privileges',
  'extensions',
  'private-data',
  'updates',
] as const;
export type TileId = (typeof TILES)[number];

/** From worst to mildest. */
export const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** `unknown` means "could not look" and is never shown as good. */
export const STATES = ['good', 'attention', 'unknown', 'not-applicable'] as const;
export type State = (typeof STATES)[number];

export const PLATFORMS = ['linux', 'darwin', 'win32'] as const;
export type Platform = (typeof PLATFORMS)[number];

/** What may stand in a sentence: lists are joined and numbers formatted in the reader's language, a message is said in it. */
export type MessageValue = string | number | Message | readonly (string | Message)[];

/** A sentence that is not yet in any language: its id in the catalog and what stands in it. */
export interface Message {
  readonly id: string;
  readonly values?: Readonly<Record<string, MessageValue>>;
}

/** What is so of one thing that was seen, for programs: they read no sentence. */
export interface Facts {
  /** Of a copy of OpenClaw. */
  readonly version?: string;
  /** A version that came out for a copy and is newer than its own. */
  readonly newest?: string;
  /** How an advisory is rated. */
  readonly severity?: Severity;
  /** Whose a process is, or by whom a service is started. */
  readonly account?: string;
  /** At which something listens. */
  readonly port?: number;
}

/** What kind of thing can be seen. */
export const EVIDENCE_KINDS = [
  'file',
  'folder',
  'setting',
  'process',
  'port',
  'account',
  'command',
  'service',
  'package',
  'advisory',
  'machine',
  'registry',
  'extension',
  'audit',
] as const;

/** One thing that was seen. `where` and a `saw` given as a string are data and read the same in every language. */
export interface Evidence {
  readonly kind: (typeof EVIDENCE_KINDS)[number];
  readonly where: string;
  readonly saw: Message | string;
  readonly facts?: Facts;
  /** The published page of an advisory. */
  readonly page?: string;
  /** How this one thing stands, when it differs from the finding it belongs to. */
  readonly state?: State;
}

/** What keeps a program from mending something here. */
export interface Obstacle {
  /** File or folder. */
  readonly where: string;
  readonly because: Message;
  /** What would help, one step a line, where the finding's own steps by hand can't work; null: they can. */
  readonly helps: Message | null;
}

/** What one check says of one thing that it looked at, say one copy or one gateway. */
export interface Observation {
  readonly state: State;
  /** Only with `attention`. */
  readonly severity?: Severity;
  readonly because: Message;
  /** What helps here instead of the check's own steps by hand, one step a line. */
  readonly byHand?: Message;
  /** ISO 8601; when what needs attention here was first seen, where that is known. */
  readonly since?: string;
  readonly evidence: readonly Evidence[];
}

/** What one check found: the worst of its observations, with the evidence of all. */
export interface Finding {
  readonly id: string;
  readonly tile: TileId;
  readonly state: State;
  readonly severity?: Severity;
  readonly title: Message;
  readonly because: Message;
  /** Why it matters. */
  readonly why: Message;
  /** The clause of the guide that asks for it: an id of `openclaw/guide.ts`. */
  readonly clause: string;
  /** What to do by hand for now, one step a line. Absent where nothing is to be done. */
  readonly byHand?: Message;
  /** ISO 8601; when the newest of what needs attention was first seen: who accepted it before didn't mean that. */
  readonly since?: string;
  /** Why no fix is offered, for all of it or a part. Told by those who plan; absent where nothing is in the way. */
  readonly cannot?: readonly Obstacle[];
  readonly evidence: readonly Evidence[];
}
