import { labelOf } from '../../../isolation/oci-inspect';
import { installSteps } from '../../guest';
import { downloadPath } from '../../images/download';
import { imageFor } from '../../images/image-catalogue';
import type { StepProgress, TankContext, TankStep } from '../../model/types';
import {
  builderGuest,
  commitBuilder,
  hasBuilder,
  isBuilderRunning,
  openclawOf,
  removeBuilder,
  startBuilder,
} from './build-container';
import type { ContainerCli } from './container-flavour';
import { imagesOf, imageTagged, volumeNamed, volumesOf } from './container-inventory';
import { BASE_LABEL, labels, namesOf, ROLE_LABEL, TANK_LABEL } from './container-names';
import { containerError } from './container-program';

const comesFrom = (image: unknown, tank: TankContext): boolean =>
  labelOf(image, BASE_LABEL) === tank.plan.image;

/** Whether that is the image with everything inside, as the plan asks. Any version of OpenClaw: updates change it. */
export const isInside = (image: unknown, tank: TankContext): boolean =>
  comesFrom(image, tank) && openclawOf(image) !== null;

/** The root file system as it was downloaded, as an image that is named by its digest. */
async function importBase(
  cli: ContainerCli,
  tank: TankContext,
  report: (progress: StepProgress) => void,
): Promise<void> {
  const names = namesOf(tank);
  const { plan, needs } = tank;
  const wanted = imageFor('root', plan.architecture, plan.mirror);
  if (wanted.digest.hex !== plan.image) throw containerError(cli.flavour, 'other-image', wanted.digest.hex);
  if (cli.facts.because) report({ line: cli.facts.because });
  const label = (name: string, value: string) => ['--change', `LABEL ${name}=${value}`];
  const args = [
    'import',
    ...label(TANK_LABEL, names.key),
    ...label(ROLE_LABEL, 'base'),
    ...label(BASE_LABEL, plan.image),
    downloadPath(needs.root, wanted),
    names.base,
  ];
  await cli.mustRun(args, { limitMs: 30 * 60_000, onLine: (line) => report({ line }) });
}

/**
 * From the downloaded root file system to an image with everything inside and a volume for a home. `as` asks the engine
 * about itself, once for all steps.
 */
export function makingSteps(tank: TankContext, as: () => Promise<ContainerCli>): readonly TankStep[] {
  const names = namesOf(tank);
  let opened = false;
  /** The images as they are until the next thing is done: nobody else makes any while we hold the lock. */
  let images: ReturnType<typeof imagesOf> | null = null;
  const imageOf = async (cli: ContainerCli, name: string) => {
    images ??= imagesOf(cli, tank);
    images.catch(() => {
      images = null;
    });
    return imageTagged(await images, name);
  };
  const isKept = async (cli: ContainerCli) => isInside(await imageOf(cli, names.inside), tank);
  const step = (
    id: string,
    seconds: number,
    done: (cli: ContainerCli) => Promise<boolean>,
    run: (cli: ContainerCli, report: (progress: StepProgress) => void) => Promise<void>,
  ): TankStep => ({
    id,
    now: { id: `tank.containers-now-${id}` },
    seconds,
    done: async () => done(await as()),
    async run(report) {
      images = null;
      await run(await as(), report);
      images = null;
    },
  });
  const guest = {
    run: async (...reported: Parameters<ReturnType<typeof builderGuest>['run']>) =>
      builderGuest(await as(), tank).run(...reported),
  };
  const steps = installSteps(tank, guest).map((each) => ({
    ...each,
    done: async () => (await isKept(await as())) || each.done(),
  }));
  return [
    step(
      'import-base',
      40,
      async (cli) => {
        images = null;
        return (await isKept(cli)) || comesFrom(await imageOf(cli, names.base), tank);
      },
      (cli, report) => importBase(cli, tank, report),
    ),
    step(
      'open-workshop',
      3,
      // One that is left open by an earlier run is opened anew: what was cut off in it may still be running.
      async (cli) => (await isKept(cli)) || (opened && (await isBuilderRunning(cli, tank))),
      async (cli) => {
        const prepared = comesFrom(await imageOf(cli, names.prepared), tank);
        await startBuilder(cli, tank, prepared ? names.prepared : names.base);
        opened = true;
      },
    ),
    ...steps.slice(0, -1),
    step(
      'keep-prepared',
      5,
      async (cli) => (await isKept(cli)) || comesFrom(await imageOf(cli, names.prepared), tank),
      // Updates begin here, so that no old OpenClaw is carried along below the new one.
      async (cli) => {
        await commitBuilder(cli, tank, null);
        await startBuilder(cli, tank, names.prepared);
      },
    ),
    ...steps.slice(-1),
    step(
      'keep-inside',
      10,
      async (cli) => (await isKept(cli)) && !(await hasBuilder(cli, tank)),
      // Cut off in between, the workshop stands about although all is kept.
      async (cli) =>
        (await isKept(cli)) ? removeBuilder(cli, tank) : commitBuilder(cli, tank, tank.plan.openclaw),
    ),
    step(
      'make-home',
      1,
      async (cli) => volumeNamed(await volumesOf(cli, tank), names.home) !== null,
      async (cli) => {
        await cli.mustRun(['volume', 'create', ...labels(names, 'home'), names.home]);
      },
    ),
  ];
}
