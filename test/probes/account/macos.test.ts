import { describe, expect, it } from 'vitest';
import { createAccountProbe } from '../../../main/probes/account';
import { type FakeMachine, fakeHost } from '../../fakes/host';

// Formats: id(1) and dseditgroup(8) of macOS.
const STANDARD = '20 12 61 701 100\n';
const ADMIN = '20 12 61 79 80 81 98 701 33 100 204\n';
const NOT = 'no lin is NOT a member of admin\n';

const look = (commands: FakeMachine['commands'] = {}) =>
  createAccountProbe(fakeHost({ platform: 'darwin', uid: 501, commands: { ...commands } }));
const me = (groups: string, member: string | { code: number; stdout: string }) => ({
  '/usr/bin/id -u': '501\n',
  '/usr/bin/id -G': groups,
  '/usr/sbin/dseditgroup -o checkmember -m lin admin': member,
});

describe('accounts of macOS', () => {
  it('tells a standard account', async () => {
    const account = await look(me(STANDARD, { code: 67, stdout: NOT })).current();
    expect(account).toMatchObject({ name: 'lin', id: '501', rights: 'ordinary' });
  });

  it('tells an account in admin by number, or by a group inside the group', async () => {
    expect((await look(me(ADMIN, NOT)).current()).rights).toBe('can-become');
    expect((await look(me(STANDARD, 'yes lin is a member of admin\n')).current()).rights).toBe('can-become');
  });

  it('does not take 180 or 801 for 80', async () => {
    expect((await look(me('20 180 801\n', { code: 67, stdout: NOT })).current()).rights).toBe('ordinary');
  });

  it('tells root', async () => {
    expect((await look({ '/usr/bin/id -u': '0\n' }).current()).rights).toBe('administrator');
  });

  it('is unknown when id does not answer or answers nonsense', async () => {
    expect((await look().current()).rights).toBe('unknown');
    expect((await look({ ...me('', NOT) }).current()).rights).toBe('unknown');
    expect((await look({ '/usr/bin/id -u': 'x\n' }).current()).rights).toBe('unknown');
    expect((await look({ ...me(STANDARD, NOT), '/usr/bin/id -G': { code: 1 } }).current()).rights).toBe(
      'unknown',
    );
  });

  it('looks at others by name and by number', async () => {
    const mei = {
      '/usr/bin/id -un 502': 'mei\n',
      '/usr/bin/id -u mei': '502\n',
      '/usr/bin/id -G mei': ADMIN,
    };
    expect(await look(mei).named('mei')).toMatchObject({ id: '502', rights: 'can-become' });
    expect(await look(mei).named('502')).toMatchObject({ name: 'mei', rights: 'can-become' });
    expect((await look(mei).named('nobody-here')).rights).toBe('unknown');
  });

  it('never hands a name that looks like an option to a program', async () => {
    const host = fakeHost({ platform: 'darwin' });
    expect((await createAccountProbe(host).named('-G')).rights).toBe('unknown');
    expect(host.touched).toEqual([]);
  });
});
