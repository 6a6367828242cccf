import type { ShownChange } from './change';
import type { Evidence, Platform, Severity, State, TileId } from './finding';

/** Languages that Tankmate speaks, as BCP 47 tags. */
export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

export interface ReportTile {
  readonly id: TileId;
  readonly state: State;
  readonly severity?: Severity;
  /** How it is now, never the wish. */
  readonly title: string;
  readonly because: string;
}

/** How many published advisories hit a copy, and which version is free of them all. */
export interface AdvisoryCount {
  readonly critical: number;
  readonly high: number;
  readonly medium: number;
  readonly low: number;
  /** The lowest version that none of them hits; null when no such version is known. */
  readonly clearedBy: string | null;
  /** Day of the newest fact in the data, `YYYY-MM-DD`. */
  readonly dataFrom: string;
}

export interface ReportCopy {
  /** Names it for a command or a click: `copy-` and eight hex digits of its path. */
  readonly id: string;
  readonly path: string;
  readonly package: string;
  /** Null when it could not be told. */
  readonly version: string | null;
  readonly kind: string;
  readonly owner: string | null;
  readonly running: boolean;
  /** `this-computer`, or `container:<name>`, `wsl:<distro>`, `vm:<name>`. */
  readonly where: string;
  /** Null when the version could not be told. */
  readonly advisories: AdvisoryCount | null;
  /**
   * The newest version of its channel, when a registry named a newer one in this look and the copy is one that we can
   * bring to it. Null when it is the newest, when no registry answered, and when somebody else has to do it.
   */
  readonly updatesTo?: string | null;
}

export interface ReportEvidence extends Pick<Evidence, 'kind' | 'where' | 'state'> {
  readonly saw: string;
  /** The published page of an advisory, for a reader in a terminal; the window asks for it by the id in `where`. */
  readonly page?: string;
}

/** A fix in the reader's language. */
export interface ReportFix {
  readonly id: string;
  readonly needsAdmin: boolean;
  readonly does: string;
  readonly cost: string | null;
  readonly afterwards: string | null;
  readonly changes: readonly ShownChange[];
  readonly choice: string | null;
  readonly recommended: boolean;
  readonly fingerprint: string;
  /** Its place among all fixes of the report, from 0: the order in which they would be carried out. */
  readonly order: number;
}

export interface ReportFinding {
  readonly id: string;
  readonly tile: TileId;
  readonly state: State;
  readonly severity?: Severity;
  readonly title: string;
  readonly because: string;
  readonly why: string;
  readonly clause: { readonly id: string; readonly text: string };
  readonly byHand: readonly string[];
  readonly evidence: readonly ReportEvidence[];
  /** What can be done about it on this computer; the same fix may stand beside several findings. */
  readonly fixes: readonly ReportFix[];
}

/** The one report that window, terminal and file show. Fields are only ever added. */
export interface Report {
  readonly schema: 1;
  readonly app: { readonly name: 'tankmate'; readonly version: string };
  readonly platform: Platform;
  readonly language: Language;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly durationMs: number;
  /** The worst of the six tiles, in one sentence and the one after it. */
  readonly verdict: { readonly state: State; readonly title: string; readonly because: string };
  readonly tiles: readonly ReportTile[];
  readonly copies: readonly ReportCopy[];
  readonly findings: readonly ReportFinding[];
}
