import type { Evidence } from '../../contract/finding';
import type { EngineId } from '../../contract/tank';
import { errorCode, type Host } from '../../system/read';
import { architectureOf, findProgram, toolsAmong, versionOf } from './programs';
import type { Acceleration, EngineDetection, EngineFacts } from './types';

const CPU_BYTES = 16 * 1024 * 1024;

/**
 * Whether KVM can be used: the processor's flag (vmx of Intel, svm of AMD, which Linux hides where Intel's firmware
 * has switched it off: commit a4d0b2fdbcf7) and `/dev/kvm` that opens. A device node alone proves nothing.
 */
export function linuxAcceleration(cpu: string | null, kvm: string | null): Acceleration {
  const flags = cpu === null ? null : /^flags\s*:(.*)$/m.exec(cpu)?.[1];
  const flag = flags == null ? null : (/\b(vmx|svm)\b/.exec(flags)?.[1] ?? '');
  const evidence: Evidence[] = [
    { kind: 'machine', where: '/proc/cpuinfo', saw: flag || '–' },
    { kind: 'file', where: '/dev/kvm', saw: kvm ?? '✓' },
  ];
  if (flag === null) {
    // Processors of phones and Macs have no such flags: the device tells.
    if (cpu !== null && /^(CPU implementer|Features)\s*:/m.test(cpu))
      return { is: kvm === null ? 'usable' : kvm === 'EACCES' ? 'no-permission' : 'absent', evidence };
    return { is: 'unknown', evidence };
  }
  if (flag !== '') {
    if (kvm === null) return { is: 'usable', evidence };
    return { is: kvm === 'EACCES' || kvm === 'EPERM' ? 'no-permission' : 'off', evidence };
  }
  // A guest of a virtual machine is given no flag; a computer of our time without it has it switched off.
  if (/\bhypervisor\b/.test(flags ?? '')) return { is: 'absent', evidence };
  const modern = /\bsse4_2\b/.test(flags ?? '') && /^vendor_id\s*:\s*GenuineIntel/m.test(cpu ?? '');
  return { is: modern ? 'off' : 'absent', evidence };
}

/** Rootless containers need ranges of subordinate ids (subuid(5)) and user namespaces (user_namespaces(7)). */
export async function podmanLacks(host: Host): Promise<'user-namespaces' | 'ids' | undefined> {
  const text = (file: string) => host.readText(file).catch(() => '');
  const [subuid, namespaces, map] = await Promise.all([
    text('/etc/subuid'),
    text('/proc/sys/user/max_user_namespaces'),
    findProgram(host, 'newuidmap'),
  ]);
  const mine = subuid.split('\n').some((line) => {
    const [owner, , count] = line.split(':');
    return (owner === host.userName || owner === String(host.uid)) && Number(count) >= 65536;
  });
  return namespaces.trim() === '0' ? 'user-namespaces' : mine && map ? undefined : 'ids';
}

/** Whether this account may talk to a Docker here, by its sockets: nothing is sent. */
export async function dockerLacks(host: Host): Promise<Pick<EngineDetection, 'lacks' | 'rootful'>> {
  const rootless = `${host.env.XDG_RUNTIME_DIR ?? `/run/user/${host.uid}`}/docker.sock`;
  for (const [socket, rootful] of [
    [rootless, false],
    ['/var/run/docker.sock', true],
  ] as const) {
    const code = await host.tryOpen(socket).then(() => '', errorCode);
    if (code === 'ENOENT' || code === 'ENOTDIR') continue;
    // open(2) of a socket that this account may use: ENXIO.
    const open = code === 'ENXIO' || code === 'EOPNOTSUPP' || code === '';
    return { ...(!open && { lacks: 'permission' as const }), ...(rootful && { rootful: true as const }) };
  }
  return { lacks: 'daemon' };
}

/** What Linux has for making a tank. Programs are asked for their version only. */
export async function linuxEngines(host: Host): Promise<EngineFacts> {
  const text = (file: string) => host.readText(file, CPU_BYTES).catch(() => null);
  const [uname, cpu, kvm, vendor, tools] = await Promise.all([
    host.run('uname', ['-m']).then(
      ({ stdout }) => stdout.toString('utf8').trim(),
      () => '',
    ),
    text('/proc/cpuinfo'),
    host.tryOpen('/dev/kvm').then(() => null, errorCode),
    text('/sys/class/dmi/id/sys_vendor'),
    toolsAmong(host, ['ssh', 'ssh-keygen', 'apt-get', 'dnf', 'pacman', 'zypper']),
  ]);
  const architecture = architectureOf(uname);
  const engines: Partial<Record<EngineId, EngineDetection>> = {};
  const see = async (id: EngineId, name: string, look: (program: string) => Promise<EngineDetection>) => {
    const program = await findProgram(host, name);
    if (program) engines[id] = await look(program);
  };
  const plain = async (program: string): Promise<EngineDetection> => ({
    program,
    version: await versionOf(host, program),
  });
  await Promise.all([
    see('qemu', architecture === 'arm64' ? 'qemu-system-aarch64' : 'qemu-system-x86_64', async (program) => ({
      ...(await plain(program)),
      ...((await findProgram(host, 'qemu-img')) === null && { lacks: 'feature' as const }),
    })),
    see('podman', 'podman', async (program) => {
      const [seen, lacks] = await Promise.all([plain(program), podmanLacks(host)]);
      return { ...seen, ...(lacks && { lacks }) };
    }),
    see('docker', 'docker', async (program) => ({
      ...(await plain(program)),
      ...(await dockerLacks(host)),
    })),
    see('lima', 'limactl', plain),
    // Its every command talks to a daemon that a socket would start.
    see('multipass', 'multipass', async (program) => ({ program, version: null })),
    see('virtualbox', 'VBoxManage', plain),
  ]);
  const processor = /^vendor_id\s*:\s*(GenuineIntel|AuthenticAMD)/m.exec(cpu ?? '')?.[1];
  return {
    architecture,
    acceleration: linuxAcceleration(cpu, kvm),
    maker: vendor?.trim() || null,
    processor: processor === 'GenuineIntel' ? 'intel' : processor === 'AuthenticAMD' ? 'amd' : null,
    edition: null,
    rebootPending: null,
    engines,
    tools,
  };
}
