import { chmodSync, mkdirSync } from 'node:fs';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { networkInterfaces } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTranslate } from '../../main/i18n/translate';
import { takeReceipt } from '../../main/tank/attestation/take-receipt';
import { namesOf } from '../../main/tank/drivers/containers/container-names';
import { podmanDriver } from '../../main/tank/drivers/podman/podman-driver';
import { keyFiles } from '../../main/tank/guest/tank-keys';
import { tankMessages } from '../../main/tank/messages';
import type { ProgramCommand, TankContext } from '../../main/tank/model/types';
import { smallRoot } from '../../scripts/suites/tank/root.mjs';
import { tankAt } from '../fakes/command-runner';
import { makeNest, type Nest } from './nest';
import { nestRunner } from './nest-hands';

const say = createTranslate('en', tankMessages);
/** Stands where OpenClaw would: its name, its door. */
const STUB = `process.title = 'openclaw-gateway';
process.on('SIGTERM', () => process.exit());
require('node:http').createServer((_, answer) => answer.end('{"ok":true,"status":"live"}')).listen(18789);`;
const LISTEN = (where: string) =>
  `require('node:net').createServer((socket) => socket.end('x')).listen(${where});`;

interface Leak {
  readonly id: string;
  /** Lines that it turns, and no others. */
  readonly turns: readonly string[];
  /** Words more for OpenClaw’s container. */
  readonly more?: readonly string[];
  /** Changes a word for the network’s holder. */
  readonly holder?: (word: string) => string;
  readonly image?: string;
  /** Once all runs. */
  readonly after?: () => Promise<unknown>;
}

