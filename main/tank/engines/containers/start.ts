import { chmod, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type At, TankTrouble } from '../..';
import { firstSettings, gatewayEnvironment, hostAddresses } from '../../guest';
import { FIREWALL } from '../../guest/scripts';
import { readToken } from '../../keys';
import { type Engineer, refusal } from './ask';
import { wordsAt } from './inspected';
import { namesOf } from './names';
import { isClosed } from './rules';
import { filesWords, gatewayWords, HOME, holderWords, rulesWords } from './run';
import { containersOf, imagesOf, isRunning, named } from './there';

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

async function writeEnvironment(at: At): Promise<string> {
  const file = environmentFile(at.folder);
  await rm(`${file}.new`, { force: true });
  await writeFile(`${file}.new`, gatewayEnvironment(await readToken(at.folder)), { mode: 0o600, flag: 'wx' });
  await chmod(`${file}.new`, 0o600);
  await rename(`${file}.new`, file);
  return file;
}

/** Closes the network that the holder has, and looks whether it is closed. Rejects with TankTrouble when it isn't. */
async function closeNetwork(engineer: Engineer, at: At): Promise<void> {
  const words = rulesWords(engineer, namesOf(at), hostAddresses());
  const ended = await engineer.tell(words, {
    input: `${FIREWALL}\nnft --json list table inet tankmate\n`,
  });
  if (ended.code !== 0) throw refusal(engineer.flavour, words, ended);
  if (!isClosed(ended.out))
    throw new TankTrouble({ id: 'tank.containers-not-closed' }, ended.err.trim().slice(-2000));
}

/** Takes the containers of the gateway away, the dependent one first. What OpenClaw keeps is in the volume. */
export async function stopContainers(engineer: Engineer, at: At): Promise<void> {
  const names = namesOf(at);
  const there = await containersOf(engineer, at);
  const gateway = named(there, names.gateway);
  const limitMs = (GRACE + 30) * 1000;
  if (isRunning(gateway)) await engineer.must(['stop', '--time', String(GRACE), names.gateway], { limitMs });
  for (const name of [names.gateway, names.errand, names.network])
    if (named(there, name)) await engineer.must(['rm', '--force', name]);
}

/**
 * Both containers are made anew at each start: rules are gone with the network that they were in, and a container that
 * lay about could be started by anybody in one without.
 */
export async function startContainers(engineer: Engineer, at: At): Promise<void> {
  const names = namesOf(at);
  const there = await containersOf(engineer, at);
  if (isRunning(named(there, names.gateway)) && isRunning(named(there, names.network))) return;
  await stopContainers(engineer, at);
  const environment = await writeEnvironment(at);
  const home = `${names.home}:${HOME}`;
  await engineer.must(filesWords(engineer, names, [home], 'openclaw', [firstSettings(at, 'lan')]), {
    input: SETTINGS,
  });
  await engineer.flavour.prepareNetwork?.(at, names);
  await engineer.must(holderWords(at, engineer, names));
  await closeNetwork(engineer, at);
  await engineer.must(gatewayWords(at, engineer, names, environment));
  await removeNameless(engineer, at);
}

/** What an update has replaced. One that is still in use stays until the next start. */
async function removeNameless(engineer: Engineer, at: At): Promise<void> {
  for (const image of await imagesOf(engineer, at))
    if (wordsAt(image, 'RepoTags')?.length === 0) await engineer.tell(['image', 'rm', String(image.Id)]);
}
