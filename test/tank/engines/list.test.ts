import { describe, expect, test } from 'vitest';
import { ENGINES } from '../../../main/contract/tank';
import { engineOf } from '../../../main/tank/engines';
import { installs as hyperv } from '../../../main/tank/engines/hyperv/install';
import { installs as lima } from '../../../main/tank/engines/lima/install';
import { installs as multipass } from '../../../main/tank/engines/multipass/install';
import { installs as virtualbox } from '../../../main/tank/engines/virtualbox/install';
import { installs as wsl } from '../../../main/tank/engines/wsl/install';

test.each(ENGINES)('%s is there, and says what it needs', async (id) => {
  const engine = await engineOf(id);
  expect(engine.id).toBe(id);
  expect(engine.platforms.length).toBeGreaterThan(0);
  // A tunnel needs a place to go to, a machine without ssh another way in.
  expect(Boolean(engine.sshAt) || Boolean(engine.guest)).toBe(true);
  if (engine.door === 'tunnel') expect(engine.sshAt).toBeDefined();
});

describe('the commands that put an engine here', () => {
  test.each(Object.entries({ hyperv, lima, multipass, virtualbox, wsl }))('%s', async (id, installs) => {
    const { platforms } = await engineOf(id as (typeof ENGINES)[number]);
    expect(Object.keys(installs).sort()).toEqual([...platforms].sort());
    for (const { program, args, megabytes } of Object.values(installs)) {
      // Words, no shell.
      for (const word of [program, ...args]) expect(word).toMatch(/^[\w./:-]+$/);
      expect(megabytes).toBeLessThan(1000);
    }
  });
});
