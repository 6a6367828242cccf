/** What a text is written in, by its file's name, its first line or the fence around it. */
export type SourceLanguage =
  | 'markdown'
  | 'shell'
  | 'python'
  | 'javascript'
  | 'powershell'
  | 'applescript'
  | 'json'
  | 'data';

/** One file of an extension: its path below the folder, with `/` in between, and its whole text. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** Everything that one place in a file can be a sign of. Alone some of them mean nothing: `judge.ts` weighs them. */
export type SignalKind =
  | 'download-run'
  | 'fetches-program'
  | 'encoded-run'
  | 'encoded-words'
  | 'reverse-shell'
  | 'reads-secrets'
  | 'sends'
  | 'leaks'
  | 'dns-leak'
  | 'password-prompt'
  | 'asks-phrase'
  | 'asks-words'
  | 'archive-lure'
  | 'paste-lure'
  | 'hidden-text'
  | 'overrides'
  | 'orders'
  | 'obeys-remote'
  | 'poisons-memory'
  | 'opens-settings'
  | 'persists'
  | 'foreign-key'
  | 'lookalike'
  | 'message-tap'
  | 'spies'
  | 'swaps-address'
  | 'wipes'
  | 'mines'
  | 'unprotects'
  | 'administrator'
  | 'detour'
  | 'time-gate'
  | 'disguised-code'
  | 'moves-money'
  | 'spreads';

/** Whose an address is, as far as the text tells; the order is from harmless to worst. */
export type HostRank = 'local' | 'given' | 'known' | 'related' | 'named' | 'doubtful';

/** One place in a file where something is done, or asked for. */
export interface Signal {
  readonly kind: SignalKind;
  /** Counted from 1. */
  readonly line: number;
  /** An address, file or package that it is about: others wrote it, at most 100 characters. */
  readonly what?: string;
  /** Of the address that code or data go to or come from. */
  readonly rank?: HostRank;
  /** It is shown to be recognised, or advised against, and not done. */
  readonly quoted?: boolean;
}

/** What the rest of an extension says about itself, against which an address or a command is read. */
export interface Surroundings {
  /** Lower-case words of its name, of the programs it needs and of its home page's address. */
  readonly about: ReadonlySet<string>;
  /** Domains that its own words (its documents, its manifest) name, so that whoever reads them knows of them. */
  readonly stated: ReadonlySet<string>;
  /** It teaches or looks for attacks, so that some of them are shown in it. */
  readonly teaches: boolean;
}

/** Reads code in another language that a command hands to its interpreter. */
export type ReadCode = (language: SourceLanguage, text: string, line: number) => readonly Signal[];
