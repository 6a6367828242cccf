// The same steps as a tank's, by a bare script and nothing around them: fetch, check, overlay, seed, start, wait for the
// inside, close its network, settings, gateway, way in, health.
// node tank.mjs URL SHA256 FOLDER SSH-PORT DOOR-PORT: prints seconds to health and of each step, bytes of disk and the pids of QEMU and ssh, as JSON.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const [url, digest, folder, sshPort, doorPort] = process.argv.slice(2);
const began = performance.now();
const steps = {};
let last = began;
/** What was done since the last one. */
function did(step) {
  const now = performance.now();
  steps[step] = Math.round((now - last) / 10) / 100;
  last = now;
}

function must(program, args, input) {
  const { status, stderr } = spawnSync(program, args, { cwd: folder, encoding: 'utf8', input });
  if (status !== 0) throw new Error(`${program}: ${stderr}`);
}
const launched = [];
function launch(program, ...args) {
  const child = spawn(program, args, { cwd: folder, detached: true, stdio: 'ignore' });
  child.unref();
  launched.push(child.pid);
  return child.pid;
}
process.on('exit', (code) => {
  if (code !== 0) for (const pid of launched) process.kill(pid);
});

const UNIT = `[Service]
User=openclaw
WorkingDirectory=/home/openclaw
Environment=OPENCLAW_GATEWAY_TOKEN=${'0123456789abcdef'.repeat(4)} OPENCLAW_DISABLE_BONJOUR=1
Environment=HOME=/home/openclaw PATH=/opt/node/bin:/usr/bin:/bin NODE_COMPILE_CACHE=/home/openclaw/.cache/node-compile-cache
ExecStart=/opt/node/bin/node --import=/etc/patience.mjs /opt/openclaw/lib/node_modules/openclaw/openclaw.mjs gateway run --bind loopback --port 18789 --auth token
[Install]
WantedBy=multi-user.target
`;
// Without it an emulated gateway mostly gives up before it answers.
const PATIENCE = new URL('../../../main/tank/guest/scripts/patience.mjs', import.meta.url);
const SETTINGS = { gateway: { mode: 'local', bind: 'loopback', port: 18789, auth: { mode: 'token' } } };
const RULES = `flush ruleset
table inet bare {
  chain in {
    type filter hook input priority 0; policy drop;
    iif lo accept
    ct state established,related accept
    tcp dport 22 accept
    udp sport 67 udp dport 68 accept
  }
  chain out {
    type filter hook output priority 0; policy drop;
    oif lo accept
    ct state established,related accept
    tcp sport 22 accept
    udp dport { 53, 67 } accept
    ip daddr { 10.0.0.0/8, 127.0.0.0/8, 169.254.0.0/16, 172.16.0.0/12, 192.168.0.0/16 } reject
    tcp dport { 80, 443 } accept
  }
}
`;
/** What somebody would type inside who knows how: no step that is only there to go on after a cut. */
const CLOSE = `set -eu
cat >/etc/nftables.conf
systemctl enable --now nftables.service`;
const SET_UP = `set -eu
tar -x -C /
install -d -m 700 -o openclaw -g openclaw /home/openclaw/.openclaw
install -m 600 -o openclaw -g openclaw /etc/bare/openclaw.json /home/openclaw/.openclaw/openclaw.json
systemctl daemon-reload
systemctl enable openclaw-gateway.service
systemctl start --no-block openclaw-gateway.service`;

