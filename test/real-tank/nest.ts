import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, existsSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Account, ordinaryAccount } from '../real/installation.ts';

const run = promisify(execFile);

/** What a program of the nest came to. */
export interface Came {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/**
 * A place where an ordinary account can run containers without root: mounts and a process list of its own, the two
 * devices that every desktop opens to all and this machine may not, and a home that is thrown away.
 */
export interface Nest {
  readonly top: string;
  readonly home: string;
  readonly account: Account;
  readonly env: NodeJS.ProcessEnv;
  /** Starts a program there as the account; its own pid is asked for with `pidOf`. */
  start(
    words: readonly string[],
    env?: NodeJS.ProcessEnv,
    as?: 'root',
    input?: 'ignore' | 'pipe',
  ): ChildProcess;
  /** Runs it to its end. */
  run(words: readonly string[], env?: NodeJS.ProcessEnv, as?: 'root'): Promise<Came>;
  /** Programs that run there, apart from the nest's own two and from dead ones, as `pid command`. */
  running(): Promise<readonly string[]>;
  remove(): Promise<void>;
}

const NETWORK =
  /^((https?|no)_proxy|node_extra_ca_certs|ssl_cert_(file|dir)|npm_config_(registry|cafile|https?_proxy|proxy|noproxy|strict_ssl))$/i;
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** What has to be there before a container without root can run; why not, or null. */
async function lacking(account: Account): Promise<string | null> {
  const programs = ['podman', 'newuidmap', 'runc', 'slirp4netns', 'nft', 'unshare', 'nsenter', 'setpriv'];
  const found = (name: string) => PATH.split(':').some((folder) => existsSync(join(folder, name)));
  const missing = programs.filter((name) => !found(name));
  if (missing.length > 0) return `programs are missing: ${missing.join(', ')}`;
  for (const file of ['/etc/subuid', '/etc/subgid'])
    if (
      !new RegExp(`^(${account.name}|${account.uid}):`, 'm').test(
        await readFile(file, 'utf8').catch(() => ''),
      )
    )
      return `${file} gives ${account.name} no ids`;
  return null;
}

const usable = (file: string, { uid }: Account) => {
  try {
    accessSync(file, constants.R_OK | constants.W_OK);
    return uid >= 0;
  } catch {
    return false;
  }
};

/** Makes the nest, and says what it made. Rejects with the reason where none can be made. */
export async function makeNest(say: (line: string) => void): Promise<Nest> {
  if (process.getuid?.() !== 0) throw new Error('containers of another account need root for their set-up');
  const account = ordinaryAccount();
  if (!account) throw new Error('TANKMATE_TEST_ACCOUNT names no account');
  const why = await lacking(account);
  if (why) throw new Error(`rootless Podman can’t run here: ${why}`);
  const top = await mkdtemp(join(tmpdir(), 'tankmate-nest-'));
  const of = async (name: string, mode: number) => {
    const path = join(top, name);
    await mkdir(path);
    await chmod(path, mode);
    await chown(path, account.uid, account.gid);
    return path;
  };
  await chmod(top, 0o755);
  const [home, tmp, devices] = [await of('home', 0o700), await of('tmp', 0o700), await of('dev', 0o755)];
  // Podman's clean-up refuses a place of over 50 characters for what runs, and each container then waits 20 s for it.
  const runtime = await mkdtemp('/run/nest-');
  await chown(runtime, account.uid, account.gid);
  // Where a desktop would find it by itself: layers as the kernel stacks them, not copied whole for each container.
  await mkdir(join(home, '.config/containers'), { recursive: true });
  await writeFile(join(home, '.config/containers/storage.conf'), '[storage]\ndriver = "overlay"\n');
  await run('chown', ['-R', `${account.uid}:${account.gid}`, home]);
  const nodes = [
    ['tun', '10', '200', '/dev/net/tun'],
    ['fuse', '10', '229', '/dev/fuse'],
  ] as const;
  const binds: string[] = [];
  for (const [name, major, minor, place] of nodes) {
    const node = join(devices, name);
    await run('mknod', ['-m', '666', node, 'c', major, minor]);
    if (!usable(place, account)) throw new Error(`rootless Podman can’t run here: there is no ${place}`);
    binds.push(`mount --bind ${node} ${place}`);
  }
  say(`As root: a mount namespace of its own in which ${account.name} may open /dev/net/tun and /dev/fuse.`);
  const script = [
    'set -e',
    ...binds,
    // As on a desktop: containers see what is mounted later.
    'mount --make-rshared /',
    'echo up',
    // Buries orphans, as an init does.
    'while :; do sleep 3600 & wait; done',
  ].join('\n');
  const flags = ['--mount', '--propagation', 'private', '--pid', '--mount-proc', '--fork', '--kill-child'];
  // It goes with whoever runs the tests, however that one ends.
  const holder = spawn('setpriv', ['--pdeathsig', 'KILL', 'unshare', ...flags, 'sh', '-c', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await Promise.race([
    once(holder.stdout, 'data'),
    once(holder, 'exit').then(() => Promise.reject(new Error('no namespaces here: unshare failed'))),
  ]);
  if (!String(line).startsWith('up')) throw new Error(`the nest said ${line}`);
  const init = (await readFile(`/proc/${holder.pid}/task/${holder.pid}/children`, 'utf8')).trim();
  const env = {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => NETWORK.test(name))),
    HOME: home,
    USER: account.name,
    LOGNAME: account.name,
    PATH,
    TMPDIR: tmp,
    XDG_RUNTIME_DIR: runtime,
    LANG: 'C.UTF-8',
  };
  const start: Nest['start'] = (words, more = {}, as, input = 'ignore') => {
    const who = [
      'setpriv',
      `--reuid=${account.uid}`,
      `--regid=${account.gid}`,
      '--init-groups',
      '--inh-caps=-all',
    ];
    const enter = ['--target', init, '--mount', '--pid', '--'];
    return spawn('nsenter', [...enter, ...(as === 'root' ? [] : who), ...words], {
      cwd: '/',
      env: { ...env, ...more },
      stdio: [input, 'pipe', 'pipe'],
    });
  };
  const finished = async (child: ChildProcess): Promise<Came> => {
    let [out, err] = ['', ''];
    child.stdout?.on('data', (part) => {
      out += part;
    });
    child.stderr?.on('data', (part) => {
      err += part;
    });
    const [code] = await once(child, 'close');
    return { code, out, err };
  };
  return {
    top,
    home,
    account,
    env,
    start,
    run: (words, more, as) => finished(start(words, more, as)),
    async running() {
      const { out } = await finished(start(['ps', '-eo', 'pid=,stat=,args='], {}, 'root'));
      return out
        .split('\n')
        .map((each) => each.trim().split(/\s+/))
        .filter(
          ([pid, stat, ...args]) => pid && !stat?.startsWith('Z') && !/^(ps|sleep 3600)/.test(args.join(' ')),
        )
        .filter(([pid]) => pid !== '1')
        .map(([pid, , ...args]) => `${pid} ${args.join(' ')}`);
    },
    async remove() {
      const gone = once(holder, 'exit');
      // The first process of a pid namespace takes all others with it.
      await run('kill', ['-KILL', init]).catch(() => {});
      holder.kill('SIGKILL');
      await gone;
      for (const each of [runtime, top]) await rm(each, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Pid of the program that `nsenter` started in the nest, as this machine counts. */
export async function pidOf(child: ChildProcess): Promise<number> {
  for (let tries = 0; tries < 100; tries++) {
    const list = await readFile(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').catch(() => '');
    if (list.trim() !== '') return Number(list.trim().split(' ')[0]);
    await new Promise((tick) => setTimeout(tick, 50));
  }
  throw new Error('nsenter has started nothing');
}
