import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { qemuAcceleration } from '../../../../main/tank/drivers/qemu/qemu-acceleration';
import { qemuOn } from '../../../../main/tank/drivers/qemu/qemu-driver';
import { imagePath } from '../../../../main/tank/images/image-catalogue';
import type { ProgramCommand, TankContext } from '../../../../main/tank/model/types';
import { type Answer, type ScriptedRunner, scriptedRunner, tankAt } from '../../../fakes/command-runner';
import { type FakeQemu, fakeQemu } from './fake-qemu';

/** What one QEMU and qemu-img would do, in a folder. */
class Machine {
  readonly snapshots = new Set<string>();
  readonly orders: string[] = [];
  qemu: FakeQemu | null = null;
  /** It hears the power button. */
  hears = true;
  /** Said by each start, the last one for all that follow; empty: it comes up. */
  says: string[] = [''];
  fails: (number: number, line: string) => Answer | undefined = () => undefined;
  count = 0;

  constructor(
    readonly folder: () => string,
    readonly hands: () => ScriptedRunner,
  ) {}

  answer(line: string, command: ProgramCommand): Answer | undefined {
    const failed = this.fails(this.count++, line);
    const program = basename(command.program);
    const [verb, ...args] = command.args;
    // What is launched fails by ending.
    if (failed !== undefined && verb === '-name' && !(failed instanceof Error)) return this.starts('failed');
    if (failed !== undefined) return failed;
    if (program === 'ssh') return '';
    if (program === 'qemu-img') {
      if (verb === 'create') writeFileSync(join(this.folder(), String(args.at(-2))), '');
      else if (verb === 'info') return this.reported();
      else if (verb === 'snapshot') this.snapshot(String(args[1]), String(args[2]));
      else return undefined;
      return '';
    }
    if (verb === '--version')
      return 'QEMU emulator version 7.2.22 (Debian 1:7.2+dfsg-7+deb12u18+b3)\nCopyright\n';
    return this.starts();
  }
  private starts(said = (this.says.length > 1 ? this.says.shift() : this.says[0]) ?? ''): Answer {
    if (said === '') void this.comesUp();
    else {
      writeFileSync(join(this.folder(), 'qemu.log'), said);
      setImmediate(() => this.hands().running.clear());
    }
    return '';
  }
  private async comesUp(): Promise<void> {
    await this.qemu?.close();
    this.qemu = await fakeQemu(this.folder(), (command, given) => {
      this.orders.push(command);
      if (command === 'quit' || (command === 'system_powerdown' && this.hears)) this.ends();
      const name = String(Reflect.get(Object(given), 'name'));
      if (command === 'blockdev-snapshot-internal-sync') this.snapshots.add(name);
      if (command === 'blockdev-snapshot-delete-internal-sync') this.snapshots.delete(name);
      return {};
    });
  }
  ends(): void {
    this.hands().running.clear();
    const { qemu } = this;
    setTimeout(() => void qemu?.close(), 20);
  }
  private snapshot(how: string, name: string): void {
    if (how === '-c') this.snapshots.add(name);
    if (how === '-d') this.snapshots.delete(name);
  }
  private reported(): string {
    const snapshots = [...this.snapshots].map((name, index) => ({
      'vm-clock-nsec': 0,
      name,
      'date-sec': 1795338000,
      'date-nsec': 0,
      'vm-clock-sec': 0,
      id: String(index + 1),
      'vm-state-size': 0,
    }));
    return JSON.stringify({
      'virtual-size': 12884901888,
      format: 'qcow2',
      ...(snapshots[0] && { snapshots }),
    });
  }
}

let root: string;
let folder: string;
let runner: ScriptedRunner;
let machine: Machine;
let tank: TankContext;
const computer = () => ({ proc: join(root, 'proc'), kvm: join(root, 'kvm'), patience: 0.02 });
const engine = () => qemuOn(computer());
const made = async () => {
  for (const step of engine().steps(tank)) if (!(await step.done())) await step.run(() => {});
};
const idOf = (work: Promise<unknown>) =>
  work.then(
    () => 'nothing',
    (error) => error.because?.id ?? String(error),
  );

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tankmate-qemu-'));
  folder = join(root, 'openclaw');
  mkdirSync(folder);
  machine = new Machine(
    () => folder,
    () => runner,
  );
  runner = scriptedRunner((line, command) => machine.answer(line, command));
  tank = tankAt(folder, runner, {}, { root });
  const base = imagePath(tank, 'disk');
  mkdirSync(dirname(base), { recursive: true });
  writeFileSync(base, '');
});
afterEach(async () => {
  await machine.qemu?.close();
  rmSync(root, { recursive: true, force: true });
});