must('curl', ['-fsS', '-o', 'base.qcow2', url]);
did('fetch');
must('sha256sum', ['--check', '--quiet'], `${digest}  base.qcow2\n`);
did('check');
for (const name of ['key', 'host']) must('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', name]);
const text = (name) => readFileSync(join(folder, name), 'utf8');
const user = {
  locale: false,
  ssh_pwauth: false,
  ssh_deletekeys: true,
  ssh_keys: { ed25519_private: text('host'), ed25519_public: text('host.pub') },
  users: [
    { name: 'control', sudo: 'ALL=(ALL) NOPASSWD:ALL', ssh_authorized_keys: [text('key.pub').trim()] },
    { name: 'openclaw', uid: 10001, shell: '/usr/sbin/nologin' },
  ],
};
// JSON is YAML.
writeFileSync(join(folder, 'user-data'), `#cloud-config\n${JSON.stringify(user)}\n`);
writeFileSync(join(folder, 'meta-data'), 'instance-id: bare\n');
writeFileSync(join(folder, 'known'), `[127.0.0.1]:${sshPort} ${text('host.pub')}`);
must('genisoimage', [
  ...['-quiet', '-output', 'seed.iso', '-volid', 'cidata', '-rock'],
  ...['user-data', 'meta-data'],
]);
must('qemu-img', ['create', '-q', '-f', 'qcow2', '-F', 'qcow2', '-b', 'base.qcow2', 'disk.qcow2', '12G']);
did('seed and disk');
const qemu = launch(
  'qemu-system-x86_64',
  ...[
    '-machine',
    'q35',
    '-accel',
    'tcg,thread=multi,tb-size=512',
    '-cpu',
    'Opteron_G3,-misalignsse,+ssse3,+sse4.1,+sse4.2',
    '-smp',
    '2',
    '-m',
    '4096',
  ],
  ...['-nodefaults', '-display', 'none', '-drive', 'file=disk.qcow2,if=virtio,format=qcow2'],
  ...['-drive', 'file=seed.iso,if=virtio,format=raw,readonly=on', '-device', 'virtio-rng-pci'],
  ...['-netdev', `user,id=n,hostfwd=tcp:127.0.0.1:${sshPort}-:22`, '-device', 'virtio-net-pci,netdev=n'],
);
const ssh = [
  ...['-F', 'none', '-i', 'key', '-p', sshPort, '-o', 'UserKnownHostsFile=known', '-o', 'BatchMode=yes'],
  ...['-o', 'ExitOnForwardFailure=yes', '-o', 'ConnectTimeout=15', '-o', 'LogLevel=ERROR'],
];
const inside = (...words) => [...ssh, 'control@127.0.0.1', ...words];
const quoted = (script) => `'${script.replaceAll("'", `'\\''`)}'`;
while (spawnSync('ssh', inside('true'), { cwd: folder }).status !== 0) await sleep(1000);
must('ssh', inside('sudo', 'cloud-init', 'status', '--wait'));
did('wait-inside');
must('ssh', inside('sudo', 'sh', '-c', quoted(CLOSE)), RULES);
did('close');
const put = {
  'etc/systemd/system/openclaw-gateway.service': UNIT,
  'etc/patience.mjs': readFileSync(PATIENCE, 'utf8'),
  'etc/bare/openclaw.json': JSON.stringify(SETTINGS),
};
for (const [path, content] of Object.entries(put)) {
  mkdirSync(join(folder, 'put', path, '..'), { recursive: true });
  writeFileSync(join(folder, 'put', path), content);
}
must('tar', ['-c', '-f', 'put.tar', '--owner=0', '--group=0', '--mode=a+rX', '-C', 'put', 'etc']);
must('ssh', inside('sudo', 'sh', '-c', quoted(SET_UP)), readFileSync(join(folder, 'put.tar')));
did('start-gateway');
const tunnel = launch(
  'ssh',
  ...ssh,
  '-N',
  '-L',
  `127.0.0.1:${doorPort}:127.0.0.1:18789`,
  'control@127.0.0.1',
);
const healthy = () =>
  fetch(`http://127.0.0.1:${doorPort}/healthz`).then(
    ({ ok }) => ok,
    () => false,
  );
while (!(await healthy())) await sleep(500);
did('health');
const seconds = (performance.now() - began) / 1000;
const disk = statSync(join(folder, 'disk.qcow2')).blocks * 512;
console.log(JSON.stringify({ seconds, steps, disk, pids: [qemu, tunnel] }));
