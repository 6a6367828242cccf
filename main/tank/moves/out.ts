import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { extract } from 'tar';
import { type At, type Guest, TankTrouble } from '..';
import { safeName } from '../exchange-names';

/** What is brought out: texts and memory, nothing with a secret in it. */
const WHAT = `set -eu; cd "$HOME/.openclaw"
set --; for each in workspace workspace-*; do if [ -d "$each" ] && [ ! -L "$each" ]; then set -- "$@" "$each"; fi; done
[ $# -gt 0 ] || exit 0
tar -cf - --exclude=node_modules --exclude=.git --exclude='.env*' -- "$@" | base64 -w 76`;

const PACK_MS = 10 * 60_000;
/** A guest that was taken over may send anything. */
const MOST_BYTES = 1024 ** 3;
const MOST_FILES = 20_000;

/** Every part of a path in plain letters; a name that is hidden stays so, and `..` is for the sieve to refuse. */
const plainPath = (path: string): string =>
  path
    .split('/')
    .map((part) => {
      if (['', '.', '..'].includes(part)) return part;
      return part.startsWith('.') ? `.${safeName(part.slice(1))}` : safeName(part);
    })
    .join('/');

/**
 * Brings the workspaces with their memory out, by copy, into a folder of their own. Only plain files and folders come:
 * no links, no devices, nothing above the folder. Resolves to the folder.
 */
export async function moveOut(at: At, guest: Guest): Promise<string> {
  const day = new Date(at.needs.now()).toISOString().slice(0, 19).replaceAll(':', '-');
  const folder = join(at.folder, 'exchange', `moved-out-${day}`);
  const arriving = `${folder}.part`;
  await rm(arriving, { recursive: true, force: true });
  await mkdir(arriving, { recursive: true, mode: 0o700 });
  let bytes = 0;
  let files = 0;
  const sieve = extract({
    cwd: arriving,
    strict: true,
    preservePaths: false,
    filter(_path, entry) {
      const type = 'type' in entry ? entry.type : null;
      if (type !== 'File' && type !== 'OldFile' && type !== 'Directory') return false;
      if ('path' in entry) {
        entry.path = plainPath(entry.path);
        // A folder without rights could never be removed again.
        entry.mode = type === 'Directory' ? 0o700 : 0o600;
      }
      bytes += entry.size ?? 0;
      files += 1;
      return bytes <= MOST_BYTES && files <= MOST_FILES;
    },
  });
  const unpacked = finished(sieve as unknown as NodeJS.WritableStream);
  unpacked.catch(() => {});
  try {
    let came = 0;
    const { code, err } = await guest.run('openclaw', ['/bin/sh', '-c', WHAT], {
      limitMs: PACK_MS,
      onLine(line) {
        came += line.length;
        if (came < MOST_BYTES * 1.4) sieve.write(Buffer.from(line, 'base64'));
      },
    });
    if (code !== 0) throw new TankTrouble({ id: 'tank.moves-failed-inside' }, err.slice(-2000));
    sieve.end();
    if (came > 0) await unpacked;
    await rename(arriving, folder);
  } catch (error) {
    await rm(arriving, { recursive: true, force: true });
    if (error instanceof TankTrouble) throw error;
    throw new TankTrouble({ id: 'tank.moves-odd-inside' }, String(error), { cause: error });
  }
  return folder;
}
