import type { Host } from '../../system/read';

/** Most files that are counted, and most names that are looked at. */
const FILES = 1000;
const NAMES = 3000;
/** The folder itself and the folders in it. */
const DEPTH = 2;

/** What the system or an installer puts there, not a person. */
const NOT_A_DOCUMENT = /^(\.|~\$|desktop\.ini$|thumbs\.db$)|\.(lnk|url|desktop)$/i;

/** How many files a person keeps in a folder and the folders in it, at most a thousand. Links aren't followed. Rejects when the folder itself can't be listed. */
export async function countFiles(host: Host, folder: string): Promise<number> {
  let files = 0;
  let names = 0;
  let level: readonly string[] = [folder];
  for (let depth = 1; depth <= DEPTH && level.length > 0; depth += 1) {
    const below: string[] = [];
    for (const each of level) {
      const inside = depth === 1 ? await host.list(each) : await host.list(each).catch(() => []);
      for (const name of inside) {
        if (files >= FILES || names >= NAMES) return files;
        if (NOT_A_DOCUMENT.test(name)) continue;
        names += 1;
        const path = host.path.join(each, name);
        const kind = await host.lstat(path).then(
          (facts) => facts.kind,
          () => 'other' as const,
        );
        if (kind === 'file') files += 1;
        if (kind === 'folder') below.push(path);
      }
    }
    level = below;
  }
  return files;
}
