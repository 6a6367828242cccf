const FETCH =
  /\b(?:curl|wget|fetch\s+-|aria2c|iwr|irm|invoke-webrequest|invoke-restmethod|start-bitstransfer|certutil|bitsadmin)\b|\bdownload(?:string|file)\b/i;
const RUN =
  /(?:[|;&(`]|&&|\b(?:then|and))\s*(?:sudo\s+(?:-\w+\s+)*)?(?:\/\S*\/)?(?:(?:ba|z|k|da|a|fi)?sh|python[\d.]*|node|perl|ruby|php|pwsh|powershell|iex|invoke-expression|source|eval|chmod\s+\S*x)\b/i;
const RUNS_FETCHED =
  /\b(?:(?:ba|z|k|da|a)?sh|iex|invoke-expression|eval|python[\d.]*|node)\b[^\n]{0,40}?(?:\$\(|`|<\(|"\$\(|\(\s*(?:iwr|irm|invoke|new-object))/i;
const MOST = 4096;

/**
 * Whether a command line fetches something from the network and runs it at once, as in `curl … | sh`,
 * `sh -c "$(wget …)"` or `iwr … | iex`. Only the first 4,096 characters are looked at; each pattern is linear.
 */
export function downloadsAndRuns(command: string): boolean {
  const text = command.slice(0, MOST);
  const fetched = FETCH.exec(text);
  if (!fetched) return false;
  return RUN.test(text.slice(fetched.index)) || RUNS_FETCHED.test(text);
}

/** Programs that take code as an argument; a list of allowed commands with one of them allows everything. */
const INTERPRETERS = new Set([
  ...['sh', 'bash', 'zsh', 'dash', 'ash', 'ksh', 'fish', 'cmd', 'powershell', 'pwsh', 'busybox', 'toybox'],
  ...['python', 'pypy', 'node', 'nodejs', 'deno', 'bun', 'perl', 'raku', 'ruby', 'php', 'lua', 'osascript'],
  ...[
    'awk',
    'gawk',
    'mawk',
    'nawk',
    'sed',
    'gsed',
    'make',
    'gmake',
    'expect',
    'find',
    'xargs',
    'env',
    'julia',
  ],
  ...[
    'r',
    'rscript',
    'scala',
    'groovy',
    'elixir',
    'iex',
    'erl',
    'guile',
    'ghci',
    'gdb',
    'wscript',
    'cscript',
  ],
  ...['sudo', 'doas', 'su', 'ssh', 'docker', 'podman', 'npx', 'uvx', 'nohup', 'timeout', 'nice', 'watch'],
]);

/**
 * Whether a program's name, path or pattern is that of an interpreter, a shell or a program that starts any other
 * (dist of 2026.9.6: infra/exec-safe-bin-runtime-policy and command-analysis, with programs that carry others).
 */
export function runsAnyCode(program: string): boolean {
  const name = program.trim().toLowerCase().split(/[\\/]/).at(-1) ?? '';
  const plain = name.replace(/\.(?:exe|cmd|bat|com)$/, '').replace(/[*?[\]{}()]/g, '');
  return INTERPRETERS.has(plain) || INTERPRETERS.has(plain.replace(/(?:-|(?<![\d.])\.*)\d[\d.]*$/, ''));
}
