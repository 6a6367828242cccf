import { PACKAGES } from './install-places';
import { bareCommand, isHarmless, shellCommands } from './shell-text';

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
  const paths = [...cgroup.matchAll(/^(?:0:|\d+:name=systemd):(\S+)$/gm)].map(([, path = '']) => path);
  const path = paths.find((each) => each.includes('.service'));
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

/** Whether a command line is a shell's. */
export const isShell = (args: readonly string[]): boolean => SHELL.test(args[0]?.split('/').at(-1) ?? '');

/** Whether a command names OpenClaw's own program: proof enough only where a child of the shell is known to be it. */
export const namesCopy = ([first = '']: readonly string[]): boolean =>
  (PACKAGES as readonly string[]).some(
    (name) => first === name || first.endsWith(`/${name}`) || first.endsWith(`/${name}.mjs`),
  );

/**
 * What a shell's text starts over and over again, harmless commands left out; null where it is no loop, or may do more
 * than its words say.
 */
export function loopedCommands(text: string): readonly (readonly string[])[] | null {
  if (text.length > 4096) return null;
  const commands = shellCommands(text);
  if (commands === null || !commands.some(([first]) => /^(while|until|for)$/.test(first ?? ''))) return null;
  const bare = commands.map((args) => (args[0] === 'for' ? args : bareCommand(args)));
  const real = bare.filter((args) => args.length > 0 && !isHarmless(args));
  return real.length > 0 ? real : null;
}

/**
 * What a shell runs: the text after `-c`, or its script as it was given, perhaps relative to the working directory; null
 * for one that somebody types into.
 */
export function shellRuns(
  args: readonly string[],
): { readonly text: string } | { readonly file: string } | null {
  if (!isShell(args)) return null;
  for (let at = 1; at < args.length; at++) {
    const word = args[at] ?? '';
    if (/^-[a-zA-Z]+$/.test(word) && word.includes('c')) {
      const text = args.slice(at + 1).find((each) => !/^[-+]/.test(each));
      return text === undefined ? null : { text };
    }
    if (/^[-+][oO]$/.test(word) || /^--(rcfile|init-file)$/.test(word)) at++;
    else if (!/^[-+]/.test(word)) return { file: word };
    else if (/^-[a-zA-Z]*s/.test(word)) return null;
  }
  return null;
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
}): boolean => (isShell(args) ? shellRuns(args) !== null : !BY_HAND.test(program));
