import { createActions } from '../../main/actions/create';
import { createEngine } from '../../main/fixes/engine';
import { acquireLock } from '../../main/fixes/lock';
import type { Gateway } from '../../main/probes/gateways';
import { nodeHost } from '../../main/probes/host/node';
import type { Copy, Setup } from '../../main/probes/openclaw';
import type { Release } from '../../main/probes/releases/release';
import { preflight } from '../../main/updates/preflight';
import { runUpdate } from '../../main/updates/update';

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
const seen = <T>(...found: T[]) => ({ found, unseen: [] });
let heard = 0;
const hear = ({ line }: { readonly line?: string }) => {
  if (line !== undefined) return;
  heard += 1;
  if (heard === told.killAt) process.kill(process.pid, 'SIGKILL');
};
const found = await preflight(told.copy, {
  host,
  probes: {
    openclaw: {
      setups: async () => seen(told.setup),
      services: async () => seen(),
    },
    gateways: { running: async () => seen(told.gateway) },
    settings: { all: async () => seen() },
  },
  mirror: 'own',
  offline: false,
  asking: {
    release: async () => ({ state: 'answered', registry: 'shelf', tags: {}, release: told.release }),
    integrity: async () => null,
  },
});
if (found.state !== 'ready') throw new Error(JSON.stringify(found));
const outcome = await runUpdate(found.plan, {
  host,
  signal,
  folder: told.folder,
  startLimitMs: 5000,
  now: Date.now,
  lock: () => acquireLock(`${told.folder}/updates`),
  onProgress: hear,
  engine: createEngine({
    signal,
    folder: told.folder,
    now: Date.now,
    actions: createActions({ env: told.env }),
    glance: () => Promise.reject(new Error('none')),
    onProgress: hear,
  }),
});
process.stdout.write(outcome.result);
