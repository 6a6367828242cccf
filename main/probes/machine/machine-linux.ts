import type { Evidence } from '../../contract/finding';
import { type Host, isAbsentReading } from '../../system/read';
import { isWholeIdMap } from '../account/process-status';
import { readFailure } from '../partial-result';
import { containerAnswer } from './container-marks';
import { cloudMaker, type Firmware, namesAMachine, virtualMaker } from './firmware-vendors';
import { rootFilesystem } from './root-filesystem';
import type { Machine, MachineAnswer, MachineProbe } from './types';

const DMI = '/sys/class/dmi/id';

// Names that `systemd-detect-virt --vm` prints (its manual), where they differ from what people call them.
const NAMES_OF: Readonly<Record<string, string>> = {
  kvm: 'KVM',
  qemu: 'QEMU',
  oracle: 'VirtualBox',
  microsoft: 'Hyper-V',
  vmware: 'VMware',
  xen: 'Xen',
  parallels: 'Parallels',
  apple: 'Apple Virtualization',
  amazon: 'Amazon EC2',
  google: 'Google Compute Engine',
};

/** Where Linux runs. Files first; systemd-detect-virt only tells what the files leave open. */
export function linuxMachine(host: Host): Pick<MachineProbe, 'look'> {
  const text = (file: string) =>
    host.readText(file, 4 * 1024 * 1024).then(
      (all) => all.trim(),
      () => null,
    );
  const there = (file: string) =>
    host.lstat(file).then(
      () => true,
      () => false,
    );

  async function firmware(): Promise<{ from: Firmware; evidence: Evidence[] }> {
    const fields = ['sys_vendor', 'product_name', 'bios_vendor', 'board_vendor', 'chassis_asset_tag'];
    const read = await Promise.all(fields.map((field) => text(`${DMI}/${field}`)));
    const [vendor = '', product = '', bios = '', board = '', tag = ''] = read.map((each) => each ?? '');
    const saw = [vendor, product].filter(Boolean).join(' · ');
    return {
      from: { vendor, product, bios, board, tag },
      evidence: saw ? [{ kind: 'machine', where: DMI, saw }] : [],
    };
  }

  /** `kvm`, `none` and the like; null when the tool is missing or silent. */
  const detect = () =>
    host.run('systemd-detect-virt', ['--vm']).then(
      ({ stdout }) => /^[a-z0-9-]+$/.exec(stdout.toString('utf8').trim())?.[0] ?? null,
      () => null,
    );

  async function container(): Promise<MachineAnswer> {
    const [systemd, cgroup, mounts, uidMap, init, containerenv, dockerenv, toolbox] = await Promise.all([
      text('/run/systemd/container'),
      text('/proc/1/cgroup'),
      text('/proc/self/mountinfo'),
      text('/proc/self/uid_map'),
      text('/proc/1/environ'),
      there('/run/.containerenv'),
      there('/.dockerenv'),
      there('/run/.toolboxenv'),
    ]);
    const first = init
      ?.split('\0')
      .find((each) => each.startsWith('container='))
      ?.slice(10);
    const notWsl = (name: string | null | undefined) => (name && name !== 'wsl' ? name : null);
    return containerAnswer({
      environment: notWsl(host.env.container ?? first),
      systemd: notWsl(systemd),
      containerenv,
      dockerenv,
      toolbox,
      kubernetes: host.env.KUBERNETES_SERVICE_HOST !== undefined,
      cgroup,
      root: mounts && rootFilesystem(mounts),
      mappedIds: uidMap === null ? null : !isWholeIdMap(uidMap),
    });
  }

  async function look(): Promise<Machine> {
    const [inside, { from, evidence }, release, xen, tree] = await Promise.all([
      container(),
      firmware(),
      text('/proc/sys/kernel/osrelease'),
      text('/proc/xen/capabilities'),
      text('/proc/device-tree/hypervisor/compatible'),
    ]);
    const cloud = cloudMaker(from);
    const answer = (virtualMachine: MachineAnswer, wsl = false): Machine => ({
      virtualMachine,
      container: inside,
      wsl,
      cloud,
    });
    // learn.microsoft.com/windows/wsl: WSL 2's kernel ends in microsoft-standard-WSL2, WSL 1 in -Microsoft and is no VM.
    if (release && /microsoft/i.test(release)) {
      const two = /WSL2|microsoft-standard/.test(release);
      const seen: Evidence = { kind: 'machine', where: '/proc/sys/kernel/osrelease', saw: release };
      const name = two ? 'WSL 2' : 'WSL 1';
      return answer({ is: two ? 'yes' : 'no', name, evidence: [seen] }, inside.is !== 'yes');
    }
    // Xen's first domain is the computer itself and shows the flag of a guest.
    const controls = xen?.includes('control_d') === true;
    const maker = controls ? null : virtualMaker(from);
    if (maker) return answer({ is: 'yes', name: maker, evidence });
    const cpu = await host.readText('/proc/cpuinfo', 16 * 1024 * 1024).catch((error) => {
      if (!isAbsentReading(error))
        evidence.push({ kind: 'file', where: '/proc/cpuinfo', saw: readFailure(error) });
      return '';
    });
    const flags = /^flags\s*:(.*)$/m.exec(cpu)?.[1];
    const flagged = !controls && flags !== undefined && /\bhypervisor\b/.test(flags);
    if (flagged) evidence.push({ kind: 'machine', where: '/proc/cpuinfo', saw: 'hypervisor' });
    if (tree) evidence.push({ kind: 'machine', where: '/proc/device-tree/hypervisor', saw: tree });
    // The flag is x86's own and always set for a guest there; elsewhere the firmware's names have to do.
    const settled = flags !== undefined && namesAMachine(from) && !controls;
    if (!flagged && !tree && settled) return answer({ is: 'no', evidence });
    const said = await detect();
    if (said) evidence.push({ kind: 'command', where: 'systemd-detect-virt --vm', saw: said });
    const name = said && said !== 'none' ? (NAMES_OF[said] ?? said) : (tree?.replaceAll('\0', ' ') ?? '');
    if (flagged || tree || (said && said !== 'none'))
      return answer({ is: 'yes', ...(name && { name }), evidence });
    // A rented server's names tell its landlord, not whether it is a part of a computer or the whole.
    const named = namesAMachine(from) && cloud === null;
    return answer({ is: said === 'none' || named ? 'no' : 'unknown', evidence });
  }
  return { look };
}
