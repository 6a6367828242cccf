import { describe, expect, test } from 'vitest';
import type { JournalEntry } from '../../../main/changes/journal';
import type { StillWorks } from '../../../main/changes/still-works';
import { gatewaysAnswer } from '../../../main/changes/still-works/gateways';
import { keysFound } from '../../../main/changes/still-works/keys';
import { sandboxStarts } from '../../../main/changes/still-works/sandbox';
import type { Change } from '../../../main/contract/change';
import type { Probes } from '../../../main/probes';
import type { SandboxEngine } from '../../../main/probes/engines';
import type { Gateway } from '../../../main/probes/gateways';
import type { ProcessExit } from '../../../main/system/write/commands/run-process';
import { CONFIG, probesOf } from '../../checks/fixes/settings';
import type { FakeFile } from '../../fakes/host';

const STATE = '/home/lin/.openclaw';
const entry = (number: number, ...changes: Change[]): JournalEntry =>
  ({ id: `change-${number}`, number, fix: `fix-${number}`, changes }) as unknown as JournalEntry;
const edit = (before: string | null, after: string, path = CONFIG): Change => ({
  kind: 'edit',
  path,
  before,
  after,
  format: 'json5',
});
const signal = new AbortController().signal;

async function ask<R>(works: StillWorks<R>, before: Probes, after: Probes, ...entries: JournalEntry[]) {
  const broken = await works.after(await works.before(before), { entries, probes: after, signal });
  return (
    broken && {
      entry: broken.entry.id,
      id: broken.because.id.replace('fixes.works.', ''),
      ...broken.because.values,
    }
  );
}

describe('the model’s key', () => {
  const KEY = "{ models: { providers: { x: { apiKey: 'sk-1234' } } } }";
  const NONE = '{ models: { providers: { x: {} } } }';
  const REF = (path: string, id = '/models/providers/x/apiKey') =>
    `{ models: { providers: { x: { apiKey: { source: 'file', provider: 'f', id: '${id}' } } } }, secrets: { providers: { f: { source: 'file', path: '${path}' } } } }`;
  const STORE = JSON.stringify({ models: { providers: { x: { apiKey: 'sk-1234' } } } });
  const home = (text: string, files: Record<string, string | FakeFile> = {}) =>
    probesOf({ files: { [CONFIG]: text, ...files } });
  const judged = (text: string, files: Record<string, string | FakeFile> = {}) =>
    ask(keysFound, home(KEY), home(text, files), entry(1), entry(2, edit(KEY, text)), entry(3));
  const lost = { entry: 'change-2', id: 'key', place: 'models.providers.x.apiKey' };
  const secrets = `${STATE}/secrets.json`;

  test('moved into a file that OpenClaw reads, it is found', async () => {
    expect(await judged(KEY)).toBeNull();
    expect(await judged(REF(secrets), { [secrets]: { text: STORE, mode: 0o600 } })).toBeNull();
    expect(
      await judged(REF('~/.openclaw/secrets.json'), { [secrets]: { text: STORE, mode: 0o600 } }),
    ).toBeNull();
  });
  test.each<[string, string, Record<string, FakeFile>]>([
    ['no longer there', NONE, {}],
    ['in a file that isn’t there', REF(secrets), {}],
    ['in a file that others may read', REF(secrets), { [secrets]: { text: STORE, mode: 0o644 } }],
    ['in a file that is no JSON', REF(secrets), { [secrets]: { text: 'sk-1234', mode: 0o600 } }],
    [
      'in a file that can’t be opened',
      REF(secrets),
      { [secrets]: { text: STORE, mode: 0o600, denied: true } },
    ],
    ['elsewhere in the file', REF(secrets, '/other'), { [secrets]: { text: STORE, mode: 0o600 } }],
    ['in a variable that nobody sets', `{ models: { providers: { x: { apiKey: '\${NOT_SET}' } } } }`, {}],
  ])('%s: taken back', async (_name, text, files) => expect(await judged(text, files)).toEqual(lost));
  test('that was never found, or that no fix had to do with, is held against nobody', async () => {
    expect(await ask(keysFound, home(NONE), home(NONE), entry(1, edit(NONE, NONE)))).toBeNull();
    expect(
      await ask(keysFound, home(KEY), home(NONE), entry(1, edit(null, '{}', '/home/lin/other'))),
    ).toBeNull();
  });
  test('a file of keys that went away with what a fix moved', async () => {
    const env = { [`${STATE}/.env`]: 'OPENAI_API_KEY=sk-1234\n' };
    const moved = entry(1, { kind: 'move', from: `${STATE}/.env`, to: '/home/lin/away' });
    expect(await ask(keysFound, home('{}', env), home('{}'), moved)).toMatchObject({
      entry: 'change-1',
      id: 'key',
    });
  });
  test('a setup that went to another account can’t be looked into any more', async () => {
    expect(await ask(keysFound, home(KEY), probesOf({}), entry(1, edit(KEY, NONE)))).toBeNull();
  });
});

