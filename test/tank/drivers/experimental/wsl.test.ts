import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseWslConf, windowsMounts } from '../../../../main/tank/drivers/experimental/wsl/wsl-boundary';
import { wslDriver } from '../../../../main/tank/drivers/experimental/wsl/wsl-driver';
import {
  FIRST,
  markOf,
  SETUP_MARK,
  setUp,
  WSL_CONF,
} from '../../../../main/tank/drivers/experimental/wsl/wsl-setup';
import type { ProgramCommand, TankContext } from '../../../../main/tank/model/types';
import type { Answer } from '../../../fakes/command-runner';
import { bench, makeIt, type Proof, provesEngine, type StandIn } from '../harness';

const NAME = 'tankmate-openclaw';
const RUN = '/usr/local/lib/tankmate/run';

interface Inside {
  readonly files: Map<string, string>;
  systemd: boolean;
}

/**
 * wsl.exe as Microsoft's documents tell it (MicrosoftDocs/WSL, basic-commands.md, 2026-07-30): without WSL_UTF8 it writes
 * UTF-16, which read as UTF-8 has a NUL after each letter; with none to list it ends with -1 and a translated sentence.
 */
class Wsl implements StandIn {
  utf16 = false;
  disk: Inside | null = null;
  running = false;
  mounts = 'none / overlay rw 0 0\nnone /mnt/wsl tmpfs rw 0 0\n';
  constructor(readonly at: Pick<TankContext, 'folder' | 'plan'>) {}
  left = () => (this.disk ? [NAME] : []);

  private says(text: string): string {
    const lines = text.replaceAll('\n', '\r\n');
    return this.utf16 ? Buffer.from(lines, 'utf16le').toString('utf8') : lines;
  }

  answer(program: string, { args, input, env }: ProgramCommand): Answer | undefined {
    if (program !== 'wsl') return undefined;
    const line = args.join(' ');
    // The one that keeps it there is launched, not run.
    if (line === `--distribution ${NAME} --user openclaw --cd / --exec /usr/bin/sleep infinity`) {
      this.running = this.disk !== null;
      return '';
    }
    if (env?.WSL_UTF8 !== '1') return undefined;
    const none: Answer = {
      code: 0xffffffff,
      out: this.says('适用于 Linux 的 Windows 子系统没有已安装的分发。\n'),
    };
    switch (line) {
      case '--version':
        return this.says('WSL 版本: 2.6.1.0\n内核版本: 6.6.87.2-1\n');
      case '--list --quiet':
        return this.disk ? this.says(`Ubuntu\n${NAME}\n`) : none;
      case '--list --running --quiet':
        return this.disk && this.running ? this.says(`${NAME}\n`) : none;
      case `--terminate ${NAME}`:
        return this.disk ? this.end() : none;
      case `--unregister ${NAME}`:
        if (!this.disk) return none;
        this.end();
        this.disk = null;
        rmSync(join(this.at.folder, 'wsl', 'ext4.vhdx'), { force: true });
        return this.says('正在注销。\n');
    }
    if (args[0] === '--import') return this.bring(args);
    if (args[0] === '--export') return this.keep(args);
    const inside = `--distribution ${NAME} --user root --cd / --exec `;
    if (!line.startsWith(inside)) return undefined;
    if (!this.disk) return { code: 0xffffffff, out: this.says('找不到具有所提供名称的分发。\n') };
    this.running = true;
    return this.run(line.slice(inside.length), String(input ?? ''), this.disk);
  }

  private end(): string {
    this.running = false;
    if (this.disk) this.disk.systemd = this.disk.files.has('/etc/wsl.conf');
    return this.says('操作成功完成。\n');
  }

  private bring([, name, folder, tar, ...version]: readonly string[]): Answer | undefined {
    if (name !== NAME || folder !== join(this.at.folder, 'wsl') || version.join(' ') !== '--version 2')
      return undefined;
    if (!tar || !existsSync(tar)) return undefined;
    if (this.disk) return { code: 0xffffffff, out: this.says('已存在具有所提供名称的分发。\n') };
    const text = readFileSync(tar);
    const kept: [string, string][] = tar.endsWith('.tar') ? JSON.parse(text.toString()) : [];
    writeFileSync(join(folder, 'ext4.vhdx'), 'x'.repeat(4096));
    this.disk = { files: new Map(kept), systemd: kept.length > 0 };
    return '';
  }

