import type { Host } from '..';

/** Arguments in /proc/PID/cmdline: a new title leaves zero bytes behind it (proc_pid_cmdline(5)). */
export const parseCmdline = (text: string): readonly string[] => text.replace(/(?<!\0)\0+$/, '').split('\0');

/** What /proc/PID/stat says (proc_pid_stat(5)): the name may hold blanks and brackets. Null for anything else. */
export function parseStat(text: string): { program: string; parent: number; startedAt: string } | null {
  const [, program, rest] = /^\d+ \(([\s\S]*)\) (.*)/.exec(text) ?? [];
  // The first of the rest is field 3.
  const fields = rest?.trim().split(' ') ?? [];
  const [parent, startedAt] = [fields[4 - 3], fields[22 - 3]];
  if (program === undefined || !/^\d+$/.test(parent ?? '') || !startedAt || !/^\d+$/.test(startedAt))
    return null;
  return { program, parent: Number(parent), startedAt };
}

/** Name of a program without its folder. */
export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

// docker-<id>.scope, /docker/<id>, libpod-<id>, cri-containerd-<id>.scope, /kubepods/…/<id>, lxc.payload.<name>.
const ENGINE = /(?:docker|libpod|containerd|crio|kubepods)[-/:]/;
const ID = /(?<=[-/:])[0-9a-f]{64}/g;
const LXC = /lxc(?:\.payload\.|\/)([^/\n.]+)/;

/** Id of the container that a control group (/proc/PID/cgroup) belongs to, 12 characters as docker prints it; null for none. */
export function containerIn(cgroup: string): string | null {
  for (const line of cgroup.split('\n')) {
    const engine = line.search(ENGINE);
    const id = engine < 0 ? undefined : line.slice(engine).match(ID)?.at(-1);
    const name = id?.slice(0, 12) ?? LXC.exec(line)?.[1];
    if (name !== undefined) return name;
  }
  return null;
}

/** Folder that the environment of a gateway names as its state (docs/help/environment.md); null where it names no home. */
export function stateDirIn(environ: string): string | null {
  const all = new Map(
    environ.split('\0').map((each) => {
      const cut = each.indexOf('=');
      return [each.slice(0, cut), each.slice(cut + 1)] as const;
    }),
  );
  const home = all.get('OPENCLAW_HOME') || all.get('HOME');
  const moved = all.get('OPENCLAW_STATE_DIR');
  if (moved) return home ? moved.replace(/^~(?=\/|$)/, home) : moved;
  const profile = all.get('OPENCLAW_PROFILE');
  const suffix = profile && profile !== 'default' && /^[\w.-]+$/.test(profile) ? `-${profile}` : '';
  return home ? `${home}/.openclaw${suffix}` : null;
}

/** Targets of a process's open files; null when we may not see them. Files closed meanwhile are left out. */
export async function openFiles(host: Host, pid: number): Promise<readonly string[] | null> {
  const folder = `/proc/${pid}/fd`;
  try {
    const names = await host.list(folder);
    return await Promise.all(names.map((name) => host.readLink(`${folder}/${name}`).catch(() => '')));
  } catch {
    host.signal.throwIfAborted();
    return null;
  }
}

/** Inode numbers of the sockets among open files. */
export const socketInodes = (files: readonly string[]): readonly string[] =>
  files.flatMap((file) => /^socket:\[(\d+)\]$/.exec(file)?.[1] ?? []);
