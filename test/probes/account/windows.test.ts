import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createAccountProbe } from '../../../main/probes/account';
import { rightsOf } from '../../../main/probes/account/whoami';
import { type FakeMachine, fakeHost } from '../../fakes/host';

// Written by hand after learn.microsoft.com/windows-server/administration/windows-commands/whoami; the Chinese ones
// in code page 936, as a Chinese console writes them.
const fixture = (name: string) =>
  readFileSync(new URL(`../../fixtures/account/${name}.csv`, import.meta.url));
const LUA = 'reg query HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System /v EnableLUA';
const lua = (value: string) =>
  `\r\nHKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System\r\n    EnableLUA    REG_DWORD    ${value}\r\n\r\n`;
const ME = 'S-1-5-21-1111111111-2222222222-3333333333-1001';

const look = (groups: Buffer | string, more: FakeMachine['commands'] = {}) =>
  createAccountProbe(
    fakeHost({
      platform: 'win32',
      userName: '小林',
      commands: {
        'whoami /user /fo csv /nh': fixture('whoami-user-zh'),
        'whoami /groups /fo csv /nh': groups,
        ...more,
      },
    }),
  );

describe('the account that looks, on Windows', () => {
  it.each([
    ['en-split', 'can-become'],
    ['zh-split', 'can-become'],
    ['zh-elevated', 'administrator'],
    ['zh-standard', 'ordinary'],
    ['en-service-high', 'ordinary'],
  ])('reads %s as %s', async (name, rights) => {
    expect(await look(fixture(`whoami-groups-${name}`)).current()).toMatchObject({
      name: '小林',
      id: ME,
      rights,
    });
  });

  it('asks EnableLUA where the token has no label', async () => {
    const groups = fixture('whoami-groups-zh-no-label');
    expect((await look(groups, { [LUA]: lua('0x0') }).current()).rights).toBe('administrator');
    expect((await look(groups, { [LUA]: lua('0x1') }).current()).rights).toBe('can-become');
    expect((await look(groups, { [LUA]: { code: 1 } }).current()).rights).toBe('can-become');
    expect((await look(groups).current()).rights).toBe('can-become');
  });

  it('names the SIDs that decided', async () => {
    const account = await look(fixture('whoami-groups-zh-elevated')).current();
    expect(account.evidence).toEqual([
      {
        kind: 'command',
        where: 'whoami /groups',
        saw: 'Administrators: S-1-5-114, S-1-5-32-544, S-1-16-12288',
      },
    ]);
  });

  it('is SYSTEM by its own SID', () => {
    expect(rightsOf('S-1-5-18', [], null)).toBe('administrator');
    // Network Service has the system label and is no administrator.
    expect(rightsOf('S-1-5-20', ['S-1-1-0', 'S-1-16-16384'], null)).toBe('ordinary');
  });

  it('is not fooled by a longer SID, a name, or the wrapped table of another format', async () => {
    const longer = '"Everyone","x","S-1-1-0",""\r\n"S-1-5-32-544-fan","x","S-1-5-32-5440",""\r\n';
    expect((await look(longer).current()).rights).toBe('ordinary');
    const table = 'Everyone   已知组 S-1-1-0\r\n   必需的组\r\nBUILTIN\\Users 别名 S-1-5-32-545\r\n';
    expect((await look(table).current()).rights).toBe('unknown');
  });

  it('is unknown when whoami fails, is missing or is silent', async () => {
    expect((await look('').current()).rights).toBe('unknown');
    const failed = look('', { 'whoami /groups /fo csv /nh': { code: 1, stderr: 'ERROR' } });
    expect((await failed.current()).rights).toBe('unknown');
    const none = createAccountProbe(fakeHost({ platform: 'win32' }));
    expect(await none.current()).toMatchObject({
      rights: 'unknown',
      evidence: [{ saw: { id: 'look.not-there' } }],
    });
  });
});

describe('another account, on Windows', () => {
  it('is told for SYSTEM, the Administrators group and ourselves only', async () => {
    const probe = look(fixture('whoami-groups-zh-standard'));
    expect((await probe.named('S-1-5-18')).rights).toBe('administrator');
    expect((await probe.named('NT AUTHORITY\\SYSTEM')).rights).toBe('administrator');
    expect((await probe.named('S-1-5-32-544')).rights).toBe('administrator');
    expect((await probe.named(ME)).rights).toBe('ordinary');
    expect((await probe.named('小林的电脑\\小林')).rights).toBe('ordinary');
    expect((await probe.named('mei')).rights).toBe('unknown');
    expect((await probe.named('S-1-5-21-1111111111-2222222222-3333333333-1002')).rights).toBe('unknown');
  });
});
