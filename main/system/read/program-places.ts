import { posix, win32 } from 'node:path';
import type { Platform } from '../../contract/finding';

/**
 * Where programs lie that a desktop's PATH often lacks: Homebrew and MacPorts (their own documents), snaps
 * (snapcraft.io/docs), `/usr/sbin` (Filesystem Hierarchy Standard 3.0), installers' and scoop's places
 * on Windows. Looking and making ask the same.
 */
export function programPlaces(
  platform: Platform,
  env: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  if (platform === 'win32') {
    const system = win32.join(env.SystemRoot ?? 'C:\\Windows', 'System32');
    const programs = env.ProgramW6432 ?? env.ProgramFiles ?? 'C:\\Program Files';
    const scoop = env.USERPROFILE ? [win32.join(env.USERPROFILE, 'scoop', 'shims')] : [];
    return [
      system,
      win32.join(system, 'OpenSSH'),
      win32.join(system, 'WindowsPowerShell', 'v1.0'),
      win32.join(programs, 'Multipass', 'bin'),
      win32.join(programs, 'Oracle', 'VirtualBox'),
      win32.join(programs, 'qemu'),
      win32.join(programs, 'RedHat', 'Podman'),
      win32.join(programs, 'Docker', 'Docker', 'resources', 'bin'),
      ...scoop,
    ];
  }
  const home = env.HOME ? [posix.join(env.HOME, '.local', 'bin')] : [];
  const system = ['/usr/local/bin', '/usr/bin', '/bin', '/usr/local/sbin', '/usr/sbin', '/sbin'];
  return platform === 'darwin'
    ? [
        '/opt/homebrew/bin',
        '/opt/local/bin',
        '/opt/podman/bin',
        '/Applications/Docker.app/Contents/Resources/bin',
        ...system,
        ...home,
      ]
    : [...system, '/snap/bin', ...home];
}

/**
 * Every whole path at which a program may lie, in the order in which they count: PATH, the usual places, then `more`. None
 * for a name with a folder in it. A relative place is left out: it would be one in whatever folder we happen to run in.
 */
export function programCandidates(
  program: string,
  platform: Platform,
  env: Readonly<Record<string, string | undefined>>,
  more: readonly string[] = [],
): readonly string[] {
  const path = platform === 'win32' ? win32 : posix;
  if (path.basename(program) !== program || program === '') return [];
  const name = platform === 'win32' && !/\.exe$/i.test(program) ? `${program}.exe` : program;
  return [...(env.PATH ?? env.Path ?? '').split(path.delimiter), ...programPlaces(platform, env), ...more]
    .filter((folder) => path.isAbsolute(folder))
    .map((folder) => path.join(folder, name));
}
