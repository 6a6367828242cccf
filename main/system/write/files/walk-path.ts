import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { posix } from 'node:path';
import { codeOf, isAbsent } from '../change-error';
import type { WriteTools } from '../write-tools';
import type { ParentFolder } from './path-trust';

/** A folder on the way, held open where the system can. */
interface Step {
  readonly handle: FileHandle | null;
  /** Path of what lies in it, by its name. */
  at(name: string): string;
}

/** Where a path leads: the folder that holds its last part. */
export interface WalkedPath extends Step {
  /** The folder's real path, for messages. */
  readonly folder: string;
  readonly name: string;
  /** Every folder in which a name was looked up on the way, links' own folders too, in that order. */
  readonly parents: readonly ParentFolder[];
}

const { O_DIRECTORY = 0, O_NOFOLLOW = 0 } = constants;
/** open(2), Linux, asm-generic/fcntl.h: opens even what may not be read; Node has no name for it. */
export const O_PATH = 0o10000000;
/** Where Linux gives up as well (path_resolution(7)). */
const MOST_LINKS = 40;

const parts = (path: string) => path.split('/').filter((part) => part !== '' && part !== '.');

async function enter({ fs, platform }: WriteTools, path: string): Promise<Step> {
  if (platform !== 'linux') return { handle: null, at: (name) => posix.join(path, name) };
  const handle = await fs.open(path, O_PATH | O_DIRECTORY | O_NOFOLLOW);
  return { handle, at: (name) => `/proc/self/fd/${handle.fd}/${name}` };
}

const closeStep = async ({ handle }: Step) => {
  await handle?.close().catch(() => {});
};

/**
 * Walks a path once from the root folder down, one folder after the other, each held open on Linux and links followed
 * by hand, so that what was judged on the way is what is worked in. `follow`: whether a link at the very end is followed.
 * Null when a folder on the way is not there; the last part need not be. The caller closes the handle.
 * Rejects with ELOOP after 40 links, and as open(2) does.
 */
export async function walkPath(tools: WriteTools, path: string, follow: boolean): Promise<WalkedPath | null> {
  const { fs } = tools;
  const parents: ParentFolder[] = [];
  const names: string[] = [];
  let step = await enter(tools, '/');
  let rest = parts(path);
  let links = 0;
  let throughLast = false;

  async function go(to: string): Promise<void> {
    const next = await enter(tools, to);
    await closeStep(step);
    step = next;
  }
  const here = () => (step.handle ? step.handle.stat() : fs.lstat(step.at('.')));
  async function level(next: ParentFolder['next']): Promise<void> {
    const { uid, gid, mode } = await here();
    parents.push({ uid, gid, mode, next });
  }
  async function through(link: string): Promise<void> {
    links += 1;
    if (links > MOST_LINKS) throw Object.assign(new Error(`ELOOP: ${path}`), { code: 'ELOOP' });
    const target = await fs.readlink(link);
    rest = [...parts(target), ...rest];
    if (!posix.isAbsolute(target)) return;
    names.length = 0;
    await go('/');
  }
  /** Ends at a folder itself, as a link to `..` does: its own place is in the one above. */
  async function end(name: string | null): Promise<WalkedPath> {
    if (name === null) await go(step.at('..'));
    const last = name ?? names.pop();
    if (last === undefined) throw Object.assign(new Error(`EISDIR: ${path}`), { code: 'EISDIR' });
    await level(null);
    return { ...step, folder: `/${names.join('/')}`, name: last, parents };
  }

  try {
    for (;;) {
      const part = rest.shift();
      if (part === undefined) return await end(null);
      if (part === '..') {
        names.pop();
        await go(step.at('..'));
        continue;
      }
      const isLast = rest.length === 0;
      if (isLast && !follow) return await end(part);
      const facts = await fs.lstat(step.at(part)).catch((error: unknown) => {
        if (isAbsent(error)) return null;
        throw error;
      });
      if (facts?.isSymbolicLink()) {
        if (isLast) throughLast = true;
        await level({ uid: facts.uid, isLink: true });
        await through(step.at(part));
      } else if (isLast && (facts || !throughLast)) return await end(part);
      else if (facts === null) return await gone();
      else {
        const { uid, gid, mode } = await here();
        await go(step.at(part));
        // Asked of what is open: another may have come in its place since.
        const { uid: now } = step.handle ? await step.handle.stat() : facts;
        parents.push({ uid, gid, mode, next: { uid: now, isLink: false } });
        names.push(part);
      }
    }
  } catch (error) {
    // A link that came in a folder's place meanwhile is no folder (ENOTDIR, or ELOOP where that is asked first).
    if (isAbsent(error) || (codeOf(error) === 'ELOOP' && links <= MOST_LINKS)) return await gone();
    await closeStep(step);
    throw error;
  }

  /** A link at the end that leads nowhere is itself what lies there. */
  async function gone(): Promise<WalkedPath | null> {
    await closeStep(step);
    return throughLast ? walkPath(tools, path, false) : null;
  }
}
