import { ConflictError } from '..';
import { isAbsent, toChangeError } from '../change-error';
import type { WriteTools } from '../write-tools';
import { readContents } from './file-contents';
import { openSafePath } from './safe-path';
import { currentAccessList } from './windows/access-list';

/** The exact text of a file (UTF-8, byte order mark and line ends kept); null: there is none. */
export async function currentText(tools: WriteTools, path: string): Promise<string | null> {
  try {
    const safePath = await openSafePath(tools, path);
    if (safePath === null) return null;
    try {
      const now = await readContents(tools, safePath, safePath.name);
      if (now === null) return null;
      await now.handle.close().catch(() => {});
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(now.bytes);
    } finally {
      await safePath.close();
    }
  } catch (error) {
    if (error instanceof TypeError) throw new ConflictError(`${path} is no UTF-8`);
    throw toChangeError(error, path);
  }
}

/** The mode of exactly what the path names, as a change spells it: `0644`, or SDDL on Windows. Null: nothing, or a link. */
export async function currentMode(tools: WriteTools, path: string): Promise<string | null> {
  if (tools.platform === 'win32') return currentAccessList(tools, path);
  try {
    const facts = await tools.fs.lstat(path);
    return facts.isSymbolicLink() ? null : (facts.mode & 0o7777).toString(8).padStart(4, '0');
  } catch (error) {
    if (isAbsent(error)) return null;
    throw toChangeError(error, path);
  }
}
