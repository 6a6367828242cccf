import type { EngineId } from '../../contract/tank';
import type { Host } from '../../system/read';
import { commanded, powerShellText } from '../../system/read/powershell';
import { architectureOf, findProgram, toolsAmong, versionOf } from './programs';
import type { Acceleration, EngineDetection, EngineFacts } from './types';

/** `Hyper-V Administrators` (learn.microsoft.com, well-known SIDs). */
const HYPERV_ADMINISTRATORS = 'S-1-5-32-578';
/** Elevated, or an administrator who would be asked: both may use Hyper-V's own commands once elevated. */
const ASK = powerShellText(
  'engines',
  '[Console]::OutputEncoding=[Text.Encoding]::UTF8;' +
    '$s=Get-CimInstance Win32_ComputerSystem;$p=@(Get-CimInstance Win32_Processor)[0];' +
    "$f=@(Get-CimInstance Win32_OptionalFeature -Filter \"Name='Microsoft-Hyper-V' OR Name='VirtualMachinePlatform'\");" +
    "$c='HKLM:\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion';" +
    "$e=(Get-ItemProperty 'HKLM:\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion').EditionID;" +
    "$r=(Test-Path ($c+'\\Component Based Servicing\\RebootPending')) -or (Test-Path ($c+'\\WindowsUpdate\\Auto Update\\RebootRequired'));" +
    'ConvertTo-Json -Compress -Depth 3 @{vendor=$s.Manufacturer;hypervisor=$s.HypervisorPresent;' +
    'firmware=$p.VirtualizationFirmwareEnabled;slat=$p.SecondLevelAddressTranslationExtensions;' +
    'vmm=$p.VMMonitorModeExtensions;cpu=$p.Manufacturer;edition=$e;reboot=$r;' +
    'features=@($f|ForEach-Object{@{name=$_.Name;state=$_.InstallState}})}',
);

/** What the PowerShell line above printed. */
export interface WindowsAnswer {
  readonly vendor: string | null;
  readonly cpu: string | null;
  readonly edition: string | null;
  readonly hypervisor: boolean | null;
  readonly firmware: boolean | null;
  readonly slat: boolean | null;
  readonly vmm: boolean | null;
  readonly reboot: boolean | null;
  /** Optional features that are on (Win32_OptionalFeature, InstallState 1). */
  readonly on: readonly string[];
  /** Those that this edition has at all. */
  readonly known: readonly string[];
}

/** Null where the output is something else. */
export function parseWindowsAnswer(output: string): WindowsAnswer | null {
  let all: unknown;
  try {
    all = JSON.parse(output);
  } catch {
    return null;
  }
  if (typeof all !== 'object' || all === null) return null;
  const field = (name: string): unknown => Reflect.get(all as object, name);
  const text = (name: string) => (typeof field(name) === 'string' ? String(field(name)) : null);
  const flag = (name: string) => (typeof field(name) === 'boolean' ? Boolean(field(name)) : null);
  const answer = field('features');
  const features = (Array.isArray(answer) ? answer : []).flatMap((each: unknown) => {
    if (typeof each !== 'object' || each === null) return [];
    const [name, state] = [Reflect.get(each, 'name'), Reflect.get(each, 'state')];
    return typeof name === 'string' ? [{ name, on: state === 1 }] : [];
  });
  return {
    vendor: text('vendor'),
    cpu: text('cpu'),
    edition: text('edition'),
    hypervisor: flag('hypervisor'),
    firmware: flag('firmware'),
    slat: flag('slat'),
    vmm: flag('vmm'),
    reboot: flag('reboot'),
    on: features.filter(({ on }) => on).map(({ name }) => name),
    known: features.map(({ name }) => name),
  };
}

/**
 * Usable when a hypervisor runs already or the firmware's switch is on. While a hypervisor runs the three properties
 * of the processor all read False (github.com/microsoft/Windows-Sandbox/issues/21), so "off" needs both to be false.
 */
