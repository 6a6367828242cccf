import { createChangeEngine } from '../../../main/changes/engine';
import { preflight } from '../../../main/operations/update/preflight';
import { runUpdate } from '../../../main/operations/update/update';
import type { Gateway } from '../../../main/probes/gateways';
import type { Copy, Setup } from '../../../main/probes/openclaw';
import type { Release } from '../../../main/probes/releases/release';
import { nodeHost } from '../../../main/system/read/node-host';
import { createActions } from '../../../main/system/write/create-actions';
import { acquireLock } from '../../../main/system/write/lock-file';
import { looking, processes } from './looking';
import { silent } from './registries';

/** What the test tells a process that is to be killed. */
export interface Told {
  readonly env: Record<string, string>;
  readonly home: string;
  readonly folder: string;
  readonly copy: Copy;
  readonly setup: Setup;
  readonly gateway: Gateway;
  readonly release: Release;
  /** Counts what is heard of the update; at this one the process ends as by kill -9. */
  readonly killAt: number;
}

const told = JSON.parse(process.argv[2] ?? '') as Told;
const signal = new AbortController().signal;
const host = { ...nodeHost(signal), env: told.env, home: told.home };
const real = looking(told.copy, told.setup, told.env);
const probes = {
  ...real,
  gateways: { ...real.gateways, running: async () => ({ items: [told.gateway], gaps: [] }) },
};
let heard = 0;
const hear = ({ line }: { readonly line?: string }) => {
  if (line !== undefined) return;
  heard += 1;
  if (heard === told.killAt) process.kill(process.pid, 'SIGKILL');
};
const found = await preflight(told.copy, {
  host,
  probes,
  mirror: 'own',
  offline: false,
  asking: {
    release: async () => ({ state: 'answered', registry: 'shelf', tags: {}, release: told.release }),
    registries: async () => silent,
  },
});
if (found.state !== 'ready') throw new Error(JSON.stringify(found));
const outcome = await runUpdate(found.plan, {
  host,
  signal,
  accepted: ['unconfirmed'],
  processes,
  look: () => probes,
  registries: async () => silent,
  folder: told.folder,
  startLimitMs: 5000,
  now: Date.now,
  lock: () => acquireLock(`${told.folder}/updates`),
  onProgress: hear,
  engine: createChangeEngine({
    signal,
    folder: told.folder,
    now: Date.now,
    actions: createActions({ env: told.env }),
    rescan: () => Promise.reject(new Error('none')),
    onProgress: hear,
  }),
});
process.stdout.write(outcome.result);
