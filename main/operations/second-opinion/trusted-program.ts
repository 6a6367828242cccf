import { lstatSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isRootOnly, programForRoot } from '../../system/read/accounts/root-only';

const WRITABLE_BY_ALL = 0o002;
const WRITABLE_BY_OTHERS = 0o022;
/** Files of a copy with all packages beside it: 60,000 were seen. */
const MOST_FILES = 400_000;

/** Whether root alone may write what lies in a folder, and no link leads elsewhere from it. */
function isRootOnlyTree(top: string): boolean {
  if (!isRootOnly(top)) return false;
  let left = MOST_FILES;
  const isClosed = (folder: string): boolean =>
    readdirSync(folder).every((name) => {
      const path = join(folder, name);
      const facts = lstatSync(path);
      if (--left < 0 || facts.uid !== 0) return false;
      if (facts.isSymbolicLink()) return realpathSync(path).startsWith(`${top}/`);
      return (facts.mode & WRITABLE_BY_OTHERS) === 0 && (!facts.isDirectory() || isClosed(path));
    });
  return isClosed(top);
}

/**
 * Whether this account may run a copy of OpenClaw with a Node: both are its own or root's, and not everybody may write to
 * them. Root runs only what root alone could have put there, to the last file. False where that can't be told.
 */
export function mayRunProgram(copy: string, node: string, uid = process.geteuid?.()): boolean {
  try {
    const entry = join(copy, 'openclaw.mjs');
    if (uid === 0)
      return (
        programForRoot(node, '') !== null &&
        programForRoot(entry, '') !== null &&
        isRootOnlyTree(dirname(realpathSync(copy)))
      );
    return [copy, entry, realpathSync(node)].every((path) => {
      const facts = statSync(path);
      return (facts.uid === uid || facts.uid === 0) && (facts.mode & WRITABLE_BY_ALL) === 0;
    });
  } catch {
    return false;
  }
}
