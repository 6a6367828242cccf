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

/**
 * Makes the workshop an image with that label, then closes it.
 * @param openclaw the version that is in it; null: none yet
 */
export async function commitBuilder(
  cli: ContainerCli,
  tank: TankContext,
  openclaw: string | null,
): Promise<void> {
  const names = namesOf(tank);
  const label = (name: string, value: string) => ['--change', `LABEL ${name}=${value}`];
  const args = [
    'commit',
    ...label(ROLE_LABEL, openclaw === null ? 'prepared' : 'inside'),
    ...label(BASE_LABEL, tank.plan.image),
    ...(openclaw === null ? [] : label(OPENCLAW_LABEL, openclaw)),
    ...[names.builder, openclaw === null ? names.prepared : names.inside],
  ];
  // Stopped first, so that nothing is half written.
  const there = containerNamed(await containersOf(cli, tank), names.builder);
  if (isContainerRunning(there)) await cli.mustRun(['stop', '--time', '0', names.builder]);
  await cli.mustRun(args, { limitMs: 15 * 60_000 });
  await removeBuilder(cli, tank);
}

/** Which OpenClaw an image has inside, by its label. */
export const openclawOf = (image: unknown): string | null => labelOf(image, OPENCLAW_LABEL);
