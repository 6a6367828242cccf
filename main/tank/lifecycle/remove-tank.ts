import { randomBytes } from 'node:crypto';
import { readdir, rename, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { EngineId } from '../../contract/tank';
import { NPMMIRROR } from '../../probes/releases/release';
import { makePrivateFolder } from '../../system/write/atomic-file';
import { endTunnel } from '../guest/tunnel';
import { imageFor, nodeFor, npmFor } from '../images/image-catalogue';
import { endOrphans } from '../model/child-processes';
import { withReserve } from '../model/reserve-file';
import { tankMessage } from '../model/tank-error';
import { downloadsFolder, fetchedFolder, folderOf, readTank, readTanks } from '../model/tank-store';
import { type TankContext, TankError } from '../model/types';
import { clearUpdateMarker } from '../model/update-marker';
import { ENGINE_KINDS } from '../preflight/engine-ranking';
import { type CommandResult, commandResult, type TankService } from './command';

const REMOVING = '.removing-';
const STAYS = /^(?:exchange|changes|tank\..*)$/;

/** Deletes a folder so that, however often it is cut off, it never looks like a tank again. */
async function deleteFolder(root: string, folder: string): Promise<void> {
  const aside = join(root, `${REMOVING}${randomBytes(6).toString('hex')}`);
  // Windows doesn't rename what a program holds open: then it is deleted where it is.
  await rename(folder, aside).catch(() => {});
  for (const each of [folder, aside]) await rm(each, { recursive: true, force: true, maxRetries: 5 });
}

/**
 * What was fetched and moved out of the tank is the user's by then, and may be the only copy: it is put beside the tanks.
 * Resolves to where; null when there was nothing.
 */
async function keepFetched(root: string, name: string, folder: string, now: number): Promise<string | null> {
  const fetched = join(folder, 'exchange');
  const there = await readdir(fetched).catch(() => []);
  if (there.length === 0) return null;
  const kept = join(fetchedFolder(root), `${name}-${new Date(now).toISOString().replace(/[:.]/g, '-')}`);
  await makePrivateFolder(fetchedFolder(root));
  await rename(fetched, kept);
  return kept;
}

/** Deletes what is downloaded and no other tank needs: one may stand on its base image even when it is made. */
async function deleteDownloads({ root, driverOf }: TankService): Promise<void> {
  const needed = new Set<string>();
  const tanks = await readTanks(root);
  const known = [downloadsFolder(root), fetchedFolder(root), ...tanks.map(({ folder }) => folder)];
  // A tank of a newer version or with a damaged plan: what its disk stands on can't be told.
  for (const each of await readdir(root, { withFileTypes: true }))
    if (!each.isFile() && !each.name.startsWith(REMOVING) && !known.includes(join(root, each.name))) return;
  for (const { plan } of tanks) {
    const { base } = await driverOf(plan.engine);
    const image = imageFor(base, plan.architecture, plan.mirror);
    // Made from an image that this version doesn't know any more: which file that is can't be told.
    if (image.digest.hex !== plan.image) return;
    // Their names are the same wherever they come from.
    for (const { file } of [image, nodeFor(plan.architecture, NPMMIRROR), npmFor(NPMMIRROR)])
      needed.add(file);
  }
  const folder = downloadsFolder(root);
  for (const name of await readdir(folder).catch(() => []))
    if (![...needed].some((each) => name.startsWith(each)))
      await rm(join(folder, name), { recursive: true, force: true });
}

/** Leaves no empty folder of ours behind; what holds something stays. */
async function deleteEmpty(root: string): Promise<void> {
  const stays = () => {};
  for (const name of await readdir(root).catch(() => []))
    if (name.startsWith(REMOVING)) await rm(join(root, name), { recursive: true, force: true }).catch(stays);
  await rmdir(downloadsFolder(root)).catch(stays);
  await rmdir(root).catch(stays);
  if (/^tankmate$/i.test(basename(dirname(root)))) await rmdir(dirname(root)).catch(stays);
}

/** How engines say that their program is not on this computer, or not any more. */
const MISSING: readonly string[] = ['tank.containers-no-engine', 'tank.engines-missing', 'tank.qemu-missing'];
/** Of these the disk lies in the tank's folder; the others keep what they hold in places of their own. */
const DISK_HERE: readonly EngineId[] = ['qemu', 'hyperv', 'wsl', 'virtualbox'];

/** What the engine holds goes, and what runs for the tank. False when the engine's program is gone, and can't be asked. */
async function letGo(tank: TankContext, { driverOf }: TankService): Promise<boolean> {
  await endOrphans(tank.folder, tank.needs.runner);
  await endTunnel(tank);
  try {
    await (await driverOf(tank.plan.engine)).remove(tank);
    return true;
  } catch (error) {
    if (!(error instanceof TankError && MISSING.includes(error.because.id))) throw error;
    return false;
  } finally {
    await endTunnel(tank);
  }
}

/**
 * Removes a tank from wherever making or removing it was cut off: what the engine holds, the tunnel, what still runs for
 * it, its folder, and downloads that no tank needs. Rejects when the engine can't: then the folder stays, so that it can
 * be tried again; one that is not on this computer any more is told, with what it may still hold. Only under the tank's
 * lock. Resolves to how it ended, and in which folder lies what was fetched out of it.
 */
export async function removeTank(
  name: string,
  service: TankService,
  signal: AbortSignal,
): Promise<CommandResult> {
  const { root } = service;
  const tank = await readTank(root, name);
  const folder = folderOf(root, name);
  const needs = service.needsFor(folder, signal);
  const asked = tank === null || (await letGo({ ...tank, needs }, service));
  // On a full disk its own is what goes first, but not what is the user's, nor what tells that it is a tank.
  const kept = await withReserve(
    folder,
    () => keepFetched(root, name, folder, needs.now()),
    async () => {
      for (const each of await readdir(folder))
        if (!STAYS.test(each)) await rm(join(folder, each), { recursive: true, force: true });
    },
  );
  await deleteFolder(root, folder);
  await clearUpdateMarker({ folder, needs });
  await deleteDownloads(service);
  await deleteEmpty(root);
  const afterwards = kept === null ? null : tankMessage('removed-kept', { folder: kept });
  if (asked) return commandResult('fixed', tankMessage('removed'), afterwards);
  const { engine } = tank.plan;
  const left = DISK_HERE.includes(engine) ? 'removed-entry' : 'removed-left';
  return commandResult(
    'left-changed',
    tankMessage(left, { engine: ENGINE_KINDS[engine].name, tank: name }),
    afterwards,
  );
}
