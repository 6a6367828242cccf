/** What is known of this computer when a shell's start file is read. */
export interface ShellPlace {
  /** What `~` and `$HOME` stand for. */
  readonly home: string;
  /** Folders that hold OpenClaw's commands and nothing else: a line that only puts one of them on `PATH` is its own. */
  readonly binFolders: readonly string[];
}

const SHELLS = '(?:bash|zsh|fish|powershell)';
const NAMES = '(?:openclaw|clawdbot|moltbot)';

const unquoted = (text: string) => text.trim().replace(/^(["'])(.*)\1$/, '$2');

const filled = (text: string, { home }: ShellPlace) =>
  unquoted(text)
    .replace(/^~(?=[\\/]|$)/, () => home)
    .replace(/\$\{HOME\}|\$HOME\b|\$env:USERPROFILE\b/g, () => home);

/** `…/completions/openclaw.bash`: the script that OpenClaw keeps for a shell, in any state folder. */
const CACHED = new RegExp(`[\\\\/]completions[\\\\/]${NAMES}\\.(?:bash|zsh|fish|ps1)$`, 'i');

const ASK = `${NAMES}\\s+completion(?:\\s+(?:--shell[= ]|-s[= ]?)${SHELLS})?`;
const ASKED = [
  new RegExp(`^(?:\\[\\s+-f\\s+[^\\s\\]][^\\]]*\\]\\s*&&\\s*)?(?:source|\\.)\\s+<\\(${ASK}\\)$`, 'i'),
  new RegExp(`^eval\\s+(["']?)\\$\\(${ASK}\\)\\1$`, 'i'),
  new RegExp(
    `^${ASK}\\s*\\|\\s*(?:source|Invoke-Expression|iex|Out-String\\s*\\|\\s*(?:Invoke-Expression|iex))$`,
    'i',
  ),
];

/**
 * A line that loads completions, in every form that OpenClaw wrote or recognises as its own (2026.9.6,
 * src/cli/completion-runtime.ts: isCompletionProfileLine, isPreviousCompletionSourceLine, isSlowDynamicCompletionLine,
 * and the portable hook of docs/cli/completion.md).
 */
function loadsCompletions(line: string): boolean {
  const guarded =
    /^(?:\[\[?\s+-f|test\s+-f)\s+(\S[^\];&]*)(?:\]\]?\s*&&|;\s*and)\s+(?:source|\.)\s+(\S.*)$/.exec(line);
  if (guarded) return guarded[1]?.trimEnd() === guarded[2] && CACHED.test(unquoted(guarded[2] ?? ''));
  const direct = /^(?:source|\.)\s+(\S.*)$/.exec(line)?.[1];
  if (direct !== undefined && CACHED.test(unquoted(direct))) return true;
  return ASKED.some((form) => form.test(line));
}

/** The folder that a line puts on `PATH`, where that is all the line does. The installer writes the first form. */
function putsOnPath(line: string): string | null {
  const forms = [
    /^(?:export\s+)?PATH=(["']?)([^:"';&|]+):\$(?:PATH|\{PATH\})\1$/,
    /^(?:export\s+)?PATH=(["']?)\$(?:PATH|\{PATH\}):([^:"';&|]+)\1$/,
    /^fish_add_path\s+(?:-\S+\s+)*(["']?)([^\s"';&|]+)\1$/,
    /^set\s+-gx\s+PATH\s+(["']?)([^\s"';&|]+)\1\s+\$PATH$/,
  ];
  for (const form of forms) {
    const folder = form.exec(line)?.[2];
    if (folder !== undefined) return folder;
  }
  return null;
}

/** One variable that only OpenClaw reads (docs/help/environment.md), or the cache that its documents for small machines set up. */
const isOwnVariable = (line: string): boolean =>
  /^(?:export\s+|set\s+-gx\s+|\$env:)OPENCLAW_[A-Z0-9_]+(?:\s*=|\s)[^;&|]*$/.test(line) ||
  /^export\s+NODE_COMPILE_CACHE=(["']?)\/var\/tmp\/openclaw-compile-cache\1$/.test(line) ||
  /^mkdir\s+-p\s+\/var\/tmp\/openclaw-compile-cache$/.test(line);

const isAlias = (line: string): boolean =>
  new RegExp(`^alias\\s+[\\w-]+(?:=|\\s+)(["']?)(?:[^\\s"';&|]*/)?${NAMES}(?:\\s[^"';&|]*)?\\1$`).test(line);

/**
 * A shell's start file without the lines that are OpenClaw's beyond doubt; everything else stays to the byte. A line
 * that does anything besides stays too. Null when there is none.
 */
export function withoutOpenClaw(text: string, place: ShellPlace): string | null {
  const lines = text.split(/(?<=\n)/);
  const isHeader = (line: string | undefined) => line?.trim() === '# OpenClaw Completion';
  const goes = lines.map((whole) => {
    const line = whole.trim();
    if (loadsCompletions(line) || isOwnVariable(line) || isAlias(line)) return true;
    const folder = putsOnPath(line);
    return folder !== null && place.binFolders.includes(filled(folder, place).replace(/[\\/]$/, ''));
  });
  const kept: string[] = [];
  for (const [at, whole] of lines.entries()) {
    if (goes[at]) continue;
    if (isHeader(whole)) {
      // OpenClaw puts an empty line before its block: it goes with it.
      if (kept.length > 1 && kept.at(-1)?.trim() === '') kept.pop();
      continue;
    }
    kept.push(whole);
  }
  const after = kept.join('');
  return after === text ? null : after;
}

/**
 * A table of cron(8) without the lines that only start OpenClaw (crontab(5): five fields or `@reboot`, then the
 * command; nothing but redirections may follow). Null when there is none.
 */
export function withoutCronLines(text: string): string | null {
  const own = new RegExp(
    `^\\s*(?:@\\w+|(?:\\S+\\s+){4}\\S+)\\s+(?:[^\\s;&|]*/)?${NAMES}(?:\\s(?:[^;&|>]|>&\\d|>(?!&))*)?$`,
  );
  const after = text
    .split(/(?<=\n)/)
    .filter((line) => !own.test(line.trimEnd()))
    .join('');
  return after === text ? null : after;
}

/** Tables of cron by account, where this computer has cron (cron(8) of Debian and macOS; only root may read them). */
export const CRON_FOLDERS: readonly string[] = [
  '/var/spool/cron/crontabs',
  '/var/spool/cron',
  '/usr/lib/cron/tabs',
  '/var/at/tabs',
];

/** Start files of shells below a home (bash(1), zsh(1), fish(1), about_Profiles of PowerShell). */
export const SHELL_FILES: readonly string[] = [
  '.bashrc',
  '.bash_profile',
  '.bash_login',
  '.profile',
  '.zshrc',
  '.zprofile',
  '.zshenv',
  '.zlogin',
  '.config/fish/config.fish',
  '.config/fish/conf.d/openclaw.fish',
  '.config/powershell/Microsoft.PowerShell_profile.ps1',
  '.config/powershell/profile.ps1',
  'Documents/PowerShell/Microsoft.PowerShell_profile.ps1',
  'Documents/WindowsPowerShell/Microsoft.PowerShell_profile.ps1',
];
