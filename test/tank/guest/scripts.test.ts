import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { parseFacts } from '../../../main/tank/guest/guest-facts';
import * as SCRIPTS from '../../../main/tank/guest/scripts';
import PATIENCE from '../../../main/tank/guest/scripts/patience.mjs?raw';
import { type Scratch, scratch } from './scratch';

// Hundreds of small programs, on a computer that may be busy.
vi.setConfig({ testTimeout: 360_000 });

const here: Scratch[] = [];
const fresh = () => {
  const one = scratch();
  here.push(one);
  return one;
};
afterAll(() => {
  for (const each of here) each.remove();
});

const VERSION = '2026.9.6';
/** npm packages as a registry has them, with programs that stand in for the real ones. */
function archive(files: Readonly<Record<string, string>>): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'tank-archive-'));
  for (const [name, text] of Object.entries(files)) {
    const file = join(folder, 'package', name);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, text, { mode: 0o755 });
  }
  const bytes = execFileSync('tar', ['-C', folder, '-czf', '-', 'package']);
  rmSync(folder, { recursive: true });
  return bytes;
}
const NODE = archive({
  'bin/node': '#!/bin/sh\ncase $1 in --version) echo v26.10.0 ;; *) file=$1; shift; . "$file" ;; esac\n',
});
/** Does to the disk what `npm install --global --prefix` does: many files, then the program. */
const NPM = archive({
  'bin/npm-cli.js': `#!/bin/sh
echo "npm $*" >>$T/said
echo "npm sees $(env | grep -c TOKEN) tokens" >>$T/said
[ ! -e $T/no-network ] || { echo 'npm error network' >&2; exit 1; }
while [ "$1" != --prefix ]; do shift; done
to=$2/lib/node_modules/openclaw
for each; do version=\${each#openclaw@}; done
mkdir -p "$to" "$2/bin"
ln -s ../lib/node_modules/openclaw/openclaw.mjs "$2/bin/openclaw"
echo "echo OpenClaw \${SAYS:-$version} '(eb377ac)'" >"$to/openclaw.mjs"
`,
  'bin/npx-cli.js': '',
});
const digest = (bytes: Buffer) => createHash('sha512').update(bytes).digest('hex');
const files = {
  'node.tgz': NODE,
  'npm.tgz': NPM,
  'prepare.sh': SCRIPTS.PREPARE,
  'unpack.sh': SCRIPTS.UNPACK,
  'install.sh': SCRIPTS.INSTALL,
  'settle.sh': SCRIPTS.SETTLE,
  'facts.sh': SCRIPTS.FACTS,
  'wait.sh': SCRIPTS.WAIT,
  'finish.sh': SCRIPTS.FINISH,
  'firewall.sh': SCRIPTS.FIREWALL,
  unit: '[Unit]\n',
  environment: 'OPENCLAW_GATEWAY_TOKEN=0123456789abcdef\n',
  settings: '{"gateway":{}}\n',
  patience: PATIENCE,
};
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const NODE_IN = `mkdir -p /var/lib/tankmate; cp $T/node.tgz /var/lib/tankmate/; run $T/unpack.sh node ${digest(NODE)}`;
const NPM_IN = `cp $T/npm.tgz /var/lib/tankmate/; run $T/unpack.sh npm ${digest(NPM)}`;
const ACCOUNT = 'groupadd; useradd';
const INSTALL = `run $T/install.sh ${VERSION} https://packages.example.org/`;
const SENT =
  'mkdir -p /var/lib/tankmate; for each in unit environment settings patience; do cp $T/$each /var/lib/tankmate/; done';
const SETTLE = `run $T/settle.sh ${sha256(files.unit)} ${sha256(files.environment)}`;

describe.each(Object.entries(SCRIPTS))('%s', (_name, text) => {
  test('is read by the shells of both distributions', () => {
    expect(spawnSync('dash', ['-n'], { input: text }).status).toBe(0);
    expect(spawnSync('bash', ['--posix', '-n'], { input: text }).status).toBe(0);
    expect(text).toContain('\nset -eu\n');
  });

  test('that arrives in part does nothing, wherever it is cut', () => {
    const lines = text.split('\n');
    // Nothing stands alone but definitions, and one call at the very end.
    expect(lines.slice(-2)).toEqual(['main "$@" </dev/null', '']);
    const folder = mkdtempSync(join(tmpdir(), 'tank-cut-'));
    for (let end = 0; end < lines.length - 2; end += 1) {
      const { stdout, stderr } = spawnSync('/usr/bin/dash', ['-s', '--', 'machine', 'x', 'y'], {
        input: lines.slice(0, end).join('\n'),
        cwd: folder,
        // Whatever it calls would be found missing and told.
        env: { PATH: folder },
        encoding: 'utf8',
      });
      expect(stdout).toBe('');
      expect(stderr).not.toContain('not found');
    }
    rmSync(folder, { recursive: true });
  });
});

