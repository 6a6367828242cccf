import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { guardOf } from '../../contract/shape';
import { type Receipt, ReceiptShape } from '../../contract/tank';
import { readShapedFile } from '../../system/read/shaped-file';
import { jsonFile } from '../../system/write/json-file';

/** Two years of them. */
const MOST = 24;
const NAME = /^\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}\.\d{3}Z\.json$/;

const folderOf = (tank: string) => join(tank, 'receipts');

export const isReceipt = guardOf(ReceiptShape);

/**
 * Saves it under the tank’s `receipts/` with its date, and lets the oldest beyond 24 go, and those that a wrong clock
 * dated later: they would be the newest for years. Rejects when the disk doesn’t take it.
 */
export async function storeReceipt(tank: string, receipt: Receipt): Promise<void> {
  const name = `${new Date(receipt.at).toISOString().replaceAll(':', '-')}.json`;
  await jsonFile(join(folderOf(tank), name), isReceipt).write(receipt);
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
    const receipt = await readShapedFile(join(folderOf(tank), name), ReceiptShape);
    if (receipt) return receipt;
  }
  return null;
}
