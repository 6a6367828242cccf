import { encoded, powerShellText } from '../../read/powershell';
import { ChangeError, codeOf } from '../change-error';
import { commandEnvironment } from '../commands/command-environment';
import type { WriteTools } from '../write-tools';
import type { Processes, ProcessIdentity } from './end-process';

/** When the process TANKMATE_PID started, as the probes count (UTC, to a tenth of a microsecond), and its name. */
export const LIST_SCRIPT = powerShellText(
  'identify-process',
  [
    '[Console]::OutputEncoding=[Text.Encoding]::UTF8',
    '$p=Get-CimInstance Win32_Process -Filter "ProcessId=$([int]$env:TANKMATE_PID)"',
    "if(-not $p){'absent';exit 0}",
    "\"is $(if($p.CreationDate){$p.CreationDate.ToUniversalTime().ToString('o')}else{'?'}) $($p.Name)\"",
  ].join(';'),
);

/** What that script printed. Null: no such process. */
export function readLook(out: string): ProcessIdentity | null {
  if (/^\uFEFF?absent\s*$/m.test(out)) return null;
  const [, startedAt, name] = /^\uFEFF?is (\S+) (.*\S)\s*$/m.exec(out) ?? [];
  if (startedAt === undefined || name === undefined)
    throw new ChangeError('failed', 'Windows would not tell of the process');
  return { startedAt, name };
}

/** taskkill's exit codes: 0 told, 128 no such process, 1 anything else, as access denied or "only with /F". */
export function readKill(code: number | null, how: 'ask' | 'force'): boolean {
  if (code === 0) return true;
  if (code === 128) throw Object.assign(new Error('no such process'), { code: 'ESRCH' });
  // A program without a window can't be asked, and says so like one that is not ours.
  if (how === 'ask') return false;
  throw Object.assign(new Error('access denied'), { code: 'EPERM' });
}

/** Existence alone is quick: signal 0 (nodejs.org/api/process.html, process.kill). */
function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) !== 'ESRCH';
  }
}

export const windowsProcesses = (tools: WriteTools, exists = isThere): Processes => ({
  async identify(pid) {
    if (!exists(pid)) return null;
    const { out } = await tools.run({
      program: tools.programs.powershell,
      args: encoded(LIST_SCRIPT),
      env: commandEnvironment(tools.platform, tools.env, { TANKMATE_PID: String(pid) }),
      limitMs: 10_000,
    });
    return readLook(out);
  },
  async send(pid, how) {
    const { code } = await tools.run({
      program: tools.programs.taskkill,
      args: [...(how === 'force' ? ['/F'] : []), '/PID', String(pid)],
      env: commandEnvironment(tools.platform, tools.env),
      limitMs: 10_000,
    });
    return readKill(code, how);
  },
  same: (one, other) => one === other,
});
