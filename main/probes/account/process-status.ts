/** What /proc/PID/status tells of a process's rights and name spaces, after proc_pid_status(5). */
export interface ProcessStatus {
  readonly name: string;
  readonly parent: number;
  /** Effective user id, as this name space numbers it. */
  readonly uid: number;
  /** Effective and supplementary group ids. */
  readonly gids: readonly number[];
  readonly capabilities: bigint;
  /** What it may give itself at any time, as by a capability of its program's file (capabilities(7)). */
  readonly permitted: bigint;
  /** Its number in each process name space, outermost (ours) first: two and more mean a name space of its own. */
  readonly pids: readonly number[];
}

/** Null where the text is not such a file. */
export function parseStatus(text: string): ProcessStatus | null {
  const line = (key: string) => new RegExp(`^${key}:(.*)$`, 'm').exec(text)?.[1]?.trim();
  const numbers = (key: string) => (line(key) ?? '').split(/\s+/).filter(Boolean).map(Number);
  const uid = numbers('Uid')[1];
  const gid = numbers('Gid')[1];
  const bits = (key: string) => {
    const mask = line(key);
    return mask && /^[0-9a-f]{1,16}$/i.test(mask) ? BigInt(`0x${mask}`) : 0n;
  };
  if (uid === undefined || gid === undefined) return null;
  return {
    name: line('Name') ?? '',
    parent: numbers('PPid')[0] ?? 0,
    uid,
    gids: [gid, ...numbers('Groups')],
    capabilities: bits('CapEff'),
    permitted: bits('CapPrm'),
    pids: numbers('NSpid'),
  };
}

// capabilities(7), by number. Others, such as wake_alarm that newer systemd gives to every login, make nobody root.
const ROOT_LIKE = {
  chown: 0,
  dac_override: 1,
  dac_read_search: 2,
  fowner: 3,
  setgid: 6,
  setuid: 7,
  sys_module: 16,
  sys_rawio: 17,
  sys_ptrace: 19,
  sys_admin: 21,
  setfcap: 31,
  mac_admin: 33,
  bpf: 39,
};

/** Names of the capabilities that are as good as root. */
export const rootLike = (capabilities: bigint): readonly string[] =>
  Object.entries(ROOT_LIKE).flatMap(([name, bit]) => ((capabilities >> BigInt(bit)) & 1n ? [name] : []));

/**
 * The same of `AmbientCapabilities=` lines of a unit: `~` stands for all but those named, and takes them away again where
 * something was given before (systemd.exec(5), "CapabilityBoundingSet=").
 */
export function rootLikeInUnit(lines: readonly string[]): readonly string[] {
  const all = Object.keys(ROOT_LIKE);
  let given: readonly string[] = [];
  let isFirst = true;
  for (const line of lines) {
    const isInverted = line.startsWith('~');
    const named = line
      .replace(/^~/, '')
      .split(/\s+/)
      .map((name) => name.replace(/^cap_/i, '').toLowerCase());
    const kept = isFirst ? (isInverted ? all : []) : given;
    given = all.filter((name) =>
      isInverted ? kept.includes(name) && !named.includes(name) : kept.includes(name) || named.includes(name),
    );
    isFirst = false;
  }
  return given;
}

/** True when ids here are the machine's own: inside a user name space capabilities look full and aren't (user_namespaces(7)). */
export const isWholeIdMap = (uidMap: string): boolean => /^\s*0\s+0\s+4294967295\s*$/.test(uidMap);
