import type { Evidence } from '../../contract/finding';
import type { Host } from '../../system/read';
import { commanded, powerShellText } from '../../system/read/powershell';
import { cloudMaker, type Firmware, namesAMachine, virtualMaker } from './firmware-vendors';
import type { MachineAnswer, MachineProbe } from './types';

const BIOS = 'HKLM\\HARDWARE\\DESCRIPTION\\System\\BIOS';
const GUEST = 'HKLM\\SOFTWARE\\Microsoft\\Virtual Machine\\Guest\\Parameters';
const CONTROL = 'HKLM\\SYSTEM\\CurrentControlSet\\Control';
const CIM = powerShellText(
  'machine',
  '[Console]::OutputEncoding=[Text.Encoding]::UTF8;' +
    '$s=Get-CimInstance Win32_ComputerSystem;$b=Get-CimInstance Win32_BIOS;$d=Get-CimInstance Win32_BaseBoard;' +
    'ConvertTo-Json -Compress @{vendor=$s.Manufacturer;product=$s.Model;bios=$b.Manufacturer;board=$d.Manufacturer}',
);

/** Text values that `reg query KEY` printed: `    Name    REG_SZ    value`, never translated. */
export const registryTexts = (output: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...output.matchAll(/^ {4}(.+?) {4}REG_(?:SZ|EXPAND_SZ) {4}(.*?)\r?$/gm)].map(([, name, value]) => [
      name,
      value?.trim() ?? '',
    ]),
  );

/** What the PowerShell line above printed; null where it is something else. */
export function parseCim(output: string): Firmware | null {
  try {
    const all: unknown = JSON.parse(output);
    if (typeof all !== 'object' || all === null) return null;
    const field = (name: string) => {
      const value: unknown = Reflect.get(all, name);
      return typeof value === 'string' ? value : '';
    };
    return {
      vendor: field('vendor'),
      product: field('product'),
      bios: field('bios'),
      board: field('board'),
      tag: '',
    };
  } catch {
    return null;
  }
}

/**
 * Where Windows runs: the firmware's names, from the registry (10 ms) and only where it is silent through CIM (0.5 s).
 * `HypervisorPresent` is not asked: it is true on a plain PC whenever Hyper-V, WSL or Core isolation is on.
 */
export function windowsMachine(host: Host): Pick<MachineProbe, 'look'> {
  const query = (...args: string[]) =>
    host.run('reg', ['query', ...args]).then(
      ({ code, stdout }) => ({ code, text: stdout.toString('latin1') }),
      () => null,
    );

  async function firmware(): Promise<{ from: Firmware; where: string } | null> {
    const values = registryTexts((await query(BIOS))?.text ?? '');
    const from = {
      vendor: values.SystemManufacturer ?? '',
      product: values.SystemProductName ?? '',
      bios: values.BIOSVendor ?? '',
      board: values.BaseBoardManufacturer ?? '',
      tag: '',
    };
    if (namesAMachine(from)) return { from, where: BIOS };
    const cim = await host
      .run('powershell', commanded(CIM), 8000)
      .then(({ code, stdout }) => (code === 0 ? parseCim(stdout.toString('utf8')) : null))
      .catch(() => null);
    return cim && namesAMachine(cim) ? { from: cim, where: 'Win32_ComputerSystem' } : null;
  }

  return {
    async look() {
      const [named, guest, control] = await Promise.all([
        firmware(),
        query(GUEST),
        query(CONTROL, '/v', 'ContainerType'),
      ]);
      const evidence: Evidence[] = named
        ? [{ kind: 'machine', where: named.where, saw: `${named.from.vendor} · ${named.from.product}` }]
        : [];
      // The key that Hyper-V's own exchange makes in its guests, and nowhere else.
      if (guest?.code === 0) evidence.push({ kind: 'registry', where: GUEST, saw: '✓' });
      const maker = (named && virtualMaker(named.from)) ?? (guest?.code === 0 ? 'Hyper-V' : null);
      const cloud = named && cloudMaker(named.from);
      // Nothing here tells a rented virtual machine from a rented whole computer.
      const virtualMachine: MachineAnswer = maker
        ? { is: 'yes', name: maker, evidence }
        : { is: named && !cloud ? 'no' : 'unknown', evidence };
      const marked = control?.code === 0 && /ContainerType\s+REG_DWORD/.test(control.text);
      return {
        virtualMachine,
        container: {
          is: marked ? 'yes' : control ? 'no' : 'unknown',
          evidence: marked ? [{ kind: 'registry', where: `${CONTROL}\\ContainerType`, saw: '✓' }] : [],
        },
        wsl: false,
        cloud,
      };
    },
  };
}
