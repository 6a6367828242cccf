import { programsOf } from '../../../actions/programs';
import { type At, type Step, TankTrouble } from '../..';
import { field, nameOf, toolOf, unclear, words } from '../ask';
import { askScript } from './powershell';
import { MEMBER } from './scripts';

/** Hyper-V Administrators, and the mark of an elevated process (learn.microsoft.com, "Well-known SIDs"). */
const ALLOWED = /"S-1-5-32-578"|"S-1-16-(12288|16384)"/;

/**
 * Puts an account into the group that may use Hyper-V. One elevated command instead of one for each start; the SID is
 * checked for its form, and the words are shown as they are.
 */
export function joinCommand(sid: string): readonly string[] {
  if (!/^S-1-(5-21|12-1)(-\d+){4}$/.test(sid)) throw unclear('hyperv', sid);
  const line = ['Add-LocalGroupMember', '-SID', 'S-1-5-32-578', '-Member', sid];
  return ['-NoProfile', '-NonInteractive', '-Command', ...line];
}

const whoami = (at: At, what: string) =>
  toolOf(at, 'hyperv', programsOf('win32', at.needs.env).whoami).does('asking', [what, '/fo', 'csv', '/nh']);

/** Whether this session may use Hyper-V: by SIDs, never by names, which are translated. */
export const isAllowed = async (at: At): Promise<boolean> =>
  ALLOWED.test((await whoami(at, '/groups')).out.replaceAll(/\s/g, ''));

async function ask(at: At): Promise<void> {
  const sid = /"(S-1-[\d-]+)"\s*$/m.exec((await whoami(at, '/user')).out)?.[1] ?? '';
  const args = joinCommand(sid);
  if (field(await askScript(at, MEMBER, { sid }), 'member') !== true) {
    const { powershell } = programsOf('win32', at.needs.env);
    try {
      await at.needs.hands.admin({ program: powershell, args });
    } catch (error) {
      at.needs.signal.throwIfAborted();
      const values = { name: nameOf('hyperv'), command: ['powershell', ...args].join(' ') };
      throw new TankTrouble(words('not-allowed', values), String(error), { cause: error });
    }
  }
  // The rights of a session are settled when it begins (learn.microsoft.com, "Access Tokens").
  throw new TankTrouble(words('sign-out', { name: nameOf('hyperv') }));
}

/** Done once this session may use Hyper-V. Joining the group ends in a trouble all the same: it counts after a sign-in. */
export const permissionStep = (at: At): Step => ({
  id: 'allow-engine',
  now: words('allow-engine', { name: nameOf('hyperv') }),
  seconds: 5,
  done: () => isAllowed(at),
  run: () => ask(at),
});
