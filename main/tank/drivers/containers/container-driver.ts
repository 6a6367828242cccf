import type { Driver, Guest, TankContext, TankNeeds } from '../../model/types';
import { builderGuest, commitBuilder, execGuest, removeBuilder, startBuilder } from './build-container';
import { OPENCLAW_ACCOUNT } from './container-arguments';
import { containerBoundary } from './container-boundary';
import { containerCommands } from './container-commands';
import type { ContainerCli, Flavour } from './container-flavour';
import {
  containerNamed,
  containersOf,
  imagesOf,
  imageTagged,
  isContainerRunning,
  volumeNamed,
  volumesOf,
} from './container-inventory';
import { namesOf } from './container-names';
import { containerCli } from './container-program';
import { finishRestoring, snapshotsBy } from './container-snapshots';
import { isInside, makingSteps } from './container-steps';
import { containerUsage } from './container-usage';
import { removeContainers } from './remove-containers';
import { startContainers, stopContainers } from './start-containers';

/**
 * An engine of containers: a root file system becomes an image with everything inside, whose container has no rights, no
 * way to write but its home, and a network of its own with rules that were there before it.
 */
export function containerDriver(flavour: Flavour): Driver {
  /** What an engine says of itself is asked once a command: it takes longer than anything else that it is asked. */
  const known = new WeakMap<TankNeeds, Promise<ContainerCli>>();
  function as(tank: TankContext): Promise<ContainerCli> {
    const cli =
      known.get(tank.needs) ??
      flavour.facts(tank, namesOf(tank)).then((facts) => containerCli(flavour, tank, facts));
    known.set(tank.needs, cli);
    // One that failed is asked again.
    cli.catch(() => known.delete(tank.needs));
    return cli;
  }
  return {
    id: flavour.id,
    boundary: 'container',
    platforms: ['linux'],
    base: 'root',
    access: 'published',
    commands: async (tank) => containerCommands(await as(tank), tank),
    steps: (tank) => makingSteps(tank, () => as(tank)),
    version: (tank) =>
      as(tank).then(
        ({ facts }) => facts.version,
        () => null,
      ),
    async state(tank) {
      const cli = await as(tank);
      const names = namesOf(tank);
      if (isContainerRunning(containerNamed(await containersOf(cli, tank), names.gateway))) return 'running';
      const home = volumeNamed(await volumesOf(cli, tank), names.home);
      return home !== null && isInside(imageTagged(await imagesOf(cli, tank), names.inside), tank)
        ? 'stopped'
        : 'absent';
    },
    async start(tank) {
      const cli = await as(tank);
      await finishRestoring(cli, tank);
      await startContainers(cli, tank);
    },
    stop: async (tank) => stopContainers(await as(tank), tank),
    remove: async (tank) => removeContainers(await as(tank), tank),
    async rebuildImage(tank, install) {
      const cli = await as(tank);
      await removeBuilder(cli, tank);
      const { prepared, inside } = namesOf(tank);
      const images = await imagesOf(cli, tank);
      await startBuilder(cli, tank, imageTagged(images, prepared) ? prepared : inside);
      const version = await install(builderGuest(cli, tank));
      await commitBuilder(cli, tank, version);
    },
    /** Nobody is root in a finished container, not even Tankmate: what is asked for as root is done without rights. */
    guest: (tank): Guest => ({
      run: async (...reported) =>
        execGuest(await as(tank), namesOf(tank).gateway, {
          root: OPENCLAW_ACCOUNT,
          openclaw: OPENCLAW_ACCOUNT,
        }).run(...reported),
    }),
    snapshots: snapshotsBy(as),
    inspectBoundary: async (tank) => containerBoundary(await as(tank), tank),
    usage: async (tank) => containerUsage(await as(tank), tank),
  };
}
