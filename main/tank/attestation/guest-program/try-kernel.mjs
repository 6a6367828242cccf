import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { arch } from 'node:os';

/** Numbers of init_module(2), in the kernel’s own tables (asm/unistd_64.h, asm-generic/unistd.h). */
const CALLS = { x64: 175, arm64: 105 };
/**
 * Hands the kernel 64 zeroes as a module. Whoever has no right to load one is told EPERM before the kernel looks at
 * it; whoever has is told that it is none. Nothing is ever loaded.
 */
const PERL = 'my $b = "\\0" x 64; my $p = ""; my $r = syscall(CALL, $b, 64, $p); print $r < 0 ? $!+0 : 0;';

/**
 * Tries to put something into the kernel, and looks for its switches that could be written. Nothing is written.
 * @param {{ switches: string[] }} questions
 */
export default async function ({ switches }) {
  const call = CALLS[arch()];
  const writable = await Promise.all(
    switches.map((path) =>
      access(path, constants.W_OK).then(
        () => path,
        () => null,
      ),
    ),
  );
  return { module: call ? await load(call) : 'unknown', writable: writable.filter((path) => path !== null) };
}

const load = (call) =>
  new Promise((resolve) => {
    const options = { timeout: 5000, killSignal: 'SIGKILL', env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' } };
    execFile('perl', ['-e', PERL.replace('CALL', String(call))], options, (error, out) => {
      if (error) resolve(error.code === 'ENOENT' ? 'no-program' : 'failed');
      else resolve(/^\d+$/.test(out) ? Number(out) : 'failed');
    });
  });
