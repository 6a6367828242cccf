import { chmod, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Container, stringsAt } from '../../../isolation/oci-inspect';
import { firstSettings, gatewayEnvironment, hostAddresses } from '../../guest';
import { FIREWALL } from '../../guest/scripts';
import { readToken } from '../../guest/tank-keys';
import type { TankContext } from '../../model/types';
import {
  firewallArguments,
  gatewayArguments,
  HOME,
  holderArguments,
  volumeArguments,
} from './container-arguments';
import type { ContainerCli } from './container-flavour';
import { containerNamed, containersOf, imagesOf, isContainerRunning } from './container-inventory';
import { namesOf } from './container-names';
import { cliError, containerError } from './container-program';
import { isClosed } from './firewall-check';

/** Where the gateway's environment lies, for the engine to read: the token is in no command line. */
export const environmentFile = (folder: string): string => join(folder, 'gateway.env');

/** How long the gateway may take to end by itself, in seconds. */
const GRACE = 30;

/** Written once, and only where there is none: later on they are the user's. */
const SETTINGS = `set -eu
umask 077
file=${HOME}/.openclaw/openclaw.json
[ ! -s "$file" ] || exit 0
mkdir -p ${HOME}/.openclaw ${HOME}/exchange
printf '%s' "$1" >"$file.new"
mv "$file.new" "$file"
`;

async function writeEnvironment(tank: TankContext): Promise<string> {
  const file = environmentFile(tank.folder);
  await rm(`${file}.new`, { force: true });
  await writeFile(`${file}.new`, gatewayEnvironment(await readToken(tank.folder)), {
    mode: 0o600,
    flag: 'wx',
  });
  await chmod(`${file}.new`, 0o600);
  await rename(`${file}.new`, file);
  return file;
}

/** Closes the network that the holder has, and looks whether it is closed. Rejects with TankTrouble when it isn't. */
async function closeNetwork(cli: ContainerCli, tank: TankContext): Promise<void> {
  const args = firewallArguments(cli, namesOf(tank), hostAddresses());
  const ended = await cli.run(args, {
    input: `${FIREWALL}\nnft --json list table inet tankmate\n`,
  });
  if (ended.code !== 0) throw cliError(cli.flavour, args, ended);
  if (!isClosed(ended.out)) throw containerError(cli.flavour, 'not-closed', ended.err.trim().slice(-2000));
}

/** Takes the containers of the gateway away, the dependent one first. What OpenClaw keeps is in the volume. */
export async function stopContainers(
  cli: ContainerCli,
  tank: TankContext,
  known?: readonly Container[],
): Promise<void> {
  const names = namesOf(tank);
  const there = known ?? (await containersOf(cli, tank));
  const gateway = containerNamed(there, names.gateway);
  const limitMs = (GRACE + 30) * 1000;
  if (isContainerRunning(gateway))
    await cli.mustRun(['stop', '--time', String(GRACE), names.gateway], { limitMs });
  for (const name of [names.gateway, names.oneShot, names.network])
    if (containerNamed(there, name)) await cli.mustRun(['rm', '--force', name]);
}

/**
 * Both containers are made anew at each start: rules are gone with the network that they were in, and a container that
 * lay about could be started by anybody in one without.
 */
export async function startContainers(cli: ContainerCli, tank: TankContext): Promise<void> {
  const names = namesOf(tank);
  const there = await containersOf(cli, tank);
  if (
    isContainerRunning(containerNamed(there, names.gateway)) &&
    isContainerRunning(containerNamed(there, names.network))
  )
    return;
  await stopContainers(cli, tank, there);
  const environment = await writeEnvironment(tank);
  const home = `${names.home}:${HOME}`;
  await cli.mustRun(volumeArguments(cli, names, [home], 'openclaw', [firstSettings(tank, 'lan')]), {
    input: SETTINGS,
  });
  await cli.flavour.prepareNetwork?.(tank, names);
  await cli.mustRun(holderArguments(tank, cli, names));
  await closeNetwork(cli, tank);
  await cli.mustRun(gatewayArguments(tank, cli, names, environment));
  await removeNameless(cli, tank);
}

/** What an update has replaced. One that is still in use stays until the next start. */
async function removeNameless(cli: ContainerCli, tank: TankContext): Promise<void> {
  for (const image of await imagesOf(cli, tank))
    if (stringsAt(image, 'RepoTags')?.length === 0) await cli.run(['image', 'rm', String(image.Id)]);
}
