import { type Host, isAbsentReading } from '../../system/read';
import { ADMIN_GROUPS } from '../account/account-linux';
import { type Gap, readFailure } from '../partial-result';
import type { accountChanges } from '../permissions/account-changes';
import type { AccountsAndGroups, AccountWithGroups } from '../permissions/accounts-and-groups';
import type { EscalationWay } from './types';

/** Sockets of engines that run as root and do what they are told (docs.docker.com/engine/security, lxd's and podman's documents). */
const SOCKETS = [
  '/var/run/docker.sock',
  '/run/podman/podman.sock',
  '/run/containerd/containerd.sock',
  '/run/crio/crio.sock',
  '/run/buildkit/buildkitd.sock',
  '/var/lib/lxd/unix.socket',
  '/var/snap/lxd/common/lxd/unix.socket',
  '/var/lib/incus/unix.socket',
] as const;
/** libvirt's are open to all and ask polkit, unless their settings say otherwise (libvirt.org/auth.html). */
const OF_LIBVIRT = [
  ['/run/libvirt/libvirt-sock', '/etc/libvirt/libvirtd.conf'],
  ['/run/libvirt/virtqemud-sock', '/etc/libvirt/virtqemud.conf'],
] as const;
/** Where Docker is told to listen at an address: whoever reaches it there is root (docs.docker.com/engine/daemon/remote-access). */
const OF_DOCKER = [
  '/etc/docker/daemon.json',
  '/etc/systemd/system/docker.service',
  '/etc/systemd/system/docker.service.d/override.conf',
  '/usr/lib/systemd/system/docker.service',
  '/lib/systemd/system/docker.service',
] as const;
const DISK =
  /^(?:[shv]d[a-z]+\d*|xvd[a-z]+\d*|nvme\d+n\d+(?:p\d+)?|(?:mmcblk|md)\d+(?:p\d+)?|dm-\d+|mem|kmem|port|r?disk\d+(?:s\d+)*)$/;
const OPEN_TO_ALL = /^auth_unix_rw\s*=\s*["']none["']/;

/** The first address that Docker is told to listen at: by an option of a command line, or by the list in its settings. */
function addressOfDocker(text: string): string | undefined {
  const parts = text.split(/[\s=]+/);
  const given = parts.map((word, at) => {
    if (word === '-H' || word === '--host') return parts[at + 1] ?? '';
    return word.startsWith('-H') ? word.slice(2) : '';
  });
  const [, list = ''] = text.split('"hosts"');
  const listed = list.split(/\](?!:)/)[0]?.split('"') ?? [];
  return [...given, ...listed].flatMap((each) => /^tcp:\/\/[\w.:[\]*-]*/.exec(each) ?? [])[0];
}

/** Sockets and disks that an account may use by their own rights; what its groups of administrators give is told elsewhere. */
export async function openDevices(
  host: Host,
  changes: ReturnType<typeof accountChanges>,
  given: AccountWithGroups,
  people: AccountsAndGroups,
): Promise<{ ways: readonly EscalationWay[]; gaps: readonly Gap[] }> {
  const groups = [...given.groups].filter((gid) => !ADMIN_GROUPS.includes(people.groupNames.get(gid) ?? ''));
  const person = { ...given, groups: new Set(groups) };
  const ways: EscalationWay[] = [];
  const gaps: Gap[] = [];
  const way = (kind: EscalationWay['kind'], where: string, saw: string) =>
    void ways.push({ kind, evidence: { kind: 'file', where, saw } });
  const isThere = (path: string) =>
    host.stat(path).then(
      () => true,
      (error) => !isAbsentReading(error),
    );
  const mode = (path: string) =>
    host.stat(path).then(
      (facts) => facts.mode.toString(8).padStart(4, '0'),
      () => '?',
    );
  const text = (path: string) =>
    host.readText(path).catch((error: unknown) => {
      if (!isAbsentReading(error)) gaps.push({ where: path, because: readFailure(error) });
      return '';
    });

  if (host.platform === 'linux') {
    const sockets: string[] = [];
    for (const path of SOCKETS) {
      // One of the account's own, without root's rights.
      const real = await host.realpath(path).catch(() => path);
      if ((await isThere(path)) && !/^\/(?:run\/user|home)\//.test(real)) sockets.push(path);
    }
    for (const [path, conf] of OF_LIBVIRT)
      if (
        (await isThere(path)) &&
        (await text(conf)).split('\n').some((line) => OPEN_TO_ALL.test(line.trim()))
      )
        sockets.push(path);
    for (const each of await changes(person, people, sockets)) {
      if (each.can === 'changes') way('socket', each.path, await mode(each.path));
      if (each.because) gaps.push({ where: each.path, because: each.because });
    }
    for (const path of OF_DOCKER) {
      const settings = await host.readText(path).catch(() => '');
      const address = addressOfDocker(settings);
      const isLocked = /tlsverify\b(?!"?\s*[:=]\s*false)/.test(settings);
      if (address !== undefined && !isLocked) way('socket', path, address);
    }
  }

  const disks = (await host.entries('/dev').catch(() => [])).filter(
    ({ name, link }) => DISK.test(name) && !link,
  );
  const judged = new Map(
    (
      await changes(
        person,
        people,
        disks.map(({ name }) => `/dev/${name}`),
      )
    ).map((each) => [each.path, each.can]),
  );
  for (const { name, facts } of disks) {
    const path = `/dev/${name}`;
    if (!facts) continue;
    const saw = facts.mode.toString(8).padStart(4, '0');
    if (judged.get(path) === 'changes') way('disk', path, saw);
    else if ((facts.mode & (person.groups.has(facts.gid) ? 0o040 : 0o004)) !== 0)
      way('disk-reads', path, saw);
  }
  return { ways, gaps };
}
