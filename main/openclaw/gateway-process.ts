/** What a process list says of one process. */
export interface ProcessLine {
  /** File name of the program, without `.exe`. */
  readonly program: string;
  /** Arguments, the program's own name first. */
  readonly args: readonly string[];
}

/** The gateway renames itself and so overwrites its arguments (2026.1.30 and 2026.9.6 alike); the older names too. */
const TITLE = /^(openclaw|clawdbot|moltbot)-gateway$/;
const RUNTIME = /^(node|nodejs|bun)$/i;
/** The package's entry: openclaw.mjs, dist/index.js, dist/entry.js, or the launcher's link without an ending. */
const ENTRY =
  /[\\/](openclaw|clawdbot|moltbot)([\\/].*)?[\\/](openclaw\.mjs|clawdbot\.mjs|moltbot\.mjs|dist[\\/](index|entry)\.m?js)$|[\\/](openclaw|clawdbot|moltbot)(\.mjs)?$/i;
/** Options in front of the command that take a word of their own (`openclaw --help`, 2026.9.6). */
const WITH_WORD = /^--(profile|container|log-level)$/;

/**
 * Whether this is a gateway at work: by its title, or as `node …/openclaw/dist/index.js gateway [run] [--…]`,
 * as Windows shows it and services start it. An editor, a log reader or an ssh command with such words is none.
 */
export function isGateway({ program, args }: ProcessLine): boolean {
  if (TITLE.test(args[0]?.trim() ?? '')) return true;
  if (!RUNTIME.test(program)) return false;
  let at = 1;
  while (args[at]?.startsWith('-') === true) at += 1;
  if (!ENTRY.test(args[at] ?? '')) return false;
  at += 1;
  while (args[at]?.startsWith('-') === true) at += WITH_WORD.test(args[at] ?? '') ? 2 : 1;
  const next = args[at + 1];
  return args[at] === 'gateway' && (next === undefined || next === 'run' || next.startsWith('-'));
}

/** Titles of what acts by itself: each command of OpenClaw renames its process after itself (`openclaw-node`, `openclaw-agent`). */
const ACTING =
  /^(openclaw|clawdbot|moltbot)(-(gateway|gateway-watch|node|node-worker|agent|acp|mcp|tui|chat|mac))?$/;
const VERBS = /^(gateway|node|agent|acp|mcp|tui|chat)$/;

/**
 * Whether this is OpenClaw at work, in any of its roles: a gateway, one that is just starting, a node host, an agent
 * in a terminal, the app in the menu bar, a helper that one of them started. Not: a command that looks, updates or backs up.
 */
export function isAtWork({ program, args }: ProcessLine): boolean {
  const title = args[0]?.trim() ?? '';
  if (isGateway({ program, args })) return true;
  if (args.length === 1 && ACTING.test(title)) return true;
  if (/\/(OpenClaw|Clawdbot|Moltbot)\.app\/Contents\/MacOS\/[^/]+$/.test(title)) return true;
  if (!RUNTIME.test(program)) return false;
  const words = args.slice(1);
  const entry = words.findIndex((word) => ENTRY.test(word));
  // A helper's script lies deeper in the package than its entry.
  if (entry < 0)
    return words.slice(0, 3).some((word) => /\.[cm]?js$/.test(word) && packageFolder(word) !== null);
  if (words.slice(0, entry).some((word) => !word.startsWith('-'))) return false;
  const rest = words.slice(entry + 1);
  let at = 0;
  while (rest[at]?.startsWith('-') === true) at += WITH_WORD.test(rest[at] ?? '') ? 2 : 1;
  return (
    VERBS.test(rest[at] ?? '') && !/^(status|stop|install|uninstall|--help|-h)$/.test(rest[at + 1] ?? '')
  );
}

/**
 * The package folder in a path or command line of OpenClaw's own program, or of an addon that npm put beside it;
 * null where there is none. `/x/node_modules/openclaw/dist/a.js` and `/x/node_modules/@openclaw/b/c.node`
 * both give `/x/node_modules/openclaw`.
 */
export function packageFolder(path: string): string | null {
  const own =
    /^(.*[\\/](?:openclaw|clawdbot|moltbot))[\\/](?:dist[\\/]|node_modules[\\/]|[a-z]+\.mjs$)/i.exec(path);
  if (own?.[1]) return own[1];
  const beside = /^(.*[\\/]node_modules[\\/])@openclaw[\\/]/.exec(path);
  return beside ? `${beside[1]}openclaw` : null;
}
