// The same steps as a tank's, by a bare script and nothing around them: overlay, seed, start, way in, health.
// node tank.mjs BASE.qcow2 FOLDER SSH-PORT DOOR-PORT: prints seconds to health, bytes of disk and the pids of QEMU and ssh, as JSON.
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const [base, folder, sshPort, doorPort] = process.argv.slice(2);
const began = performance.now();

function must(program, ...args) {
  const { status, stderr } = spawnSync(program, args, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program}: ${stderr}`);
}
function launch(program, ...args) {
  const child = spawn(program, args, { cwd: folder, detached: true, stdio: 'ignore' });
  child.unref();
  return child.pid;
}

const UNIT = `[Service]
User=openclaw
WorkingDirectory=/home/openclaw
Environment=OPENCLAW_GATEWAY_TOKEN=${'0123456789abcdef'.repeat(4)} OPENCLAW_DISABLE_BONJOUR=1
Environment=HOME=/home/openclaw PATH=/opt/node/bin:/usr/bin:/bin NODE_COMPILE_CACHE=/home/openclaw/.cache/node-compile-cache
ExecStart=/opt/node/bin/node --import=/etc/patience.mjs /opt/openclaw/lib/node_modules/openclaw/openclaw.mjs gateway run --bind loopback --port 18789 --auth token
`;
// Without it an emulated gateway mostly gives up before it answers.
const PATIENCE = new URL('../../../main/tank/guest/scripts/patience.mjs', import.meta.url);
const SETTINGS = { gateway: { mode: 'local', bind: 'loopback', port: 18789, auth: { mode: 'token' } } };

for (const name of ['key', 'host']) must('ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-f', name);
const text = (name) => readFileSync(join(folder, name), 'utf8');
const file = (path, content, more = {}) => ({ path, content, ...more });
const user = {
  ssh_pwauth: false,
  ssh_deletekeys: true,
  ssh_keys: { ed25519_private: text('host'), ed25519_public: text('host.pub') },
  users: [
    { name: 'control', sudo: 'ALL=(ALL) NOPASSWD:ALL', ssh_authorized_keys: [text('key.pub').trim()] },
    { name: 'openclaw', shell: '/usr/sbin/nologin' },
  ],
  write_files: [
    file('/etc/systemd/system/openclaw-gateway.service', UNIT),
    file('/etc/patience.mjs', readFileSync(PATIENCE, 'utf8'), { permissions: '0644' }),
    file('/home/openclaw/.openclaw/openclaw.json', JSON.stringify(SETTINGS), { defer: true }),
  ],
  runcmd: [
    ['chown', '-R', 'openclaw:openclaw', '/home/openclaw'],
    ['systemctl', 'start', '--no-block', 'openclaw-gateway.service'],
  ],
};
// JSON is YAML.
writeFileSync(join(folder, 'user-data'), `#cloud-config\n${JSON.stringify(user)}\n`);
writeFileSync(join(folder, 'meta-data'), 'instance-id: bare\n');
writeFileSync(join(folder, 'known'), `[127.0.0.1]:${sshPort} ${text('host.pub')}`);
must('genisoimage', '-quiet', '-output', 'seed.iso', '-volid', 'cidata', '-rock', 'user-data', 'meta-data');
must('qemu-img', 'create', '-q', '-f', 'qcow2', '-F', 'qcow2', '-b', base, 'disk.qcow2', '12G');
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
while (spawnSync('ssh', [...ssh, 'control@127.0.0.1', 'true'], { cwd: folder }).status !== 0)
  await sleep(1000);
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
const seconds = (performance.now() - began) / 1000;
const disk = statSync(join(folder, 'disk.qcow2')).blocks * 512;
console.log(JSON.stringify({ seconds, disk, pids: [qemu, tunnel] }));
