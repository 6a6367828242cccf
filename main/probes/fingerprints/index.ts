import { type Host, isAbsentReading } from '../../system/read';
import { timeLimit } from '../../system/read/time-limit';
import type { Extension, ExtensionProbe } from '../extensions';
import type { Setup } from '../openclaw/types';
import type { OrderProbe } from '../orders/types';
import { type Gap, memoize, memoizeBy } from '../partial-result';
import type { Fingerprint } from './fingerprint';
import { hashExtension, nameHash } from './hash-extension';
import { compareWithKept, isKeptFingerprints, KEPT_FILE } from './kept-fingerprints';
import type { FingerprintProbe, KeptState } from './types';

export type { Fingerprint } from './fingerprint';
export type { Comparison } from './kept-fingerprints';
export { isKeptFingerprints, KEPT_FILE, keepFingerprints } from './kept-fingerprints';
export type { FingerprintProbe, KeptState } from './types';

/** Milliseconds, files and bytes for all extensions of a setup. */
const LONGEST = 5000;
const MOST = { files: 12_000, bytes: 256 * 1024 * 1024, kept: 16 * 1024 * 1024, history: 4 * 1024 * 1024 };
/** As the history names the check: where it is named, something was kept as well. */
const IN_HISTORY = '"extensions-changed"';

/** Sources whose files somebody works on by hand, or the agent itself. */
const BY_HAND: ReadonlySet<Extension['source']> = new Set(['path', 'unrecorded', 'workshop']);

type Place = Pick<Fingerprint, 'kind' | 'name' | 'path' | 'installed' | 'mark'>;

/** Each part by itself: that a version moved explains a change, that anything else did explains none. */
const markOf = (...parts: readonly string[]): string => parts.map(nameHash).join('.');

const placeOf = (kind: 'skill' | 'plugin', { name, path, source, record }: Extension): Place => ({
  kind,
  name,
  path,
  installed: !BY_HAND.has(source),
  mark: record ? markOf(record.source, record.version, record.rest) : record === null ? null : '',
});

/** Reads and hashes files; starts nothing. `folder` is the app's own; null: nothing is kept. */
export function createFingerprintProbe(
  host: Host,
  extensions: Pick<ExtensionProbe, 'skills' | 'plugins'>,
  orders: Pick<OrderProbe, 'hooks' | 'packs'>,
  folder: string | null,
): FingerprintProbe {
  return {
    at: new Date().toISOString(),
    now: memoizeBy(async (setup: Setup) => {
      const [skills, plugins, hooks, packs] = await Promise.all([
        extensions.skills(setup),
        extensions.plugins(setup),
        orders.hooks(setup),
        orders.packs(setup),
      ]);
      const added = (all: readonly Extension[]) => all.filter(({ source }) => source !== 'bundled');
      const places: readonly Place[] = [
        ...added(plugins.items).map((each) => placeOf('plugin', each)),
        ...added(skills.items).map((each) => placeOf('skill', each)),
        ...packs.items.map(
          ({ name, path, version = '?' }): Place => ({
            ...{ kind: 'hook', name, path, installed: true },
            mark: markOf(name, version),
          }),
        ),
        ...hooks.items.map(
          ({ name, path }): Place => ({ kind: 'hook', name, path, installed: false, mark: '' }),
        ),
      ];
      const gaps: Gap[] = [skills, plugins, hooks, packs].flatMap((each) => each.gaps);
      const budget = { isLate: timeLimit(LONGEST), files: MOST.files, bytes: MOST.bytes };
      const items = new Map<string, Fingerprint>();
      for (const place of places) {
        const id = nameHash(place.path);
        if (items.has(id)) continue;
        const { files, names, gaps: unread } = await hashExtension(host, place.path, budget);
        gaps.push(...unread);
        items.set(id, { ...place, id, files, names, whole: unread.length === 0 });
      }
      return { items: [...items.values()], gaps };
    }),
    before: memoize(() => readKept(host, folder)),
    compare: compareWithKept,
  };
}

async function readKept(host: Host, folder: string | null): Promise<KeptState> {
  if (folder === null) return { state: 'none' };
  const where = host.path.join(folder, KEPT_FILE);
  try {
    const kept: unknown = JSON.parse(await host.readText(where, MOST.kept));
    return isKeptFingerprints(kept) ? { state: 'kept', kept } : { state: 'lost', where };
  } catch (error) {
    host.signal.throwIfAborted();
    if (!isAbsentReading(error)) return { state: 'lost', where };
  }
  const history = host.path.join(folder, 'history.json');
  const isNamed = await host.readText(history, MOST.history).then(
    (text) => text.includes(IN_HISTORY),
    (error) => !isAbsentReading(error),
  );
  return isNamed ? { state: 'lost', where } : { state: 'none' };
}
