import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { multipassDriver } from '../../../../main/tank/drivers/experimental/multipass/multipass-driver';
import type { ProgramCommand } from '../../../../main/tank/model/types';
import { KNOWN_INSTALLS } from '../../../../main/tank/preflight/engine-install';
import type { Answer } from '../../../fakes/command-runner';
import { bench, makeIt, type Proof, provesEngine, type StandIn } from '../harness';

const NAME = 'tankmate-openclaw';
const IMAGE = '6e40c07ae715f744f84af0bec76415cc1987dd115b4b8de437818561f01a3733';

/**
 * Multipass as its documents and source tell it (canonical/multipass, docs/reference/command-line-interface and
 * src/client/cli/formatter/json_formatter.cpp, 2026-08-21): JSON is pretty-printed, snapshots need a stopped machine and
 * names without dots, a deleted machine still holds its name.
 */
class Multipass implements StandIn {
  state: string | null = null;
  addresses = ['10.97.0.76'];
  mounts: Record<string, unknown> = {};
  snapshots = new Map<string, string>();
  image = IMAGE;
  left = () => [...(this.state === null ? [] : [NAME]), ...this.snapshots.keys()];

  answer(program: string, { args, input }: ProgramCommand): Answer | undefined {
    if (program !== 'multipass') return undefined;
    const [verb, ...rest] = args;
    const line = rest.join(' ');
    const json = (value: unknown) => `${JSON.stringify(value, null, 4)}\n`;
    const fails = (err: string): Answer => ({ code: 2, err });
    switch (verb) {
      case 'version':
        return line === '--format json'
          ? json({ multipass: '1.16.3+mac', multipassd: '1.16.3+mac' })
          : undefined;
      case 'list':
        if (line !== '--format json') return undefined;
        return json({
          list: [
            { name: 'primary', state: 'Running', ipv4: ['10.97.0.2'], release: 'Ubuntu 24.04 LTS' },
            ...(this.state ? [{ name: NAME, state: this.state, ipv4: this.addresses, release: '' }] : []),
          ],
        });
      case 'launch': {
        const reported = [IMAGE, ...`--name ${NAME} --cpus 2 --memory 4096M --disk 12G`.split(' ')];
        if (line !== [...reported, ...'--timeout 1800 --cloud-init -'.split(' ')].join(' ')) return undefined;
        const config = parse(String(input));
        if (!String(input).startsWith('#cloud-config\n') || config.users[0] !== 'default') return undefined;
        if (this.state) return fails(`launch failed: instance "${NAME}" already exists`);
        this.state = 'Running';
        return `Launched: ${NAME}\n`;
      }
      case 'info': {
        if (!this.state || rest[0] !== NAME) return fails(`info failed: instance "${NAME}" does not exist`);
        if (line === `${NAME} --snapshots --format json`) {
          const reported = [...this.snapshots].map(([name, comment]) => [
            name,
            { comment, created: '2026年11月22日 09:00:00', parent: '', children: [], mounts: {} },
          ]);
          return json({
            errors: [],
            info: { [NAME]: reported.length ? { snapshots: Object.fromEntries(reported) } : {} },
          });
        }
        if (line !== `${NAME} --format json`) return undefined;
        return json({
          errors: [],
          info: {
            [NAME]: {
              cpu_count: '2',
              disks: { sda1: { total: '12741246976', used: '2402924032' } },
              image_hash: this.image,
              ipv4: this.addresses,
              memory: { total: 4113846272, used: 786432000 },
              mounts: this.mounts,
              state: this.state,
            },
          },
        });
      }
      case 'get':
        return line === `local.${NAME}.bridged` ? 'false\n' : undefined;
      case 'start':
        if (line !== `--timeout 900 ${NAME}`) return undefined;
        if (!this.state || this.state === 'Deleted') return fails('start failed: does not exist');
        this.state = 'Running';
        return '';
      case 'stop':
        if (line !== NAME && line !== `--force ${NAME}`) return undefined;
        this.state = 'Stopped';
        return '';
      case 'snapshot': {
        const [, name, comment] =
          new RegExp(`^--name ([A-Za-z][A-Za-z0-9-]*) --comment (\\S+ \\S+) ${NAME}$`).exec(line) ?? [];
        if (!name || !comment) return undefined;
        if (this.state !== 'Stopped')
          return fails('snapshot failed: Multipass can only take snapshots of stopped instances.');
        if (this.snapshots.has(name))
          return fails(`snapshot failed: Snapshot already exists: ${NAME}.${name}`);
        this.snapshots.set(name, comment);
        return `Snapshot taken: ${NAME}.${name}\n`;
      }
      case 'restore': {
        const name = new RegExp(`^--destructive ${NAME}\\.(\\S+)$`).exec(line)?.[1];
        if (!name) return undefined;
        return this.state === 'Stopped' && this.snapshots.has(name) ? '' : fails('restore failed');
      }
      case 'delete': {
        const [, snapshot] = new RegExp(`^--purge ${NAME}(?:\\.(\\S+))?$`).exec(line) ?? [];
        if (snapshot) return this.snapshots.delete(snapshot) ? '' : fails('no such snapshot');
        if (line !== `--purge ${NAME}`) return undefined;
        this.state = null;
        this.snapshots.clear();
        return '';
      }
      default:
        return undefined;
    }
  }
}