describe('tanks with rootless Podman that leak', () => {
  let nest: Nest;
  let context: TankContext;
  let leak: Leak = { id: 'none', turns: [] };
  const sockets: Server[] = [];
  const podman = async (...words: string[]) => {
    const { code, out, err } = await nest.run(['podman', '--runtime', 'runc', ...words]);
    expect(code, `${words.join(' ')}: ${err}`).toBe(0);
    return out.trim();
  };
  const names = () => namesOf(context);
  const place = (name: string) => join(nest.top, name);
  /** A socket of this computer that answers. */
  const listenAt = async (path: string) => {
    mkdirSync(dirname(path), { recursive: true });
    const server = createServer((socket) => socket.end());
    sockets.push(server);
    await new Promise<void>((resolve) => server.listen(path, resolve));
    chmodSync(path, 0o777);
    chmodSync(dirname(path), 0o755);
  };
  /** As the administrator of the tank’s network, which nobody inside is. */
  const inNetwork = (script: string) =>
    podman(
      ...['run', '--rm', '--network', `container:${names().network}`, '--user', '0:0'],
      ...['--cap-drop', 'ALL', '--cap-add', 'NET_ADMIN', names().inside, 'sh', '-euc', script],
    );
  const letOut = (address: string) =>
    inNetwork(`nft insert rule inet tankmate output ip daddr ${address} accept`);
  // Of an image without the tank’s label, or they would be taken for its own.
  const beside = (name: string, network: string, script: string) =>
    podman(
      ...[
        'run',
        '--detach',
        '--name',
        name,
        '--network',
        network,
        '--user',
        '0:0',
        '--stop-signal',
        'SIGKILL',
      ],
      ...['localhost/small:root', '/opt/node/bin/node', '-e', script],
    );
  const pidOf = (name: string) => podman('inspect', '--format', '{{.State.Pid}}', name);

  /** The engine’s own commands, but for what leaks and for OpenClaw, in whose place a stub stands. */
  function bend(command: ProgramCommand): ProgramCommand {
    const { args } = command;
    const name = args[args.indexOf('--name') + 1];
    if (name === names().network)
      return { ...command, args: args.map((word) => leak.holder?.(word) ?? word) };
    if (name !== names().gateway || !args.includes('run')) return command;
    const image = args.indexOf(names().inside);
    const words = args
      .slice(0, image)
      .map((word, index) => (args[index - 1] === '--env-file' ? place('env') : word));
    return {
      ...command,
      args: [...words, ...(leak.more ?? []), leak.image ?? names().inside, '/opt/node/bin/node', '-e', STUB],
    };
  }

  beforeAll(async () => {
    const root = await smallRoot();
    nest = await makeNest((line) => void process.stderr.write(`${line}\n`));
    context = tankAt(place('tanks/openclaw'), nestRunner(nest, bend), {
      engine: 'podman',
      ports: { gateway: 24789, ssh: 24922 },
    });
    await mkdir(dirname(keyFiles(context.folder).token), { recursive: true });
    await writeFile(keyFiles(context.folder).token, 'ab'.repeat(32));
    await writeFile(place('env'), `OPENCLAW_GATEWAY_TOKEN=${'ab'.repeat(32)}\n`);
    await mkdir(place('letters'));
    await writeFile(place('letters/one'), '');
    await chmod(place('letters'), 0o755);
    await listenAt(place('engine/docker.sock'));
    await listenAt(place('screen/.X11-unix/X0'));
    const [tank, role] = ['org.tankmate.tank', 'org.tankmate.role'];
    const label = (name: string, value: string) => ['--change', `LABEL ${name}=${value}`];
    await podman('import', root, 'localhost/small:root');
    const prepare = await readFile('main/tank/guest/scripts/prepare.sh', 'utf8');
    await podman(
      'run',
      '--name',
      'prepare',
      'localhost/small:root',
      'sh',
      '-c',
      prepare,
      'sh',
      'nftables',
      'own',
    );
    await podman('commit', ...label(tank, names().key), ...label(role, 'inside'), 'prepare', names().inside);
    await podman('rm', 'prepare');
    await podman(
      'run',
      '--name',
      'loose',
      names().inside,
      'sh',
      '-c',
      'echo "root ALL=(ALL) ALL" >/etc/sudoers; chmod 644 /etc/sudoers',
    );
    await podman('commit', 'loose', 'localhost/small:sudo');
    await podman('rm', 'loose');
    await podman('volume', 'create', '--label', `${tank}=${names().key}`, names().home);
  }, 15 * 60_000);
  afterAll(async () => {
    for (const server of sockets) server.close();
    await nest?.remove();
  });

  const own = Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .find(({ internal, family }) => !internal && family === 'IPv4')?.address;

  const leaks: readonly Leak[] = [
    { id: 'nothing', turns: [] },
    { id: 'a folder of this computer', turns: ['host-folders'], more: ['--volume', 'LETTERS:/data:ro'] },
    {
      // The engine’s own word for its network says so as well.
      id: 'this computer’s loopback',
      turns: ['host-loopback', 'engine-settings'],
      holder: (word) => word.replace('allow_host_loopback=false', 'allow_host_loopback=true'),
      after: () => letOut('10.0.2.2'),
    },
    { id: 'this computer in its network', turns: ['lan'], after: () => letOut(own ?? '192.0.2.1') },
    {
      id: 'a cloud’s papers',
      turns: ['metadata'],
      async after() {
        await inNetwork('ip address add 169.254.169.254/32 dev lo');
        await beside('papers', `container:${names().network}`, LISTEN("80, '169.254.169.254'"));
      },
    },
    {
      id: 'an engine’s socket',
      turns: ['engine-sockets'],
      more: ['--volume', 'ENGINE:/var/run/docker.sock'],
    },
    {
      id: 'another guest',
      turns: ['other-guests'],
      async after() {
        await beside('neighbour', 'slirp4netns', LISTEN('18789'));
        const [one, other] = [await pidOf(names().network), await pidOf('neighbour')];
        const run = async (pid: string, ...words: string[]) => {
          const { code, err } = await nest.run(
            ['nsenter', '--target', pid, '--net', 'ip', ...words],
            {},
            'root',
          );
          expect(code, err).toBe(0);
        };
        await run(one, 'link', 'add', 'tank0', 'type', 'veth', 'peer', 'name', 'tank1', 'netns', other);
        for (const [pid, name, address] of [
          [one, 'tank0', '10.77.0.1/24'],
          [other, 'tank1', '10.77.0.2/24'],
        ] as const) {
          await run(pid, 'address', 'add', address, 'dev', name);
          await run(pid, 'link', 'set', name, 'up');
        }
        await letOut('10.77.0.2');
      },
    },
    { id: 'rules for sudo', turns: ['sudo'], image: 'localhost/small:sudo' },
    { id: 'the screen', turns: ['clipboard'], more: ['--volume', 'SCREEN/X0:/tmp/.X11-unix/X0'] },
    { id: 'a device', turns: ['devices'], more: ['--device', '/dev/full:/dev/extra'] },
    {
      id: 'no filter of system calls',
      turns: ['engine-settings'],
      more: ['--security-opt', 'seccomp=unconfined'],
    },
    {
      // The account itself has it then.
      id: 'a right over the kernel’s modules',
      turns: ['account', 'engine-settings'],
      more: ['--cap-add', 'SYS_MODULE'],
    },
    // From inside it can't be told from a folder of this computer.
    { id: 'another volume', turns: ['host-folders', 'mounts'], more: ['--volume', 'extra:/extra'] },
    {
      id: 'a door for everybody',
      turns: ['ports'],
      holder: (word) => word.replace(/^127\.0\.0\.1:/, '0.0.0.0:'),
    },
  ];

  test.each(leaks)(
    '$id: turns $turns',
    async (told) => {
      const real = (word: string) =>
        word
          .replace('LETTERS', place('letters'))
          .replace('ENGINE', place('engine/docker.sock'))
          .replace('SCREEN', place('screen/.X11-unix'));
      leak = { ...told, more: told.more?.map(real) ?? [] };
      try {
        await podmanDriver.start(context);
        await told.after?.();
        if (!podmanDriver.guest) throw new Error('no way in');
        const { tries } = await takeReceipt(context, podmanDriver, podmanDriver.guest(context));
        // What limits can be set depends on the machine, and is the suite’s printed exception.
        const wrong = tries.filter(({ id, outcome }) => outcome !== 'blocked' && id !== 'limits');
        expect(
          wrong.map(({ id, outcome, saw }) => (outcome === 'open' ? id : `${id} ${outcome}: ${say(saw)}`)),
          wrong.map(({ saw }) => say(saw)).join('\n'),
        ).toEqual(told.turns);
      } finally {
        await nest.run(['podman', 'rm', '--force', '--ignore', 'papers', 'neighbour']);
        await podmanDriver.stop(context);
      }
    },
    90_000,
  );
});
