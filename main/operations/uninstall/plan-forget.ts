import type { Change, CommandChange } from '../../contract/change';
import type { Probes } from '../../probes';

const CLOSED = ['-type', 'd', '!', '-perm', '-700'];

/**
 * Deletes for good what an uninstall quarantined: what lies in `quarantine`, a folder of Tankmate's own. There is no way back.
 * Folders that their owner may not write in, as package managers make them, are opened first, and nothing but folders:
 * a file may have a second name elsewhere. Links are not followed (find(1), -P).
 */
export function planForget({ platform, path, env }: Probes['files'], quarantine: string): readonly Change[] {
  const command = (program: string, args: readonly string[]): CommandChange => ({
    kind: 'command',
    program,
    args,
    admin: false,
    undo: null,
    limitMs: 300_000,
  });
  if (platform === 'win32') {
    const shell = path.join(env.SystemRoot ?? 'C:\\Windows', 'System32', 'cmd.exe');
    return [command(shell, ['/d', '/c', 'rmdir', '/s', '/q', quarantine])];
  }
  return [
    {
      ...command('/usr/bin/find', [quarantine, ...CLOSED, '-exec', '/bin/chmod', 'u+rwx', '{}', ';']),
      optional: true,
    },
    command('/bin/rm', ['-rf', '--', quarantine]),
  ];
}
