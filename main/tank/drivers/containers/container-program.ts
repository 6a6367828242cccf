import type { Message } from '../../../contract/finding';
import type { ProcessExit } from '../../../system/write/commands/run-process';
import { type TankContext, TankError } from '../../model/types';
import type { CliOptions, ContainerCli, ContainerFacts, Flavour } from './container-flavour';

/** The variables among the user's that say which engine is meant. */
export function variablesOf({ variables }: Flavour, { needs }: TankContext): Record<string, string> {
  const reported = variables.map((name) => [name, needs.env[name]] as const);
  return Object.fromEntries(reported.filter((pair): pair is [string, string] => Boolean(pair[1])));
}

/** What went wrong with an engine of containers; `detail` is what it said. */
export const containerError = (
  { name: engine }: Pick<Flavour, 'name'>,
  id: string,
  detail = '',
  values: Message['values'] = {},
): TankError => new TankError({ id: `tank.containers-${id}`, values: { engine, ...values } }, detail);

/** Runs the engine's program to its end; an exit code is data. Rejects with TankTrouble when it is not there or too slow. */
export async function runCli(
  flavour: Flavour,
  tank: TankContext,
  args: readonly string[],
  reported: CliOptions = {},
): Promise<ProcessExit> {
  const program = await tank.needs.runner.find(flavour.program);
  if (program === null) throw containerError(flavour, 'no-engine');
  const ended = await tank.needs.runner.run({
    program,
    args: args,
    env: variablesOf(flavour, tank),
    ...reported,
  });
  if (ended.stopped === 'too-slow') throw containerError(flavour, 'slow', args[0]);
  return ended;
}

/** The same to a good end: resolves to what it said. */
export async function mustRunCli(
  flavour: Flavour,
  tank: TankContext,
  args: readonly string[],
): Promise<string> {
  const ended = await runCli(flavour, tank, args);
  if (ended.code !== 0) throw cliError(flavour, args, ended);
  return ended.out;
}

/** Never what it said on its standard output: settings with a token might be in there. */
export const cliError = (flavour: Flavour, args: readonly string[], { code, err }: ProcessExit): TankError =>
  containerError(
    flavour,
    'refused',
    `${flavour.program} ${args.slice(0, 2).join(' ')}: ${code ?? 'ended by a signal'}: ${err.trim().slice(-2000)}`,
  );

export function containerCli(flavour: Flavour, tank: TankContext, facts: ContainerFacts): ContainerCli {
  const reported = (args: readonly string[], more?: CliOptions) =>
    runCli(flavour, tank, [...facts.leading, ...args], more);
  return {
    flavour,
    facts,
    run: reported,
    async mustRun(args, more) {
      const ended = await reported(args, more);
      if (ended.code !== 0) throw cliError(flavour, args, ended);
      return ended.out;
    },
  };
}
