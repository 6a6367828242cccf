import type { Message } from '../contract/finding';
import type { Language } from '../contract/report';
import type { MovePlan } from '../contract/tank';
import { TESTED_VERSION } from '../openclaw/tested-version';
import { createProbes } from '../probes/create-probes';
import { translatorFor } from '../report/render';
import { appDataFolder } from '../system/read/app-paths';
import { nodeHost } from '../system/read/node-host';
import { localizeMove } from '../tank/lifecycle/localize-tank';
import { planMoves } from '../tank/migrate';
import type { StoredTank } from '../tank/model/tank-store';
import { ENGINE_KINDS } from '../tank/preflight/engine-ranking';
import type { TankTask } from '../worker/protocol';
import { EXIT, type Values, WrongUsage, writeJson, writeLines } from './print';

/** What of each home outside would move in. Reads only. */
export const movesNow = (signal: AbortSignal): Promise<readonly MovePlan[]> =>
  planMoves(createProbes(nodeHost(signal), { folder: appDataFolder(), offline: true }));

/** The words of `move-in` with the setup first: the only one unless told. */
export function withSetup(args: readonly string[], moves: readonly MovePlan[]): readonly string[] {
  if (args[0]?.startsWith('setup-')) return args;
  const [only, ...others] = moves;
  if (!only) throw new WrongUsage('there is no home outside that could move in');
  if (others.length > 0)
    throw new WrongUsage(`which one? ${moves.map(({ id, from }) => `${id} ${from}`).join(', ')}`);
  return [only.id, ...args];
}

/** Shows what a command would do to a tank that there is. Nothing is done. */
export async function previewCommand(
  task: TankTask,
  { plan, folder }: StoredTank,
  { newest, moves }: { readonly newest: string | null; readonly moves: readonly MovePlan[] },
  values: Values,
  language: Language,
): Promise<number> {
  const translate = translatorFor(language);
  const would: Message = {
    id: `tank.making-would-${task.command}`,
    values: {
      name: plan.name,
      engine: ENGINE_KINDS[plan.engine].name,
      folder,
      from: plan.openclaw,
      version: newest ?? TESTED_VERSION,
      snapshot: 'snapshot' in task ? task.snapshot : '',
      count: task.command === 'send' ? task.files.length : 0,
    },
  };
  const localized = moves
    .filter(({ id }) => task.command === 'move-in' && id === task.setup)
    .map((move) => localizeMove(move, translate));
  const more = task.command === 'move-in' ? { moves: localized } : {};
  if (values.json)
    await writeJson({
      tank: plan.name,
      engine: plan.engine,
      deed: task.command,
      would: translate(would),
      ...more,
    });
  else
    await writeLines([
      translate(would),
      ...localized.flatMap(({ from, files, bytes, flagged, left }) => [
        translate({
          id: 'tank.making-would-move',
          values: { from, files, size: Math.ceil(bytes / 1_000_000) },
        }),
        ...flagged.map(({ id, path, why }) => `     ${id}  ${path}  ${why}`),
        ...left.map((line) => `     ${line}`),
      ]),
    ]);
  await writeLines([translate({ id: 'tank.making-would-yes' })], process.stderr);
  return EXIT.usage;
}