describe('the disk', () => {
  test('stands on the download, which nobody may write any more', async () => {
    const [step] = engine().steps(tank);
    expect(await engine().state(tank)).toBe('absent');
    expect(await step?.done()).toBe(false);
    await made();
    const base = basename(imagePath(tank, 'disk'));
    expect(runner.said).toEqual([
      `/usr/bin/qemu-img create -q -f qcow2 -F qcow2 -b ../downloads/${base} disk.qcow2.new 12G`,
    ]);
    expect(statSync(imagePath(tank, 'disk')).mode & 0o777).toBe(0o444);
    expect(await step?.done()).toBe(true);
    expect(await engine().state(tank)).toBe('stopped');
  });
  test('a half-made one is made anew', async () => {
    writeFileSync(join(folder, 'disk.qcow2.new'), 'half');
    await made();
    expect(existsSync(join(folder, 'disk.qcow2.new'))).toBe(false);
  });
  test('what is in the way is said', async () => {
    machine.fails = () => ({ code: 1, err: 'qemu-img: disk.qcow2.new: No space left on device' });
    expect(await idOf(made())).toBe('tank.qemu-disk-full');
    machine.fails = () => ({ code: 1, err: 'qemu-img: something' });
    expect(await idOf(made())).toBe('tank.qemu-disk-failed');
    tank = tankAt(folder, { ...runner, find: async () => null }, {}, { root });
    expect(await idOf(made())).toBe('tank.qemu-missing');
  });
});

describe('starting and stopping', () => {
  beforeEach(made);

  test('it starts once, in the tank’s folder, and is found again', async () => {
    await engine().start(tank);
    await engine().start(tank);
    const launches = runner.commands.filter(({ verb }) => verb === 'launch');
    expect(launches).toHaveLength(1);
    expect(launches[0]).toMatchObject({ program: '/usr/bin/qemu-system-x86_64', folder });
    expect(launches[0]?.args.join(' ')).not.toContain('seed');
    expect(await engine().state(tank)).toBe('running');
    expect(await engine().sshAt?.(tank)).toEqual({ host: '127.0.0.1', port: 22922 });
  });
  test('the seed is put in until the tank is made', async () => {
    writeFileSync(join(folder, 'seed.iso'), '');
    await engine().start(tank);
    expect(runner.said.at(-1)).toContain('file.filename=seed.iso');
    await engine().stop(tank);
    await engine().start({ ...tank, plan: { ...tank.plan, madeAt: tank.plan.createdAt } });
    expect(runner.said.at(-1)).not.toContain('seed.iso');
  });
  test('a taken port is changed for another', async () => {
    machine.says = [
      "qemu-system-x86_64: -netdev user: Could not set up host forwarding rule 'tcp:127.0.0.1:22922-:22'",
      '',
    ];
    await engine().start(tank);
    const { port } = (await engine().sshAt?.(tank)) ?? {};
    expect(port).not.toBe(22922);
    expect(runner.said.at(-1)).toContain(`hostfwd=tcp:127.0.0.1:${port}-:22`);
  });
  test('one that ends at once is told with its words', async () => {
    machine.says = ['qemu-system-x86_64: cannot set up guest memory'];
    await expect(engine().start(tank)).rejects.toMatchObject({
      because: { id: 'tank.qemu-no-start' },
      detail: expect.stringContaining('cannot set up guest memory'),
    });
    expect(await engine().state(tank)).toBe('stopped');
  });
  test('stopping presses the button and waits', async () => {
    await engine().start(tank);
    await engine().stop(tank);
    expect(machine.orders).not.toContain('quit');
    expect(await engine().state(tank)).toBe('stopped');
    await engine().stop(tank);
  });
  test('one that doesn’t hear the button is ended', async () => {
    machine.hears = false;
    await engine().start(tank);
    await engine().stop(tank);
    expect(machine.orders).toContain('quit');
    expect(await engine().state(tank)).toBe('stopped');
  });
  test('one whose line is dead is ended by the system', async () => {
    await engine().start(tank);
    await machine.qemu?.close();
    await engine().stop(tank);
    expect(await engine().state(tank)).toBe('stopped');
  });
  test('removing doesn’t wait for the inside', async () => {
    await engine().start(tank);
    await engine().remove(tank);
    expect(machine.orders).not.toContain('system_powerdown');
    expect(runner.running.size).toBe(0);
  });

  describe('killed before its mark was kept', () => {
    const noted = (name: string, place: string) => {
      const own = join(root, 'proc', '4711');
      mkdirSync(own, { recursive: true });
      writeFileSync(
        join(own, 'cmdline'),
        `qemu-system-x86_64\0-name\0${name}\0-netdev\0user,hostfwd=tcp:127.0.0.1:2299-:22\0`,
      );
      symlinkSync(place, join(own, 'cwd'));
      writeFileSync(join(folder, 'qemu.pid'), '4711\n');
      runner.running.add(4711);
    };
    test('it is found by its own note, with its port', async () => {
      noted('tankmate-openclaw', folder);
      expect(await engine().state(tank)).toBe('running');
      expect(await engine().sshAt?.(tank)).toEqual({ host: '127.0.0.1', port: 2299 });
      expect(JSON.parse(await readFile(join(folder, 'qemu.json'), 'utf8'))).toMatchObject({ pid: 4711 });
    });
    test.each([
      ['another tank', 'tankmate-other', ''],
      ['the same name elsewhere', 'tankmate-openclaw', 'elsewhere'],
    ])('%s is not ours', async (_what, name, place) => {
      mkdirSync(join(root, 'elsewhere'));
      noted(name, place ? join(root, place) : folder);
      expect(await engine().state(tank)).toBe('stopped');
      await engine().remove(tank);
      expect(runner.running.has(4711)).toBe(true);
    });
  });
});

