import type { Host } from '../host';
import { couldNot, once, type Seen } from '../seen';
import { parsePortProxy } from './portproxy';

/** A rule of the system's that passes connections on to a port of this computer. */
export interface PortForward {
  /** Address and port on which it listens, `0.0.0.0` for all. */
  readonly address: string;
  readonly port: number;
  readonly toAddress: string;
  readonly toPort: number;
}

export interface DoorProbe {
  /** `netsh interface portproxy` of Windows; none on the others, where such rules are programs or the firewall's. */
  forwards(): Promise<Seen<PortForward>>;
}

const KEY = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\PortProxy';

export function createDoorProbe(host: Host): DoorProbe {
  return {
    forwards: once(async () => {
      if (host.platform !== 'win32') return { found: [], unseen: [] };
      const reg = host.path.join(host.env.SystemRoot ?? 'C:\\Windows', 'System32', 'reg.exe');
      try {
        const { code, stdout } = await host.run(reg, ['query', KEY, '/s']);
        // 1: there is no such key, so no rule was ever made.
        return { found: code === 0 ? parsePortProxy(stdout.toString('latin1')) : [], unseen: [] };
      } catch (error) {
        return { found: [], unseen: [{ where: KEY, because: couldNot(error) }] };
      }
    }),
  };
}
