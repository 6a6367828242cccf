import type { Message } from '../../contract/finding';
import type { Host } from '../../system/read';
import { errorCode, isAbsentReading } from '../../system/read';
import { type Gap, readFailure } from '../partial-result';
import { fitsWildcard } from './fits-wildcard';
import { placeExistence } from './place-access';
import type { Bases } from './place-table';

/** Most names of one folder that a `*` is held against, and most that it may stand for. */
const NAMES = 2000;
const MATCHES = 20;

/** Where a pattern of a table leads: paths that may or may not exist, and what stood in the way of knowing. */
export interface Expanded {
  readonly paths: readonly string[];
  /** Folders that refused to list their names: what a `*` stands for there is out of this account's reach too. */
  readonly refused: readonly string[];
  readonly gaps: readonly Gap[];
}

/** Folders in which a `*` would make the system ask the user are passed over: `guarded`. */
export async function expandPattern(
  host: Host,
  pattern: string,
  bases: Bases,
  guarded: (path: string) => boolean,
): Promise<Expanded> {
  const [first = '', ...parts] = pattern.split('/');
  const base = bases[first];
  const isRoot = /^([A-Za-z]:)?$/.test(first);
  const gaps: Gap[] = [];
  const refused: string[] = [];
  let paths: readonly string[] = base ? base.paths : isRoot ? [first ? `${first}\\` : '/'] : [];
  if (base?.because) gaps.push({ where: base.paths[0] ?? first, because: base.because });

  for (const part of parts) {
    if (!part.includes('*')) {
      paths = paths.map((path) => host.path.join(path, part));
      continue;
    }
    const above = paths;
    const found: string[] = [];
    for (const path of above) {
      if (guarded(path)) {
        const { because } = await placeExistence(host, path);
        if (because) gaps.push({ where: path, because });
        continue;
      }
      try {
        const names = await host.list(path);
        const matching = names
          .slice(0, NAMES)
          .filter((name) => fitsWildcard(name, part, host.platform !== 'linux'));
        found.push(...matching.slice(0, MATCHES).map((name) => host.path.join(path, name)));
        if (names.length > NAMES || matching.length > MATCHES) {
          const because: Message = { id: 'folders.too-many', values: { limit: NAMES } };
          gaps.push({ where: path, because });
        }
      } catch (error) {
        // A drive that isn't there or holds no disc answers in many ways; none of them hides a folder from OpenClaw.
        if (isRoot || isAbsentReading(error)) continue;
        if (['EACCES', 'EPERM'].includes(errorCode(error))) refused.push(path);
        else gaps.push({ where: path, because: readFailure(error) });
      }
    }
    paths = found;
  }
  return { paths, refused, gaps };
}