describe('snapshots', () => {
  const { take, restore, drop, list } = {
    take: (name: string) => engine().snapshots?.take(tank, name),
    restore: (name: string) => engine().snapshots?.restore(tank, name),
    drop: (name: string) => engine().snapshots?.drop(tank, name),
    list: () => engine().snapshots?.list(tank),
  };
  beforeEach(made);

  test('of a stopped tank by qemu-img', async () => {
    await take('clean');
    expect(await list()).toEqual([{ name: 'clean', at: '2026-11-22T09:00:00.000Z' }]);
    await restore('clean');
    await drop('clean');
    await drop('clean');
    const said = runner.said.filter((line) => line.includes(' snapshot ')).map((line) => line.slice(18));
    expect(said).toEqual([
      'snapshot -q -c clean disk.qcow2',
      'snapshot -q -a clean disk.qcow2',
      'snapshot -q -d clean disk.qcow2',
    ]);
    expect(await list()).toEqual([]);
  });
  test('of a running one by QEMU itself, once the inside has written everything', async () => {
    await engine().start(tank);
    await take('clean');
    await drop('clean');
    await take('clean');
    expect(machine.qemu?.orders.filter(({ execute }) => execute.startsWith('blockdev'))).toEqual([
      { execute: 'blockdev-snapshot-internal-sync', arguments: { device: 'disk', name: 'clean' } },
      { execute: 'blockdev-snapshot-delete-internal-sync', arguments: { device: 'disk', name: 'clean' } },
      { execute: 'blockdev-snapshot-internal-sync', arguments: { device: 'disk', name: 'clean' } },
    ]);
    expect(runner.said.some((line) => line.startsWith('/usr/bin/ssh') && line.includes('sync; echo'))).toBe(
      true,
    );
    expect(runner.said.some((line) => line.includes('snapshot -q'))).toBe(false);
    await restore('clean');
    expect(await engine().state(tank)).toBe('stopped');
  });
  test('one that was never taken can’t be brought back, and nothing is stopped', async () => {
    await engine().start(tank);
    expect(await idOf(restore('clean') ?? Promise.resolve())).toBe('tank.qemu-no-snapshot');
    expect(await engine().state(tank)).toBe('running');
  });
  test('a table that reads otherwise is none', async () => {
    machine.fails = (_number, line) => (line.includes(' info ') ? '{"snapshots":[{}]}' : undefined);
    expect(await idOf(list() ?? Promise.resolve())).toBe('tank.qemu-disk-failed');
  });
});

/** A tank's whole life, each part of which can be done again. */
async function live(): Promise<void> {
  const own = engine();
  await made();
  await own.start(tank);
  await own.snapshots?.drop(tank, 'clean');
  await own.snapshots?.take(tank, 'clean');
  await own.stop(tank);
  await own.snapshots?.restore(tank, 'clean');
  await own.start(tank);
  await own.snapshots?.drop(tank, 'clean');
  await own.version(tank);
  await own.remove(tank);
}

test('cut off or failing at any command, it comes to its end the next time', async () => {
  await live();
  const commands = machine.count;
  expect(commands).toBeGreaterThan(8);
  for (const fault of [new Error('cannot start'), { code: 1, err: 'failed' }] as const)
    for (let number = 0; number < commands; number++) {
      rmSync(join(folder, 'disk.qcow2'), { force: true });
      machine.snapshots.clear();
      const from = machine.count;
      machine.fails = (count) => (count - from === number ? fault : undefined);
      await live().catch(() => {});
      machine.fails = () => undefined;
      await live();
      expect(runner.running.size).toBe(0);
      expect(machine.snapshots.size).toBe(0);
    }
}, 60_000);

test('the version is the whole first line’s', async () => {
  expect(await engine().version(tank)).toBe('7.2.22 (Debian 1:7.2+dfsg-7+deb12u18+b3)');
  machine.fails = () => ({ code: 1 });
  expect(await engine().version(tank)).toBeNull();
});

describe('the help of the processor', () => {
  const here = (flags: string, device: boolean) => {
    mkdirSync(join(root, 'proc'), { recursive: true });
    writeFileSync(join(root, 'proc', 'cpuinfo'), `processor\t: 0\nflags\t\t: fpu ${flags} lm\n`);
    if (device) writeFileSync(join(root, 'kvm'), '');
    return qemuAcceleration(computer());
  };
  test('needs the flag and the device', async () => {
    expect(await here('vmx', true)).toBe('kvm');
    expect(await here('svm', true)).toBe('kvm');
    expect(await here('svm_lock', true)).toBe('tcg');
  });
  test('a device without the flag is none, and so is the flag alone', async () => {
    expect(await here('hypervisor', true)).toBe('tcg');
    rmSync(join(root, 'kvm'));
    expect(await here('vmx', false)).toBe('tcg');
  });
});
