import { describe, expect, it } from 'vitest';
import check from '../../main/checks/system-control';
import type { Gateway, Process } from '../../main/probes/gateways/types';
import type { StartMethod } from '../../main/probes/openclaw/types';
import { createPermissionProbe } from '../../main/probes/permissions';
import { createSystemControlProbe } from '../../main/probes/system-control';
import { consentsIn } from '../../main/probes/system-control/control-windows';
import { fakeHost } from '../fakes/host';
import { fakeProbes, seen } from '../fakes/probes';
import { ON_LINUX, ON_MACS, ON_WINDOWS } from './system-control/labelled';
import { type Case, store } from './system-control/machines';
import { COPY, SAFE } from './whole-scan';

const HERE = 'this-computer';

function inspect({ files = {}, machine = {}, processes = [], ...given }: Case) {
  const host = fakeHost({ tidy: true, ...machine, files });
  const { account = null, program = '/usr/bin/node', bundledIn, settings = {}, processGap } = given;
  const setup = {
    ...{ name: 'default', stateDir: host.home, configPath: `${host.home}/openclaw.json`, home: host.home },
    ...({ owner: account, from: 'home', legacy: false } as const),
  };
  const copy = {
    path: COPY,
    package: 'openclaw',
    version: '2026.9.6',
    kind: 'npm',
    owner: null,
    where: HERE,
  } as const;
  const all = processes.map(
    (each, at): Process => ({
      ...{ pid: 100 + at, parent: 1, args: [], startedAt: null, account: 'lin', where: HERE, ...each },
      ours: (each.account ?? 'lin') === 'lin',
    }),
  );
  const gap = { where: '/proc (hidepid)', because: { id: 'look.not-allowed' } };
  const gateways = {
    running: async () => seen<Gateway>(),
    processes: async () => ({ items: all, gaps: processGap ? [gap] : [] }),
  };
  const start = { program } as StartMethod;
  const probe = createSystemControlProbe(host, gateways, createPermissionProbe(host));
  return check.inspect(
    fakeProbes({
      account: { current: async () => ({ name: 'lin', id: '1000', rights: 'ordinary', evidence: [] }) },
      openclaw: {
        copies: async () => seen(bundledIn === undefined ? copy : { ...copy, bundledIn }),
        setups: async () => seen(setup),
        services: async () => seen(),
        starts: async () => seen(start),
      },
      gateways,
      settings: {
        all: async () =>
          seen({ setup, state: 'read', value: { ...SAFE, ...settings }, files: [], own: {} } as never),
      },
      systemControl: probe,
    }),
  );
}

describe.each([
  ['macOS', ON_MACS],
  ['Linux', ON_LINUX],
  ['Windows', ON_WINDOWS],
])('system-control on %s', (_, cases) => {
  it.each(cases.map((each) => [each.is, each] as const))('%s', async (_is, each) => {
    const { state, severity, evidence, because } = await inspect(each);
    const saw = JSON.stringify({ because, evidence });
    expect([state, severity].filter(Boolean).join(' '), saw).toBe(each.wanted);
    if (each.where !== undefined) expect(evidence[0]?.where, saw).toContain(each.where);
    if (state === 'good') expect(evidence.length).toBeGreaterThan(0);
  });
});

it('tells on a Mac how to look, where it could not', async () => {
  const closed = ON_MACS.find(({ is }) => is === 'a look without Full Disk Access');
  expect((await inspect(closed as Case)).byHand).toEqual({ id: 'system-control.macos-helps' });
});

// A right that can't be read any more is no right that is gone.
it('hiding what tells makes nothing better', async () => {
  const bad = [...ON_MACS, ...ON_LINUX, ...ON_WINDOWS].filter(({ wanted }) => !/^(good|not-)/.test(wanted));
  for (const each of bad)
    for (const [path, file] of Object.entries(each.files ?? {})) {
      // What nobody can hide from a look: whether a kernel's device is there, and who there is.
      if (/^\/(dev|proc|etc)\//.test(path)) continue;
      const hidden = { ...(typeof file === 'string' ? { text: file } : file), denied: true as const };
      const { state } = await inspect({ ...each, files: { ...each.files, [path]: hidden } });
      expect(state, `${each.is}: ${path}`).toMatch(/attention|unknown/);
    }
});

it('reads a store of Windows in linear time', () => {
  const text = store('webcam').repeat(20_000);
  const before = process.cpuUsage().user;
  expect(consentsIn(text).length).toBeGreaterThan(10_000);
  expect(process.cpuUsage().user - before).toBeLessThan(5_000_000);
});
