import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Influence } from '../../../main/contract/influence';
import type { Host } from '../../../main/system/read';
import { doubtCurrentAnswer, Memory, memoize, memoizeBy } from '../../../main/system/read/memoize';
import { recordingHost } from '../../../main/system/read/recording-host';
import { type FakeMachine, fakeHost } from '../../fakes/host';

/** A machine whose files can be exchanged, a memory over it, and answers that count how often they are asked. */
function machine(files: FakeMachine['files'], platform: FakeMachine['platform'] = 'linux') {
  const now: FakeMachine = { platform, files: { ...files }, commands: { 'ps -e': '1', 'git log': 'a' } };
  const current = (): Host => fakeHost(now);
  const located: string[] = [];
  const live: Host = {
    ...current(),
    readText: (...args) => current().readText(...args),
    list: (...args) => current().list(...args),
    stat: (...args) => current().stat(...args),
    lstat: (...args) => current().lstat(...args),
    realpath: (path) => {
      located.push(path);
      return current().realpath(path);
    },
    run: (...args) => current().run(...args),
  };
  const memory = new Memory(live);
  const host = recordingHost(live, memory);
  const asked: string[] = [];
  const answer = <T>(name: string, ask: () => Promise<T>) =>
    memory.run(() =>
      memoize(() => {
        asked.push(name);
        return ask();
      }),
    );
  /** What is asked anew after a change that may have influenced these. */
  const after = async (influences: readonly Influence[], ...answers: readonly (() => Promise<unknown>)[]) => {
    await memory.settle();
    await memory.forget(influences);
    asked.length = 0;
    await Promise.all(answers.map((each) => each().catch(() => {})));
    return [...asked];
  };
  return { now, memory, host, answer, after, asked, located };
}
const text = (path: string): Influence => ({ kind: 'content', path });

test('an answer is asked for anew only when what was read for it was influenced', async () => {
  const { now, host, answer, after } = machine({ '/a': '1', '/b': '2' });
  const a = answer('a', () => host.readText('/a'));
  const b = answer('b', () => host.readText('/b'));
  const sum = answer('sum', async () => (await a()) + (await b()));
  expect(await sum()).toBe('12');
  now.files = { '/a': '3', '/b': '4' };
  expect(await after([text('/a')], sum)).toEqual(['a', 'sum']);
  expect(await sum()).toBe('32');
  expect(await after([text('/c')], sum)).toEqual([]);
});

test('what rests on an answer that came out the same is not asked for anew', async () => {
  const { now, host, answer, after } = machine({ '/a': '1  ' });
  const a = answer('a', async () => (await host.readText('/a')).trim());
  const b = answer('b', async () => `${await a()}!`);
  await b();
  now.files = { '/a': '  1' };
  expect(await after([text('/a')], b)).toEqual(['a']);
  now.files = { '/a': '2' };
  expect(await after([text('/a')], b)).toEqual(['a', 'b']);
});

test('a failure is an answer as well', async () => {
  const { now, host, answer, after } = machine({});
  const a = answer('a', () => host.readText('/a'));
  await expect(a()).rejects.toThrow('ENOENT');
  expect(await after([text('/b')], a)).toEqual([]);
  now.files = { '/a': 'here' };
  expect(await after([{ kind: 'place', path: '/a' }], a)).toEqual(['a']);
  expect(await a()).toBe('here');
});

test.each<readonly [string, Influence, boolean]>([
  ['what lies below a place', { kind: 'place', path: '/home/lin' }, true],
  ['a file that came into a listed folder', { kind: 'place', path: '/home/lin/x/new' }, true],
  ['a file deeper down, in a folder that it named', { kind: 'place', path: '/home/lin/x/y/new' }, false],
  ['a file deeper down, in a new folder', { kind: 'place', path: '/home/lin/x/z/new' }, true],
  ['the folder that it named, gone', { kind: 'place', path: '/home/lin/x/y' }, true],
  ['somewhere beside', { kind: 'place', path: '/home/ann' }, false],
  ['a name that only begins alike', { kind: 'place', path: '/home/lin/x-y/new' }, false],
  ['a process', { kind: 'process', pid: 7 }, false],
  ['everything', { kind: 'everything' }, true],
])('a listing and %s', async (_what, influence, anew) => {
  const { host, answer, after } = machine({ '/home/lin/x/a': '1', '/home/lin/x/y/b': '1' });
  const names = answer('names', () => host.list('/home/lin/x'));
  await names();
  expect(await after([influence], names)).toEqual(anew ? ['names'] : []);
});

test('a listing is made anew when a folder in it went with its last file', async () => {
  const { now, host, answer, after } = machine({ '/home/lin/x/a': '1', '/home/lin/x/y/z/b': '1' });
  const names = answer('names', () => host.list('/home/lin/x'));
  expect(await names()).toEqual(['a', 'y']);
  now.files = { '/home/lin/x/a': '1' };
  expect(await after([{ kind: 'place', path: '/home/lin/x/y/z/b' }], names)).toEqual(['names']);
});