test('packages: those that lack are installed, and nothing is asked when all are there', () => {
  const { out, code } = fresh().run(
    `echo git >>$T/packages
run $T/prepare.sh 'git tini libatomic1' own; echo first; cat $T/said; : >$T/said
run $T/prepare.sh 'git tini libatomic1' own; echo second; cat $T/said; getent passwd openclaw; ls -a /home/openclaw`,
    files,
  );
  expect(code).toBe(0);
  expect(out).toContain('install -y --no-install-recommends tini libatomic1\n');
  const second = out.slice(out.indexOf('second'));
  expect(second).not.toMatch(/apt-get|dpkg|useradd|groupadd/);
  expect(second).toContain('openclaw:x:10001:10001::/home/openclaw:/usr/sbin/nologin');
  expect(second).toContain('exchange');
});

test('packages: a mirror takes the place of the archive in Ubuntu’s own list, once and for good', () => {
  const { out } = fresh().run(
    `mkdir -p /etc/apt/sources.list.d
printf 'Types: deb\\nURIs: http://archive.ubuntu.com/ubuntu/\\nSuites: noble\\n\\nURIs: http://security.ubuntu.com/ubuntu/\\n' >/etc/apt/sources.list.d/ubuntu.sources
for each in 1 2; do run $T/prepare.sh tini http://mirror.example.org/ubuntu >/dev/null; : >$T/packages; done
cat /etc/apt/sources.list.d/ubuntu.sources`,
    files,
  );
  expect(out).toBe(
    'Types: deb\nURIs: http://mirror.example.org/ubuntu\nSuites: noble\n\nURIs: http://security.ubuntu.com/ubuntu/\n',
  );
});

test('packages: without network it fails and says what apt said', () => {
  const { out, err } = fresh().run(
    `touch $T/no-network; run $T/prepare.sh tini own || echo "code $?"`,
    files,
  );
  expect(out).toContain('code 100');
  expect(err).toContain('no network');
});

test('Node and npm: in their places with the mark of their digest; another archive is refused', () => {
  const { out, err } = fresh().run(
    `${NODE_IN}; ${NPM_IN}; cat /opt/node/tankmate-digest /opt/node/lib/node_modules/npm/tankmate-digest; ls /opt /opt/node/bin
ls -l /opt/node/bin/npm; ls /var/lib/tankmate; echo evil >/var/lib/tankmate/node.tgz
run $T/unpack.sh node ${digest(NODE)} || echo "code $?"; ls /opt
run $T/unpack.sh ../../etc ${digest(NODE)} || echo "code $?"`,
    files,
  );
  expect(out).toContain(`v26.10.0\n${digest(NODE)}\n${digest(NPM)}\n`);
  expect(out).toContain('/opt/node/bin/npm -> ../lib/node_modules/npm/bin/npm-cli.js');
  expect(out).toMatch(/code 3\nnode\ncode 64\n$/);
  expect(err).toContain('node did not arrive whole');
});

test('OpenClaw: put in by npm with its own script alone allowed, and not again where it answers', () => {
  const { out, code } = fresh().run(
    `${ACCOUNT}; ${NODE_IN}; ${NPM_IN}; : >$T/said; ${INSTALL}; grep '^npm' $T/said; ls /opt; readlink -f /opt/openclaw/bin/openclaw
: >$T/said; ${INSTALL}; echo again; grep -c '^npm' $T/said || :; grep '^setpriv' $T/said`,
    files,
  );
  expect(code).toBe(0);
  expect(out).toContain(
    'npm install --global --prefix /opt/openclaw.new --cache /var/cache/tankmate-npm --registry https://packages.example.org/ --allow-scripts=openclaw --omit=dev --no-audit --no-fund --no-update-notifier openclaw@2026.9.6\n',
  );
  expect(out).toContain('node\nopenclaw\n/opt/openclaw/lib/node_modules/openclaw/openclaw.mjs\n');
  expect(out).toMatch(
    /again\n0\nsetpriv --reuid openclaw --regid openclaw --clear-groups --no-new-privs -- env -i /,
  );
});

