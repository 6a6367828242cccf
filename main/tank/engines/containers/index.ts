import type { At, Engine, Guest } from '../..';
import { type Engineer, engineer } from './ask';
import { containerCommands } from './commands';
import type { Flavour } from './flavour';
import { hasInside, makingSteps } from './making';
import { namesOf } from './names';
import { lookOutside } from './outside';
import { removeAll } from './remove';
import { OPENCLAW_ACCOUNT } from './run';
import { finishRestoring, snapshotsBy } from './snapshots';
import { startContainers, stopContainers } from './start';
import { containersOf, imagesOf, isRunning, named, tagged, volumeNamed, volumesOf } from './there';
import { usageOf } from './usage';
import { closeWorkshop, insideOf, keepWorkshop, openWorkshop, workshopGuest } from './workshop';

/**
 * An engine of containers: a root file system becomes an image with everything inside, whose container has no rights, no
 * way to write but its home, and a network of its own with rules that were there before it.
 */
export function containerEngine(flavour: Flavour): Engine {
  const as = async (at: At): Promise<Engineer> => engineer(flavour, at, await flavour.facts(at, namesOf(at)));
  return {
    id: flavour.id,
    wall: 'container',
    platforms: ['linux'],
    base: 'root',
    door: 'published',
    commands: async (at) => containerCommands(await as(at), at),
    steps(at) {
      let known: Promise<Engineer> | undefined;
      return makingSteps(at, () => {
        known ??= as(at);
        // One that failed is asked again.
        known.catch(() => {
          known = undefined;
        });
        return known;
      });
    },
    version: (at) =>
      flavour.facts(at, namesOf(at)).then(
        ({ version }) => version,
        () => null,
      ),
    async state(at) {
      const engineer = await as(at);
      const names = namesOf(at);
      if (isRunning(named(await containersOf(engineer, at), names.gateway))) return 'running';
      const home = volumeNamed(await volumesOf(engineer, at), names.home);
      return home !== null && (await hasInside(engineer, at)) ? 'stopped' : 'absent';
    },
    async start(at) {
      const engineer = await as(at);
      await finishRestoring(engineer, at);
      await startContainers(engineer, at);
    },
    stop: async (at) => stopContainers(await as(at), at),
    remove: async (at) => removeAll(await as(at), at),
    async renew(at, install) {
      const engineer = await as(at);
      await closeWorkshop(engineer, at);
      const { prepared, inside } = namesOf(at);
      const images = await imagesOf(engineer, at);
      await openWorkshop(engineer, at, tagged(images, prepared) ? prepared : inside);
      const version = await install(workshopGuest(engineer, at));
      await keepWorkshop(engineer, at, version);
    },
    /** Nobody is root in a finished container, not even Tankmate: what is asked for as root is done without rights. */
    guest: (at): Guest => ({
      run: async (...told) =>
        insideOf(await as(at), namesOf(at).gateway, {
          root: OPENCLAW_ACCOUNT,
          openclaw: OPENCLAW_ACCOUNT,
        }).run(...told),
    }),
    snapshots: snapshotsBy(as),
    outside: async (at) => lookOutside(await as(at), at),
    usage: async (at) => usageOf(await as(at), at),
  };
}
