import type { FileProbe } from '../../probes/files';

/** Bounds of what is carried over: a workspace holds texts; what is larger is fetched by hand. */
const MOST_FILES = 20_000;
const MOST_BYTES = 1024 ** 3;
const LARGEST = 50 * 1024 ** 2;
/** Made anew by whoever needs it, or the keys themselves. */
const PASSED_OVER = /^(?:node_modules|\.git|\.env.*|credentials|\.venv|__pycache__)$/i;

export interface WalkedFile {
  readonly path: string;
  readonly size: number;
}

export interface HomeFiles {
  readonly files: readonly WalkedFile[];
  /** Links, sockets, too large ones, and what lies past the bounds or can't be read. */
  readonly skipped: number;
}

/** The plain files below a folder; links are not followed, since they may lead anywhere. A missing folder has none. */
export async function walkHome({ list, lstat, path }: FileProbe, folder: string): Promise<HomeFiles> {
  const files: WalkedFile[] = [];
  let skipped = 0;
  let bytes = 0;
  const top = await lstat(folder).catch(() => null);
  const open = top?.kind === 'folder' ? [folder] : [];
  for (let here = open.pop(); here !== undefined; here = open.pop()) {
    const names = await list(here).catch(() => null);
    if (names === null) skipped += 1;
    for (const name of [...(names ?? [])].sort()) {
      if (PASSED_OVER.test(name)) continue;
      const at = path.join(here, name);
      const facts = await lstat(at).catch(() => null);
      if (facts?.kind === 'folder') open.push(at);
      else if (
        facts?.kind !== 'file' ||
        facts.size > LARGEST ||
        files.length >= MOST_FILES ||
        bytes + facts.size > MOST_BYTES
      )
        skipped += 1;
      else {
        bytes += facts.size;
        files.push({ path: at, size: facts.size });
      }
    }
  }
  return { files, skipped };
}
