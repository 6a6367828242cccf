import { access, constants, stat } from 'node:fs/promises';
import { posix, win32 } from 'node:path';
import type { Platform } from '../contract/finding';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Where programs lie that a desktop's PATH often lacks: Homebrew and MacPorts (their own documents), snaps
 * (snapcraft.io/docs), `/usr/sbin` (Filesystem Hierarchy Standard 3.0), installers' places on Windows.
 */
function usualPlaces(platform: Platform, env: Env): readonly string[] {
  if (platform === 'win32') {
    const system = win32.join(env.SystemRoot ?? 'C:\\Windows', 'System32');
    const programs = env.ProgramW6432 ?? env.ProgramFiles ?? 'C:\\Program Files';
    return [
      system,
      win32.join(system, 'OpenSSH'),
      win32.join(system, 'WindowsPowerShell', 'v1.0'),
      win32.join(programs, 'Multipass', 'bin'),
      win32.join(programs, 'Oracle', 'VirtualBox'),
      win32.join(programs, 'qemu'),
      win32.join(programs, 'RedHat', 'Podman'),
      win32.join(programs, 'Docker', 'Docker', 'resources', 'bin'),
    ];
  }
  const home = env.HOME ? [posix.join(env.HOME, '.local', 'bin')] : [];
  const system = ['/usr/local/bin', '/usr/bin', '/bin', '/usr/local/sbin', '/usr/sbin', '/sbin'];
  return platform === 'darwin'
    ? ['/opt/homebrew/bin', '/opt/local/bin', '/Applications/Docker.app/Contents/Resources/bin', ...system]
    : [...system, '/snap/bin', ...home];
}

const isProgram = async (file: string) => {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
};

/** A program's whole path, from PATH and its usual places; null when it is in none. Names without a folder only. */
export async function findProgram(program: string, platform: Platform, env: Env): Promise<string | null> {
  const path = platform === 'win32' ? win32 : posix;
  if (path.basename(program) !== program || program === '') return null;
  const name = platform === 'win32' && !/\.exe$/i.test(program) ? `${program}.exe` : program;
  const told = (env.PATH ?? env.Path ?? '').split(path.delimiter);
  for (const folder of [...told, ...usualPlaces(platform, env)]) {
    // A relative place would be one in whatever folder we happen to run in.
    if (!path.isAbsolute(folder)) continue;
    const file = path.join(folder, name);
    if (await isProgram(file)) return file;
  }
  return null;
}
