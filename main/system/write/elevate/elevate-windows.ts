import { quoteWindowsArgument } from '../../../openclaw/shell-quote';
import { encoded, powerShellText } from '../../read/powershell';
import type { Programs } from '../system-programs';
import type { ElevatedCommand, ElevationMethod } from './elevation-method';

export const commandLine = (args: readonly string[]): string => args.map(quoteWindowsArgument).join(' ');

/**
 * UAC's question (ShellExecuteEx with the verb runas). 1223 is ERROR_CANCELLED, for "no" as well as for an account that
 * may not; it is told in a line, as the exit code could be the command's own. Words come in the environment.
 */
const SCRIPT = powerShellText(
  'elevate',
  [
    "$ErrorActionPreference='Stop'",
    '$i=New-Object Diagnostics.ProcessStartInfo',
    '$i.FileName=$env:TANKMATE_PROGRAM',
    '$i.Arguments=$env:TANKMATE_ARGUMENTS',
    '$i.WorkingDirectory=[Environment]::SystemDirectory',
    "$i.Verb='runas'",
    '$i.UseShellExecute=$true',
    "$i.WindowStyle='Hidden'",
    'try{$p=[Diagnostics.Process]::Start($i);$p.WaitForExit();"ended $($p.ExitCode)"}' +
      'catch{$e=$_.Exception;while($e.InnerException){$e=$e.InnerException};"refused $($e.NativeErrorCode)"}',
  ].join(';'),
);

const CANCELLED = 1223;

/** A program started this way gets the administrator's own environment: a change that needs another can't be asked for. */
export const byUac = ({ powershell }: Programs, { program, args }: ElevatedCommand): ElevationMethod => ({
  process: {
    program: powershell,
    args: encoded(SCRIPT),
    env: { TANKMATE_PROGRAM: program, TANKMATE_ARGUMENTS: commandLine(args) },
  },
  read({ out, code }) {
    const [, what, number] = /^(ended|refused) (-?\d+)\s*$/m.exec(out) ?? [];
    if (what === 'ended') return { code: Number(number) };
    return Number(number) === CANCELLED ? 'refused' : { code: code === 0 ? 1 : code };
  },
});

/** `whoami /groups`: the label of a high or system integrity level (S-1-16-12288, -16384; well-known SIDs) is held by elevated processes only. */
export const isElevated = (groups: string): boolean => /S-1-16-(12288|16384)\b/.test(groups);
