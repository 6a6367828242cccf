import { errorCode, type FileFacts, type Host } from '../../../system/read';
import type { SearchLimits } from '../search-limits';

/** Others' code: not what a person keeps there, and often most of the files. */
const SKIPPED = new Set(['node_modules', '.venv', '__pycache__']);
/** Of a repository only what git itself is told: the addresses of others, with passwords in them now and then. */
const REPOSITORY = '.git';
const OF_A_REPOSITORY = new Set(['config', 'credentials', 'FETCH_HEAD']);
const DEEPEST = 40;

/** One file that was walked past. */
export interface FileInFolder {
  readonly path: string;
  readonly facts: FileFacts;
}

/** The files of one folder, sorted by name. */
export interface FilesInFolder {
  readonly folder: string;
  readonly files: readonly FileInFolder[];
}

/**
 * Every folder below one with its files, links followed (an agent follows them too), each real folder once, so that links
 * in circles end. `excluded` names folders to stay out of. What can't be listed goes to `bounds.gaps`; an absent root is empty.
 * `isWanted` is asked of a path in each folder before it is listed.
 */
export async function* walkFolders(
  host: Host,
  root: string,
  bounds: SearchLimits,
  excluded: ReadonlySet<string> = new Set(),
  been = new Set<string>(),
  isWanted: (folder: string) => boolean = () => true,
): AsyncGenerator<FilesInFolder> {
  const waiting = [{ folder: root, depth: 0 }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { folder, depth } = next;
    if (bounds.spent(folder)) return;
    const files: FileInFolder[] = [];
    const inRepository = host.path.basename(folder) === REPOSITORY;
    try {
      // Asks the drive in a way that does not hold everything up.
      const real = await host.realpath(folder);
      if (been.has(real) || (excluded.has(real) && depth > 0)) continue;
      been.add(real);
      for (const { name, facts, code, link } of await host.entries(folder)) {
        const path = host.path.join(folder, name);
        if (facts === null) {
          // Links that only lead to each other, or to nothing, lead to no file.
          if (code !== 'ELOOP') bounds.failed(path, Object.assign(new Error(path), { code }));
          continue;
        }
        // What a link leads to may change where it really lies.
        if (link) await host.stat(path).catch(() => undefined);
        if (facts.kind === 'file') {
          if (!inRepository || OF_A_REPOSITORY.has(name)) files.push({ path, facts });
        } else if (
          facts.kind === 'folder' &&
          !SKIPPED.has(name) &&
          !inRepository &&
          isWanted(host.path.join(path, 'x'))
        ) {
          if (depth < DEEPEST) waiting.push({ folder: path, depth: depth + 1 });
          else bounds.gaps.push({ where: path, because: { id: 'contents.too-much' } });
        }
      }
    } catch (error) {
      if (errorCode(error) === 'ENOTDIR') {
        const facts = await host.stat(folder).catch(() => null);
        if (facts?.kind === 'file')
          yield { folder: host.path.dirname(folder), files: [{ path: folder, facts }] };
        continue;
      }
      bounds.failed(folder, error);
      continue;
    }
    if (files.length > 0) yield { folder, files };
  }
}
