import type { Programs } from '../system-programs';
import { type ElevatedCommand, type ElevationMethod, withEnv } from './elevation-method';

/**
 * The desktop's own question. pkexec(1): 126 when the user closed it, 127 when the right could not be had or an error
 * came up (also when a command ends so itself, which none of ours does). Its own terminal agent stays off: without
 * the desktop's, sudo asks better.
 */
export const byPkexec = ({ pkexec }: Programs, asked: ElevatedCommand): ElevationMethod => ({
  process: { program: pkexec, args: ['--disable-internal-agent', ...withEnv(asked)] },
  read({ code, err }) {
    if (code === 126) return 'refused';
    if (code !== 127) return { code };
    // Neither is translated (polkit, src/programs/pkexec.c): no agent is there, or polkitd itself is not.
    return /No authentication agent found|Error getting authority/.test(err) ? 'nobody' : 'refused';
  },
});

/**
 * The terminal's own question, on /dev/tty. sudo(8): with a command, -k neither uses nor keeps an earlier password, so
 * no door stays open. When sudo itself says no it ends with 1 and says so with its name in front (C locale).
 */
export const bySudo = ({ sudo }: Programs, asked: ElevatedCommand): ElevationMethod => ({
  process: { program: sudo, args: ['-k', '--', ...withEnv(asked)], inTerminal: true },
  read: ({ code, err }) =>
    code === 1 && /^(sudo: |Sorry, |.* is not (in the sudoers file|allowed to (run|execute)))/m.test(err)
      ? 'refused'
      : { code },
});