  private keep([, name, file]: readonly string[]): Answer | undefined {
    if (name !== NAME || !file?.startsWith(join(this.at.folder, 'snapshots'))) return undefined;
    if (!this.disk || this.running) return { code: 0xffffffff };
    writeFileSync(file, JSON.stringify([...this.disk.files]));
    return '';
  }

  private run(line: string, input: string, disk: Inside): Answer | undefined {
    const { files } = disk;
    if (line === '/bin/sh -s') {
      if (input === FIRST) files.set(RUN, 'runner');
      else if (input === setUp(this.at as TankContext)) files.set('/etc/wsl.conf', WSL_CONF);
      else return undefined;
      return 'Reading package lists...\n';
    }
    if (line === `/usr/bin/tee ${SETUP_MARK}`) {
      files.set(SETUP_MARK, input);
      return input;
    }
    if (line === '/usr/bin/systemctl is-system-running')
      return disk.systemd ? { code: 1, out: 'degraded\n' } : { code: 1, out: 'offline\n' };
    if (line === '/usr/bin/systemctl stop openclaw-gateway.service') return '';
    if (line === '/usr/bin/cat /proc/mounts') return this.mounts;
    const file = /^\/usr\/bin\/cat (\S+)$/.exec(line)?.[1];
    if (file) return files.get(file) ?? { code: 1, err: `cat: ${file}: No such file or directory\n` };
    const reported = new RegExp(`^${RUN} (\\S+)$`).exec(line)?.[1];
    if (!reported || !files.has(RUN)) return undefined;
    const argv = Buffer.from(reported, 'base64').toString().split('\0');
    return argv.slice(-2).join() === 'true,' ? '' : { code: 3, out: argv.join('|') };
  }
}

const proof: Proof = {
  id: 'wsl',
  driver: wslDriver,
  platform: 'win32',
  makeStandIn: (at) => new Wsl(at),
  outside: {
    'engine-settings': 'blocked',
    mounts: 'blocked',
    ports: 'blocked',
    devices: 'blocked',
    clipboard: 'blocked',
    limits: 'open',
  },
};
provesEngine(proof);

test('is labelled tidy, never a wall', () => expect(wslDriver.boundary).toBe('tidy'));

test('UTF-16 is read as well', async () => {
  const it = bench(proof);
  (it.standIn as Wsl).utf16 = true;
  await makeIt(it, wslDriver);
  await wslDriver.start(it.tank);
  expect(await wslDriver.state(it.tank)).toBe('running');
  expect(await wslDriver.version(it.tank)).toBe('2.6.1.0');
  it.end();
});

test('a distribution of that name that somebody else made is left alone', async () => {
  const it = bench(proof);
  (it.standIn as Wsl).disk = { files: new Map(), systemd: false };
  await expect(makeIt(it, wslDriver)).rejects.toMatchObject({ because: { id: 'tank.engines-taken' } });
  await wslDriver.remove(it.tank);
  expect(it.standIn.left()).toEqual([NAME]);
  it.end();
});

test('a list that fails while the disk is there is never taken for “there is none”', async () => {
  const it = bench(proof);
  await makeIt(it, wslDriver);
  it.fault = { number: it.lines.length, kind: 'refused' };
  await expect(wslDriver.state(it.tank)).rejects.toMatchObject({ because: { id: 'tank.engines-failed' } });
  await wslDriver.start(it.tank);
  // The imported one, then the running ones: the second fails while ours is kept there.
  it.fault = { number: it.lines.length + 1, kind: 'refused' };
  await expect(wslDriver.state(it.tank)).rejects.toMatchObject({ because: { id: 'tank.engines-failed' } });
  it.end();
});

