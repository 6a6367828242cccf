import type { TailscaleServed } from '../../openclaw/proxy-programs';
import type { PartialResult } from '../partial-result';

/** A rule of the system's that passes connections on to a port of this computer. */
export interface PortForward {
  /** Address and port on which it listens, `0.0.0.0` for all. */
  readonly address: string;
  readonly port: number;
  readonly toAddress: string;
  readonly toPort: number;
}

export interface PortForwardProbe {
  /** What Tailscale's daemon serves by itself; null when it didn't say. Asked for only where it runs. */
  tailscale(): Promise<TailscaleServed | null>;
  /** `netsh interface portproxy` of Windows; none on the others, where such rules are programs or the firewall's. */
  forwards(): Promise<PartialResult<PortForward>>;
}
