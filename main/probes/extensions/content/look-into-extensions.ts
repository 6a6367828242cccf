import type { Host } from '../../../system/read';
import { timeLimit } from '../../../system/read/time-limit';
import type { Gap, PartialResult } from '../../partial-result';
import type { Extension } from '../types';
import { analyseExtension } from './analyse';
import type { ExtensionContent } from './extension-content';
import type { Behaviour } from './judge';
import { nextTurn, readExtension } from './read-extension';

/** Milliseconds for all extensions of a setup. */
const LONGEST = 6000;

/** Left out of a plugin: the packages that it brings along are others' work, and often tens of thousands of files. */
export const OF_PACKAGES: ReadonlySet<string> = new Set(['.git', 'node_modules']);

/** Reads extensions that were added and are turned on, one after the other: what can't be read of one is its own gap. */
export async function lookIntoExtensions(
  host: Host,
  found: PartialResult<Extension>,
  skip?: ReadonlySet<string>,
): Promise<PartialResult<ExtensionContent>> {
  const isLate = timeLimit(LONGEST);
  const items: ExtensionContent[] = [];
  const gaps: Gap[] = [...found.gaps];
  const added = found.items.filter(({ source, enabled }) => source !== 'bundled' && enabled !== false);
  if (added.length === 0) return { items, gaps };
  const { parse } = await import('yaml');
  for (const { name, path } of added) {
    const read = await readExtension(host, path, isLate, skip);
    gaps.push(...read.gaps);
    items.push({
      name,
      path,
      files: read.files.length,
      behaviours: behavioursOf(host, path, read.files, parse),
    });
    await nextTurn();
  }
  return { items, gaps };
}

/** What files do, with `parse` of the package `yaml`. */
export const behavioursOf = (
  host: Pick<Host, 'path'>,
  folder: string,
  files: Parameters<typeof analyseExtension>[0],
  parse: typeof import('yaml').parse,
): readonly Behaviour[] =>
  // No aliases: a few lines of them unfold into gigabytes.
  analyseExtension(files, host.path.basename(folder), (text) =>
    parse(text, { maxAliasCount: 0, logLevel: 'silent' }),
  );
