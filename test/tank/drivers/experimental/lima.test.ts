import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { limaConfig } from '../../../../main/tank/drivers/experimental/lima/lima-config';
import { limaDriver } from '../../../../main/tank/drivers/experimental/lima/lima-driver';
import { seedAsScript } from '../../../../main/tank/drivers/experimental/lima/lima-seed';
import { userData } from '../../../../main/tank/guest/cloud-init/seed-step';
import type { ProgramCommand, TankContext } from '../../../../main/tank/model/types';
import type { Answer } from '../../../fakes/command-runner';
import { bench, makeIt, type Proof, provesEngine, type StandIn } from '../harness';

interface Made {
  status: string;
  config: Record<string, unknown>;
}

/**
 * Lima as its source of 2026-08-21 tells it: `list --json` is a line of JSON a machine (pkg/limatype/lima_instance.go), a
 * clone needs a stopped machine and a name that is free (pkg/instance/clone.go), deleting what isn't there only warns.
 */
class Lima implements StandIn {
  made = new Map<string, Made>();
  readonly home: string;
  constructor({ folder }: Pick<TankContext, 'folder'>) {
    this.home = join(folder, '..', 'home', '.tankmate-lima');
  }
  left = () => [
    ...this.made.keys(),
    ...(statSync(this.home, { throwIfNoEntry: false }) ? ['LIMA_HOME'] : []),
  ];

  private put(name: string, made: Made): void {
    mkdirSync(join(this.home, name), { recursive: true });
    mkdirSync(join(this.home, '_config'), { recursive: true });
    writeFileSync(join(this.home, name, 'disk'), 'x'.repeat(5000));
    this.made.set(name, made);
  }

  private reported([name, { status, config }]: [string, Made]): string {
    const ssh = config.ssh as { localPort: number };
    // What is in force: plain mode takes mounts and forwarded ports out (pkg/limayaml/defaults.go, fixUpForPlainMode).
    const { mounts: _, portForwards: __, ...rest } = config;
    return JSON.stringify({
      name,
      hostname: `lima-${name}`,
      status,
      dir: join(this.home, name),
      vmType: config.vmType,
      arch: config.arch,
      cpus: config.cpus,
      memory: 4294967296,
      disk: 12884901888,
      sshLocalPort: ssh.localPort,
      config: config.plain ? { ...rest } : config,
      sshAddress: '127.0.0.1',
      protected: false,
      limaVersion: '2.1.1',
    });
  }

  answer(program: string, { args, input, env }: ProgramCommand): Answer | undefined {
    if (program !== 'limactl' || env?.LIMA_HOME !== this.home) return undefined;
    const [verb, ...rest] = args;
    const line = rest.join(' ');
    const fatal = (msg: string): Answer => ({ code: 1, err: `time="…" level=fatal msg="${msg}"\n` });
    switch (verb) {
      case '--version':
        return 'limactl version 2.1.1\n';
      case 'list':
        if (line === '--quiet') return [...this.made.keys()].map((name) => `${name}\n`).join('');
        if (line !== '--json openclaw') return undefined;
        return this.made.has('openclaw')
          ? `${this.reported(['openclaw', this.made.get('openclaw') as Made])}\n`
          : fatal('unmatched instances');
      case 'create': {
        if (line !== '--tty=false --name=openclaw -') return undefined;
        if (this.made.has('openclaw')) return fatal('instance “openclaw” already exists');
        this.put('openclaw', { status: 'Stopped', config: parse(String(input)) });
        return '';
      }
      case 'start': {
        const made = this.made.get('openclaw');
        if (line !== '--tty=false --timeout=20m openclaw') return undefined;
        if (!made) return fatal('no such instance');
        made.status = 'Running';
        return '';
      }
      case 'stop': {
        const made = this.made.get(rest.at(-1) ?? '');
        if (line !== 'openclaw' && line !== '--force openclaw') return undefined;
        if (!made) return fatal('no such instance');
        if (line === 'openclaw' && made.status !== 'Running')
          return fatal(`expected status Running, got ${made.status}`);
        made.status = 'Stopped';
        return '';
      }
      case 'clone': {
        const [tty, from = '', to = ''] = rest;
        const made = this.made.get(from);
        if (tty !== '--tty=false' || rest.length !== 3) return undefined;
        if (!made || made.status === 'Running') return fatal('cannot clone');
        if (this.made.has(to)) return fatal(`instance ${to} already exists`);
        this.put(to, { ...made });
        return '';
      }
      case 'delete': {
        const [force, name = ''] = rest;
        if (force !== '--force' || rest.length !== 2) return undefined;
        rmSync(join(this.home, name), { recursive: true, force: true });
        this.made.delete(name);
        return '';
      }
      default:
        return undefined;
    }
  }
}

