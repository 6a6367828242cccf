import type { Evidence } from '../../contract/finding';
import type { Host } from '../../system/read';
import { virtualMaker } from './firmware-vendors';
import type { MachineProbe } from './types';

/** Where macOS runs: sysctl(8) `kern.hv_vmm_present` and `hw.model`. The first is absent on old systems, which is not a no. */
export function macosMachine(host: Host): Pick<MachineProbe, 'look'> {
  const ask = (key: string) =>
    host.run('/usr/sbin/sysctl', ['-n', key]).then(
      ({ code, stdout }) => (code === 0 ? stdout.toString('utf8').trim() : ''),
      () => '',
    );
  return {
    async look() {
      const [guest, model] = await Promise.all([ask('kern.hv_vmm_present'), ask('hw.model')]);
      const evidence = [['kern.hv_vmm_present', guest] as const, ['hw.model', model] as const].flatMap(
        ([where, saw]): Evidence[] => (saw ? [{ kind: 'machine', where, saw }] : []),
      );
      const maker = virtualMaker({ vendor: '', product: model, bios: '', board: '', tag: '' });
      const is = guest === '1' || maker ? 'yes' : guest === '0' ? 'no' : 'unknown';
      return {
        virtualMachine: { is, ...(maker && { name: maker }), evidence },
        // There are no containers of macOS itself; those that run on a Mac run Linux.
        container: { is: 'no', evidence: [] },
        wsl: false,
        cloud: null,
      };
    },
  };
}
