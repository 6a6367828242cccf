import { win32 } from 'node:path';
import { endAsAdmin } from '../../../main/operations/stop/end-as-admin';
import { script } from '../../../main/probes/permissions/permissions-windows';
import { hypervCommands } from '../../../main/tank/drivers/experimental/hyperv/hyperv-machine';
import { joinCommand } from '../../../main/tank/drivers/experimental/hyperv/hyperv-permission';
import type { TankContext } from '../../../main/tank/model/types';

/** Words that would end a string, open a block or begin a variable if they were not held. */
const NASTY = `C:\\Users\\O'Brien ‘李明’ $(whoami)\`"{[(`;

const tank = {
  folder: NASTY,
  plan: { name: 'openclaw', limits: { memoryMiB: 4096, processors: 2 } },
} as TankContext;

/** Makes the texts that stand in no constant; those that do are made when their file is loaded. */
export async function makeTexts(): Promise<void> {
  script([]);
  script(['C:\\Users\\lin', NASTY, '\\\\server\\share\\a']);
  const at = { platform: 'win32', path: win32, env: { SystemRoot: 'C:\\Windows' } } as const;
  const started = '2026-11-20T08:15:30.1234567Z';
  endAsAdmin(at, [{ pid: 4711, startedAt: started }]);
  endAsAdmin(at, [
    { pid: 4711, startedAt: started },
    { pid: 815, startedAt: started },
  ]);
  joinCommand('S-1-5-21-1004336348-1177238915-682003330-1001');
  await hypervCommands(tank);
}
