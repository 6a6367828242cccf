import type { Message } from '../contract/finding';
import type { Language } from '../contract/report';
import type { MovePlan } from '../contract/tank';
import type { TankTask } from '../errands/messages';
import { PROVED } from '../openclaw/proved';
import { createProbes } from '../probes/create';
import { nodeHost } from '../probes/host/node';
import { voice } from '../report/render';
import { ownFolder } from '../state/folder';
import { planMoves } from '../tank/moves';
import type { Tank } from '../tank/tanks';
import { tellMove } from '../tank/tell';
import { KINDS } from '../tank/ways/ladder';
import { EXIT, type Values, WrongUsage, writeJson, writeLines } from './say';

/** What of each home outside would move in. Reads only. */
export const movesNow = (signal: AbortSignal): Promise<readonly MovePlan[]> =>
  planMoves(createProbes(nodeHost(signal), { folder: ownFolder(), offline: true }));

/** The words of `move-in` with the setup first: the only one unless told. */
export function withSetup(words: readonly string[], moves: readonly MovePlan[]): readonly string[] {
  if (words[0]?.startsWith('setup-')) return words;
  const [only, ...others] = moves;
  if (!only) throw new WrongUsage('there is no home outside that could move in');
  if (others.length > 0)
    throw new WrongUsage(`which one? ${moves.map(({ id, from }) => `${id} ${from}`).join(', ')}`);
  return [only.id, ...words];
}

/** Shows what a deed would do to a tank that there is. Nothing is done. */
export async function writeDeed(
  task: TankTask,
  { plan, folder }: Tank,
  { newest, moves }: { readonly newest: string | null; readonly moves: readonly MovePlan[] },
  values: Values,
  language: Language,
): Promise<number> {
  const speak = voice(language);
  const would: Message = {
    id: `tank.making-would-${task.deed}`,
    values: {
      name: plan.name,
      engine: KINDS[plan.engine].name,
      folder,
      from: plan.openclaw,
      version: newest ?? PROVED,
      snapshot: 'snapshot' in task ? task.snapshot : '',
      count: task.deed === 'send' ? task.files.length : 0,
    },
  };
  const told = moves
    .filter(({ id }) => task.deed === 'move-in' && id === task.setup)
    .map((move) => tellMove(move, speak));
  const more = task.deed === 'move-in' ? { moves: told } : {};
  if (values.json)
    await writeJson({
      tank: plan.name,
      engine: plan.engine,
      deed: task.deed,
      would: speak(would),
      ...more,
    });
  else
    await writeLines([
      speak(would),
      ...told.flatMap(({ from, files, bytes, flagged, left }) => [
        speak({ id: 'tank.making-would-move', values: { from, files, size: Math.ceil(bytes / 1_000_000) } }),
        ...flagged.map(({ id, path, why }) => `     ${id}  ${path}  ${why}`),
        ...left.map((line) => `     ${line}`),
      ]),
    ]);
  await writeLines([speak({ id: 'tank.making-would-yes' })], process.stderr);
  return EXIT.usage;
}
