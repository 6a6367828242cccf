import { describe, expect, test } from 'vitest';
import { closedDescriptor, closedMode } from '../../../main/checks/permissions/private-mode';
import { judgeSddl } from '../../../main/probes/permissions/sddl';

describe('an octal mode', () => {
  test.each([
    ['0644', '0600'],
    ['0755', '0700'],
    ['0777', '0700'],
    ['0600', null],
    ['0700', null],
    // A script keeps the bit that lets its owner run it; what the owner may not do stays so.
    ['0555', '0500'],
    ['0444', '0400'],
    ['0077', '0000'],
    ['2770', '2700'],
    ['1777', '1700'],
    ['', null],
    ['0o644', null],
    ['D:(A;;FA;;;WD)', null],
  ])('%s becomes %s', (before, after) => expect(closedMode(before)).toBe(after));

  test('never gives anybody a right', () => {
    for (let bits = 0; bits <= 0o7777; bits++) {
      const after = closedMode(bits.toString(8).padStart(4, '0'));
      if (after === null) expect(bits & 0o077).toBe(0);
      else expect(Number.parseInt(after, 8)).toBe(bits & 0o7700);
    }
  });
});

// As `(Get-Acl).Sddl` writes them: owner and group by SID, then the list, inherited entries marked `ID`.
const LIN = 'S-1-5-21-1180699209-877415012-3182924384-1001';
const WEI = 'S-1-5-21-1180699209-877415012-3182924384-1002';
const OPEN = `O:${LIN}G:S-1-5-21-1180699209-877415012-3182924384-513D:AI(A;OICIID;FA;;;SY)(A;OICIID;FA;;;BA)(A;OICIID;FA;;;${LIN})(A;OICIID;0x1200a9;;;BU)(A;OICIID;0x1301bf;;;AU)`;

describe('a security descriptor', () => {
  test('is left with its owner, SYSTEM and Administrators', () => {
    expect(judgeSddl(OPEN, [])?.others).toBe('write');
    const folder = closedDescriptor(OPEN, 'folder', LIN);
    expect(folder).toBe(
      `O:${LIN}G:S-1-5-21-1180699209-877415012-3182924384-513D:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;FA;;;${LIN})`,
    );
    expect(judgeSddl(folder ?? '', [])).toMatchObject({ others: 'none', owner: LIN });
    expect(closedDescriptor(OPEN, 'file', LIN)).not.toContain('OICI');
  });

  test('of Administrators still lets in the account that asks', () => {
    const after = closedDescriptor('O:BAG:DUD:(A;;FA;;;WD)', 'file', WEI);
    expect(after).toBe(`O:BAG:DUD:PAI(A;;FA;;;SY)(A;;FA;;;BA)(A;;FA;;;${WEI})`);
    expect(judgeSddl(after ?? '', [WEI])?.others).toBe('none');
  });

  test('without any list, which lets everybody in, gets one', () => {
    const after = closedDescriptor(`O:${LIN}G:DUD:NO_ACCESS_CONTROL`, 'file', LIN);
    expect(judgeSddl(after ?? '', [])?.others).toBe('none');
  });

  test.each([
    ['', LIN],
    ['D:(A;;FA;;;WD)', LIN],
    ['O:nobodyD:(A;;FA;;;WD)', LIN],
    [OPEN, ''],
    [OPEN, '1000'],
    [OPEN, 'S-1-5)(A;;FA;;;WD'],
  ])('that can’t be told is left alone: %s, %s', (sddl, me) => {
    expect(closedDescriptor(sddl, 'file', me)).toBeNull();
  });

  test('stays the same when it is closed once more', () => {
    const once = closedDescriptor(OPEN, 'folder', LIN) ?? '';
    expect(closedDescriptor(once, 'folder', LIN)).toBe(once);
  });
});
