import type { At } from '../..';
import { quoted } from '../../ssh';
import { type Engineer, variablesOf } from './ask';
import { namesOf } from './names';
import { gatewayWords, holderWords, rulesWords, workshopWords } from './run';
import { environmentFile } from './start';

/** The commands that decide what a tank may do, as they will be run: the workshop, the network, its rules, the gateway. */
export function containerCommands(engineer: Engineer, at: At): readonly string[] {
  const names = namesOf(at);
  const { program } = engineer.flavour;
  const variables = Object.entries(variablesOf(engineer.flavour, at)).map(
    ([name, value]) => `${name}=${value}`,
  );
  return [
    workshopWords(engineer, names, names.base),
    holderWords(at, engineer, names),
    rulesWords(engineer, names),
    gatewayWords(at, engineer, names, environmentFile(at.folder)),
  ].map((words) => [...variables, program, ...engineer.facts.leading, ...words].map(quoted).join(' '));
}
