import type { TankContext } from '../../../model/types';
import { type DriverProgram, driverProgram } from '../../driver-program';
import { machineOf } from '../../machine-claim';

/** VBoxManage is on PATH, or where its installer puts it: `find` knows the places. */
export const manage = (tank: TankContext): DriverProgram => driverProgram(tank, 'virtualbox', 'VBoxManage');

/** `--machinereadable`: `key="value"`, `"key"="value"` or `key=1` a line (Frontends/VBoxManage/VBoxManageInfo.cpp). */
export function parseMachine(text: string): ReadonlyMap<string, string> {
  const facts = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const [, key, , value] = /^"?([^"=]+)"?=("?)(.*)\2$/.exec(line) ?? [];
    if (key !== undefined && value !== undefined) facts.set(key, value);
  }
  return facts;
}

/** What VirtualBox says of the machine; null when it knows none of that name. */
export async function machine(tank: TankContext): Promise<ReadonlyMap<string, string> | null> {
  // `"name" {uuid}` a line, in every language.
  const { out } = await manage(tank).run('asking', ['list', 'vms']);
  if (!out.split(/\r?\n/).some((line) => line.startsWith(`"${machineOf(tank)}" {`))) return null;
  const reported = await manage(tank).run('asking', ['showvminfo', machineOf(tank), '--machinereadable']);
  return parseMachine(reported.out);
}
