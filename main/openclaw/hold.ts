import { PACKAGES } from './places';

/**
 * A drop-in that makes every start of a unit a no-op, by hand, at boot or after it ended: `/` is always there, so the
 * condition never holds; a unit whose condition fails is skipped and not "failed" (systemd.unit(5), "Conditions and
 * asserts"), so `Restart=` has nothing to act on. The last file by name wins (systemd.unit(5), "<unit>.d/").
 */
export const DROP_IN_NAME = '99-tankmate-stopped.conf';
export const DROP_IN_TEXT = `# Tankmate holds this service back. Undo "Stop it now" in Tankmate, or remove this file, to release it.
[Unit]
ConditionPathExists=!/

[Service]
Restart=no
`;

/** The unit that a control group (/proc/PID/cgroup) belongs to, and the number of the account whose manager runs it. */
export function unitOf(cgroup: string): { readonly unit: string; readonly uid: number | null } | null {
  const path = /^(?:0:|\d+:name=systemd):(\S*\.service\S*)$/m.exec(cgroup)?.[1];
  if (path === undefined) return null;
  const units = path.split('/').filter((part) => /^[^/]+\.service$/.test(part));
  const unit = units.at(-1);
  const uid = /\/user@(\d+)\.service\//.exec(path)?.[1];
  if (unit === undefined || /^user@\d+\.service$/.test(unit)) return null;
  return { unit, uid: uid === undefined ? null : Number(uid) };
}

/** The engine that keeps the container of a control group, and the container's id; null where it is none that a command stops. */
export function containerOf(
  cgroup: string,
): { readonly engine: 'docker' | 'podman'; readonly id: string } | null {
  const [, podman] = /libpod-(?:conmon-)?([0-9a-f]{64})/.exec(cgroup) ?? [];
  if (podman) return { engine: 'podman', id: podman.slice(0, 12) };
  const [, docker] = /docker[-/]([0-9a-f]{64})/.exec(cgroup) ?? [];
  return docker ? { engine: 'docker', id: docker.slice(0, 12) } : null;
}

const SHELL = /^-?(sh|bash|dash|zsh|ash|ksh|fish)$/;
/** Words of a shell that do nothing by themselves, or only wait (POSIX Shell & Utilities; `sleep`, `echo`, `nohup`, …). */
const HARMLESS =
  /^(while|until|for|do|done|if|then|else|elif|fi|in|true|false|:|\[{1,2}|\]{1,2}|test|sleep|echo|printf|date|wait|exit|break|continue|set|trap|cd|export|umask|ulimit|source|\.|\{|\}|!)$/;
const PREFIX = /^(exec|nohup|env|command|time|nice|do|then|else|while|until|if|!|[A-Za-z_]\w*=\S*)$/;
const isOurs = (word: string) =>
  PACKAGES.some((name) => new RegExp(`(^|/)${name}(\\.mjs)?$|/${name}/(dist/|${name}\\.mjs)`).test(word));

/**
 * Whether a shell's text is a loop around OpenClaw and around nothing else, so that it would only start it again.
 * Anything in it that is not known to be harmless makes it somebody's own program.
 */
export function isOnlyALoop(text: string): boolean {
  const plain = text.replace(/^#.*$|\s#.*$/gm, '').replace(/\d*&?>{1,2}&?\s*[^\s;&|]+/g, ' ');
  if (!/\b(while|until|for)\b/.test(plain) || plain.length > 4096 || /`|\$\(/.test(plain)) return false;
  const commands = plain
    .split(/[;\n&|]+/)
    .map((part) => part.trim().split(/\s+/).filter(Boolean))
    .filter((words) => words.length > 0);
  let ours = 0;
  for (const words of commands) {
    let at = 0;
    while (PREFIX.test(words[at] ?? '')) at += 1;
    const first = words[at]?.replace(/["']/g, '');
    if (first === undefined || HARMLESS.test(first)) continue;
    const script = /(^|\/)(node|bun)$/.test(first) ? (words[at + 1] ?? '') : first;
    if (!isOurs(script.replace(/["']/g, ''))) return false;
    ours += 1;
  }
  return ours > 0;
}

/** What a shell runs: the text after `-c`, or the absolute path of its script; null for one that somebody types into. */
export function shellRuns(
  args: readonly string[],
): { readonly text: string } | { readonly file: string } | null {
  if (!SHELL.test(args[0]?.split('/').at(-1) ?? '')) return null;
  const at = args.findIndex((word, index) => index > 0 && !/^-[a-bd-z]+$|^--/.test(word));
  const word = args[at];
  if (at < 0 || word === undefined) return null;
  if (/^-[a-z]*c$/.test(word)) {
    const text = args[at + 1];
    return text === undefined ? null : { text };
  }
  return word.startsWith('/') ? { file: word } : null;
}

/** What people start programs from by hand, and what never starts one again by itself. */
const BY_HAND =
  /^(systemd|init|launchd|login|sshd.*|tmux.*|screen|su|sudo|setpriv|nsenter|timeout|env|Terminal|iTerm2|gnome-terminal.*|konsole|xterm|explorer\.exe|cmd\.exe|wscript\.exe|powershell\.exe|pwsh(\.exe)?|WindowsTerminal\.exe|svchost\.exe|taskeng\.exe)$/i;

/** Whether the program right above OpenClaw may start it again: not one that somebody types into. */
export const mayStartAgain = ({
  program,
  args,
}: {
  readonly program: string;
  readonly args: readonly string[];
}): boolean =>
  SHELL.test(args[0]?.split('/').at(-1) ?? '') ? shellRuns(args) !== null : !BY_HAND.test(program);
