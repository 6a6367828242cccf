import { parseTailscaleServe } from '../../openclaw/proxy-programs';
import type { Host } from '../../system/read';
import { memoize, readFailure } from '../partial-result';
import { parsePortProxy } from './portproxy';
import type { PortForwardProbe } from './types';

export type { PortForward, PortForwardProbe } from './types';

const KEY = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\PortProxy';

export function createPortForwardProbe(host: Host): PortForwardProbe {
  return {
    tailscale: memoize(async () => {
      const program =
        host.platform === 'darwin' ? '/Applications/Tailscale.app/Contents/MacOS/Tailscale' : 'tailscale';
      for (const name of new Set(['tailscale', program]))
        try {
          const { code, stdout } = await host.run(name, ['serve', 'status', '--json']);
          if (code === 0) return parseTailscaleServe(stdout.toString('utf8'));
        } catch {
          host.signal.throwIfAborted();
        }
      return null;
    }),
    forwards: memoize(async () => {
      if (host.platform !== 'win32') return { items: [], gaps: [] };
      const reg = host.path.join(host.env.SystemRoot ?? 'C:\\Windows', 'System32', 'reg.exe');
      try {
        const { code, stdout } = await host.run(reg, ['query', KEY, '/s']);
        // 1: there is no such key, so no rule was ever made.
        return { items: code === 0 ? parsePortProxy(stdout.toString('latin1')) : [], gaps: [] };
      } catch (error) {
        return { items: [], gaps: [{ where: KEY, because: readFailure(error) }] };
      }
    }),
  };
}