test('a path is the same by each name that leads there', async () => {
  const { host, answer, after } = machine({
    '/home/lin/.openclaw': { link: '/data/oc' },
    '/data/oc/openclaw.json': '1',
    '/other': { link: '/data/oc' },
  });
  const a = answer('a', () => host.readText('/home/lin/.openclaw/openclaw.json'));
  await a();
  expect(await after([text('/data/oc/openclaw.json')], a)).toEqual(['a']);
  expect(await after([text('/other/openclaw.json')], a)).toEqual(['a']);
  expect(await after([text('/data/openclaw.json')], a)).toEqual([]);
});

test('nobody asks where the files of the kernel lie: what is read of them is told by what runs', async () => {
  const { memory, host, answer, located } = machine({ '/proc/7/stat': '7', '/home/lin/a': '1' });
  const both = answer(
    'both',
    async () => (await host.readText('/proc/7/stat')) + (await host.readText('/home/lin/a')),
  );
  await both();
  await memory.settle();
  expect(located).toEqual(['/home/lin/a']);
});

test('what tells of processes is asked again after one was ended, a gateway or a service restarted', async () => {
  const { host, answer, after } = machine({ '/proc/7/stat': '7', '/home/lin/.openclaw/log': 'x' });
  const proc = answer('proc', () => host.readText('/proc/7/stat'));
  const ps = answer('ps', () => host.run('ps', ['-e']));
  const log = answer('log', () => host.readText('/home/lin/.openclaw/log'));
  await Promise.all([proc(), ps(), log()]);
  expect(await after([{ kind: 'process', pid: 7 }], proc, ps, log)).toEqual(['proc', 'ps']);
  expect(await after([{ kind: 'service', file: '/x.service' }], proc, ps, log)).toEqual(['proc', 'ps']);
  const gateway: Influence = { kind: 'gateway', stateDir: '/home/lin/.openclaw' };
  expect((await after([gateway], proc, ps, log)).toSorted()).toEqual(['log', 'proc', 'ps']);
  expect(await after([text('/home/lin/x')], proc, ps, log)).toEqual([]);
});

test('a program of which nobody knows what it reads is run again after any change', async () => {
  const { host, answer, after } = machine({});
  const git = answer('git', () => host.run('git', ['log']));
  await git();
  expect(await after([text('/x')], git)).toEqual(['git']);
  expect(await after([], git)).toEqual([]);
});

test('what came of haste is asked for again, though nothing was influenced', async () => {
  const { answer, after, asked } = machine({});
  let late = true;
  const a = answer('a', async () => {
    if (late) doubtCurrentAnswer();
    return late;
  });
  await a();
  late = false;
  expect(await after([], a)).toEqual(['a']);
  expect(await after([], a)).toEqual([]);
  expect(asked).toEqual([]);
});

test('what is still being asked for is waited for, and asked for again only when what it read by then was influenced', async () => {
  const { now, host, answer, after } = machine({ '/a': '1', '/b': '1' });
  const gates: (() => void)[] = [];
  const slow = answer('slow', async () => {
    const a = await host.readText('/a');
    await new Promise<void>((open) => gates.push(open));
    return a + (await host.readText('/b'));
  });
  const first = slow();
  await new Promise((tick) => setImmediate(tick));
  now.files = { '/a': '1', '/b': '2' };
  const again = after([text('/b')], slow);
  await new Promise((tick) => setImmediate(tick));
  gates.shift()?.();
  // It reads it after the change: whether once more or not, the answer is the new one.
  const open = setInterval(() => gates.shift()?.(), 1);
  await again;
  clearInterval(open);
  expect(await first).toBe('12');
  expect(await slow()).toBe('12');
});

test('a question about several things remembers one answer for each', async () => {
  const { now, memory, host, after } = machine({ '/a': '1', '/b': '2' });
  const asked: string[] = [];
  const read = memory.run(() =>
    memoizeBy((path: string) => {
      asked.push(path);
      return host.readText(path);
    }),
  );
  await Promise.all([read('/a'), read('/a'), read('/b')]);
  expect(asked).toEqual(['/a', '/b']);
  now.files = { '/a': '3', '/b': '4' };
  await after(
    [text('/b')],
    () => read('/a'),
    () => read('/b'),
  );
  expect([await read('/a'), await read('/b')]).toEqual(['1', '4']);
});

test('outside a memory an answer is remembered for good', async () => {
  let asked = 0;
  const answer = memoize(async () => ++asked);
  expect([await answer(), await answer()]).toEqual([1, 1]);
});

test('readers keep no answers in another way', () => {
  for (const file of readdirSync('main/probes', { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts')) continue;
    const source = readFileSync(join('main/probes', file), 'utf8');
    expect(source.match(/Map<[^>]*,\s*Promise</), `${file}: use onceFor`).toBeNull();
  }
});
