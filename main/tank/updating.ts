import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { flushFolder, writeForGood } from '../fixes/durable';

/** An update that is under way, kept in the tank's folder: whoever comes after a crash brings it to an end. */
export interface Updating {
  readonly from: string;
  readonly to: string;
  /** Holds what was before; null where the engine has none. */
  readonly snapshot: string | null;
}

const fileOf = (folder: string) => join(folder, 'updating.json');
const isText = (value: unknown) => typeof value === 'string' && value !== '';

/** Null: none was cut off. */
export async function readUpdating(folder: string): Promise<Updating | null> {
  try {
    const updating = JSON.parse(await readFile(fileOf(folder), 'utf8')) as Updating;
    const { from, to, snapshot } = updating;
    return [from, to].every(isText) && (snapshot === null || isText(snapshot)) ? updating : null;
  } catch {
    return null;
  }
}

/** Without its snapshot, going back is putting the version before in again. */
export async function loseSnapshot(folder: string, name: string): Promise<void> {
  const updating = await readUpdating(folder);
  if (updating?.snapshot === name) await keepUpdating(folder, { ...updating, snapshot: null });
}

export const keepUpdating = (folder: string, updating: Updating): Promise<void> =>
  writeForGood(fileOf(folder), JSON.stringify(updating));

export async function forgetUpdating(folder: string): Promise<void> {
  await rm(fileOf(folder), { force: true });
  await flushFolder(folder);
}