const proof: Proof = {
  id: 'lima',
  driver: limaDriver,
  platform: 'darwin',
  makeStandIn: (at) => new Lima(at),
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

/** Fields of each structure with their types in Go, from Lima's pkg/limatype/lima_yaml.go of 2026-08-21. */
const FIELDS: Readonly<Record<string, Readonly<Record<string, string>>>> = JSON.parse(
  readFileSync(new URL('../../../fixtures/tank/lima-fields.json', import.meta.url), 'utf8'),
);

/** Faults of a value against a type of Go's: fields that Lima doesn't know (it refuses them), or of another kind. */
function faults(value: unknown, type: string, path: string): readonly string[] {
  if (type.startsWith('*')) return value === null ? [] : faults(value, type.slice(1), path);
  if (type.startsWith('[')) {
    if (!Array.isArray(value)) return [`${path} is no list`];
    return value.flatMap((each, at) => faults(each, type.replace(/^\[\d*\]/, ''), `${path}[${at}]`));
  }
  const inline = Object.entries(FIELDS[type] ?? {}).filter(([name]) => name.startsWith('+'));
  const fields: Record<string, string> = Object.assign(
    {},
    FIELDS[type],
    ...inline.map(([, inner]) => FIELDS[inner] ?? {}),
  );
  if (FIELDS[type] === undefined) {
    const kinds: Record<string, string> = {
      string: 'string',
      bool: 'boolean',
      int: 'number',
      uint32: 'number',
    };
    const wanted = kinds[type] ?? 'string';
    return typeof value === wanted ? [] : [`${path} is a ${typeof value}, not a ${type}`];
  }
  if (typeof value !== 'object' || value === null) return [`${path} is no ${type}`];
  return Object.entries(value).flatMap(([name, inner]) =>
    fields[name] === undefined
      ? [`${path}.${name} is unknown`]
      : faults(inner, fields[name], `${path}.${name}`),
  );
}

describe('the machine that Lima is told to make', () => {
  const { tank, end } = bench(proof);
  const text = limaConfig(tank, '#!/bin/sh\ntrue\n');
  const config = parse(text);
  end();

  test('has fields that Lima knows, of the kinds that it wants', () => {
    expect(faults(config, 'LimaYAML', '')).toEqual([]);
    expect(faults({ ...config, mount: [] }, 'LimaYAML', '')).toEqual(['.mount is unknown']);
    expect(faults({ ...config, cpus: '2' }, 'LimaYAML', '')).toHaveLength(1);
    expect(faults({ ...config, ssh: { localPort: true } }, 'LimaYAML', '')).toHaveLength(1);
  });
  test('rests on no template, and is closed', () => {
    expect(config.base).toBeUndefined();
    expect(config).toMatchObject({
      plain: true,
      mounts: [],
      containerd: { system: false, user: false },
      propagateProxyEnv: false,
      ssh: { forwardAgent: false, loadDotSSHPubKeys: false, localPort: tank.plan.ports.ssh },
    });
    expect(config.portForwards.every((rule: { ignore: boolean }) => rule.ignore)).toBe(true);
    expect(config.images[0].digest).toBe(`sha256:${tank.plan.image}`);
  });
  test('keeps to the rules of pkg/limayaml/validate.go', () => {
    for (const { guestIPMustBeZero, guestIP, guestPortRange } of config.portForwards) {
      if (guestIPMustBeZero) expect(guestIP).toBe('0.0.0.0');
      expect(guestPortRange[0]).toBeLessThan(guestPortRange[1]);
    }
    expect(config.user.shell).toMatch(/^\//);
    expect(config.provision[0].script).toMatch(/^#!/);
  });
});

describe('the seed as a script', () => {
  test('is one that a shell reads, and holds every file of the seed', async () => {
    const { tank, end } = bench(proof);
    const script = seedAsScript(await userData(tank));
    end();
    execFileSync('sh', ['-n'], { input: script });
    const files = [...script.matchAll(/echo (\S+) \| base64 -d/g)].map(([, text]) =>
      Buffer.from(text ?? '', 'base64').toString(),
    );
    expect(files.join('\n')).toContain('AllowUsers tankmate\n');
    expect(files.join('\n')).toContain('BEGIN OPENSSH PRIVATE KEY');
    expect(script).toContain('ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKey');
    // A word of Lima's templates would be filled in by Lima.
    expect(script).not.toContain('{{');
    expect(script).not.toContain('LIMA_CIDATA');
  });
  test('puts its files in place, and a second time as well', () => {
    const { tank, end } = bench(proof);
    mkdirSync(join(tank.folder, 'etc'), { recursive: true });
    const path = join(tank.folder, 'etc', 'a b', "it's");
    const uid = `${process.getuid?.()}:${process.getgid?.()}`;
    const seed = JSON.stringify({
      write_files: [{ path, permissions: '0640', content: 'one\ntwo\n', owner: uid }],
    });
    const script = seedAsScript(seed)
      .replace(/mkdir -p \/etc\/cloud[\s\S]*?systemctl enable \S+\n/, '')
      .trim();
    for (let run = 0; run < 2; run += 1) execFileSync('sh', [], { input: script });
    expect(readFileSync(path, 'utf8')).toBe('one\ntwo\n');
    expect(statSync(path).mode & 0o777).toBe(0o640);
    expect(readdirSync(join(tank.folder, 'etc', 'a b'))).toEqual(["it's"]);
    end();
  });
  test.each([
    ['a part of cloud-init that it doesn’t know', { bootcmd: ['true'] }],
    ['another account', { users: [{ name: 'ubuntu' }] }],
    ['a file with another option', { write_files: [{ path: '/x', content: '', append: true }] }],
    ['another kind of key', { ssh_keys: { rsa_private: 'x' } }],
  ])('refuses %s', (_name, seed) => {
    expect(() => seedAsScript(JSON.stringify(seed))).toThrow('tank.engines-seed');
  });
});

const outcome = async (tank: TankContext, id: string) =>
  (await limaDriver.inspectBoundary(tank)).find((each) => each.id === id)?.outcome;

test('what an override opens is told as open', async () => {
  const it = bench(proof);
  await makeIt(it, limaDriver);
  const made = (it.standIn as Lima).made.get('openclaw');
  if (made) made.config = { ...made.config, plain: false, mounts: [{ location: '~' }] };
  expect(await outcome(it.tank, 'mounts')).toBe('open');
  expect(await outcome(it.tank, 'engine-settings')).toBe('open');
  it.end();
});

test('a machine that is broken is ended before it is started', async () => {
  const it = bench(proof);
  await makeIt(it, limaDriver);
  const made = (it.standIn as Lima).made.get('openclaw');
  if (made) made.status = 'Broken';
  await limaDriver.start(it.tank);
  expect(it.lines.at(-2)).toContain('stop --force openclaw');
  expect(made?.status).toBe('Running');
  it.end();
});

test('a restore that was cut off is finished by the next start', async () => {
  const it = bench(proof);
  await makeIt(it, limaDriver);
  await limaDriver.snapshots?.take(it.tank, 'clean');
  const before = it.lines.length;
  // Its state (two lists), a list, the deletion; the clone after them fails.
  it.fault = { number: before + 4, kind: 'refused' };
  await expect(limaDriver.snapshots?.restore(it.tank, 'clean')).rejects.toThrow('tank.engines');
  it.fault = null;
  await limaDriver.start(it.tank);
  expect(await limaDriver.state(it.tank)).toBe('running');
  it.end();
});

test('removing without Lima says that it is missing, as long as it still holds something', async () => {
  const it = bench(proof);
  await makeIt(it, limaDriver);
  const gone = { ...it.tank.needs.runner, find: async () => null };
  const tank: TankContext = { ...it.tank, needs: { ...it.tank.needs, runner: gone } };
  await expect(limaDriver.remove(tank)).rejects.toThrow('tank.engines-missing');
  rmSync((it.standIn as Lima).home, { recursive: true });
  await limaDriver.remove(tank);
  it.end();
});
