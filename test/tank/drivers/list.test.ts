import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ENGINES } from '../../../main/contract/tank';
import { driverOf } from '../../../main/tank/drivers';
import { KNOWN_INSTALLS } from '../../../main/tank/preflight/engine-install';
import { ENGINE_KINDS, triedMessage } from '../../../main/tank/preflight/engine-ranking';

test.each(ENGINES)('%s is there, and says what it needs', async (id) => {
  const driver = await driverOf(id);
  expect(driver.id).toBe(id);
  expect(driver.platforms.length).toBeGreaterThan(0);
  // A tunnel needs a place to go to, a machine without ssh another way in.
  expect(Boolean(driver.sshAt) || Boolean(driver.guest)).toBe(true);
  if (driver.access === 'tunnel') expect(driver.sshAt).toBeDefined();
});

test.each(ENGINES)(
  '%s lies among the experimental drivers unless it ran with the real program',
  async (id) => {
    const { tried } = ENGINE_KINDS[id];
    const place = tried === null ? 'main/tank/drivers/experimental' : 'main/tank/drivers';
    expect(existsSync(`${place}/${id}/${id}-driver.ts`)).toBe(true);
    if (tried) expect((await driverOf(id)).platforms).toContain(tried.on);
  },
);

test('what ran on Linux is told as tried there alone, and what ran nowhere as tried nowhere', () => {
  const values = { system: 'Linux', program: 'Podman 4.3' };
  expect(triedMessage('podman', 'linux')).toEqual({ id: 'tank.ways-tried', values });
  expect(triedMessage('qemu', 'darwin').id).toBe('tank.ways-untried');
  expect(triedMessage('hyperv', 'win32')).toEqual({
    id: 'tank.ways-untried',
    values: { system: 'Windows', name: 'Hyper-V' },
  });
});

describe('the commands that put an engine here', () => {
  test.each(Object.entries(KNOWN_INSTALLS))('%s', async (id, installs) => {
    const { platforms } = await driverOf(id as (typeof ENGINES)[number]);
    expect(Object.keys(installs).sort()).toEqual([...platforms].sort());
    for (const { program, args, megabytes } of Object.values(installs)) {
      // Words, no shell.
      for (const word of [program, ...args]) expect(word).toMatch(/^[\w./:-]+$/);
      expect(megabytes).toBeLessThan(1000);
    }
  });
});
