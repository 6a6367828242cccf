import { labelOf } from '../../../isolation/oci-inspect';
import type { ProcessExit } from '../../../system/write/commands/run-process';
import type { Guest, TankContext } from '../../model/types';
import { builderArguments, HOME, OPENCLAW_ACCOUNT, ROOT_PATH } from './container-arguments';
import type { ContainerCli } from './container-flavour';
import { containerNamed, containersOf, isContainerRunning } from './container-inventory';
import { BASE_LABEL, namesOf, OPENCLAW_LABEL, ROLE_LABEL } from './container-names';

/** Long enough for npm on a slow computer; each caller gives its own limit beside it. */
const LIMIT_MS = 60_000;

/** Programs run in one of the tank's containers, by the engine's exec. */
export function execGuest(
  cli: ContainerCli,
  container: string,
  users: Readonly<Record<'root' | 'openclaw', string>>,
): Guest {
  return {
    run(account, argv, options = {}): Promise<ProcessExit> {
      const asRoot = users[account] === '0:0';
      return cli.run(
        [
          'exec',
          ...(options.input === undefined ? [] : ['--interactive']),
          ...['--user', users[account]],
          ...['--env', `HOME=${asRoot ? '/root' : HOME}`],
          ...(asRoot ? ['--env', `PATH=${ROOT_PATH}`] : []),
          container,
          ...argv,
        ],
        { limitMs: LIMIT_MS, ...options },
      );
    },
  };
}

/** The inside while it is put together: the only place where somebody is root. */
export const builderGuest = (cli: ContainerCli, tank: TankContext): Guest =>
  execGuest(cli, namesOf(tank).builder, { root: '0:0', openclaw: OPENCLAW_ACCOUNT });

/**
 * Opens the workshop on that image. What was finished there in an earlier run stays; programs that were cut off in it
 * end, so that nobody writes the same files twice.
 */
export async function startBuilder(cli: ContainerCli, tank: TankContext, image: string): Promise<void> {
  const names = namesOf(tank);
  const there = containerNamed(await containersOf(cli, tank), names.builder);
  if (there === null) {
    await cli.mustRun(builderArguments(cli, names, image));
    return;
  }
  if (isContainerRunning(there)) await cli.mustRun(['stop', '--time', '0', names.builder]);
  await cli.mustRun(['start', names.builder]);
}

export const isBuilderRunning = async (cli: ContainerCli, tank: TankContext): Promise<boolean> =>
  isContainerRunning(containerNamed(await containersOf(cli, tank), namesOf(tank).builder));

export const hasBuilder = async (cli: ContainerCli, tank: TankContext): Promise<boolean> =>
  containerNamed(await containersOf(cli, tank), namesOf(tank).builder) !== null;

export async function removeBuilder(cli: ContainerCli, tank: TankContext): Promise<void> {
  const { builder } = namesOf(tank);
  if (containerNamed(await containersOf(cli, tank), builder)) await cli.mustRun(['rm', '--force', builder]);
}

/** The Node in a workshop that runs, as its own words say it; null where they say none. Rejects where it can't be run. */
async function nodeIn(cli: ContainerCli, builder: string): Promise<string | null> {
  const said = await cli.mustRun(['exec', '--user', '0:0', builder, '/opt/node/bin/node', '--version']);
  return /^v(\d+\.\d+\.\d+)\s*$/.exec(said)?.[1] ?? null;
}

/**
 * Makes the workshop an image with that label, then closes it. It says which Node is inside as the official images of
 * Node do (`NODE_VERSION`), so that a look from outside can tell.
 * @param openclaw the version that is in it; null: none yet
 */
export async function commitBuilder(
  cli: ContainerCli,
  tank: TankContext,
  openclaw: string | null,
): Promise<void> {
  const names = namesOf(tank);
  const there = containerNamed(await containersOf(cli, tank), names.builder);
  const running = isContainerRunning(there);
  const node = openclaw !== null && running ? await nodeIn(cli, names.builder) : null;
  const label = (name: string, value: string) => ['--change', `LABEL ${name}=${value}`];
  const args = [
    'commit',
    ...label(ROLE_LABEL, openclaw === null ? 'prepared' : 'inside'),
    ...label(BASE_LABEL, tank.plan.image),
    ...(openclaw === null ? [] : label(OPENCLAW_LABEL, openclaw)),
    ...(node === null ? [] : ['--change', `ENV NODE_VERSION=${node}`]),
    ...[names.builder, openclaw === null ? names.prepared : names.inside],
  ];
  // Stopped first, so that nothing is half written.
  if (running) await cli.mustRun(['stop', '--time', '0', names.builder]);
  await cli.mustRun(args, { limitMs: 15 * 60_000 });
  await removeBuilder(cli, tank);
}

/** Which OpenClaw an image has inside, by its label. */
export const openclawOf = (image: unknown): string | null => labelOf(image, OPENCLAW_LABEL);
