import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { doDeed } from '../../../main/tank/deeds';
import type { Stands } from '../../../main/tank/receipt/due';
import { statusOf } from '../../../main/tank/status';
import { readTank } from '../../../main/tank/tanks';
import { createWorld, deedsOver, type World, workshopOf } from '../fake';

let above: string;
let world: World;
beforeEach(() => {
  above = mkdtempSync(join(tmpdir(), 'tankmate-stands-'));
  world = createWorld(join(above, 'tanks'));
});
afterEach(async () => {
  await world.close();
  rmSync(above, { recursive: true, force: true });
});

/** What a receipt is compared with. */
async function stands(depth: 'look' | 'ask'): Promise<Stands | undefined> {
  const found = await readTank(world.root, 'openclaw');
  if (!found) throw new Error('there is one');
  const shop = workshopOf(world);
  const at = { ...found, needs: shop.needsFor(found.folder, new AbortController().signal) };
  let told: Stands | undefined;
  const isDue = (_: unknown, now: Stands) => {
    told = now;
    return true;
  };
  await statusOf(at, depth, { parts: { ...shop.parts, isDue } });
  return told;
}

test('a receipt is compared with the tank as it is now, or as it was seen last', async () => {
  await doDeed({ deed: 'create', engine: 'podman' }, deedsOver(world));
  const now = {
    engineVersion: '7.2',
    openclaw: '2026.9.6',
    outside: 'as it was',
    changedAt: null,
  };
  expect(await stands('ask')).toEqual(now);
  expect(await stands('look')).toEqual(now);
  await doDeed({ deed: 'stop', tank: 'openclaw' }, deedsOver(world));
  // Of one that is stopped an engine tells nothing.
  expect(await stands('ask')).toEqual({ ...now, outside: null });
  await doDeed({ deed: 'restore', tank: 'openclaw', snapshot: 'clean' }, deedsOver(world));
  // Whichever snapshots are deleted since.
  await doDeed({ deed: 'drop', tank: 'openclaw', snapshot: 'before-going-back' }, deedsOver(world));
  expect((await stands('look'))?.changedAt).toMatch(/^\d{4}-/);
});
