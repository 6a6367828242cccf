import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ENGINES, type Receipt, TRIES } from '../../contract/tank';
import { keptFile } from '../../state/kept';

/** Two years of them. */
const MOST = 24;
const OUTCOMES: readonly unknown[] = ['blocked', 'open', 'untested'];
const NAME = /^\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}\.\d{3}Z\.json$/;

const folderOf = (tank: string) => join(tank, 'receipts');

/** One that was saved by us: every try once, in its order. */
export function isReceipt(value: unknown): value is Receipt {
  const receipt = value as Partial<Receipt> | null;
  return (
    typeof receipt === 'object' &&
    receipt !== null &&
    typeof receipt.tank === 'string' &&
    (ENGINES as readonly unknown[]).includes(receipt.engine) &&
    (receipt.engineVersion === null || typeof receipt.engineVersion === 'string') &&
    ['undefined', 'string'].includes(typeof receipt.openclaw) &&
    (receipt.outside === null || ['undefined', 'string'].includes(typeof receipt.outside)) &&
    typeof receipt.at === 'string' &&
    !Number.isNaN(Date.parse(receipt.at)) &&
    Array.isArray(receipt.tries) &&
    receipt.tries.length === TRIES.length &&
    receipt.tries.every(
      (each, index) =>
        each?.id === TRIES[index] && OUTCOMES.includes(each.outcome) && typeof each.saw?.id === 'string',
    )
  );
}

/**
 * Saves it under the tank’s `receipts/` with its date, and lets the oldest beyond 24 go, and those that a wrong clock
 * dated later: they would be the newest for years. Rejects when the disk doesn’t take it.
 */
export async function keepReceipt(tank: string, receipt: Receipt): Promise<void> {
  const name = `${new Date(receipt.at).toISOString().replaceAll(':', '-')}.json`;
  await keptFile(join(folderOf(tank), name), isReceipt).write(receipt);
  const all = await namesIn(tank);
  const later = all.filter((each) => each > name);
  const old = all.slice(later.length + MOST);
  await Promise.all([...later, ...old].map((each) => rm(join(folderOf(tank), each), { force: true })));
}

/** Newest first. */
async function namesIn(tank: string): Promise<readonly string[]> {
  const names = await readdir(folderOf(tank)).catch(() => []);
  return names
    .filter((name) => NAME.test(name))
    .sort()
    .reverse();
}

/** The newest that can be read; a broken one is passed over. Null when there is none. Writes nothing. */
export async function newestReceipt(tank: string): Promise<Receipt | null> {
  for (const name of await namesIn(tank)) {
    try {
      const value: unknown = JSON.parse(await readFile(join(folderOf(tank), name), 'utf8'));
      if (isReceipt(value)) return value;
    } catch {}
  }
  return null;
}
