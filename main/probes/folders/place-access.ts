import type { Message } from '../../contract/finding';
import type { Host } from '../../system/read';
import { errorCode, isAbsentReading } from '../../system/read';
import { readFailure } from '../partial-result';
import type { PlaceKind } from './types';

/** Names in `.ssh` that are no key: ssh(1), section FILES. A server that is only logged in to has just these. */
const NO_KEYS = new Set(['authorized_keys', 'known_hosts', 'known_hosts.old', 'config', 'environment', 'rc']);

/**
 * Keys of an .npmrc (docs.npmjs.com/cli/configuring-npm/npmrc). Most of them hold only the prefix that OpenClaw's own
 * installer writes there, so this one file is read to be told from those.
 */
const NPM_KEY = /^[ \t]*(?:\/\/\S*:)?_(?:auth|authToken|password)\s*=/m;

export interface PlaceAccess {
  readonly reach: 'opens' | 'refused' | 'absent' | 'unknown';
  readonly because?: Message;
}

/**
 * Opens a place and closes it at once. A program's folder with nothing in it counts as absent: there is nothing to reach.
 * Pipes and devices aren't opened, they could block.
 */
export async function placeAccess(host: Host, path: string, kind: PlaceKind): Promise<PlaceAccess> {
  try {
    const facts = await host.stat(path);
    if (facts.kind === 'other') return { reach: 'unknown', because: { id: 'folders.special' } };
    await host.tryOpen(path);
    const name = host.path.basename(path);
    if (name === '.npmrc' && facts.kind === 'file')
      return { reach: NPM_KEY.test(await host.readText(path)) ? 'opens' : 'absent' };
    if (kind === 'documents' || facts.kind !== 'folder') return { reach: 'opens' };
    const names = await host.list(path);
    const harmless = name === '.ssh' ? NO_KEYS : new Set<string>();
    return { reach: names.every((name) => harmless.has(name)) ? 'absent' : 'opens' };
  } catch (error) {
    if (isAbsentReading(error)) return { reach: 'absent' };
    if (['EACCES', 'EPERM'].includes(errorCode(error))) return { reach: 'refused' };
    return { reach: 'unknown', because: readFailure(error) };
  }
}

/** On macOS: only whether it is there and whose it is, for which nobody is asked. */
export async function placeExistence(host: Host, path: string): Promise<PlaceAccess> {
  try {
    const facts = await host.lstat(path);
    const othersOwn = host.uid !== 0 && facts.uid !== host.uid && (facts.mode & 0o077) === 0;
    return othersOwn ? { reach: 'refused' } : { reach: 'unknown', because: { id: 'folders.macos-decides' } };
  } catch (error) {
    if (isAbsentReading(error)) return { reach: 'absent' };
    if (errorCode(error) === 'EACCES') return { reach: 'refused' };
    return { reach: 'unknown', because: readFailure(error) };
  }
}