describe('the sandbox', () => {
  const OFF = '{}';
  const ON = "{ agents: { defaults: { sandbox: { mode: 'all', backend: 'podman' } } } }";
  const IMAGE = 'openclaw-sandbox:bookworm-slim';
  const ended: ProcessExit = { code: 0, out: '', err: '', stopped: null };
  const runs: string[] = [];
  const podman = (more: Partial<SandboxEngine> = {}): SandboxEngine => ({
    id: 'podman',
    program: '/usr/bin/podman',
    account: 'lin',
    images: new Set([IMAGE]),
    ...more,
  });
  const judged = (
    engines: readonly SandboxEngine[],
    came: Partial<ProcessExit> | ((args: readonly string[]) => number) = {},
    was = OFF,
    is = ON,
  ) => {
    const home = (text: string) =>
      probesOf({ files: { [CONFIG]: text } }, { more: { engines: { sandbox: async () => engines } } });
    const works = sandboxStarts(async ({ program, args }) => {
      runs.push([program, ...args].join(' '));
      return { ...ended, ...(typeof came === 'function' ? { code: came(args) } : came) };
    });
    return ask(
      works,
      home(was),
      home(is),
      entry(1, edit('{ a: 1 }', was)),
      entry(2, edit(was, is)),
      entry(3),
    );
  };
  test('that really starts stays', async () => {
    runs.length = 0;
    expect(await judged([podman()])).toBeNull();
    expect(runs).toHaveLength(1);
    expect(runs[0]).toMatch(
      /^\/usr\/bin\/podman run --rm --name tankmate-trial-\S+ --init --read-only .*--network none/,
    );
    expect(runs[0]).toMatch(new RegExp(`--pull=never ${IMAGE} true$`));
  });
  const on = (docker: string) =>
    `{ agents: { defaults: { sandbox: { mode: 'all', backend: 'podman', docker: { ${docker} } } } } }`;
  test('is made as OpenClaw makes it: for the account, with the limits and the set-up of the settings', async () => {
    runs.length = 0;
    const own = on("memory: '2g', pidsLimit: 64, ulimits: { nofile: 256 }, setupCommand: 'apt-get update'");
    expect(await judged([podman()], {}, OFF, own)).toBeNull();
    expect(runs[0]).toMatch(/--pids-limit 64 --memory 2g .*--ulimit nofile=256 /);
    expect(runs[0]).toMatch(new RegExp(`${IMAGE} /bin/sh -lc apt-get update$`));
    runs.length = 0;
    await judged([podman()], {}, OFF, on("user: '1234:99'"));
    expect(runs[0]).toContain('--user 1234:99 ');
    if (process.getuid?.() !== 0) expect(runs[0]).toContain('--userns keep-id:uid=1234,gid=99 ');
  });
  test('that a fix only changed is tried too, and what didn’t start before is not held against it', async () => {
    const was = on("network: 'bridge', setupCommand: 'apt-get update'");
    const is = on("setupCommand: 'apt-get update'");
    runs.length = 0;
    expect(await judged([podman()], { code: 125, err: 'Error: no init\n' }, was, is)).toBeNull();
    expect(runs).toHaveLength(2);
    // With the network that it had before nothing is done.
    expect(runs[1]).toMatch(/--network bridge .* true$/);
    runs.length = 0;
    // One that always failed is not the fix's fault, and with a network it is not run at all.
    const more = on("memory: '2g', setupCommand: 'apt-get update'");
    expect(await judged([podman()], { code: 100 }, is, more)).toBeNull();
    expect(runs.every((each) => each.endsWith('/bin/sh -lc apt-get update'))).toBe(true);
    runs.length = 0;
    await judged([podman()], {}, OFF, was);
    expect(runs[0]).toMatch(/ true$/);
    const fails = (args: readonly string[]) => (args.includes('bridge') ? 0 : 100);
    expect(await judged([podman()], fails, was, is)).toMatchObject({ entry: 'change-2', id: 'no-sandbox' });
    expect(await judged([], {}, was, is)).toBeNull();
  });
  test.each<[string, readonly SandboxEngine[], Partial<ProcessExit>, object]>([
    ['its engine isn’t there', [], {}, { id: 'no-engine', engine: 'Podman' }],
    [
      'only the other engine is there',
      [{ ...podman(), id: 'docker' }],
      {},
      { id: 'no-engine', engine: 'Podman' },
    ],
    ['its engine can’t be used', [podman({ lacks: 'ids' })], {}, { id: 'no-engine' }],
    ['its image isn’t there', [podman({ images: new Set() })], {}, { id: 'no-image', image: IMAGE }],
    [
      'it doesn’t start',
      [podman()],
      { code: 125, err: 'x\nError: no init\n' },
      { id: 'no-sandbox', reason: 'Error: no init' },
    ],
  ])('taken back where %s', async (_name, engines, came, because) =>
    expect(await judged(engines, came)).toMatchObject({ entry: 'change-2', ...because }),
  );
  test.each([
    "network: 'host'",
    "network: 'ns:/proc/1/ns/net'",
    "network: 'Container:x'",
    "seccompProfile: 'unconfined'",
  ])('that OpenClaw refuses is never started: %s', async (docker) => {
    runs.length = 0;
    expect(await judged([podman()], { code: 1 }, on(docker), ON)).toBeNull();
    expect(await judged([podman()], { code: 1 }, OFF, on(docker))).toBeNull();
    expect(runs).toEqual([]);
  });
  test('too slow to tell is no reason, and neither is a sandbox that never worked, or one elsewhere', async () => {
    runs.length = 0;
    expect(await judged([podman()], { code: null, stopped: 'too-slow' })).toBeNull();
    // The engine would keep it running.
    const [, , , , name] = runs[0]?.split(' ') ?? [];
    expect(runs.slice(1)).toEqual([`/usr/bin/podman rm --force --volumes ${name}`]);
    expect(await judged([], {}, ON, ON.replace('all', 'non-main'))).toBeNull();
    expect(await judged([], {}, OFF, ON.replace('podman', 'ssh'))).toBeNull();
    expect(await judged([], {}, OFF, "{ agents: { defaults: { sandbox: { mode: 'off' } } } }")).toBeNull();
  });
});

