import { rm } from 'node:fs/promises';
import { textAt } from '../../../isolation/oci-inspect';
import type { TankContext } from '../../model/types';
import type { ContainerCli } from './container-flavour';
import { containerName, inventoryOf } from './container-inventory';
import { namesOf } from './container-names';
import { containerError } from './container-program';
import { environmentFile } from './start-containers';

/** Newest first: an image can't go before those that were made from it. */
const youngerFirst = (a: unknown, b: unknown) =>
  (textAt(b, 'Created') ?? '').localeCompare(textAt(a, 'Created') ?? '');

/** Takes away everything that has the tank's label, then looks. Rejects with TankTrouble when something is left. */
export async function removeContainers(cli: ContainerCli, tank: TankContext): Promise<void> {
  const names = namesOf(tank);
  const { containers, images, volumes } = await inventoryOf(cli, tank);
  // The network's holder goes last: others depend on it.
  const last = (name: string | null) => (name === names.network ? 1 : 0);
  const found = containers
    .map((each) => containerName(each) ?? String(each.Id))
    .sort((a, b) => last(a) - last(b));
  for (const each of found) await cli.mustRun(['rm', '--force', each], { limitMs: 120_000 });
  for (const { Name } of volumes) await cli.mustRun(['volume', 'rm', String(Name)], { limitMs: 300_000 });
  for (const { Id } of [...images].sort(youngerFirst))
    await cli.mustRun(['image', 'rm', '--force', String(Id)], { limitMs: 300_000 });
  await cli.flavour.removeNetwork?.(tank, names);
  await rm(environmentFile(tank.folder), { force: true });
  const left = await inventoryOf(cli, tank);
  const count = left.containers.length + left.images.length + left.volumes.length;
  if (count > 0) throw containerError(cli.flavour, 'left', '', { count });
  await cli.flavour.afterLast?.(cli);
}
