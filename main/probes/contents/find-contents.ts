import { createHash } from 'node:crypto';
import type { Host } from '../../system/read';
import { doubtCurrentAnswer } from '../../system/read/memoize';
import type { Service, Setup } from '../openclaw/types';
import { type Gap, memoize, memoizeBy } from '../partial-result';
import type { OpenClawSettings } from '../settings/types';
import { lastingVariables } from './places/lasting-variables';
import { fileSearch } from './search-file';
import { SearchLimits } from './search-limits';
import { type SourceGroup, searchPlaces } from './search-places';
import { fileMatches, textSearch } from './search-text';
import type { ContentMatches, Find, Source } from './types';

/** What came of one folder's files. */
interface SearchedGroup {
  readonly keys: readonly Find[];
  readonly personal: readonly Find[];
  readonly failures: readonly {
    readonly where: string;
    readonly error: unknown;
    readonly keysOnly: boolean;
  }[];
  /** Files with nothing to look into in them. */
  readonly opaque: readonly string[];
  /** Files that keys were looked for in, and private data. */
  readonly files: { readonly keys: number; readonly personal: number };
  /** The file at which the look's bounds were reached. */
  readonly unfinished: string | null;
}

interface AskedGroup {
  readonly folder: string;
  /** Of names, sizes and times: other files, or changed ones, are another question. */
  readonly stamp: string;
}

/** Keys and private data in what one setup, its agents and its account keep: found in one walk, by one reader. */
export interface FoundContents {
  readonly secrets: ContentMatches;
  readonly personal: ContentMatches;
}

/** Looks into groups of files; each group is looked into once, until something in it may have changed. */
export function groupSearch(host: Host) {
  const ready = memoize(async () => {
    const search = await textSearch();
    return { search, inFile: fileSearch(host, search) };
  });
  const groups = new Map<string, { group: SourceGroup; limits: SearchLimits }>();
  // Setups are looked into at the same time, and all share one reader: what it holds of one, another must not overwrite.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = last.then(work);
    last = next.catch(() => {});
    return next;
  };
  const searchGroup = async (asked: AskedGroup): Promise<SearchedGroup> => {
    const known = groups.get(asked.stamp);
    const { inFile } = await ready();
    const [keys, personal, opaque] = [[] as Find[], [] as Find[], [] as string[]];
    const failures: { where: string; error: unknown; keysOnly: boolean }[] = [];
    const files = { keys: 0, personal: 0 };
    let unfinished: string | null = null;
    if (known)
      for (const { source, below } of known.group.files) {
        if (known.limits.spent(source.file)) {
          unfinished = source.file;
          doubtCurrentAnswer();
          break;
        }
        try {
          const found = await inFile(source, below, known.limits);
          keys.push(...found.keys);
          personal.push(...found.personal);
          if (found.opaque) opaque.push(source.file);
          if (found.unfinished) unfinished = source.file;
        } catch (error) {
          host.signal.throwIfAborted();
          if (!known.group.optional)
            failures.push({ where: source.file, error, keysOnly: source.personal === null });
        }
        if (source.keys !== null) files.keys++;
        if (source.personal !== null) files.personal++;
      }
    return { keys, personal, failures, opaque, files, unfinished };
  };
  const search = memoizeBy((asked: AskedGroup) => inTurn(() => searchGroup(asked)));
  return {
    variables: (text: string, source: Source): Promise<readonly Find[]> =>
      inTurn(async () => {
        const heard = fileMatches();
        await (await ready()).search.inText(text, source, heard);
        return heard.keys.finds(source.file, source.keys ?? 'shell');
      }),
    group: (group: SourceGroup, limits: SearchLimits): Promise<SearchedGroup> => {
      const hash = createHash('sha1');
      for (const { source, stamp } of group.files) hash.update(`${JSON.stringify(source)} ${stamp}\n`);
      const stamp = hash.digest('base64');
      groups.set(stamp, { group, limits });
      return search({ folder: group.folder, stamp });
    },
  };
}

/** Looks for keys and private data in all that concerns one setup. */
export async function findContents(
  host: Host,
  setup: Setup,
  settings: OpenClawSettings | null,
  services: readonly Service[],
  search: ReturnType<typeof groupSearch>,
  stateDirs: readonly string[],
): Promise<FoundContents> {
  const limits = new SearchLimits(host);
  const [keys, personal] = [[] as Find[], [] as Find[]];
  const files = { keys: 0, personal: 0 };
  const opaque = new Map<string, number>();
  for await (const group of searchPlaces(host, setup, settings, services, limits, stateDirs)) {
    const found = await search.group(group, limits);
    keys.push(...found.keys);
    personal.push(...found.personal);
    files.keys += found.files.keys;
    files.personal += found.files.personal;
    for (const { where, error, keysOnly } of found.failures) limits.failed(where, error, keysOnly);
    if (found.opaque.length > 0) opaque.set(group.root, (opaque.get(group.root) ?? 0) + found.opaque.length);
    if (found.unfinished !== null) limits.exceed(found.unfinished);
  }
  const variables = await lastingVariables(host, limits);
  if (variables !== null) {
    const source: Source = { file: 'HKCU\\Environment', keys: 'shell', personal: null, form: 'variables' };
    keys.push(...(await search.variables(variables, source)));
  }
  const closed = [...opaque].map(
    ([where, count]): Gap => ({ where, because: { id: 'contents.opaque', values: { count } } }),
  );
  return {
    secrets: { items: keys, gaps: [...limits.gaps, ...closed], files: files.keys },
    personal: { items: personal, gaps: [...limits.personal, ...closed], files: files.personal },
  };
}