const proof: Proof = {
  id: 'multipass',
  driver: multipassDriver,
  platform: 'win32',
  makeStandIn: () => new Multipass(),
  outside: {
    'engine-settings': 'blocked',
    mounts: 'blocked',
    ports: 'blocked',
    devices: 'blocked',
    clipboard: 'blocked',
    limits: 'blocked',
  },
};
provesEngine(proof);

const made = () => {
  const it = bench(proof);
  return { ...it, standIn: it.standIn as Multipass };
};

test('a machine of that name that somebody else made is neither used nor removed', async () => {
  const it = made();
  it.standIn.state = 'Running';
  expect(await multipassDriver.state(it.tank)).toBe('absent');
  await expect(makeIt(it, multipassDriver)).rejects.toMatchObject({ because: { id: 'tank.engines-taken' } });
  await multipassDriver.remove(it.tank);
  expect(it.standIn.state).toBe('Running');
  it.end();
});

test('a folder that was mounted, and a bridge, are told', async () => {
  const it = made();
  await makeIt(it, multipassDriver);
  it.standIn.mounts = { '/home/ubuntu/Home': { source_path: 'C:/Users/lin', uid_mappings: [] } };
  const facts = await multipassDriver.inspectBoundary(it.tank);
  expect(facts.find(({ id }) => id === 'mounts')).toMatchObject({
    outcome: 'open',
    saw: { values: { list: ['C:/Users/lin'] } },
  });
  it.end();
});

test('what can’t be read is never called sealed, and a state that it doesn’t know is a trouble', async () => {
  const it = made();
  await makeIt(it, multipassDriver);
  it.standIn.mounts = null as never;
  const reported = (await multipassDriver.inspectBoundary(it.tank)).find(({ id }) => id === 'mounts');
  expect(reported?.outcome).toBe('untested');
  it.standIn.state = 'Unknown';
  await expect(multipassDriver.state(it.tank)).rejects.toMatchObject({
    because: { id: 'tank.engines-unclear' },
  });
  it.end();
});

test('what was deleted but can be recovered is cleared away before it is made anew', async () => {
  const it = made();
  await makeIt(it, multipassDriver);
  it.standIn.state = 'Deleted';
  expect(await multipassDriver.state(it.tank)).toBe('absent');
  await makeIt(it, multipassDriver);
  expect(it.standIn.state).toBe('Running');
  it.end();
});

test('an image that Multipass no longer has is told as that', async () => {
  const it = made();
  const { answer } = it.standIn;
  it.standIn.answer = (program, command) =>
    command.args[0] === 'launch'
      ? { code: 2, err: `launch failed: Unable to find an image matching "${IMAGE}"` }
      : answer.call(it.standIn, program, command);
  await expect(makeIt(it, multipassDriver)).rejects.toMatchObject({
    because: { id: 'tank.engines-no-image' },
  });
  it.end();
});

test('every system’s command to install it names a program and its size', () => {
  for (const install of Object.values(KNOWN_INSTALLS.multipass ?? {}))
    expect(install?.megabytes).toBeGreaterThan(10);
  expect(KNOWN_INSTALLS.multipass?.win32?.args).toContain('Canonical.Multipass');
});
