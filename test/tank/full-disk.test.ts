import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { runTankCommand } from '../../main/tank/lifecycle/commands';
import { commandContext, createWorld, type World } from './fake-tank';

/** The disk is full as long as one of these lies on it. */
let fill: readonly string[] = [];
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  const bounded =
    <Args extends unknown[], Answer>(write: (...reported: Args) => Promise<Answer>) =>
    async (...reported: Args): Promise<Answer> => {
      const full = fill.some((file) => existsSync(file)) && !existsSync(String(reported[0]));
      if (full) throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
      return write(...reported);
    };
  return { ...real, writeFile: bounded(real.writeFile as never), mkdir: bounded(real.mkdir as never) };
});

let above: string;
let world: World;
const folder = () => join(world.root, 'openclaw');
const does = (command: 'stop' | 'remove') =>
  runTankCommand({ command, tank: 'openclaw' }, commandContext(world));
beforeEach(async () => {
  above = mkdtempSync(join(tmpdir(), 'tankmate-full-'));
  world = createWorld(join(above, 'tanks'));
  await runTankCommand({ command: 'create', engine: 'podman' }, commandContext(world));
});
afterEach(async () => {
  fill = [];
  await world.close();
  rmSync(above, { recursive: true, force: true });
});

test('a tank is stopped with the room that was kept for it, which is kept anew later', async () => {
  const room = join(folder(), 'room.bin');
  expect(existsSync(room)).toBe(true);
  fill = [room];
  expect(await does('stop')).toMatchObject({ result: 'fixed' });
  expect(world.did).toContain('stop');
  expect(existsSync(room)).toBe(true);
});

test('a tank that fills the disk can be removed, and what was fetched out of it stays', async () => {
  const fetched = join(folder(), 'exchange', 'moved-out-2026-11-22');
  mkdirSync(fetched, { recursive: true });
  writeFileSync(join(fetched, 'MEMORY.md'), 'the only copy');
  // The lock still fits, and then nothing does.
  world.happens = (what, when) => {
    if (what === 'remove-machine' && when === 'after') fill = [join(folder(), 'disk')];
  };
  const { result, afterwards } = await does('remove');
  expect([result, afterwards?.id]).toEqual(['fixed', 'tank.making-removed-kept']);
  const kept = String(afterwards?.values?.folder);
  expect(readFileSync(join(kept, 'moved-out-2026-11-22', 'MEMORY.md'), 'utf8')).toBe('the only copy');
  expect(existsSync(folder())).toBe(false);
});