test('words reach the inside as they are, and its exit code comes back', async () => {
  const it = bench(proof);
  await makeIt(it, wslDriver);
  const odd = ['printf', '%s', 'a "b" $c \\ \'d\'', '', '中文\n'];
  const ended = await wslDriver.guest?.(it.tank).run('root', odd);
  expect(ended?.code).toBe(3);
  expect(ended?.out).toContain(`|${odd.join('|')}|`);
  it.end();
});

test('the runner takes the words apart as they were', () => {
  const runner = /run 0755 (\S+)/.exec(FIRST)?.[1] ?? '';
  const { tank, end } = bench(proof);
  const file = join(tank.folder, 'run');
  writeFileSync(file, Buffer.from(runner, 'base64'), { mode: 0o755 });
  const args = ['printf', '<%s>', 'a "b" $c \\', "it's", '', '中文\nend'];
  const reported = Buffer.from(args.map((each) => `${each}\0`).join('')).toString('base64');
  const out = execFileSync('bash', [file, reported], { encoding: 'utf8' });
  end();
  expect(out).toBe('<a "b" $c \\><it\'s><><中文\nend>');
});

test('the scripts are ones that a shell reads, and hold no secret', () => {
  const { tank, end } = bench(proof);
  for (const mirror of ['own', 'npmmirror'] as const) {
    const script = setUp({ ...tank, plan: { ...tank.plan, mirror } });
    execFileSync('sh', ['-n'], { input: script });
    expect(script).not.toMatch(/TOKEN|PRIVATE KEY/);
  }
  execFileSync('sh', ['-n'], { input: FIRST });
  expect(markOf(tank)).toMatch(/^[0-9a-f]{64}$/);
  end();
});

/** Sections and keys of wsl.conf with their kinds, from MicrosoftDocs/WSL, wsl-config.md (2026-04-15). */
const KNOWN: Readonly<Record<string, 'boolean' | 'text'>> = {
  'automount.enabled': 'boolean',
  'automount.mountfstab': 'boolean',
  'network.hostname': 'text',
  'interop.enabled': 'boolean',
  'interop.appendwindowspath': 'boolean',
  'user.default': 'text',
  'boot.systemd': 'boolean',
  'gpu.enabled': 'boolean',
};

test('wsl.conf has sections and keys that WSL knows', () => {
  const reported = parseWslConf(WSL_CONF).map((each) => each.split('='));
  expect(reported).toHaveLength(8);
  for (const [key = '', value = ''] of reported) {
    expect(Object.keys(KNOWN)).toContain(key);
    if (KNOWN[key] === 'boolean') expect(['true', 'false']).toContain(value);
  }
  expect(reported.map(([key]) => key).sort()).toEqual(Object.keys(KNOWN).sort());
});

test('Windows’ drives and the display are told, whichever way they are mounted', async () => {
  const it = bench(proof);
  await makeIt(it, wslDriver);
  await wslDriver.start(it.tank);
  const standIn = it.standIn as Wsl;
  standIn.mounts += 'C:\\134 /mnt/c 9p rw,aname=drvfs 0 0\nnone /mnt/wslg tmpfs rw 0 0\n';
  standIn.disk?.files.set('/etc/wsl.conf', '[interop]\nenabled = true\n');
  const facts = await wslDriver.inspectBoundary(it.tank);
  const open = facts.filter(({ outcome }) => outcome === 'open').map(({ id }) => id);
  expect(open).toEqual(['engine-settings', 'mounts', 'devices', 'clipboard', 'limits']);
  expect(windowsMounts(standIn.mounts)).toEqual(['C:\\134 → /mnt/c']);
  it.end();
});

test('of one that is stopped nothing is said that wasn’t looked at', async () => {
  const it = bench(proof);
  await makeIt(it, wslDriver);
  await wslDriver.stop(it.tank);
  const facts = await wslDriver.inspectBoundary(it.tank);
  expect(facts.filter(({ outcome }) => outcome === 'blocked').map(({ id }) => id)).toEqual([]);
  it.end();
});
