import type { FileProbe } from '../../probes/files';

/**
 * Whether this account may put another file in the place of this one: the folder must be its own and open to it, and
 * so must the file be where there is one. A link counts by what it points to. Windows says it only when it is tried.
 */
export async function isWritable(files: FileProbe, file: string): Promise<boolean> {
  if (files.platform === 'win32' || files.uid === 0) return true;
  try {
    const real = await files.realpath(file).catch(() => file);
    const folder = await files.stat(files.path.dirname(real));
    const own = await files.stat(real).catch(() => null);
    const mayWrite = folder.uid === files.uid && (folder.mode & 0o300) === 0o300;
    return mayWrite && (own === null || own.uid === files.uid);
  } catch {
    return false;
  }
}
