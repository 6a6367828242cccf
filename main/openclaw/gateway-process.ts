import { PACKAGES } from './install-places';

/** What a process list says of one process. */
export interface ProcessLine {
  /** File name of the program, without `.exe`. */
  readonly program: string;
  /** Arguments, the program's own name first. */
  readonly args: readonly string[];
}

/**
 * What one of OpenClaw's programs does: a gateway, a node host, an agent (in a terminal, over ACP or MCP), the desktop
 * app, a helper that one of them started, a launcher that waits for one of them; a `command`, which ends by itself; or
 * one that is `starting` and hasn't said yet which of all these it is.
 */
export type Role = 'gateway' | 'node' | 'agent' | 'app' | 'helper' | 'launcher' | 'command' | 'starting';

/** Roles in which OpenClaw goes on until somebody ends it. */
export const isActing = (role: Role): boolean => role !== 'command' && role !== 'starting';

const NAMES = `(?:${PACKAGES.join('|')})`;

/**
 * Programs that run JavaScript, by their file's name: `node`, `node22`, `node.exe`, `bun`, Electron with its own Node. Linux
 * puts a word behind the name of one that runs on while an update laid another in its place (proc(5), /proc/pid/exe).
 */
export const isRuntime = (program: string): boolean =>
  /^(node|nodejs|bun|deno|electron)[\d.-]*(\.exe)?( \(deleted\))?$/i.test(program);

/** Titles that commands of OpenClaw give their process: `openclaw`, then `openclaw-<command>` (2026.9.6, dist/entry.js, program). */
const TITLE = new RegExp(`^${NAMES}(?:-([a-z-]+))?$`);
const TITLES: Readonly<Record<string, Role>> = {
  gateway: 'gateway',
  'gateway-watch': 'launcher',
  node: 'node',
  'node-worker': 'helper',
  agent: 'agent',
  acp: 'agent',
  mcp: 'agent',
  tui: 'agent',
  chat: 'agent',
  mac: 'app',
};

/**
 * What a process calls itself that overwrote its arguments (libuv, uv_set_process_title): `starting` for the bare
 * name, which every command carries before it has another, and many to their end. Null where arguments are left.
 */
export function titledRole(args: readonly string[]): Role | null {
  if (args.length !== 1) return null;
  const title = TITLE.exec(args[0]?.trim() ?? '');
  if (title === null) return null;
  const verb = title[1];
  return verb === undefined ? 'starting' : (TITLES[verb] ?? 'command');
}

/** Options of node(1), bun and Electron that take a word of their own, and those that run no script. */
const WITH_WORD =
  /^(-r|--require|--import|--loader|--experimental-loader|-C|--conditions|--env-file|--env-file-if-exists|--title|--preload|--cwd|--icu-data-dir|--openssl-config|--inspect-port|--stack-trace-limit)$/;
const NO_SCRIPT =
  /^(-e|--eval|-p|--print|-pe|-i|--interactive|-c|--check|--test|--run|-v|--version|-h|--help|-)$/;

/** A script with the words after it. */
export interface Script {
  /** As it was given: perhaps relative to the working directory. */
  readonly file: string;
  readonly rest: readonly string[];
}

/** The script that a command line has a runtime run (node(1)); null where it runs none, or no runtime. */
export function scriptOf({ program, args }: ProcessLine): Script | null {
  if (!isRuntime(program)) return null;
  for (let at = 1; at < args.length; at++) {
    const word = args[at] ?? '';
    if (NO_SCRIPT.test(word)) return null;
    if (word === '--') return args[at + 1] ? { file: args[at + 1] ?? '', rest: args.slice(at + 2) } : null;
    if (WITH_WORD.test(word)) at++;
    else if (!word.startsWith('-') && !(word === 'run' && /^(bun|deno)/i.test(program)))
      return { file: word, rest: args.slice(at + 1) };
  }
  return null;
}

/** Entries of the package: its command, what services start, and what a checkout runs it by (its package.json). */
const ENTRY = new RegExp(
  `^(${NAMES}\\.[cm]?js|dist/(index|entry|mac-node-worker)\\.m?js|scripts/(run|watch)-node\\.mjs|src/(index|entry)\\.ts)$`,
);

/** Options in front of the command that take a word of their own (`openclaw --help`, 2026.9.6). */
const OPTION_WITH_WORD = /^--(profile|container|log-level)$/;
/** Verbs below a command that at once do something else and end. */
const RUNS: Readonly<Record<string, RegExp>> = {
  gateway: /^(run|-.*)$/,
  node: /^(run|-.*)$/,
  mcp: /^(serve|-.*)$/,
  acp: /^(client|-.*)$/,
};

/** What the words after an entry of OpenClaw make it do (`openclaw --help`, 2026.1.30 and 2026.9.6). */
export function roleOfArguments(args: readonly string[]): Role {
  let at = 0;
  while (args[at]?.startsWith('-') === true) at += OPTION_WITH_WORD.test(args[at] ?? '') ? 2 : 1;
  const verb = args[at] ?? '';
  const next = args[at + 1];
  if (!/^(gateway|node|agent|acp|mcp|tui|chat)$/.test(verb)) return 'command';
  if (next !== undefined && /^(--help|-h|--version)$/.test(next)) return 'command';
  if (next !== undefined && RUNS[verb]?.test(next) === false) return 'command';
  return verb === 'gateway' || verb === 'node' ? verb : 'agent';
}

/** What a script of OpenClaw's package is: `inside` is its path in the package with `/` between parts. */
export function roleOfScript(inside: string, rest: readonly string[]): Role {
  if (ENTRY.test(inside) || !inside.includes('/')) return roleOfArguments(rest);
  // Helpers lie deeper in the built program than its entries; what a developer runs lies elsewhere.
  return inside.startsWith('dist/') ? 'helper' : 'command';
}

/**
 * The package folder that a path names in npm's own layout (`…/node_modules/openclaw/…`), also by an addon that npm put
 * beside it (`…/node_modules/@openclaw/…`); null for any other path: a folder of that name may be anybody's.
 */
export function packageFolder(path: string): string | null {
  const own = new RegExp(`^(.*[\\\\/]node_modules[\\\\/]${NAMES})[\\\\/]`, 'i').exec(path);
  if (own?.[1]) return own[1];
  const beside = /^(.*[\\/]node_modules[\\/])@openclaw[\\/]/.exec(path);
  return beside ? `${beside[1]}openclaw` : null;
}
