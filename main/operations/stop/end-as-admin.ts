import type { CommandChange } from '../../contract/change';
import type { FileProbe } from '../../probes/files';
import type { Process } from '../../probes/gateways';
import { commanded, type PowerShellText, powerShellText } from '../../system/read/powershell';

/**
 * One small script each for the words `<pid>=<start>`, run with administrator rights after a question that may have
 * stood for minutes: each process is looked at again right before each signal, and only one that still started at that
 * moment gets it. One that is gone is fine. Numbers that mean a group, everybody or the first process are refused
 * (kill(2)).
 */
const COMMON = `
for each in "$@"; do
  pid=\${each%%=*}
  case $each in *=?*) ;; *) exit 64;; esac
  case $pid in ''|0*|1|*[!0-9]*) exit 64;; esac
  [ \${#pid} -le 10 ] || exit 64
done
look() { for each in "$@"; do
  pid=\${each%%=*}; start=\${each#*=}
  [ "$(started "$pid")" = "$start" ] || continue
  left=yes
  [ -z "$signal" ] || kill -s "$signal" "$pid" 2>/dev/null
done; }
for signal in TERM '' '' '' KILL '' ''; do
  left=; look "$@"; [ -n "$left" ] || exit 0; sleep 1
done
left=; signal=; look "$@"; [ -z "$left" ]
`;

/** Field 22 of /proc/<pid>/stat (proc_pid_stat(5)): the name before it may hold blanks and brackets; Z and X have ended. */
const LINUX = `PATH=/usr/bin:/bin
started() {
  line=$(cat "/proc/$1/stat" 2>/dev/null) || return 0
  set -f; set -- \${line##*)}
  case $1 in Z|X|x) return 0;; esac
  shift 19; printf %s "$1"
}
${COMMON}`;

/** `ps -o lstart` (ps(1)), blanks taken together; the time zone is the one that the scan had. */
const MACOS = `PATH=/usr/bin:/bin
started() {
  set -f; set -- $(LC_ALL=C ps -o stat=,lstart= -p "$1" 2>/dev/null)
  case \${1:-Z} in Z*) return 0;; esac
  shift; printf %s "$*"
}
${COMMON}`;

/** An open handle keeps a number from being given away (learn.microsoft.com, Process.Handle): it is opened before the scan. */
const windowsScript = (fields: readonly string[]): PowerShellText =>
  powerShellText(
    'end-as-admin',
    [
      "$ErrorActionPreference='Stop'",
      '$failed=0',
      `foreach($each in @(${fields.map((word) => `'${word}'`).join(',')})){` +
        "$pid_,$start=$each.Split('=');$number=[int]$pid_;if($number -le 4){exit 64};" +
        'try{$p=[Diagnostics.Process]::GetProcessById($number);$null=$p.Handle}catch{continue};' +
        '$q=Get-CimInstance Win32_Process -Filter "ProcessId=$number";' +
        "if(-not $q -or -not $q.CreationDate -or $q.CreationDate.ToUniversalTime().ToString('o') -ne $start){continue};" +
        'try{$p.Kill();$null=$p.WaitForExit(5000)}catch{};if(-not $p.HasExited){$failed=1}}',
      'exit $failed',
    ].join(';'),
  );

const START: Readonly<Record<FileProbe['platform'], RegExp>> = {
  linux: /^\d{1,20}$/,
  darwin: /^\w{3} \w{3} \d{1,2} \d\d:\d\d:\d\d \d{4}$/,
  win32: /^\d{4}-\d\d-\d\dT[\d:.]{8,20}Z$/,
};

/**
 * The end of these processes by an administrator, as one command; null when there is none whose number and start could
 * be told.
 */
export function endAsAdmin(
  { platform, path, env }: Pick<FileProbe, 'platform' | 'path' | 'env'>,
  processes: readonly Pick<Process, 'pid' | 'startedAt'>[],
): CommandChange | null {
  const fields = processes.flatMap(({ pid, startedAt }) => {
    const start = startedAt?.trim().replace(/\s+/g, ' ') ?? '';
    return Number.isSafeInteger(pid) && pid > 1 && START[platform].test(start) ? [`${pid}=${start}`] : [];
  });
  if (fields.length === 0) return null;
  const system = path.join(env.SystemRoot ?? 'C:\\Windows', 'System32');
  return {
    kind: 'command',
    ...(platform === 'win32'
      ? {
          program: path.join(system, 'WindowsPowerShell', 'v1.0', 'powershell.exe'),
          args: commanded(windowsScript(fields)),
        }
      : {
          program: '/bin/sh',
          args: ['-c', platform === 'linux' ? LINUX : MACOS, 'tankmate-end', ...fields],
          ...(platform === 'darwin' && env.TZ !== undefined && { env: { TZ: env.TZ } }),
        }),
    admin: true,
    undo: null,
  };
}
