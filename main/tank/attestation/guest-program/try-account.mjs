import { readdir, readFile, readlink, stat } from 'node:fs/promises';

const text = (file) => readFile(file, 'utf8').catch(() => null);
const field = (status, name) => status?.match(new RegExp(`^${name}:\\s*(.*)$`, 'm'))?.[1] ?? null;
const namespace = (name) => readlink(`/proc/self/ns/${name}`).catch(() => null);

/** Who this is, with which rights: proc_pid_status(5), user_namespaces(7), group(5). */
export default async function () {
  const [status, uidMap, groups, passwd] = await Promise.all(
    ['/proc/self/status', '/proc/self/uid_map', '/etc/group', '/etc/passwd'].map(text),
  );
  const uid = process.geteuid();
  const named = (list, id) =>
    list
      ?.split('\n')
      .map((line) => line.split(':'))
      .find((row) => row[2] === String(id))?.[0] ?? null;
  const [pid, ipc, uts, user] = await Promise.all(['pid', 'ipc', 'uts', 'user'].map(namespace));
  return {
    uid,
    name: named(passwd, uid),
    groups: [...new Set([process.getegid(), ...process.getgroups()])].map((id) => ({
      id,
      name: named(groups, id),
    })),
    capabilities: field(status, 'CapEff'),
    bound: field(status, 'CapBnd'),
    noNewPrivileges: field(status, 'NoNewPrivs'),
    seccomp: field(status, 'Seccomp'),
    uidMap: uidMap?.trim() ?? null,
    namespaces: { pid, ipc, uts, user },
    gateways: await gateways(),
  };
}

/** Every gateway that can be seen, and whose it is. */
async function gateways() {
  const found = [];
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const line = (await text(`/proc/${pid}/cmdline`)) ?? '';
    const title = (await text(`/proc/${pid}/comm`)) ?? '';
    if (!/^openclaw-gatewa/.test(title) && !/openclaw[^\0]*\0(?:[^\0]+\0)*gateway\0/.test(line)) continue;
    const owner = await stat(`/proc/${pid}`).catch(() => null);
    if (owner && found.length < 8) found.push({ pid: Number(pid), uid: owner.uid });
  }
  return found;
}