describe('the gateway', () => {
  const listener = {
    address: '127.0.0.1',
    family: 4,
    port: 18789,
    pid: 4242,
    account: 'lin',
    program: null,
  } as const;
  const home = (more: Partial<Gateway> = {}) =>
    probesOf({ files: { [CONFIG]: '{}' } }, { gateways: [{ listeners: [listener], ...more }] });
  const works = (before: boolean, after: boolean) =>
    gatewaysAnswer({ isHealthy: async () => before, healthyWithin: async () => after });
  const settings = entry(1, edit('{}', '{ a: 1 }'));
  const moved = entry(2, { kind: 'move', from: '/home/lin/a', to: '/home/lin/b' });

  test('answers where it answered before', async () => {
    expect(await ask(works(true, true), home(), home(), settings, moved)).toBeNull();
  });
  test('that no longer does: the fix that wrote its settings is taken back', async () => {
    expect(await ask(works(true, false), home(), home(), settings, moved)).toEqual({
      entry: 'change-1',
      id: 'gateway',
      port: '18789',
    });
  });
  test('that didn’t before, or that a fix ended as it said, or that none had to do with, is held against nobody', async () => {
    expect(await ask(works(false, false), home(), home(), settings)).toBeNull();
    const ends = entry(3, {
      kind: 'end',
      pid: 4242,
      program: 'openclaw-gatewa',
      startedAt: '777',
      graceMs: 1,
    });
    expect(await ask(works(true, false), home(), home(), settings, ends)).toBeNull();
    // It had started anew in the same row.
    const endsAnew = entry(3, {
      kind: 'end',
      pid: 5555,
      program: 'openclaw-gatewa',
      startedAt: '888',
      graceMs: 1,
    });
    expect(await ask(works(true, false), home(), home(), settings, endsAnew)).toBeNull();
    const theirs = home({ account: 'wei' });
    expect(await ask(works(true, false), theirs, theirs, settings)).toBeNull();
    const untold = home({ stateDir: null });
    expect(await ask(works(true, false), untold, untold, settings)).toBeNull();
    expect(await ask(works(true, false), home(), home(), moved)).toBeNull();
  });
});
