import { encoded, type PowerShellText } from '../../../../system/read/powershell';
import type { ProcessExit } from '../../../../system/write/commands/run-process';
import { systemPrograms } from '../../../../system/write/system-programs';
import type { TankContext } from '../../../model/types';
import { type DriverAction, driverProgram, jsonOf, programError } from '../../driver-program';
import { machineOf } from '../../machine-claim';

/** Values for a script, beside the machine's name. */
export type ScriptInput = Readonly<Record<string, unknown>>;

/** The same as JSON, with the machine's name. */
export const scriptInput = (tank: TankContext, ask: ScriptInput): string =>
  JSON.stringify({ name: machineOf(tank), ...ask });

/** Runs a script; an exit code is data. */
export function tryPowerShell(
  tank: TankContext,
  doing: DriverAction,
  script: PowerShellText,
  ask: ScriptInput = {},
  limitMs = 120_000,
): Promise<ProcessExit> {
  const env = { TANKMATE_ASK: scriptInput(tank, ask) };
  // By its place: a bare name could find one that somebody planted.
  const { powershell } = systemPrograms('win32', tank.needs.env);
  return driverProgram(tank, 'hyperv', powershell).tryRun(doing, encoded(script), { env, limitMs });
}

/** Runs a script to a good end. Resolves to what it wrote. */
export async function runPowerShell(
  tank: TankContext,
  doing: DriverAction,
  script: PowerShellText,
  ask?: ScriptInput,
  limitMs?: number,
): Promise<string> {
  const ended = await tryPowerShell(tank, doing, script, ask, limitMs);
  if (ended.code !== 0) throw programError('hyperv', doing, ended);
  return ended.out;
}

/** The same for scripts that answer in JSON. */
export const askPowerShell = async (
  tank: TankContext,
  script: PowerShellText,
  ask?: ScriptInput,
): Promise<unknown> => jsonOf('hyperv', await runPowerShell(tank, 'asking', script, ask));
