// A tank with rootless Podman beside a bare script that does the same steps, from the same root file system.
// Starts as root, which makes the place; both run in it as the ordinary account: node containers.mjs CHECKOUT
import { once } from 'node:events';
import { chmodSync, cpSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeNest } from '../../test/real-tank/nest.ts';
import { openOrigin } from '../../test/real-tank/origin.ts';
import { say } from '../setup/say.mjs';
import { bakedRoot } from '../suites/tank/root.mjs';
import { print, printSteps, stepsOf } from './figures.mjs';

const [checkout] = process.argv.slice(2);
const MIB = 1024 * 1024;
const SETTLE_MS = 20_000;
const PORT = 24_931;
const AGAINST =
  'the same steps by a bare script: fetch, check, import, settings, closed network, start, health';

const GATEWAY =
  '/opt/openclaw/lib/node_modules/openclaw/openclaw.mjs gateway run --bind lan --port 18789 --auth token';
/** What somebody would type who knows Podman: no step that is only there to go on after a cut. */
const BARE = `set -eu
url=$1 digest=$2 port=$3
step() { echo "step $1 $(date +%s.%N)"; }
step fetch
curl -fsS -o root.tar "$url"
step check
echo "$digest  root.tar" | sha256sum -c --quiet
step import
podman import --quiet root.tar localhost/bare:latest
step settings
podman volume create bare-home
run='podman --runtime runc run --pull never'
printf '%s' '{"gateway":{"mode":"local","bind":"lan","port":18789,"auth":{"mode":"token"}}}' |
  $run --rm -i --network none --user 10001:10001 -v bare-home:/home/openclaw:U localhost/bare \\
    sh -c 'mkdir -p /home/openclaw/.openclaw && cat >/home/openclaw/.openclaw/openclaw.json'
step network
$run -d --name bare-network --network slirp4netns -p "127.0.0.1:$port:18789" --cap-drop ALL localhost/bare sleep infinity
$run --rm -i --network container:bare-network --cap-drop ALL --cap-add NET_ADMIN localhost/bare sh -c 'nft -f -' <rules
step start
$run -d --name bare --network container:bare-network --user 10001:10001 --cap-drop ALL \\
  --security-opt no-new-privileges --read-only --tmpfs /tmp -v bare-home:/home/openclaw -e HOME=/home/openclaw \\
  -e PATH=/opt/node/bin:/usr/bin:/bin -e OPENCLAW_GATEWAY_TOKEN=${'0123456789abcdef'.repeat(4)} \\
  localhost/bare /opt/node/bin/node ${GATEWAY}
step health
`;
const RULES = `table inet bare {
  chain out {
    type filter hook output priority 0; policy drop;
    ct state established,related accept
    oif lo accept
    udp dport 53 accept
    ip daddr { 10.0.0.0/8, 127.0.0.0/8, 169.254.0.0/16, 172.16.0.0/12, 192.168.0.0/16 } drop
    tcp dport { 80, 443 } accept
  }
}
`;
const START = `import { main } from './main/terminal.js';
process.exitCode = await main(process.argv.slice(2));
`;

const root = await bakedRoot();
const nest = await makeNest(say);
const origin = await openOrigin({ '/root.tar': root.file });
const place = join(nest.top, 'tmp');
const put = (path, text) => {
  writeFileSync(path, text);
  chmodSync(path, 0o644);
  return path;
};
const healthy = (port) =>
  fetch(`http://127.0.0.1:${port}/healthz`).then(
    ({ ok }) => ok,
    () => false,
  );

/** Runs a program there until a gateway answers. `port` may not be known from the start. */
async function timed(words, env, port) {
  const began = performance.now();
  const child = nest.start(words, env);
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text) => {
      said += text;
    });
  const ended = once(child, 'close');
  while (!(await healthy(port()))) {
    if (child.exitCode) throw new Error(`it ended with ${child.exitCode}: ${said}`);
    await sleep(250);
  }
  const seconds = (performance.now() - began) / 1000;
  const steps = stepsOf(said, Date.now() / 1000);
  const [code] = await ended;
  if (code !== 0) throw new Error(`it ended with ${code}: ${said}`);
  await sleep(SETTLE_MS);
  const number = async (line) => Number((await nest.run(['sh', '-c', line], {}, 'root')).out.trim());
  return {
    seconds,
    steps,
    memory:
      (await number(`cat /proc/[0-9]*/smaps_rollup 2>/dev/null | awk '/^Pss:/ {s += $2} END {print s}'`)) /
      1024,
    disk: (await number(`du -sk '${nest.home}' '${place}' | awk '{s += $1} END {print s}'`)) / 1024,
  };
}

async function bare() {
  put(join(place, 'rules'), RULES);
  const script = put(join(nest.top, 'bare.sh'), BARE);
  const words = [
    'sh',
    '-c',
    `cd '${place}' && exec sh '${script}' "$@"`,
    'bare',
    `${origin.url}root.tar`,
    root.digest,
  ];
  const figures = await timed([...words, String(PORT)], {}, () => PORT);
  await nest.run(['podman', 'rm', '--force', '--all']);
  await nest.run(['podman', 'system', 'reset', '--force']);
  await nest.run(['rm', join(place, 'root.tar')]);
  return figures;
}

async function ours() {
  cpSync(join(checkout, 'out/main'), join(nest.top, 'app/main'), { recursive: true });
  put(join(nest.top, 'app/start.mjs'), START);
  const size = statSync(root.file).size;
  const sources = [`${origin.url}root.tar`];
  const wanted = {
    id: 'image',
    file: 'root.tar',
    sources,
    digest: { algorithm: 'sha256', hex: root.digest },
    size,
  };
  const images = put(join(nest.top, 'images.json'), JSON.stringify({ root: { x64: wanted, arm64: wanted } }));
  const plan = join(nest.home, '.local/share/tankmate/tanks/openclaw/tank.json');
  const port = () => {
    try {
      return JSON.parse(readFileSync(plan, 'utf8')).ports.gateway;
    } catch {
      return 9;
    }
  };
  const words = [
    process.execPath,
    join(nest.top, 'app/start.mjs'),
    'tank',
    'create',
    '--engine',
    'podman',
    '--yes',
  ];
  return await timed(words, { TANKMATE_TANK_IMAGES: images }, port);
}

try {
  const theirs = await bare();
  const mine = await ours();
  const log = readFileSync(join(nest.home, '.local/share/tankmate/tanks/openclaw/log.txt'), 'utf8');
  printSteps('steps of making a tank with rootless Podman, all of them', log, theirs.steps);
  for (const [figure, unit, name] of [
    ['from the command to a healthy tank with rootless Podman', 's', 'seconds'],
    ['memory of the idle tank with rootless Podman', 'MiB PSS of all its programs', 'memory'],
    ['disk of the tank with rootless Podman, with what was fetched for it', 'MiB', 'disk'],
  ])
    print({
      ...{ figure, unit, ours: [mine[name]], against: AGAINST, theirs: [theirs[name]] },
      goal: { atMost: 1.1, of: 'ratio' },
    });
  const fetched = origin.asked.filter(({ path }) => path === '/root.tar').length - 1;
  print({
    ...{
      figure: 'fetched for the tank with rootless Podman',
      unit: 'MiB',
      ours: [(fetched * root.size) / MIB],
    },
    ...{
      against: 'the same by the bare script',
      theirs: [root.size / MIB],
      goal: { atMost: 1.1, of: 'ratio' },
    },
  });
} finally {
  await origin.close();
  await nest.remove();
}
