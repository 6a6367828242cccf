import { constants } from 'node:fs';
import { access, readFile } from 'node:fs/promises';

/** Where this computer says what it can; tests put other files there. */
export interface Computer {
  readonly proc: string;
  readonly kvm: string;
  /** How long its machines are waited for, beside the usual. */
  readonly patience: number;
}
export const COMPUTER: Computer = { proc: '/proc', kvm: '/dev/kvm', patience: 1 };

/**
 * The processor helps (`kvm`), or everything is done by programs (`tcg`), many times slower. The device alone is no
 * proof: it is there on computers whose processor can't (docs.kernel.org/virt/kvm/api; flags vmx and svm of
 * /proc/cpuinfo). On arm64 there is no such flag, and the device comes with the ability.
 */
export async function accelerationOf(
  architecture: 'x64' | 'arm64',
  { proc, kvm }: Computer,
): Promise<'kvm' | 'tcg'> {
  try {
    await access(kvm, constants.R_OK | constants.W_OK);
    if (architecture === 'arm64') return 'kvm';
    const flags = /^flags\s*:(.*)$/m.exec(await readFile(`${proc}/cpuinfo`, 'utf8'))?.[1] ?? '';
    return /\b(vmx|svm)\b/.test(flags) ? 'kvm' : 'tcg';
  } catch {
    return 'tcg';
  }
}
