/** Who holds a right over the computer: OpenClaw itself, a Node.js, a helper that it steers with, or the terminal. */
export type Holder = 'own' | 'runtime' | 'helper' | 'terminal';

/**
 * Apps by the identifier that macOS keeps rights under. OpenClaw's own: docs/platforms/mac/permissions.md, and its earlier
 * names. Helpers: Peekaboo and the CUA driver (docs/platforms/mac/peekaboo.md, docs/nodes/computer-use.md).
 */
const OWN_APPS = ['ai.openclaw.', 'com.clawdbot.', 'bot.molt.'];
const HELPER_APPS = ['boo.peekaboo.', 'com.trycua.'];
/** What is started in one of these has its rights. */
const TERMINALS: ReadonlySet<string> = new Set([
  'com.apple.terminal',
  'com.googlecode.iterm2',
  'dev.warp.warp-stable',
  'com.mitchellh.ghostty',
  'net.kovidgoyal.kitty',
  'org.alacritty',
  'io.alacritty',
  'com.github.wez.wezterm',
  'co.zeit.hyper',
  'org.tabby',
  'com.microsoft.vscode',
]);
const RUNTIMES = ['node', 'bun', 'deno'];
const OWN_PROGRAMS = ['openclaw', 'openclaw-mac', 'clawdbot', 'moltbot'];
const HELPER_PROGRAMS = ['peekaboo', 'cua-driver'];

/** Whose an app's identifier is; null: nothing to do with OpenClaw. */
export function holderOfApp(identifier: string): Holder | null {
  const id = identifier.toLowerCase();
  const begins = (starts: readonly string[]) => starts.some((each) => id.startsWith(each));
  if (begins(OWN_APPS)) return 'own';
  if (begins(HELPER_APPS)) return 'helper';
  return TERMINALS.has(id) ? 'terminal' : null;
}

/**
 * Whose a program's file is; null: nothing to do with OpenClaw. `known` are the files of the programs that run OpenClaw here and
 * the folders of apps that carry it: what a Node.js among them holds, OpenClaw holds.
 */
export function holderOfProgram(path: string, known: readonly string[]): Holder | null {
  const plain = path.replaceAll('\\', '/').toLowerCase();
  const isKnown = known.some((each) => {
    const whole = each.replaceAll('\\', '/').toLowerCase();
    return plain === whole || plain.startsWith(`${whole}/`);
  });
  const name = plain.slice(plain.lastIndexOf('/') + 1).replace(/\.exe$/, '');
  if (isKnown || OWN_PROGRAMS.includes(name) || plain.includes('/openclaw.app/')) return 'own';
  if (HELPER_PROGRAMS.includes(name)) return 'helper';
  return RUNTIMES.includes(name) ? 'runtime' : null;
}
