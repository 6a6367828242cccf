import { commanded, powerShellText } from '../../../../system/read/powershell';
import { systemPrograms } from '../../../../system/write/system-programs';
import { type TankContext, TankError, type TankStep } from '../../../model/types';
import { driverMessage, driverProgram, engineName, field, unclearAnswer } from '../../driver-program';
import { askPowerShell } from './hyperv-powershell';
import { MEMBER } from './hyperv-scripts';

/** Hyper-V Administrators, and the mark of an elevated process (learn.microsoft.com, "Well-known SIDs"). */
const ALLOWED = /"S-1-5-32-578"|"S-1-16-(12288|16384)"/;

/**
 * Puts an account into the group that may use Hyper-V. One elevated command instead of one for each start; the SID is
 * checked for its form, and the words are shown as they are.
 */
export function joinCommand(sid: string): readonly string[] {
  if (!/^S-1-(5-21|12-1)(-\d+){4}$/.test(sid)) throw unclearAnswer('hyperv', sid);
  return commanded(powerShellText('hyperv-join', `Add-LocalGroupMember -SID S-1-5-32-578 -Member ${sid}`));
}

const whoami = (tank: TankContext, what: string) =>
  driverProgram(tank, 'hyperv', systemPrograms('win32', tank.needs.env).whoami).run('asking', [
    what,
    '/fo',
    'csv',
    '/nh',
  ]);

/** Whether this session may use Hyper-V: by SIDs, never by names, which are translated. */
export const isAllowed = async (tank: TankContext): Promise<boolean> =>
  ALLOWED.test((await whoami(tank, '/groups')).out.replaceAll(/\s/g, ''));

async function ask(tank: TankContext): Promise<void> {
  const sid = /"(S-1-[\d-]+)"\s*$/m.exec((await whoami(tank, '/user')).out)?.[1] ?? '';
  const args = joinCommand(sid);
  if (field(await askPowerShell(tank, MEMBER, { sid }), 'member') !== true) {
    const { powershell } = systemPrograms('win32', tank.needs.env);
    try {
      await tank.needs.runner.runElevated({ program: powershell, args });
    } catch (error) {
      tank.needs.signal.throwIfAborted();
      const values = { name: engineName('hyperv'), command: ['powershell', ...args].join(' ') };
      throw new TankError(driverMessage('not-allowed', values), String(error), { cause: error });
    }
  }
  // The rights of a session are settled when it begins (learn.microsoft.com, "Access Tokens").
  throw new TankError(driverMessage('sign-out', { name: engineName('hyperv') }));
}

/** Done once this session may use Hyper-V. Joining the group ends in a trouble all the same: it counts after a sign-in. */
export const permissionStep = (tank: TankContext): TankStep => ({
  id: 'allow-engine',
  now: driverMessage('allow-engine', { name: engineName('hyperv') }),
  seconds: 5,
  done: () => isAllowed(tank),
  run: () => ask(tank),
});
