/** Switches that leave nothing of an upgrade out (dnf(8), zypper(8)); every other one may. */
const DNF_SWITCHES = ['-y', '--assumeyes', '--refresh', '--best', '--allowerasing', '-q', '--quiet', '-v'];
const ZYPPER_SWITCHES = [
  ...['-n', '--non-interactive', '-y', '--no-confirm', '-l', '--auto-agree-with-licenses'],
  ...['-q', '--quiet', '-v', '--verbose', '--refresh', '--no-recommends', '--recommends'],
];
const DNF_COMMANDS = ['upgrade', 'update', 'distro-sync', 'offline-upgrade'];
const ZYPPER_COMMANDS = ['update', 'up', 'dist-upgrade', 'dup', 'patch'];
const DNF = /(?:^|\/)(?:dnf|dnf4|dnf5|dnf-3|yum|microdnf)$/;
const ZYPPER = /(?:^|\/)zypper$/;

/** One of these commands, with these switches around it and nothing else: a package, or a switch with a value, names a part. */
function isAll(parts: readonly string[], commands: readonly string[], switches: readonly string[]): boolean {
  const named = parts.filter((word) => !switches.includes(word));
  return named.length === 1 && commands.includes(named[0] ?? '');
}

/** Whether a command line of dnf brings the whole system up to date; dnf 4 leaves the program's own name out of it. */
export function isWholeDnf(command: string): boolean {
  const [first = '', ...others] = command.slice(0, 500).split(' ').filter(Boolean);
  return isAll(DNF.test(first) ? others : [first, ...others], DNF_COMMANDS, DNF_SWITCHES);
}

const timeAt = (text: string) => {
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : at;
};

/**
 * When zypper last brought all up to date, by its history (zypper(8)), which has each part of a command in quotes:
 * `2026-11-30 10:00:00|command|root@host|'zypper' 'dup'|`. Milliseconds since 1970.
 */
export function lastByZypper(lines: readonly string[]): number | null {
  const times = lines.flatMap((line) => {
    const [at = '', what, , command = ''] = line.split('|', 4);
    const [program = '', ...parts] = command
      .slice(0, 500)
      .split("'")
      .filter((_, place) => place % 2 === 1);
    const isWhole =
      what === 'command' && ZYPPER.test(program) && isAll(parts, ZYPPER_COMMANDS, ZYPPER_SWITCHES);
    return isWhole ? (timeAt(at.replace(' ', 'T')) ?? []) : [];
  });
  return times.at(-1) ?? null;
}

/**
 * When pacman last brought all up to date, by its log, which is in English alone (libalpm):
 * `[2026-11-30T10:00:00+0100] [PACMAN] starting full system upgrade` stands there before it asks, and
 * `[…] [ALPM] transaction completed` once it is done, if nothing else was begun in between. Milliseconds since 1970.
 */
export function lastByPacman(lines: readonly string[]): number | null {
  let last: number | null = null;
  let begun: number | null = null;
  let isPart = false;
  for (const line of lines) {
    const [, at = '', by = '', what = ''] = /^\[([\d:T+-]{16,24})\] \[([\w-]{1,40})\] (.*)$/.exec(line) ?? [];
    if (what.startsWith("Running '")) isPart = what.includes('--ignore');
    if (what === 'starting full system upgrade')
      begun = isPart ? null : timeAt(at.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
    else if (by === 'ALPM' && what === 'transaction completed') {
      last = begun ?? last;
      begun = null;
    } else if (by !== '' && !by.startsWith('ALPM')) begun = null;
  }
  return last;
}
