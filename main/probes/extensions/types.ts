import type { Setup } from '../openclaw/types';
import type { PartialResult } from '../partial-result';
import type { ExtensionContent } from './content/extension-content';

/** What OpenClaw wrote down about a skill when it came from ClawHub. */
export interface HubRecord {
  /** What ClawHub's own check said at that time; `open`: it had not ended. Null: none is written down. */
  readonly verdict: 'passed' | 'failed' | 'open' | null;
  /** Codes that ClawHub gave for it. */
  readonly reasons: readonly string[];
  /** SKILL.md is another than the one that came; null: that can't be told. */
  readonly changed: boolean | null;
}

/** What OpenClaw itself wrote down of an install, outside of what it installed: texts to compare with those of another look. */
export interface InstallMark {
  /** Where it came from. */
  readonly source: string;
  /** Another after each update. */
  readonly version: string;
  /** What moves besides when it is installed again. */
  readonly rest: string;
}

export interface Extension {
  readonly name: string;
  readonly path: string;
  /**
   * `bundled` ships with OpenClaw; `workshop` was drafted by the agent itself; `other-registry` runs as ClawHub does
   * but isn't it; `unrecorded` has no record of where it came from; `unknown` has one that can't be read, or none that could be looked up.
   */
  readonly source:
    | 'bundled'
    | 'workshop'
    | 'clawhub'
    | 'other-registry'
    | 'npm'
    | 'git'
    | 'path'
    | 'archive'
    | 'unrecorded'
    | 'unknown';
  /** The registry, package or address that is recorded. */
  readonly from?: string;
  readonly version?: string;
  /** Held to one exact version or commit. */
  readonly pinned: boolean | null;
  /** Of a plugin from npm: whether the checksum that npm gave is kept in its record. */
  readonly proven?: boolean;
  /** Of the same, where its record names a version: the one that lies there. Null: that can't be told. */
  readonly present?: string | null;
  readonly enabled: boolean | null;
  /** Left out where OpenClaw wrote nothing down outside of it; null where that can't be told. */
  readonly record?: InstallMark | null;
  /** Of a skill that says that it came from ClawHub: the entry in OpenClaw's own list. Null: it isn't there. */
  readonly hub?: HubRecord | null;
}

export interface ExtensionProbe {
  /** Every skill that this setup's agents can load, those that come with the copies of OpenClaw among them. */
  skills(setup: Setup): Promise<PartialResult<Extension>>;
  /** Every plugin besides the bundled ones: installed, recorded, or loaded from a path of the settings. */
  plugins(setup: Setup): Promise<PartialResult<Extension>>;
  /** What the skills do that were added and are turned on, by what stands in their files. */
  skillContents(setup: Setup): Promise<PartialResult<ExtensionContent>>;
  /** The same of plugins: their own code, without the packages that they bring along. */
  pluginContents(setup: Setup): Promise<PartialResult<ExtensionContent>>;
}
