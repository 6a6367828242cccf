import { type At, type Step, type StepProgress, TankTrouble } from '../..';
import { pathOf } from '../../downloads';
import { imageFor } from '../../downloads/catalogue';
import { installSteps } from '../../guest';
import type { Engineer } from './ask';
import { labelOf } from './inspected';
import { BASE_LABEL, labels, namesOf, ROLE_LABEL, TANK_LABEL } from './names';
import { imagesOf, tagged, volumeNamed, volumesOf } from './there';
import {
  closeWorkshop,
  isOpen,
  isThere,
  keepWorkshop,
  openclawOf,
  openWorkshop,
  workshopGuest,
} from './workshop';

const comesFrom = (image: unknown, at: At): boolean => labelOf(image, BASE_LABEL) === at.plan.image;

/** The image with everything inside is there, as the plan asks. Any version of OpenClaw: updates change it. */
export async function hasInside(engineer: Engineer, at: At): Promise<boolean> {
  const inside = tagged(await imagesOf(engineer, at), namesOf(at).inside);
  return comesFrom(inside, at) && openclawOf(inside) !== null;
}

/** The root file system as it was downloaded, as an image that is named by its digest. */
async function importBase(engineer: Engineer, at: At, tell: (progress: StepProgress) => void): Promise<void> {
  const names = namesOf(at);
  const { plan, needs } = at;
  const wanted = imageFor('root', plan.architecture, plan.mirror);
  if (wanted.digest.hex !== plan.image)
    throw new TankTrouble({ id: 'tank.containers-other-image' }, wanted.digest.hex);
  if (engineer.facts.because) tell({ line: engineer.facts.because });
  const label = (name: string, value: string) => ['--change', `LABEL ${name}=${value}`];
  const words = [
    'import',
    ...label(TANK_LABEL, names.key),
    ...label(ROLE_LABEL, 'base'),
    ...label(BASE_LABEL, plan.image),
    pathOf(needs.root, wanted),
    names.base,
  ];
  await engineer.must(words, { limitMs: 30 * 60_000, onLine: (line) => tell({ line }) });
}

/**
 * From the downloaded root file system to an image with everything inside and a volume for a home. `as` asks the engine
 * about itself, once for all steps.
 */
export function makingSteps(at: At, as: () => Promise<Engineer>): readonly Step[] {
  const names = namesOf(at);
  let opened = false;
  const step = (
    id: string,
    seconds: number,
    done: (engineer: Engineer) => Promise<boolean>,
    run: (engineer: Engineer, tell: (progress: StepProgress) => void) => Promise<void>,
  ): Step => ({
    id,
    now: { id: `tank.containers-now-${id}` },
    seconds,
    done: async () => done(await as()),
    run: async (tell) => run(await as(), tell),
  });
  const guest = {
    run: async (...told: Parameters<ReturnType<typeof workshopGuest>['run']>) =>
      workshopGuest(await as(), at).run(...told),
  };
  const steps = installSteps(at, guest).map((each) => ({
    ...each,
    done: async () => (await hasInside(await as(), at)) || each.done(),
  }));
  return [
    step(
      'import-base',
      40,
      async (engineer) =>
        (await hasInside(engineer, at)) || comesFrom(tagged(await imagesOf(engineer, at), names.base), at),
      (engineer, tell) => importBase(engineer, at, tell),
    ),
    step(
      'open-workshop',
      3,
      // One that is left open by an earlier run is opened anew: what was cut off in it may still be running.
      async (engineer) => (await hasInside(engineer, at)) || (opened && (await isOpen(engineer, at))),
      async (engineer) => {
        const prepared = comesFrom(tagged(await imagesOf(engineer, at), names.prepared), at);
        await openWorkshop(engineer, at, prepared ? names.prepared : names.base);
        opened = true;
      },
    ),
    ...steps.slice(0, -1),
    step(
      'keep-prepared',
      5,
      async (engineer) =>
        (await hasInside(engineer, at)) ||
        comesFrom(tagged(await imagesOf(engineer, at), names.prepared), at),
      // Updates begin here, so that no old OpenClaw is carried along below the new one.
      async (engineer) => {
        await keepWorkshop(engineer, at, null);
        await openWorkshop(engineer, at, names.prepared);
      },
    ),
    ...steps.slice(-1),
    step(
      'keep-inside',
      10,
      async (engineer) => (await hasInside(engineer, at)) && !(await isThere(engineer, at)),
      // Cut off in between, the workshop stands about although all is kept.
      async (engineer) =>
        (await hasInside(engineer, at))
          ? closeWorkshop(engineer, at)
          : keepWorkshop(engineer, at, at.plan.openclaw),
    ),
    step(
      'make-home',
      1,
      async (engineer) => volumeNamed(await volumesOf(engineer, at), names.home) !== null,
      async (engineer) => {
        await engineer.must(['volume', 'create', ...labels(names, 'home'), names.home]);
      },
    ),
  ];
}
