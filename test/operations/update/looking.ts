import type { PreflightNeeds } from '../../../main/operations/update/preflight';
import { createFileProbe } from '../../../main/probes/files';
import { createGatewayProbe } from '../../../main/probes/gateways';
import type { Copy, Setup } from '../../../main/probes/openclaw';
import { createOwnershipProbe } from '../../../main/probes/ownership';
import { nodeHost } from '../../../main/system/read/node-host';
import { toolsOf } from '../../../main/system/write/create-actions';
import { processesOf } from '../../../main/system/write/processes';

/** Real processes, told apart as the app does. */
export const processes = processesOf(toolsOf());

/** What really runs on this computer of the made-up copy at `path`, and nothing of anybody else's. */
export function looking(
  copy: Copy,
  setup: Setup,
  env: Readonly<Record<string, string>> = {},
): PreflightNeeds['probes'] {
  const seen = <T>(...found: T[]) => ({ items: found, gaps: [] });
  const host = nodeHost(new AbortController().signal);
  const all = createGatewayProbe(host, { copies: async () => seen(copy) });
  return {
    openclaw: { setups: async () => seen(setup), services: async () => seen() },
    gateways: {
      async running() {
        const { items } = await all.running();
        return seen(...items.filter(({ copyPath }) => copyPath === copy.path));
      },
      processes: () => all.processes(),
    },
    files: createFileProbe({ ...host, env, home: setup.home }),
    ownership: createOwnershipProbe({ ...host, env, home: setup.home }, { services: async () => seen() }),
    settings: { all: async () => seen() },
  };
}
