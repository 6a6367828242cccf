import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { namesOf } from '../../../../main/tank/drivers/containers/container-names';
import { dockerDriver as docker } from '../../../../main/tank/drivers/experimental/docker/docker-driver';
import { podmanDriver as podman } from '../../../../main/tank/drivers/podman/podman-driver';
import { keyFiles } from '../../../../main/tank/guest/tank-keys';
import { imageFor } from '../../../../main/tank/images/image-catalogue';
import type { Driver, Guest, TankContext } from '../../../../main/tank/model/types';
import { type Answer, tankAt } from '../../../fakes/command-runner';
import { given, type Kind, standIn } from './stand-in';

// What is done inside is another part's; here it is two commands that have to be run in the workshop.
vi.mock('../../../../main/tank/guest', async (original) => ({
  ...(await original<object>()),
  hostAddresses: () => ['198.51.100.7'],
  installSteps: (_at: TankContext, guest: Guest) =>
    ['put-node', 'put-openclaw'].map((id) => ({
      id,
      now: { id },
      seconds: 1,
      done: async () => false,
      run: async () => {
        const { code, err } = await guest.run('root', ['/bin/sh', '-s'], { input: id });
        if (code !== 0) throw new Error(err);
      },
    })),
}));

const KINDS = [
  ['podman4', podman],
  ['podman5', podman],
  ['docker', docker],
] as const satisfies readonly (readonly [Kind, Driver])[];
const image = imageFor('root', 'x64', 'own', {}).digest.hex;
let folder: string;

beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'tankmate-containers-')), 'openclaw');
  await mkdir(dirname(keyFiles(folder).token), { recursive: true });
  await writeFile(keyFiles(folder).token, '5e'.repeat(32), { mode: 0o600 });
});
afterEach(() => rm(join(folder, '..'), { recursive: true, force: true }));

const world = (
  kind: Kind,
  driver: Driver,
  fail?: (line: string, when: 'before' | 'after') => Answer | undefined,
) => {
  const stand = standIn(kind, fail);
  return {
    stand,
    tank: tankAt(folder, stand.hands, {
      engine: driver.id,
      image,
      limits: { memoryMiB: 2048, processors: 2, diskGiB: 12 },
    }),
  };
};

async function make(driver: Driver, tank: TankContext): Promise<void> {
  for (const step of driver.steps(tank)) if (!(await step.done())) await step.run(() => {});
  await driver.start(tank);
}

/** What was changed: questions left out. */
const calls = (said: readonly string[]) =>
  said
    .map((line) => line.replace(/^\/usr\/bin\/(podman|docker) (--runtime \S+ )?/, ''))
    .filter((line) => !/^(info|context|ps|images|\w+ (inspect|ls))\b/.test(line))
    .map((line) => line.split(' ').slice(0, 2).join(' '));

