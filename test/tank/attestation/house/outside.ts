import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { takeReceipt } from '../../../../main/tank/attestation/take-receipt';
import type { BoundaryFact, Driver, Guest } from '../../../../main/tank/model/types';
import { scriptedRunner, tankAt } from '../../../fakes/command-runner';

/**
 * Runs as the administrator of namespaces of its own, which are a made-up computer with a tank on it; takes the tank's
 * receipt with all that the app has, and prints it. Arguments: an empty folder, the folder of the scripts.
 */
const [room = '', scripts = ''] = process.argv.slice(2);
const leak = process.env.LEAK ?? '';
const PORT = 26_789;

const began: ChildProcess[] = [];
const servers: Server[] = [];

function begin(program: string, args: readonly string[]): ChildProcess {
  const child = spawn(program, [...args], { stdio: ['ignore', 'inherit', 'inherit'] });
  began.push(child);
  return child;
}

async function listen(where: Parameters<Server['listen']>[0]): Promise<void> {
  const server = createServer((socket) => socket.on('error', () => {}).end());
  servers.push(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(where, resolve);
  });
}

/** An allow-all filter, so that the kernel says there is one: prctl(2), PR_SET_SECCOMP, and seccomp(2). */
const FILTER = `my $f = pack("SCCL", 6, 0, 0, 0x7fff0000); my $p = pack("Sx6P", 1, $f);
syscall(${process.arch === 'arm64' ? 167 : 157}, 22, 2, unpack("Q", pack("P", $p))) == 0 or die "no filter: $!";
exec @ARGV or die $!;`;

function guestOf(pid: number): Guest {
  const enter = ['-t', String(pid), '-n', '-m', '-p', '-i', '-u', '--', 'chroot', `${room}/root`];
  const filter = leak === 'no-filter' ? [] : ['perl', '-e', FILTER];
  const account = [
    'setpriv',
    '--reuid',
    '10001',
    '--regid',
    '10001',
    '--inh-caps=-all',
    '--bounding-set=-all',
  ];
  const groups = leak === 'group' ? ['--groups', '6'] : ['--clear-groups'];
  const rights = leak === 'new-rights' || leak === 'setuid' ? [] : ['--no-new-privs'];
  return {
    run: (_account, argv, { input = '' } = {}) =>
      new Promise((resolve, reject) => {
        const child = spawn(
          'nsenter',
          [...enter, ...filter, ...account, ...groups, ...rights, '--', ...argv],
          {
            env: { HOME: '/home/openclaw', PATH: '/opt/node/bin:/usr/sbin:/usr/bin:/bin' },
          },
        );
        let [out, err] = ['', ''];
        child.stdout.on('data', (bytes) => (out += bytes));
        child.stderr.on('data', (bytes) => (err += bytes));
        child.on('error', reject);
        child.on('close', (code) => {
          if (err) console.error(err);
          resolve({ code, out, err, stopped: null });
        });
        child.stdin.end(input);
      }),
  };
}

const FACTS = ['engine-settings', 'mounts', 'ports', 'limits', 'devices', 'clipboard'] as const;
const driver = {
  id: 'podman',
  boundary: 'container',
  access: 'published',
  version: async () => '4.3.1',
  inspectBoundary: async () =>
    FACTS.map((id): BoundaryFact => ({ id, outcome: id === leak ? 'open' : 'blocked', saw: { id: 'fact' } })),
} as unknown as Driver;

/** As this computer counts processes: that of a program which unshare(1) forked. */
const childOf = async (child: ChildProcess): Promise<number> => {
  for (let tries = 0; tries < 200; tries += 1) {
    const found = spawnSync('pgrep', ['-P', String(child.pid)])
      .stdout.toString()
      .trim();
    if (found) return Number(found.split('\n')[0]);
    await wait(20);
  }
  throw new Error('the tank did not come up');
};

async function main(): Promise<void> {
  if (/socket|screen/.test(leak)) {
    await listen({ path: `${room}/door.sock` });
    spawnSync('chmod', ['666', `${room}/door.sock`]);
  }
  const tank = await childOf(begin('unshare', ['-nmpiu', '--fork', 'sh', `${scripts}/guest.sh`, room]));
  const neighbour = await childOf(begin('unshare', ['-n', '--fork', 'sleep', '600']));
  for (let tries = 0; !existsSync(`${room}/ready`); tries += 1) {
    if (tries > 500) throw new Error('the tank was not furnished');
    await wait(20);
  }
  const network = spawnSync('sh', [`${scripts}/network.sh`, String(tank), String(neighbour)]);
  if (network.status !== 0) throw new Error(`no network: ${network.stderr}`);
  await listen({ host: '10.0.2.1', port: 8081 });
  if (leak === 'exposed') await listen({ host: '192.168.77.5', port: PORT });
  if (leak === 'neighbour') {
    const program = "require('node:net').createServer((s) => s.end()).listen(22, () => console.error('up'))";
    const child = spawn('nsenter', ['-t', String(neighbour), '-n', process.execPath, '-e', program]);
    began.push(child);
    await new Promise((resolve) => child.stderr.once('data', resolve));
  }
  const context = tankAt(
    `${room}/tank`,
    scriptedRunner(() => undefined),
    {
      engine: 'podman',
      ports: { gateway: PORT, ssh: PORT + 1 },
    },
  );
  process.stdout.write(JSON.stringify(await takeReceipt(context, driver, guestOf(tank))));
}

try {
  await main();
} finally {
  for (const server of servers) server.close();
  for (const child of began) child.kill('SIGKILL');
}
process.exit(0);