test.each([
  ['the registry is not reached', 'touch $T/no-network'],
  ['what was installed says another version', 'export SAYS=2026.1.30'],
])('OpenClaw: when %s, the one that is there stays', (_what, spoil) => {
  const { out } = fresh().run(
    `${ACCOUNT}; ${NODE_IN}; ${NPM_IN}; ${INSTALL}; ${spoil}
run $T/install.sh 2026.9.7 https://packages.example.org/ || echo "code $?"; unset SAYS
run $T/facts.sh version ''; ls /opt`,
    files,
  );
  expect(out).toMatch(/code [14]\n/);
  expect(parseFacts(out).openclaw).toBe(VERSION);
});

test('the gateway: token for root alone, settings only where there are none, files that came in part refused', () => {
  const { out, err } = fresh().run(
    `${ACCOUNT}; run $T/facts.sh quick ''; ${SENT}; ${SETTLE}; stat -c '%a %n' /etc/openclaw /etc/openclaw/gateway.env /home/openclaw/.openclaw/openclaw.json
ls /var/lib/tankmate; echo mine >/home/openclaw/.openclaw/openclaw.json; ${SENT}; ${SETTLE}; cat /home/openclaw/.openclaw/openclaw.json
grep -E 'systemctl|install -m' $T/said; run $T/facts.sh quick ''; ${SENT}; echo half >/var/lib/tankmate/environment; ${SETTLE} || echo "code $?"`,
    files,
  );
  expect(out).toContain(
    '700 /etc/openclaw\n600 /etc/openclaw/gateway.env\n600 /home/openclaw/.openclaw/openclaw.json\n',
  );
  expect(out).toContain('mine\n');
  expect(out).toContain('-o root -g root /var/lib/tankmate/environment');
  expect(out).toContain('-o openclaw -g openclaw /var/lib/tankmate/settings');
  expect(out).toContain('systemctl restart openclaw-gateway.service --no-block\n');
  expect(out).toContain('code 3');
  expect(err).toContain('did not arrive whole');
  const lines = out.split('\n').filter((line) => line.startsWith('{"node"'));
  expect(parseFacts(lines[0] ?? '')).toMatchObject({
    unit: null,
    environment: null,
    settings: false,
    gateway: 'stopped',
  });
  expect(parseFacts(lines[1] ?? '')).toMatchObject({
    unit: sha256(files.unit),
    environment: sha256(files.environment),
    settings: true,
  });
  expect(out + err).not.toContain('0123456789abcdef\n');
});

test('only where QEMU emulates the processor Node gets patience, and loses it elsewhere', () => {
  const look = `ls -R /etc/systemd/system | grep emulated || echo impatient; cat /etc/systemd/system/*.d/*.conf 2>/dev/null || true`;
  const { out } = fresh().run(
    `${ACCOUNT}; echo kvm >$T/virt; ${SENT}; ${SETTLE}; ${look}; echo qemu >$T/virt; ${SENT}; ${SETTLE}; ${look}
stat -c '%a %n' /etc/systemd/system/*.d /usr/local/lib/tankmate/patience.mjs; cmp /usr/local/lib/tankmate/patience.mjs $T/patience && echo same
rm $T/virt; ${SENT}; ${SETTLE}; ${look}; ls /var/lib/tankmate`,
    files,
  );
  expect(out).toBe(`impatient
emulated.conf
[Service]
Environment=PATIENCE=--import=/usr/local/lib/tankmate/patience.mjs
755 /etc/systemd/system/openclaw-gateway.service.d
644 /usr/local/lib/tankmate/patience.mjs
same
impatient
`);
});

test('cloud-init: what it says is passed on; switched off after the first start', () => {
  const { out } = fresh().run(
    `printf '{\\n"status": "done",\\n"errors": []\\n}\\n' >$T/cloud-init; run $T/wait.sh wait; run $T/wait.sh now
printf '{"status": "error", "errors": ["no"]}' >$T/cloud-init; echo 1 >$T/cloud-code; run $T/wait.sh wait; cat $T/said
mkdir -p /etc/cloud; run $T/finish.sh; run $T/finish.sh; run $T/wait.sh wait; ls /etc/cloud`,
    files,
  );
  expect(out).toBe(
    [
      '{"status": "done","errors": []}',
      '{"status": "done","errors": []}',
      '{"status": "error", "errors": ["no"]}',
      'cloud-init status --wait --format json',
      'cloud-init status --format json',
      'cloud-init status --wait --format json',
      '{"status":"disabled"}',
      'cloud-init.disabled',
      '',
    ].join('\n'),
  );
});

