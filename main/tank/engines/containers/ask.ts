import type { Ended } from '../../../actions/commands/start';
import { type At, type TankCommand, TankTrouble } from '../..';
import type { Facts, Flavour } from './flavour';

/** What one call of the engine's program may be told beside its words. */
export type Told = Pick<TankCommand, 'input' | 'limitMs' | 'onLine' | 'output'>;

/** The variables among the user's that say which engine is meant. */
export function variablesOf({ variables }: Flavour, { needs }: At): Record<string, string> {
  const told = variables.map((name) => [name, needs.env[name]] as const);
  return Object.fromEntries(told.filter((pair): pair is [string, string] => Boolean(pair[1])));
}

/** Runs the engine's program to its end; an exit code is data. Rejects with TankTrouble when it is not there or too slow. */
export async function tell(
  flavour: Flavour,
  at: At,
  words: readonly string[],
  told: Told = {},
): Promise<Ended> {
  const program = await at.needs.hands.find(flavour.program);
  if (program === null)
    throw new TankTrouble({ id: 'tank.containers-no-engine', values: { engine: flavour.name } });
  const ended = await at.needs.hands.run({ program, args: words, env: variablesOf(flavour, at), ...told });
  if (ended.stopped === 'too-slow')
    throw new TankTrouble({ id: 'tank.containers-slow', values: { engine: flavour.name } }, words[0]);
  return ended;
}

/** One engine as it is on this computer, ready to be told things. */
export interface Engineer {
  readonly flavour: Flavour;
  readonly facts: Facts;
  /** As `tell`, with the words in front that this computer needs. */
  tell(words: readonly string[], told?: Told): Promise<Ended>;
  /** Rejects with TankTrouble unless it ends well. Resolves to its standard output. */
  must(words: readonly string[], told?: Told): Promise<string>;
}

/** Never what it said on its standard output: settings with a token might be in there. */
export const refusal = (flavour: Flavour, words: readonly string[], { code, err }: Ended): TankTrouble =>
  new TankTrouble(
    { id: 'tank.containers-refused', values: { engine: flavour.name } },
    `${flavour.program} ${words.slice(0, 2).join(' ')}: ${code ?? 'ended by a signal'}: ${err.trim().slice(-2000)}`,
  );

export function engineer(flavour: Flavour, at: At, facts: Facts): Engineer {
  const told = (words: readonly string[], more?: Told) =>
    tell(flavour, at, [...facts.leading, ...words], more);
  return {
    flavour,
    facts,
    tell: told,
    async must(words, more) {
      const ended = await told(words, more);
      if (ended.code !== 0) throw refusal(flavour, words, ended);
      return ended.out;
    },
  };
}
