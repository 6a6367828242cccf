import type { Ended } from '../../../actions/commands/start';
import { encoded } from '../../../actions/powershell';
import { programsOf } from '../../../actions/programs';
import type { At } from '../..';
import { type Doing, jsonOf, toolOf, troubleOf } from '../ask';
import { machineOf } from '../claim';

/** Values for a script, beside the machine's name. */
export type Ask = Readonly<Record<string, unknown>>;

/** The same as JSON, with the machine's name. */
export const askOf = (at: At, ask: Ask): string => JSON.stringify({ name: machineOf(at), ...ask });

/** Runs a script; an exit code is data. */
export function tryScript(
  at: At,
  doing: Doing,
  script: string,
  ask: Ask = {},
  limitMs = 120_000,
): Promise<Ended> {
  const env = { TANKMATE_ASK: askOf(at, ask) };
  // By its place: a bare name could find one that somebody planted.
  const { powershell } = programsOf('win32', at.needs.env);
  return toolOf(at, 'hyperv', powershell).tries(doing, encoded(script), { env, limitMs });
}

/** Runs a script to a good end. Resolves to what it wrote. */
export async function runScript(
  at: At,
  doing: Doing,
  script: string,
  ask?: Ask,
  limitMs?: number,
): Promise<string> {
  const ended = await tryScript(at, doing, script, ask, limitMs);
  if (ended.code !== 0) throw troubleOf('hyperv', doing, ended);
  return ended.out;
}

/** The same for scripts that answer in JSON. */
export const askScript = async (at: At, script: string, ask?: Ask): Promise<unknown> =>
  jsonOf('hyperv', await runScript(at, 'asking', script, ask));