test('facts of a bare system: nothing is there, and nothing is called closed', () => {
  const { out, code } = fresh().run(`run $T/facts.sh version 'git tini'`, files);
  expect(code).toBe(0);
  expect(out.trim().split('\n')).toHaveLength(1);
  expect(parseFacts(out)).toMatchObject({
    node: null,
    openclaw: null,
    closed: false,
    account: false,
    missing: ['git', 'tini'],
    nodeMark: null,
    settings: false,
  });
});

test('facts: closed only while the rules are as they were put, and will be at the next start', () => {
  const { out } = fresh().run(
    `run $T/firewall.sh machine 2>/dev/null; run $T/facts.sh quick ''; echo '# changed' >>/etc/nftables.conf; run $T/facts.sh quick ''
run $T/firewall.sh machine; run $T/facts.sh quick ''; rm $T/enabled-nftables.service; run $T/facts.sh quick ''`,
    files,
  );
  const lines = out.split('\n').filter((line) => line.startsWith('{"node"'));
  expect(lines.map((line) => parseFacts(line).closed)).toEqual([true, false, true, false]);
});

/** Each script, what has to be there for it, and how the end is told. */
const RUNS: readonly (readonly [string, string, string, string])[] = [
  [
    'prepare',
    '',
    `run $T/prepare.sh 'git tini' own`,
    'getent passwd openclaw; sort -u $T/packages; ls -a /home/openclaw',
  ],
  ['unpack', '', NODE_IN, 'find /opt -type f | sort | xargs md5sum; ls /opt'],
  [
    'unpack over another',
    `${NODE_IN} >/dev/null; echo old >/opt/node/tankmate-digest`,
    NODE_IN,
    'ls /opt; cat /opt/node/tankmate-digest',
  ],
  [
    'install',
    `${ACCOUNT}; ${NODE_IN} >/dev/null; ${NPM_IN} >/dev/null`,
    INSTALL,
    'ls /opt; /opt/node/bin/node /opt/openclaw/bin/openclaw',
  ],
  [
    'install over another version',
    `${ACCOUNT}; ${NODE_IN} >/dev/null; ${NPM_IN} >/dev/null; run $T/install.sh 2026.9.5 https://packages.example.org/`,
    INSTALL,
    'ls /opt; /opt/node/bin/node /opt/openclaw/bin/openclaw',
  ],
  [
    'settle',
    `${ACCOUNT}; echo qemu >$T/virt`,
    `${SENT}; ${SETTLE}`,
    'cat $T/gateway; ls -l /etc/openclaw /var/lib/tankmate | cut -c 1-10; cat /etc/openclaw/* /etc/systemd/system/*.service /etc/systemd/system/*.d/* /home/openclaw/.openclaw/*',
  ],
  [
    'firewall',
    '',
    'run $T/firewall.sh machine',
    'cat /var/lib/tankmate/firewall.sha256 /etc/nftables.conf $T/enabled-*; ls /etc/systemd/resolved.conf.d /var/lib/tankmate',
  ],
];

test.each(RUNS)(
  '%s: cut off at any program, the next run puts it right',
  (_name, before, work, reported) => {
    const { out, err, code } = fresh().run(
      `keep() { rm -rf $T/kept; mkdir $T/kept; cp -a /opt /home /var/lib /etc $T/packages $T/kept/; }
reset() { rm -rf /opt/* /home/* /var/lib/* /var/cache/* /etc/* $T/gateway $T/enabled-* $T/cutting
  for each in opt home etc; do cp -a $T/kept/$each/. /$each/; done; cp -a $T/kept/lib/. /var/lib/; cp $T/kept/packages $T/; : >$T/count; }
work() { ( set +e; ${work} >/dev/null 2>&1 ); }
tell() { { ${reported}
} 2>&1; }
( ${before || ':'} ) >/dev/null 2>&1; keep
work; whole=$(tell); echo "whole: $whole"
n=1
while :; do
  reset; echo "$n" >$T/cutting; work || :
  rm $T/cutting
  [ "$(wc -l <$T/count)" -ge $n ] || break
  work || :
  again=$(tell)
  [ "$again" = "$whole" ] || echo "cut $n: $again"
  n=$((n + 1))
done
echo "$((n - 1)) cuts"`,
      files,
    );
    expect(err).toBe('');
    expect(code).toBe(0);
    expect(out).not.toMatch(/^cut /m);
    expect(Number(/(\d+) cuts/.exec(out)?.[1])).toBeGreaterThan(1);
  },
  120_000,
);
