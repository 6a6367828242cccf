import { powerShellText } from '../powershell';

/** One process as PowerShell prints it. */
export interface WindowsProcess {
  readonly pid: number;
  readonly parent: number;
  readonly name: string;
  /** Null when Windows would not show it: a process of higher rights or of another account. */
  readonly command: string | null;
  readonly path: string | null;
  /** When it started, ISO 8601 in UTC to a tenth of a microsecond; null when Windows would not tell. */
  readonly startedAt: string | null;
  /** SID of its account; null when it was not asked for or not told. */
  readonly owner: string | null;
}

/**
 * The question: all processes, and the account of those that may be OpenClaw. GetOwnerSid gives a SID, never a name
 * (learn.microsoft.com/windows/win32/cimwin32prov/getownersid-method-in-class-win32-process).
 */
export const PROCESS_QUERY = powerShellText(
  'processes',
  '[Console]::OutputEncoding=[Text.Encoding]::UTF8;' +
    '$all=foreach($p in Get-CimInstance Win32_Process){' +
    '$o=$null;' +
    "if($p.CommandLine -match 'openclaw|clawdbot|moltbot' -or $p.Name -match '^(node|nodejs|bun|deno|electron)[\\d.-]*\\.exe$')" +
    '{$o=(Invoke-CimMethod -InputObject $p -MethodName GetOwnerSid -ErrorAction SilentlyContinue).Sid};' +
    '[pscustomobject]@{pid=$p.ProcessId;parent=$p.ParentProcessId;name=$p.Name;command=$p.CommandLine;path=$p.ExecutablePath;owner=$o;' +
    "started=$(if($p.CreationDate){$p.CreationDate.ToUniversalTime().ToString('o')})}};" +
    'ConvertTo-Json -Compress -InputObject @($all)',
);

/** What that question printed; null where it is something else. Broken entries are left out. */
export function parseProcesses(text: string): readonly WindowsProcess[] | null {
  let all: unknown;
  try {
    all = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return null;
  }
  if (!Array.isArray(all)) return null;
  return all.flatMap((each: unknown): WindowsProcess[] => {
    if (typeof each !== 'object' || each === null) return [];
    const field = (name: string): unknown => Reflect.get(each, name);
    const word = (name: string) => {
      const value = field(name);
      return typeof value === 'string' && value !== '' ? value : null;
    };
    const [pid, parent, name] = [field('pid'), field('parent'), word('name')];
    if (typeof pid !== 'number' || name === null) return [];
    return [
      {
        pid,
        parent: typeof parent === 'number' ? parent : 0,
        name,
        command: word('command'),
        path: word('path'),
        startedAt: word('started'),
        owner: word('owner'),
      },
    ];
  });
}

/** Arguments of a Windows command line: quotes hold blanks together (learn.microsoft.com/cpp/c-language/parsing-c-command-line-arguments). */
export const splitCommand = (command: string): readonly string[] =>
  (command.match(/(?:"[^"]*"?|[^\s"])+/g) ?? []).map((each) => each.replaceAll('"', ''));
