import { expect, test } from 'vitest';
import { showChange } from '../../../main/changes/plan/show';
import type { CommandChange } from '../../../main/contract/change';

const command: CommandChange = {
  kind: 'command',
  program: '/bin/sh',
  args: ['-c', 'set -eu\nuseradd openclaw\n', 'tankmate', '/home/lin/my state'],
  admin: true,
  undo: { program: '/bin/sh', args: ['-c', 'userdel openclaw', 'tankmate'] },
};

test('a script stands in its lines, and so does what takes it back', () => {
  expect(showChange(command)).toEqual({
    kind: 'command',
    where: '/bin/sh',
    before: null,
    after: `/bin/sh -c '\nset -eu\nuseradd openclaw\n' tankmate "/home/lin/my state"`,
    admin: true,
    back: '/bin/sh -c "userdel openclaw" tankmate',
  });
});

test('the way back of an ordinary command is not worth a line', () => {
  expect(showChange({ ...command, admin: false })).not.toHaveProperty('back');
  expect(showChange({ ...command, undo: null })).not.toHaveProperty('back');
});
