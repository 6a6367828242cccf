import { processAt } from '../whole-scan';
import { type Case, own, unit } from './machines';

const good = { state: 'good' } as const;
const high = (where: string) => ({ state: 'attention', severity: 'high', where }) as const;

/** A Docker that answers, and has no container. */
const DOCKER = { commands: { 'docker ps -a --no-trunc --format {{json .}}': '' } };

/** Files, sockets, disks and powers: labelled by the man pages, before there was code. */
export const FIRST_FILES: readonly Case[] = [
  {
    is: 'a unit that all may write',
    files: { '/etc/systemd/system/backup.service': { text: unit('ExecStart=/usr/bin/env'), mode: 0o666 } },
    ...high('/etc/systemd/system/backup.service'),
  },
  {
    is: 'a program of root’s in a folder of its own',
    files: {
      '/etc/systemd/system/tool.service': unit('ExecStart=/opt/tool/run.sh'),
      '/opt/tool': { folder: true, ...own },
      '/opt/tool/run.sh': { text: '', mode: 0o755 },
    },
    ...high('/opt/tool/run.sh'),
  },
  {
    is: 'the same, run as itself',
    files: {
      '/etc/systemd/system/tool.service': unit('User=lin', 'ExecStart=/opt/tool/run.sh'),
      '/opt/tool': { folder: true, ...own },
      '/opt/tool/run.sh': { text: '', mode: 0o755 },
    },
    ...good,
  },
  {
    is: 'one step of a unit of its own is root’s',
    files: {
      '/etc/systemd/system/tool.service': unit(
        'User=lin',
        'ExecStartPre=+/home/lin/prepare',
        'ExecStart=/home/lin/run',
      ),
      '/home/lin/prepare': '',
      '/home/lin/run': '',
    },
    ...high('/home/lin/prepare'),
  },
  {
    is: 'cron starts a script of its own as root',
    files: { '/etc/cron.d/backup': '# m h\n5 4 * * * root /home/lin/backup.sh\n', '/home/lin/backup.sh': '' },
    ...high('/home/lin/backup.sh'),
  },
  {
    is: 'cron starts it as itself',
    files: { '/etc/cron.d/backup': '5 4 * * * lin /home/lin/backup.sh\n', '/home/lin/backup.sh': '' },
    ...good,
  },
  {
    is: 'the folder of commands is its group’s',
    files: { '/usr/local/bin': { folder: true, mode: 0o775, gid: 1100 } },
    ...high('/usr/local/bin'),
  },
  {
    is: 'root’s own script in /tmp',
    files: { '/etc/cron.d/x': '@daily root /tmp/x.sh\n', '/tmp/x.sh': { text: '', mode: 0o755 } },
    ...good,
  },
  {
    is: 'a script in /tmp that is not there yet',
    files: { '/etc/cron.d/x': '@daily root /tmp/x.sh\n' },
    ...high('/tmp/x.sh'),
  },
  {
    is: 'a unit that is a link into its home',
    files: {
      '/etc/systemd/system/x.service': { link: '/home/lin/x.service' },
      '/home/lin/x.service': unit('ExecStart=/usr/bin/env'),
    },
    ...high('/etc/systemd/system/x.service'),
  },
  {
    is: 'a link that leads over its home and back',
    files: {
      '/etc/systemd/system/x.service': { link: '/home/lin/x.service' },
      '/home/lin/x.service': { link: '/usr/lib/x.service' },
      '/usr/lib/x.service': unit('ExecStart=/usr/bin/env'),
    },
    ...high('/etc/systemd/system/x.service'),
  },
  {
    is: 'a library before all others',
    files: { '/etc/ld.so.preload': '/home/lin/lib.so\n', '/home/lin/lib.so': '' },
    ...high('/home/lin/lib.so'),
  },
  {
    is: 'a start file of every login',
    files: { '/etc/profile.d/x.sh': { text: '', ...own } },
    ...high('/etc/profile.d/x.sh'),
  },
  {
    is: 'the list of accounts',
    files: { '/etc/group': { text: 'root:x:0:\nlin:x:1000:\n', mode: 0o666 } },
    ...high('/etc/group'),
  },

  {
    is: 'a month’s job of anacron, whose name stands behind its delay',
    files: {
      '/etc/anacrontab': '@monthly 45 cron.monthly nice /home/lin/monthly.sh\n',
      '/home/lin/monthly.sh': '',
    },
    ...high('/home/lin/monthly.sh'),
  },
  {
    is: 'docker at every address of IPv6',
    files: { '/etc/docker/daemon.json': '{"hosts": ["fd://", "tcp://[::]:2375"]}' },
    machine: DOCKER,
    ...high('/etc/docker/daemon.json'),
  },
  {
    is: 'docker at an address, by its service',
    files: {
      '/etc/systemd/system/docker.service': '[Service]\nExecStart=/usr/bin/dockerd -H=tcp://0.0.0.0:2375\n',
    },
    machine: DOCKER,
    ...high('/etc/systemd/system/docker.service'),
  },
  {
    is: 'docker for everybody',
    files: { '/var/run/docker.sock': { mode: 0o666 } },
    ...high('/var/run/docker.sock'),
  },
  {
    is: 'docker for its group',
    files: { '/var/run/docker.pid': '7', '/var/run/docker.sock': { mode: 0o660, gid: 998 } },
    machine: DOCKER,
    ...good,
  },
  {
    is: 'a docker of its own',
    files: {
      '/var/run/docker.sock': { link: '/run/user/1000/docker.sock' },
      '/run/user/1000/docker.sock': { mode: 0o660, ...own },
      '/run/user/1000/docker.pid': '7',
    },
    machine: DOCKER,
    ...good,
  },
  {
    is: 'libvirt that all may call and that asks polkit',
    files: { '/run/libvirt/libvirt-sock': { mode: 0o666 } },
    ...good,
  },
  { is: 'a disk of its group', files: { '/dev/sda': { mode: 0o660, gid: 1100 } }, ...high('/dev/sda') },
  { is: 'kvm for everybody', files: { '/dev/kvm': { mode: 0o666 } }, ...good },

  {
    is: 'a gateway with a power of root’s',
    files: Object.fromEntries(
      Object.entries(
        processAt(4242, ['openclaw-gateway'], { environ: 'HOME=/home/lin\0OPENCLAW_SERVICE_KIND=gateway' }),
      ).map(([path, file]) => [
        path,
        path.endsWith('/status') && typeof file === 'string' ? `${file}CapPrm:\t0000000000000080\n` : file,
      ]),
    ),
    ...high('4242'),
  },
  {
    is: 'a node that is root’s for everybody',
    files: { '/usr/local/bin/node': { text: '', mode: 0o4755 } },
    ...high('/usr/local/bin/node'),
  },
  { is: 'passwd, as everywhere', files: { '/usr/bin/passwd': { text: '', mode: 0o4755 } }, ...good },
  {
    is: 'its unit gives a power',
    files: {
      '/etc/systemd/system/openclaw.service': unit(
        'User=lin',
        'AmbientCapabilities=CAP_DAC_OVERRIDE',
        'ExecStart=/usr/bin/node /home/lin/.npm-global/lib/node_modules/openclaw/dist/index.js gateway',
      ),
    },
    ...high('/etc/systemd/system/openclaw.service'),
  },
  {
    is: 'su trusts its group',
    files: {
      '/usr/bin/su': { text: '', mode: 0o4755 },
      '/etc/pam.d/su': 'auth sufficient pam_rootok.so\nauth sufficient pam_wheel.so trust group=ops\n',
    },
    ...high('/etc/pam.d/su:2'),
  },
];