describe.each(KINDS)('%s', (kind, driver) => {
  test('makes a tank, in this order', async () => {
    const { stand, tank } = world(kind, driver);
    expect(await driver.state(tank)).toBe('absent');
    await make(driver, tank);
    expect(await driver.state(tank)).toBe('running');
    expect(calls(stand.hands.said)).toEqual([
      'import --change',
      'run --detach',
      'exec --interactive',
      'stop --time',
      'commit --change',
      'rm --force',
      'run --detach',
      'exec --interactive',
      'exec --user',
      'stop --time',
      'commit --change',
      'rm --force',
      'volume create',
      'run --rm',
      ...(kind === 'docker' ? ['network create'] : []),
      'run --detach',
      'run --rm',
      'run --detach',
    ]);
    const { key, gateway, network } = namesOf(tank);
    expect(stand.boxes.map(({ name }) => name)).toEqual([network, gateway]);
    expect(stand.all().every((name) => name.includes(key))).toBe(true);
    // Nothing to do the second time.
    const before = stand.hands.said.length;
    for (const step of driver.steps(tank))
      if (!step.id.startsWith('put-')) expect(await step.done(), step.id).toBe(true);
    await driver.start(tank);
    expect(calls(stand.hands.said.slice(before))).toEqual([]);
  });

  test('gives OpenClaw’s container nothing that it doesn’t need', async () => {
    const { stand, tank } = world(kind, driver);
    await make(driver, tank);
    const { gateway, network, home, inside } = namesOf(tank);
    const [holder, box] = [network, gateway].map(
      (name) => stand.boxes.find((each) => each.name === name)?.args ?? [],
    );
    expect(given(box ?? [], '--network')).toEqual([`container:${network}`]);
    expect(given(box ?? [], '--user')).toEqual(['10001:10001']);
    expect(given(box ?? [], '--volume')).toEqual([
      `${home}:/home/openclaw:${kind === 'docker' ? 'rw' : 'rw,nosuid,nodev'}`,
    ]);
    expect(given(box ?? [], '--tmpfs')).toEqual(['/tmp:rw,nosuid,nodev,noexec,size=256m']);
    expect(given(box ?? [], '--publish')).toEqual([]);
    expect(given(holder ?? [], '--publish')).toEqual(['127.0.0.1:28789:18789']);
    for (const args of [holder ?? [], box ?? []]) {
      expect(given(args, '--cap-drop')).toEqual(['ALL']);
      expect(given(args, '--cap-add')).toEqual([]);
      expect(given(args, '--security-opt')).toEqual(['no-new-privileges']);
      expect(given(args, '--pull')).toEqual(['never']);
      expect(args).toContain('--read-only');
      expect(args).toContain(inside);
      expect(args.join(' ')).not.toMatch(/--privileged|--device| host( |$)/);
    }
    const limits = kind === 'podman4' ? [[], [], []] : [['2048m'], ['2'], ['1024']];
    expect(['--memory', '--cpus', '--pids-limit'].map((name) => given(box ?? [], name))).toEqual(limits);
    expect(box?.slice(-9)).toEqual(
      [
        '/opt/node/bin/node',
        '/opt/openclaw/lib/node_modules/openclaw/openclaw.mjs',
        ...['gateway', 'run', '--bind', 'lan', '--port', '18789', '--auth'],
        'token',
      ].slice(-9),
    );
    const rules = stand.hands.commands.filter(({ args }) => args.includes('NET_ADMIN'));
    expect(rules.map(({ args }) => args.slice(-6))).toEqual([
      ['sh', '-s', '--', 'container', '18789', '198.51.100.7'],
    ]);
    expect(String(rules[0]?.input)).toMatch(
      /table inet tankmate[\s\S]*\nnft --json list table inet tankmate\n$/,
    );
  });

  test('says the token in no command line, and keeps it in a file for its owner', async () => {
    const { stand, tank } = world(kind, driver);
    await make(driver, tank);
    const file = join(folder, 'gateway.env');
    expect(await readFile(file, 'utf8')).toContain(`OPENCLAW_GATEWAY_TOKEN=${'5e'.repeat(32)}\n`);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(JSON.stringify(stand.hands.commands)).not.toContain('5e5e');
  });

  test('gets there from a failure, and from a cut, at every command', async () => {
    const { stand: whole, tank: done } = world(kind, driver);
    await make(driver, done);
    const count = whole.hands.said.length;
    for (const when of ['before', 'after'] as const)
      for (let nth = 1; nth <= count; nth++) {
        let heard = 0;
        let broken = true;
        let broke = '';
        const { stand, tank } = world(kind, driver, (line, at) => {
          if (!broken || at !== when) return undefined;
          heard += 1;
          if (heard === nth) broke = line;
          return heard === nth
            ? when === 'before'
              ? { code: 125, err: 'no space left' }
              : new Error('killed')
            : undefined;
        });
        const result = await make(driver, tank).then(
          () => 'made',
          () => 'failed',
        );
        // What was gone between two questions is asked for once more.
        const asked = when === 'before' && / inspect /.test(broke);
        expect(result, `${when} ${nth}: ${broke}`).toBe(asked ? 'made' : 'failed');
        broken = false;
        await make(driver, tank);
        expect(await driver.state(tank)).toBe('running');
        expect(stand.all().sort()).toEqual(whole.all().sort());
        await driver.remove(tank);
        expect(stand.all()).toEqual([]);
      }
  }, 60_000);

  test('is removed from wherever making was cut off, and however often removing was', async () => {
    let heard = 0;
    let nth = 0;
    let count = 0;
    do {
      nth += 1;
      let breaks = false;
      heard = 0;
      const { stand, tank } = world(kind, driver, (_line, when) => {
        if (!breaks || when !== 'after') return undefined;
        heard += 1;
        return heard === nth ? new Error('killed') : undefined;
      });
      await make(driver, tank);
      breaks = true;
      await driver.remove(tank).catch(() => {});
      count = heard;
      breaks = false;
      await driver.remove(tank);
      expect(stand.all()).toEqual([]);
    } while (count >= nth);
    expect(nth).toBeGreaterThan(10);
  }, 60_000);

  test('stops, starts anew with rules, and knows its snapshots', async () => {
    const { stand, tank } = world(kind, driver);
    await make(driver, tank);
    await driver.stop(tank);
    expect(stand.boxes).toEqual([]);
    expect(await driver.state(tank)).toBe('stopped');
    await driver.snapshots?.take(tank, 'clean');
    expect(await driver.snapshots?.list(tank)).toEqual([{ name: 'clean', at: '2026-11-22T09:00:00.000Z' }]);
    await driver.snapshots?.restore(tank, 'clean');
    await expect(driver.snapshots?.restore(tank, 'other')).rejects.toThrow('no-snapshot');
    await expect(driver.snapshots?.take(tank, '../x')).rejects.toThrow('snapshot-name');
    await driver.start(tank);
    expect(stand.hands.commands.filter(({ args }) => args.includes('NET_ADMIN'))).toHaveLength(2);
    await driver.snapshots?.drop(tank, 'clean');
    expect(await driver.snapshots?.list(tank)).toEqual([]);
  });

  test('dropping takes away what a snapshot left that failed, and ends what still copies', async () => {
    const fails = new Set<string>();
    const { stand, tank } = world(kind, driver, (line, when) =>
      when === 'before' && [...fails].some((each) => line.includes(each)) ? new Error('full') : undefined,
    );
    await make(driver, tank);
    await driver.stop(tank);
    const before = stand.all();
    const names = namesOf(tank);
    for (const each of [':/to', ' tag ']) {
      fails.add(each);
      await expect(driver.snapshots?.take(tank, 'clean')).rejects.toThrow('full');
      fails.clear();
      expect(stand.all()).toHaveLength(before.length + 1);
      const copying = ['--volume', `${names.snapshotVolume('clean')}:/to`];
      const label = { 'org.tankmate.tank': names.key };
      stand.boxes.push({
        id: each,
        name: names.oneShot,
        labels: label,
        running: true,
        args: copying,
        image: '',
      });
      await driver.snapshots?.drop(tank, 'clean');
      expect(stand.all()).toEqual(before);
    }
  });

  test('never starts half of what was brought back', async () => {
    let fails = false;
    const { stand, tank } = world(kind, driver, (line, when) =>
      fails && when === 'before' && line.includes(':/to') ? new Error('killed') : undefined,
    );
    await make(driver, tank);
    await driver.snapshots?.take(tank, 'clean');
    fails = true;
    await expect(driver.snapshots?.restore(tank, 'clean')).rejects.toThrow('killed');
    await expect(driver.start(tank)).rejects.toThrow('killed');
    expect(await driver.state(tank)).toBe('stopped');
    fails = false;
    const before = stand.hands.said.length;
    await driver.start(tank);
    expect(stand.hands.said.slice(before).filter((line) => line.includes(':/to'))).toHaveLength(1);
    expect(await driver.state(tank)).toBe('running');
  });

  test('starts nothing in a network that isn’t closed', async () => {
    const { stand, tank } = world(kind, driver, (line, when) =>
      when === 'after' && line.includes('NET_ADMIN') ? '{"nftables":[]}' : undefined,
    );
    await expect(make(driver, tank)).rejects.toThrow('not-closed');
    expect(stand.boxes.map(({ name }) => name)).toEqual([namesOf(tank).network]);
    expect(await driver.state(tank)).toBe('stopped');
  });

  test('says to the outside which Node is inside', async () => {
    const said = async (answer: string | undefined) => {
      const { stand, tank } = world(kind, driver, (line, when) =>
        when === 'after' && line.endsWith('/opt/node/bin/node --version') ? answer : undefined,
      );
      await make(driver, tank);
      const commits = stand.hands.said.filter((line) => line.includes(' commit '));
      return commits.map((line) => /ENV NODE_VERSION=(\S+)/.exec(line)?.[1] ?? null).at(-1);
    };
    expect(await said('v26.12.1\n')).toBe('26.12.1');
    expect(await said('no such file\n')).toBeNull();
  });

  test('puts a new OpenClaw into a copy, and throws a failed one away', async () => {
    const { stand, tank } = world(kind, driver);
    await make(driver, tank);
    const { gateway, builder, inside } = namesOf(tank);
    const now = () =>
      stand.pictures.find(({ tags }) => tags.includes(inside))?.labels['org.tankmate.openclaw'];
    await expect(driver.rebuildImage?.(tank, () => Promise.reject(new Error('no network')))).rejects.toThrow(
      'no network',
    );
    expect(now()).toBe('2026.9.6');
    await driver.rebuildImage?.(tank, async (guest) => {
      expect((await guest.run('root', ['true'])).code).toBe(0);
      return '2026.10.1';
    });
    expect(now()).toBe('2026.10.1');
    expect(stand.hands.said.filter((line) => line.includes(' exec ')).at(-1)).toContain(`--user 0:0`);
    expect(stand.boxes.map(({ name }) => name)).not.toContain(builder);
    await driver.stop(tank);
    await driver.start(tank);
    // The old one is gone with its container.
    expect(stand.pictures.every(({ tags }) => tags.length > 0)).toBe(true);
    await driver.guest?.(tank).run('root', ['id']);
    expect(stand.hands.said.at(-1)).toMatch(new RegExp(`exec --user 10001:10001 .*${gateway} id$`));
  });
});
