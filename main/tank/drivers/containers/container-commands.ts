import { quoteShell } from '../../../openclaw/shell-quote';
import type { TankContext } from '../../model/types';
import {
  builderArguments,
  firewallArguments,
  gatewayArguments,
  holderArguments,
} from './container-arguments';
import type { ContainerCli } from './container-flavour';
import { namesOf } from './container-names';
import { variablesOf } from './container-program';
import { environmentFile } from './start-containers';

/** The commands that decide what a tank may do, as they will be run: the workshop, the network, its rules, the gateway. */
export function containerCommands(cli: ContainerCli, tank: TankContext): readonly string[] {
  const names = namesOf(tank);
  const { program } = cli.flavour;
  const variables = Object.entries(variablesOf(cli.flavour, tank)).map(([name, value]) => `${name}=${value}`);
  return [
    builderArguments(cli, names, names.base),
    holderArguments(tank, cli, names),
    firewallArguments(cli, names),
    gatewayArguments(tank, cli, names, environmentFile(tank.folder)),
  ].map((args) => [...variables, program, ...cli.facts.leading, ...args].map(quoteShell).join(' '));
}
