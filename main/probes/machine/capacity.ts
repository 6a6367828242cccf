import type { Host } from '../../system/read';

/** How much there is for an OpenClaw to live on, in GiB; null where the system gave no answer. */
export interface Capacity {
  readonly memory: number | null;
  /** Memory that a new program can have now. */
  readonly free?: number | null;
  /** Free on the disk that the home folder lies on. */
  readonly disk: number | null;
}

const GIB = 1024 ** 3;
/** systeminformation answers blanks instead of errors: a nought is no answer. */
const gib = (bytes: number | undefined) => (bytes ? Math.round((bytes / GIB) * 10) / 10 : null);

interface Mount {
  readonly mount: string;
  readonly available: number;
}

/** The mount that a folder lies on: the longest of those above it. */
export function mountOf(folder: string, mounts: readonly Mount[]): Mount | undefined {
  const above = ({ mount }: Mount) => {
    const top = mount.replace(/(?<![\\/])[\\/]+$/, '').toLowerCase();
    const path = folder.toLowerCase();
    return path === top || path.startsWith(`${top}/`) || path.startsWith(`${top}\\`);
  };
  return mounts.filter(above).toSorted((a, b) => b.mount.length - a.mount.length)[0];
}

/** Asks systeminformation, which knows each system's way; it passes nothing on from outside and writes nothing. */
export async function capacityOf(host: Host): Promise<Capacity> {
  const { default: system } = await import('systeminformation');
  const [memory, mounts] = await Promise.all([system.mem(), system.fsSize()]);
  return {
    memory: gib(memory?.total),
    free: gib(memory?.available),
    disk: gib(mountOf(host.home, mounts ?? [])?.available),
  };
}