export function windowsAcceleration(answer: WindowsAnswer | null): Acceleration {
  const saw = answer
    ? `HypervisorPresent=${answer.hypervisor} VirtualizationFirmwareEnabled=${answer.firmware} SLAT=${answer.slat}`
    : '–';
  const evidence = [{ kind: 'machine' as const, where: 'Win32_Processor', saw }];
  if (!answer) return { is: 'unknown', evidence };
  if (answer.hypervisor === true || answer.firmware === true) return { is: 'usable', evidence };
  if (answer.hypervisor === null || answer.firmware === null) return { is: 'unknown', evidence };
  if (answer.vmm === true || answer.slat === true) return { is: 'off', evidence };
  return { is: answer.vmm === false ? 'absent' : 'unknown', evidence };
}

/** EditionID of the Home editions: Core, CoreSingleLanguage, CoreCountrySpecific (China), CoreN. */
const editionOf = (id: string | null) => (id === null ? null : /^Core/i.test(id) ? 'home' : 'other');

/** What Windows has for making a tank; `wsl.exe` is asked for its version only, because its plain call boots a system. */
export async function windowsEngines(host: Host): Promise<EngineFacts> {
  const { env } = host;
  const program = (folder: string | undefined, ...names: string[]) =>
    folder ? [host.path.join(folder, ...names)] : [];
  const [answered, groups, tools, vbox, wsl, podman, docker, multipass] = await Promise.all([
    host
      .run('powershell', commanded(ASK), 10_000)
      .then(({ code, stdout }) => (code === 0 ? parseWindowsAnswer(stdout.toString('utf8')) : null))
      .catch(() => null),
    host.run('whoami', ['/groups', '/fo', 'csv', '/nh']).then(
      ({ code, stdout }) => (code === 0 ? stdout.toString('latin1') : ''),
      () => '',
    ),
    toolsAmong(host, ['ssh', 'ssh-keygen', 'winget']),
    findProgram(host, 'VBoxManage', [
      ...program(env.VBOX_MSI_INSTALL_PATH),
      ...program(env.ProgramFiles, 'Oracle', 'VirtualBox'),
    ]),
    findProgram(host, 'wsl', program(env.SystemRoot, 'System32')),
    findProgram(host, 'podman', program(env.ProgramFiles, 'RedHat', 'Podman')),
    findProgram(host, 'docker', program(env.ProgramFiles, 'Docker', 'Docker', 'resources', 'bin')),
    findProgram(host, 'multipass', program(env.ProgramFiles, 'Multipass', 'bin')),
  ]);
  const engines: Partial<Record<EngineId, EngineDetection>> = {};
  if (vbox) engines.virtualbox = { program: vbox, version: await versionOf(host, vbox) };
  if (podman) engines.podman = { program: podman, version: await versionOf(host, podman) };
  if (docker) engines.docker = { program: docker, version: await versionOf(host, docker) };
  if (multipass) engines.multipass = { program: multipass, version: null };
  if (wsl) {
    // UTF-16 unless WSL_UTF8 is set; the version has digits and dots only in either.
    const ended = await host.run(wsl, ['--version'], 3000).catch(() => null);
    const text = ended?.stdout.toString('latin1').replaceAll('\0', '') ?? '';
    const version = ended?.code === 0 ? (/(?<!\d)\d+\.\d+\.\d+(?:\.\d+)?/.exec(text)?.[0] ?? null) : null;
    const on = answered?.on.includes('VirtualMachinePlatform') === true || version !== null;
    engines.wsl = { program: wsl, version, ...(!on && { lacks: 'feature' as const }) };
  }
  if (answered?.on.includes('Microsoft-Hyper-V'))
    engines.hyperv = {
      program: 'powershell',
      version: null,
      ...(!groups.includes(`"${HYPERV_ADMINISTRATORS}"`) && { lacks: 'permission' as const }),
    };
  return {
    architecture: architectureOf(env.PROCESSOR_ARCHITEW6432 ?? env.PROCESSOR_ARCHITECTURE ?? ''),
    acceleration: windowsAcceleration(answered),
    maker: answered?.vendor ?? null,
    processor: /AMD/i.test(answered?.cpu ?? '') ? 'amd' : /Intel/i.test(answered?.cpu ?? '') ? 'intel' : null,
    edition: editionOf(answered?.edition ?? null),
    rebootPending: answered?.reboot ?? null,
    engines,
    tools,
  };
}
