import { shellRuns } from '../../openclaw/service-control';
import { bareCommand } from '../../openclaw/shell-text';
import { expandArguments, noVariables, readScript, type Variables } from '../../openclaw/shell-variables';
import { parseEnvFile } from './parse-unit';
import type { TolerantReader } from './tolerant-reader';

/** Where and with what a command is run. */
export interface LaunchPlace {
  readonly env: Readonly<Record<string, string>>;
  /** Null when it can't be told. */
  readonly cwd: string | null;
  readonly home: string;
}

/** One program that a command starts in the end, after shells, scripts and wrappers were followed. */
export interface Launch {
  /** Its words, variables filled in. */
  readonly args: readonly string[];
  /** All that it gets besides the session's own. Values may be secrets. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string | null;
}

/** What commands start in the end. */
export interface Launches {
  /** Variables that the commands themselves hand on to what comes after them, as a shell's start file does. */
  readonly exports: Readonly<Record<string, string>>;
  readonly launches: readonly Launch[];
  /** Files of which a part could not be followed. */
  readonly unread: readonly string[];
}

const SCRIPT_BYTES = 256 * 1024;
const DEPTH = 5;
const MANY = 200;
/** Lines that can't be read and may decide something: of what is sourced, as a version manager's, only those that name it. */
const NAMES_IT = /openclaw|clawdbot|moltbot/i;
const MAY_START = /openclaw|clawdbot|moltbot|\bexec\b|\$@|gateway/i;
const ASSIGNMENT = /^([A-Za-z_]\w*)=([\s\S]*)$/;
/** Programs that start another one, whose words come after their own (each one's manual page). */
const STARTS_ANOTHER =
  /^(sudo|doas|su|runuser|setpriv|systemd-run|systemd-inhibit|caffeinate|xvfb-run|dbus-run-session|flock|chrt|taskset|tini|dumb-init|tmux|screen|script|unbuffer|proxychains4?|torsocks|firejail|bwrap|start-stop-daemon|daemonize|supervise|chpst|s6-setuidgid|setuidgid|gosu|su-exec|strace|cmd|cmd\.exe|call|start|conhost\.exe)$/i;
const STARTED =
  /^(openclaw|clawdbot|moltbot)|(^|[\\/])(openclaw|clawdbot|moltbot)[^\\/]*$|(^|[\\/])(node|nodejs|bun|deno|npx|npm|pnpm|pnpx|yarn|bunx|sh|bash|zsh|fish|dash|env|nohup|docker|podman)[\d.]*(\.exe|\.cmd)?$|\.(sh|cmd|bat)$/i;

/** What a program that starts another one starts: its words, or a text for a shell; null where that can't be told. */
function startedByOther(args: readonly string[]): readonly string[] | null {
  const text = args.find(
    (word, at) => at > 0 && /\s/.test(word) && /openclaw|clawdbot|moltbot|gateway/i.test(word),
  );
  const at = args.findIndex((word, index) => index > 0 && STARTED.test(word));
  if (text !== undefined && (at < 0 || args.indexOf(text) < at)) return ['sh', '-c', text];
  return at < 0 ? null : args.slice(at);
}

/** State of a shell that runs line by line. */
interface Shell {
  readonly env: Variables;
  /** Variables that are not handed on. */
  readonly local: Variables;
  readonly rest: readonly string[];
  cwd: string | null;
  all: boolean;
  sourced: boolean;
}

/**
 * Follows commands to the programs that they start: shells with `-c`, scripts, `env`, `exec` and the like, `export` and
 * `.` on the way (POSIX Shell Command Language). In place of commands it takes the text of a shell's own start file.
 * Reads files, runs nothing.
 */
export async function resolveLaunches(
  reader: TolerantReader,
  commands: readonly (readonly string[])[] | { readonly file: string; readonly text: string },
  place: LaunchPlace,
): Promise<Launches> {
  const { path, readText } = reader.host;
  const launches: Launch[] = [];
  const unread = new Set<string>();

  const whole = (file: string, cwd: string | null) => {
    const filled = file.replace(/^~(?=$|[\\/])/, () => place.home);
    if (path.isAbsolute(filled)) return filled;
    return cwd === null ? null : path.resolve(cwd, filled);
  };
  /** The text of a script; null for what is none or can't be read. */
  async function scriptText(file: string): Promise<string | null> {
    const text = await readText(file, SCRIPT_BYTES).catch(() => null);
    if (text === null || text.slice(0, 512).includes('\0')) return null;
    return /^#!.*\b(node|bun|deno|python[\d.]*|perl|ruby|php)\b/.test(text) ? null : text;
  }

  async function source(file: string | undefined, shell: Shell, depth: number): Promise<void> {
    const at = file === undefined ? null : whole(file, shell.cwd);
    if (at === null) return;
    const text = await readText(at, SCRIPT_BYTES).catch(() => null);
    const { sourced } = shell;
    shell.sourced = true;
    if (text !== null && depth < DEPTH) await run(text, path.dirname(at), shell, depth, at);
    shell.sourced = sourced;
    if (text !== null) return;
    if (await reader.host.stat(at).catch(() => null)) unread.add(at);
  }

  async function run(text: string, folder: string, shell: Shell, depth: number, file: string): Promise<void> {
    const script = readScript(text, folder);
    if (script.unread.some((line) => (shell.sourced ? NAMES_IT : MAY_START).test(line))) unread.add(file);
    for (const given of script.commands.slice(0, MANY)) await step(given, shell, depth, file);
  }

  async function step(given: readonly string[], shell: Shell, depth: number, file: string): Promise<void> {
    const variables = noVariables({ ...shell.env, ...shell.local });
    const bare = bareCommand(given);
    const before = given.slice(0, given.length - bare.length);
    // The text of `sh -c` is filled in by the shell that runs it.
    const inner = shellRuns(bare);
    const args = inner && 'text' in inner ? bare : expandArguments(bare, { variables, args: shell.rest });
    const [verb = '', ...rest] = args;
    const assign = (into: Variables, parts: readonly string[]) => {
      for (const word of parts) {
        const [, name, value = ''] = ASSIGNMENT.exec(word) ?? [];
        if (name) into[name] = value;
      }
    };
    const own = before.map((word) => expandArguments([word], { variables, args: shell.rest }).join(' '));
    if (args.length === 0) {
      assign(shell.all ? shell.env : shell.local, own);
      // What is exported already stays so.
      for (const name of Object.keys(shell.local))
        if (Object.hasOwn(shell.env, name)) shell.env[name] = shell.local[name] ?? '';
      return;
    }
    if (verb === 'export' || verb === 'declare' || verb === 'typeset' || verb === 'readonly') {
      assign(verb === 'export' || rest.some((word) => /^-\w*x/.test(word)) ? shell.env : shell.local, rest);
      if (verb === 'export')
        for (const name of rest) if (shell.local[name] !== undefined) shell.env[name] = shell.local[name];
      return;
    }
    if (verb === 'setenv' || verb === 'set-env') {
      // csh(1) and tcsh(1): `setenv NAME value`.
      const [name = '', ...value] = rest;
      if (/^[A-Za-z_]\w*$/.test(name)) shell.env[name] = value.join(' ');
      return;
    }
    if (verb === 'set') {
      const fish = /^-\w*x/.test(rest[0] ?? '') ? rest[1] : undefined;
      if (fish !== undefined && /^[A-Za-z_]\w*$/.test(fish)) shell.env[fish] = rest.slice(2).join(' ');
      if (rest.includes('-a') || rest.includes('allexport')) shell.all = rest[0] !== '+o';
      if (rest.includes('+a')) shell.all = false;
      return;
    }
    if (verb === 'alias') {
      // `alias name='words'`, and fish's `alias name 'words'`: what people start by hand.
      const [, text] = /^[^=\s]+=([\s\S]+)$/.exec(rest[0] ?? '') ?? [undefined, rest[1]];
      if (text !== undefined && NAMES_IT.test(text))
        await run(
          text,
          shell.cwd ?? '/',
          { ...shell, env: noVariables(shell.env), sourced: true },
          depth + 1,
          file,
        );
      return;
    }
    if (verb === 'unset') for (const name of rest) delete shell.env[name];
    else if (verb === '.' || verb === 'source') await source(rest[0], shell, depth + 1);
    else if (verb === 'cd') shell.cwd = rest[0] === undefined ? place.home : whole(rest[0], shell.cwd);
    else {
      const env = noVariables(shell.env);
      assign(env, own);
      await follow(args, { env, local: shell.local, cwd: shell.cwd }, depth, file);
    }
  }

  async function follow(
    args: readonly string[],
    state: { readonly env: Variables; readonly local: Variables; readonly cwd: string | null },
    depth: number,
    from: string,
  ): Promise<void> {
    if (launches.length >= MANY || depth > DEPTH * 2) return;
    const { env, cwd } = state;
    const shellOf = (rest: readonly string[], local = noVariables()): Shell => ({
      ...{ env, local, rest, cwd },
      ...{ all: false, sourced: false },
    });
    const other = STARTS_ANOTHER.test(path.basename(args[0] ?? '')) ? startedByOther(args) : null;
    if (other) return follow(other, state, depth + 1, from);
    // OpenClaw's own wrapper on macOS: the file with the environment, then the command.
    const wrapper = args.slice(0, 2).findIndex((word) => word.endsWith('-env-wrapper.sh'));
    if (wrapper >= 0) {
      const text = await readText(args[wrapper + 1] ?? '', SCRIPT_BYTES).catch(() => null);
      if (text === null) unread.add(args[wrapper + 1] ?? from);
      return follow(
        args.slice(wrapper + 2),
        { ...state, env: noVariables({ ...env, ...parseEnvFile(text ?? '') }) },
        depth,
        from,
      );
    }
    const shell = shellRuns(args);
    if (shell && depth < DEPTH) {
      if ('text' in shell) {
        const after = args.slice(args.indexOf(shell.text) + 2);
        // A text in double quotes was filled in by the shell before, which is not to be seen here any more.
        return run(shell.text, cwd ?? '/', shellOf(after, noVariables(state.local)), depth + 1, from);
      }
      const file = whole(shell.file, cwd);
      const text = file === null ? null : await scriptText(file);
      if (file === null || text === null) unread.add(file ?? shell.file);
      else
        await run(
          text,
          path.dirname(file),
          shellOf(args.slice(args.indexOf(shell.file) + 1)),
          depth + 1,
          file,
        );
      return;
    }
    const first = args[0] ?? '';
    const file = /[\\/]/.test(first) ? whole(first, cwd) : null;
    const real = file === null ? null : await reader.host.realpath(file).catch(() => null);
    const text = real !== null && depth < DEPTH ? await scriptText(real) : null;
    // A launcher of a package manager's only finds its Node: what it is given is what counts.
    const followed =
      text !== null && !/\bbasedir\b|_npx|\.(cmd|bat|[cm]?js)$/.test(`${text.slice(0, 400)}${real}`);
    if (real !== null && followed && /^#!.*sh\b|^(?!#!)/.test(text)) {
      const count = launches.length;
      const shell = shellOf(args.slice(1));
      await run(text, path.dirname(real), shell, depth + 1, real);
      if (launches.length > count) return;
    }
    launches.push({ args, env: noVariables(env), cwd });
  }

  const exports = noVariables();
  const fresh = (sourced: boolean): Shell => ({
    ...{ env: noVariables(place.env), local: noVariables(), rest: [], cwd: place.cwd },
    ...{ all: false, sourced },
  });
  if ('file' in commands) {
    const shell = fresh(true);
    await run(commands.text, path.dirname(commands.file), shell, 0, commands.file);
    Object.assign(exports, shell.env);
  } else
    for (const args of commands)
      await step(args, fresh(false), 0, args.find((word) => path.isAbsolute(word)) ?? args[0] ?? '');
  return { launches, unread: [...unread], exports };
}
