import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseAccountsAndGroups, parseDscl } from '../../../main/probes/permissions/accounts-and-groups';
import { parseGetfacl, parseMacAcl } from '../../../main/probes/permissions/acl';
import { parseAnswer, script } from '../../../main/probes/permissions/permissions-windows';
import { judgeSddl } from '../../../main/probes/permissions/sddl';
import { decoded, encoded } from '../../../main/system/read/powershell';

const ME = 'S-1-5-21-1004336348-1177238915-682003330-1001';

describe('access lists', () => {
  it('of Linux count within the mask', () => {
    // Format: getfacl(1) of acl 2.3, `getfacl -pn`.
    const acls = parseGetfacl(readFileSync('test/fixtures/permissions/getfacl.txt', 'utf8'));
    expect([...acls]).toEqual([
      [
        '/home/lin',
        [
          { kind: 'own-group', who: -1, bits: 5 },
          { kind: 'user', who: 1001, bits: 5 },
          { kind: 'user', who: 1002, bits: 5 },
        ],
      ],
      [
        '/home/lin/桌面 a',
        [
          { kind: 'own-group', who: -1, bits: 4 },
          { kind: 'group', who: 50, bits: 6 },
        ],
      ],
    ]);
  });

  it('of macOS keep what allows', () => {
    // Format: `ls -lde` of macOS 15; the list's lines as ls(1) and chmod(1) there describe them.
    const text = readFileSync('test/fixtures/permissions/ls-lde.txt', 'utf8');
    expect([...parseMacAcl(text, ['/', '/Users', '/Users/lin', '/Users/lin/.openclaw'])]).toEqual([
      ['/', []],
      ['/Users', []],
      ['/Users/lin', [{ kind: 'user', who: 'ann', bits: 5 }]],
      ['/Users/lin/.openclaw', [{ kind: 'user', who: 'ann', bits: 7 }]],
    ]);
  });
});

describe('accounts', () => {
  it('of passwd and group, broken lines left out', () => {
    const people = parseAccountsAndGroups(
      'root:x:0:0::/root:/bin/sh\nlin:x:1000:1000::\nbroken\nx:x:abc:1:\n',
      'users:x:100:lin,ann\nlin:x:1000:\n::\n',
    );
    expect(people.persons.map(({ name, groups }) => [name, [...groups]])).toEqual([
      ['root', [0]],
      ['lin', [1000, 100]],
    ]);
    expect([...people.knownGroups]).toEqual([100, 1000]);
  });

  it('of dscl', () => {
    expect([
      ...parseDscl('_amavisd                83\nlin                     501\nadmin  root lin\n'),
    ]).toEqual([
      ['_amavisd', ['83']],
      ['lin', ['501']],
      ['admin', ['root', 'lin']],
    ]);
  });
});

// Descriptors written after learn.microsoft.com/windows/win32/secauthz/security-descriptor-string-format.
describe('SDDL', () => {
  const own = `O:${ME}G:${ME.replace(/\d+$/, '513')}`;
  it.each([
    ['only owner and system', `${own}D:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;FA;;;${ME})`, 'none', []],
    ['users may read', `${own}D:AI(A;ID;FA;;;SY)(A;ID;0x1200a9;;;BU)`, 'read', ['Users']],
    ['everyone may write', `${own}D:(A;;FA;;;WD)`, 'write', ['everyone']],
    [
      'signed-in users may change',
      `O:BAG:SYD:AI(A;ID;0x1301bf;;;AU)(A;ID;0x1200a9;;;BU)`,
      'write',
      ['Authenticated Users'],
    ],
    ['only for what lies inside', `${own}D:(A;OICIIO;GA;;;AU)(A;;FA;;;SY)`, 'none', []],
    ['no list at all', `${own}D:NO_ACCESS_CONTROL`, 'write', ['everyone']],
    ['an empty list', `${own}D:P`, 'none', []],
    ['denied first', `${own}D:(D;;FA;;;BU)(A;;FR;;;BU)`, 'none', []],
    ['another account', `${own}D:(A;;FR;;;S-1-5-21-1-2-3-1005)`, 'read', ['S-1-5-21-1-2-3-1005']],
    ['may take it over', `${own}D:(A;;WDWO;;;BU)`, 'write', ['Users']],
    ['letters of a directory', `${own}D:(A;;CCLCSWLORC;;;BU)`, 'write', ['Users']],
    ['administrators of the domain', `${own}D:(A;;FA;;;DA)(A;;FA;;;S-1-5-21-9-9-9-512)`, 'none', []],
    ['attributes only', `${own}D:(A;;0x100080;;;WD)`, 'none', []],
  ])('%s', (_name, sddl, others, who) => {
    expect(judgeSddl(sddl, [])).toMatchObject({ others, who });
  });

  it('doesn’t count the account that looks, in its own home', () => {
    const sddl = `O:BAG:SYD:PAI(A;;FA;;;SY)(A;;FA;;;${ME})`;
    expect(judgeSddl(sddl, [])?.others).toBe('write');
    expect(judgeSddl(sddl, [ME])?.others).toBe('none');
  });

  it.each([
    '',
    'O:BAG:SY',
    'O:BAD:(A;;QQ;;;WD)',
    'O:BAD:(XA;;FA;;;WD;(x))',
    'O:BAD:(A;;FA;;;)',
    'D:(A;;FA',
    '\0'.repeat(9000),
  ])('doesn’t judge what it doesn’t understand: %s', (sddl) => expect(judgeSddl(sddl, [])).toBeNull());
});

describe('the PowerShell question', () => {
  it('keeps every path a plain text', () => {
    const text = script(["C:\\it's", 'C:\\a’);calc;(‘b', 'C:\\$(calc)`"']);
    expect(text).toContain("@('C:\\it''s','C:\\a’’);calc;(‘‘b','C:\\$(calc)`\"')");
    const args = encoded(script(['C:\\李']));
    expect(args.at(-1)).toMatch(/^[A-Za-z0-9+/=]+$/);
    expect(decoded(args)).toBe(script(['C:\\李']));
  });

  it('is answered line by line', () => {
    const { me, descriptors } = parseAnswer(`me ${ME}\r\n0 O:BAD:P\r\n1 !\r\nnoise from a profile\r\n`);
    expect(me).toBe(ME);
    expect([...descriptors]).toEqual([
      [0, 'O:BAD:P'],
      [1, '!'],
    ]);
  });
});
