import {
  type Container,
  type JsonObject,
  labelOf,
  parseObjects,
  textAt,
} from '../../../isolation/oci-inspect';
import type { TankContext } from '../../model/types';
import type { ContainerCli } from './container-flavour';
import { namesOf, ROLE_LABEL, TANK_LABEL } from './container-names';
import { containerError } from './container-program';

/** What an engine holds of one tank. */
export interface ContainerInventory {
  readonly containers: readonly Container[];
  readonly images: readonly JsonObject[];
  readonly volumes: readonly JsonObject[];
}

/** Names first, by label, then all about those. What is gone in between makes it fail: then it is asked once more. */
async function all(
  cli: ContainerCli,
  list: readonly string[],
  inspect: readonly string[],
): Promise<JsonObject[]> {
  for (let again = 0; ; again++) {
    const names = (await cli.mustRun(list)).split('\n').filter((line) => line !== '');
    if (names.length === 0) return [];
    const ended = await cli.run([...inspect, ...new Set(names)]);
    const found = ended.code === 0 ? parseObjects(ended.out) : null;
    if (found) return found;
    if (again > 0)
      throw containerError(cli.flavour, 'garbled', `${cli.flavour.program} ${inspect.join(' ')}`);
  }
}

/** Everything with the tank's label on it. Rejects when it can't be told. */
export async function inventoryOf(cli: ContainerCli, tank: TankContext): Promise<ContainerInventory> {
  return {
    containers: await containersOf(cli, tank),
    images: await imagesOf(cli, tank),
    volumes: await volumesOf(cli, tank),
  };
}

const ours = (tank: TankContext) => ['--filter', `label=${TANK_LABEL}=${namesOf(tank).key}`];

export const containersOf = (cli: ContainerCli, tank: TankContext): Promise<Container[]> =>
  all(cli, ['ps', '--all', '--quiet', '--no-trunc', ...ours(tank)], ['container', 'inspect']);

export const imagesOf = (cli: ContainerCli, tank: TankContext): Promise<JsonObject[]> =>
  all(cli, ['images', '--quiet', '--no-trunc', ...ours(tank)], ['image', 'inspect']);

export const volumesOf = (cli: ContainerCli, tank: TankContext): Promise<JsonObject[]> =>
  all(cli, ['volume', 'ls', '--quiet', ...ours(tank)], ['volume', 'inspect']);

/** Docker writes names of containers with a slash in front. */
export const containerName = (container: Container): string | null =>
  textAt(container, 'Name')?.replace(/^\//, '') ?? null;

export const containerNamed = (containers: readonly Container[], name: string): Container | null =>
  containers.find((each) => containerName(each) === name) ?? null;

/** The image that goes by this name. */
export const imageTagged = (images: readonly JsonObject[], name: string): JsonObject | null =>
  images.find(({ RepoTags }) => Array.isArray(RepoTags) && RepoTags.includes(name)) ?? null;

export const volumeNamed = (volumes: readonly JsonObject[], name: string): JsonObject | null =>
  volumes.find((each) => each.Name === name) ?? null;

export const isContainerRunning = (container: Container | null): boolean =>
  container?.State?.Running === true;

export const hasRole = (value: unknown, role: string): boolean => labelOf(value, ROLE_LABEL) === role;
