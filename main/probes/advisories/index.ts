import type { AdvisoryData } from '../../advisories/advisories';
import { type FeedReport, isStoredAdvisories, knownAdvisories } from '../../advisories/stored-advisories';
import { type Host, isAbsentReading } from '../../system/read';
import { memoize } from '../partial-result';

/** What is known of OpenClaw's holes, and who was asked. */
export interface KnownHoles {
  readonly set: AdvisoryData;
  /** ISO 8601; null when no feed was ever asked. */
  readonly askedAt: string | null;
  readonly feeds: readonly FeedReport[];
  /** What was kept on this computer could not be read: the set is the one that came with the app. */
  readonly lost: boolean;
}

export interface AdvisoryProbe {
  known(): Promise<KnownHoles>;
}

/** Many times what is published today. */
const MOST_BYTES = 16 * 1024 * 1024;

/** Reads what `feeds/` kept in `folder`; null: only what came with the app. The network is not asked. */
export function createAdvisoryProbe(host: Host, folder: string | null): AdvisoryProbe {
  return {
    known: memoize(async () => {
      const { bundledAdvisories } = await import('../../advisories/advisories');
      const nothing = { set: bundledAdvisories, askedAt: null, feeds: [] };
      if (folder === null) return { ...nothing, lost: false };
      try {
        const text = await host.readText(host.path.join(folder, 'advisories.json'), MOST_BYTES);
        const kept: unknown = JSON.parse(text);
        if (!isStoredAdvisories(kept)) return { ...nothing, lost: true };
        const { askedAt, feeds } = kept;
        return { set: knownAdvisories(bundledAdvisories, kept), askedAt, feeds, lost: false };
      } catch (error) {
        return { ...nothing, lost: !isAbsentReading(error) };
      }
    }),
  };
}
