import { errorCode, type Host } from '../host';
import type { Bounds } from './bounds';

/** Others' code and packed history: not what a person keeps there, and often most of the files. */
const SKIPPED = new Set(['node_modules', '.git', '.venv', '__pycache__']);
const DEEPEST = 12;

/**
 * Every file under a folder, links followed (an agent follows them too), each real folder once, so that links in
 * circles end. `leave` names folders to stay out of. What can't be listed goes to `bounds.unseen`; an absent root is empty.
 */
export async function* walk(
  host: Host,
  root: string,
  bounds: Bounds,
  leave: ReadonlySet<string> = new Set(),
  been = new Set<string>(),
): AsyncGenerator<string> {
  const waiting = [{ folder: root, depth: 0 }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { folder, depth } = next;
    if (bounds.spent(folder)) return;
    let names: readonly string[];
    try {
      const real = await host.realpath(folder);
      if (been.has(real) || (leave.has(real) && depth > 0)) continue;
      been.add(real);
      names = await host.list(folder);
    } catch (error) {
      bounds.failed(folder, error);
      continue;
    }
    for (const name of [...names].sort()) {
      const path = host.path.join(folder, name);
      if (bounds.spent(path)) return;
      try {
        const { kind } = await host.stat(path);
        if (kind === 'file') yield path;
        else if (kind === 'folder' && !SKIPPED.has(name)) {
          if (depth < DEEPEST) waiting.push({ folder: path, depth: depth + 1 });
          else bounds.unseen.push({ where: path, because: { id: 'contents.too-much' } });
        }
      } catch (error) {
        // Links that only lead to each other lead to no file.
        if (errorCode(error) !== 'ELOOP') bounds.failed(path, error);
      }
    }
  }
}
