import { rm } from 'node:fs/promises';
import { type At, TankTrouble } from '../..';
import type { Engineer } from './ask';
import { textAt } from './inspected';
import { namesOf } from './names';
import { environmentFile } from './start';
import { nameOf, whatIsThere } from './there';

/** Newest first: an image can't go before those that were made from it. */
const youngerFirst = (a: unknown, b: unknown) =>
  (textAt(b, 'Created') ?? '').localeCompare(textAt(a, 'Created') ?? '');

/** Takes away everything that has the tank's label, then looks. Rejects with TankTrouble when something is left. */
export async function removeAll(engineer: Engineer, at: At): Promise<void> {
  const names = namesOf(at);
  const { containers, images, volumes } = await whatIsThere(engineer, at);
  // The network's holder goes last: others depend on it.
  const last = (name: string | null) => (name === names.network ? 1 : 0);
  const found = containers.map((each) => nameOf(each) ?? String(each.Id)).sort((a, b) => last(a) - last(b));
  for (const each of found) await engineer.must(['rm', '--force', each], { limitMs: 120_000 });
  for (const { Name } of volumes) await engineer.must(['volume', 'rm', String(Name)], { limitMs: 300_000 });
  for (const { Id } of [...images].sort(youngerFirst))
    await engineer.must(['image', 'rm', '--force', String(Id)], { limitMs: 300_000 });
  await engineer.flavour.removeNetwork?.(at, names);
  await rm(environmentFile(at.folder), { force: true });
  const left = await whatIsThere(engineer, at);
  const count = left.containers.length + left.images.length + left.volumes.length;
  if (count > 0) throw new TankTrouble({ id: 'tank.containers-left', values: { count } });
  await engineer.flavour.afterLast?.(engineer);
}
