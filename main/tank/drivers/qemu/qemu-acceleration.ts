import { constants } from 'node:fs';
import { access, readFile } from 'node:fs/promises';
import { linuxAcceleration } from '../../../probes/engines/engines-linux';
import { errorCode } from '../../../system/read';

/** Where this computer says what it can; tests put other files there. */
export interface QemuHost {
  readonly proc: string;
  readonly kvm: string;
  /** How long its machines are waited for, beside the usual. */
  readonly patience: number;
}
export const QEMU_HOST: QemuHost = { proc: '/proc', kvm: '/dev/kvm', patience: 1 };

/** `kvm` where the scan would say that it can be used; else programs do everything (`tcg`), many times slower. */
export async function qemuAcceleration({ proc, kvm }: QemuHost): Promise<'kvm' | 'tcg'> {
  const [cpu, why] = await Promise.all([
    readFile(`${proc}/cpuinfo`, 'utf8').catch(() => null),
    access(kvm, constants.R_OK | constants.W_OK).then(() => null, errorCode),
  ]);
  return linuxAcceleration(cpu, why).is === 'usable' ? 'kvm' : 'tcg';
}
