import { type At, TankTrouble } from '../..';
import type { Engineer } from './ask';
import { type Container, type Fields, labelOf, listOf, textAt } from './inspected';
import { namesOf, ROLE_LABEL, TANK_LABEL } from './names';

/** What an engine holds of one tank. */
export interface There {
  readonly containers: readonly Container[];
  readonly images: readonly Fields[];
  readonly volumes: readonly Fields[];
}

const garbled = (engineer: Engineer, words: readonly string[]) =>
  new TankTrouble(
    { id: 'tank.containers-garbled', values: { engine: engineer.flavour.name } },
    `${engineer.flavour.program} ${words.join(' ')}`,
  );

/** Names first, by label, then all about those. What is gone in between makes it fail: then it is asked once more. */
async function all(
  engineer: Engineer,
  list: readonly string[],
  inspect: readonly string[],
): Promise<Fields[]> {
  for (let again = 0; ; again++) {
    const names = (await engineer.must(list)).split('\n').filter((line) => line !== '');
    if (names.length === 0) return [];
    const ended = await engineer.tell([...inspect, ...new Set(names)]);
    const found = ended.code === 0 ? listOf(ended.out) : null;
    if (found) return found;
    if (again > 0) throw garbled(engineer, inspect);
  }
}

/** Everything with the tank's label on it. Rejects when it can't be told. */
export async function whatIsThere(engineer: Engineer, at: At): Promise<There> {
  return {
    containers: await containersOf(engineer, at),
    images: await imagesOf(engineer, at),
    volumes: await volumesOf(engineer, at),
  };
}

const ours = (at: At) => ['--filter', `label=${TANK_LABEL}=${namesOf(at).key}`];

export const containersOf = (engineer: Engineer, at: At): Promise<Container[]> =>
  all(engineer, ['ps', '--all', '--quiet', '--no-trunc', ...ours(at)], ['container', 'inspect']);

export const imagesOf = (engineer: Engineer, at: At): Promise<Fields[]> =>
  all(engineer, ['images', '--quiet', '--no-trunc', ...ours(at)], ['image', 'inspect']);

export const volumesOf = (engineer: Engineer, at: At): Promise<Fields[]> =>
  all(engineer, ['volume', 'ls', '--quiet', ...ours(at)], ['volume', 'inspect']);

/** Docker writes names of containers with a slash in front. */
export const nameOf = (container: Container): string | null =>
  textAt(container, 'Name')?.replace(/^\//, '') ?? null;

export const named = (containers: readonly Container[], name: string): Container | null =>
  containers.find((each) => nameOf(each) === name) ?? null;

/** The image that goes by this name. */
export const tagged = (images: readonly Fields[], name: string): Fields | null =>
  images.find(({ RepoTags }) => Array.isArray(RepoTags) && RepoTags.includes(name)) ?? null;

export const volumeNamed = (volumes: readonly Fields[], name: string): Fields | null =>
  volumes.find((each) => each.Name === name) ?? null;

export const isRunning = (container: Container | null): boolean => container?.State?.Running === true;

export const hasRole = (value: unknown, role: string): boolean => labelOf(value, ROLE_LABEL) === role;
