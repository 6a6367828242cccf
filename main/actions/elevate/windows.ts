import { encoded } from '../powershell';
import type { Programs } from '../programs';
import type { Asked, Asking } from './ask';

/**
 * One word of a command line as CommandLineToArgvW and the C runtime read it back (learn.microsoft.com, "Parsing C
 * command-line arguments"): backslashes count only before a quote, and are doubled there.
 */
export function quoteWord(word: string): string {
  if (word !== '' && !/[\s"]/.test(word)) return word;
  return `"${word.replace(/(\\*)"/g, '$1$1\\"').replace(/\\+$/, '$&$&')}"`;
}

export const commandLine = (args: readonly string[]): string => args.map(quoteWord).join(' ');

/**
 * UAC's question (ShellExecuteEx with the verb runas). 1223 is ERROR_CANCELLED, for "no" as well as for an account that
 * may not; it is told in a line, as the exit code could be the command's own. Words come in the environment.
 */
const SCRIPT = [
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
].join(';');

const CANCELLED = 1223;

/** A program started this way gets the administrator's own environment: a change that needs another can't be asked for. */
export const byUac = ({ powershell }: Programs, { program, args }: Asked): Asking => ({
  running: {
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
