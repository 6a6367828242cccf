import { expect, test } from 'vitest';
import { fixes } from '../../../main/checks/fixes';
import { scenes } from '../../fakes/scenes';
import { ownPlace } from './children';
import { dieEverywhere, EVERY_PROCESS, killEverywhere } from './die';
import { plansOf, rebuild } from './home';

/** Every fix in its scene, dealt out to so many files, which run beside each other. */
export function dieInScenes(part: number, parts: number): void {
  const known = fixes.filter(({ id }) => id in scenes).filter((_, at) => at % parts === part);
  test.each(known.map((fix) => [fix.id, fix] as const))(
    'whatever write %s ends at, everything comes back',
    async (id, fix) => {
      const its = scenes[id];
      if (!its) throw new Error(`no scene for ${id}`);
      const [home, folder] = [ownPlace(`home-${id}`), ownPlace(`own-${id}`)];
      await rebuild(its, home);
      const plans = await plansOf(fix, its, home, folder);
      expect(plans.length, 'the fix has something to do in its scene').toBeGreaterThan(0);
      for (const changes of plans) {
        const trial = { scene: its, home, folder, changes };
        expect(await dieEverywhere(trial, false)).toBeGreaterThan(0);
        if (EVERY_PROCESS) expect(await killEverywhere(trial, 1)).toBeGreaterThan(0);
      }
    },
    EVERY_PROCESS ? 600_000 : 120_000,
  );
}
