import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { hostAddresses } from '../../../main/tank/guest/guest-firewall';
import { FIREWALL } from '../../../main/tank/guest/scripts';
import { scratch } from './scratch';

vi.setConfig({ testTimeout: 60_000 });
const here = scratch({ network: true });
afterAll(() => here.remove());

const node = `'${process.execPath}'`;
const file = (name: string) => `'${join(import.meta.dirname, name)}'`;

/** A tank at 10.0.2.15 behind a router that plays the whole world: every address leads there, and is answered. */
const WORLD = `
rm -f $T/ready $T/pid
unshare -n /bin/sh -eu -c 'echo $$ >$T/pid
until ip link show outside >/dev/null 2>&1; do sleep 0.05; done
ip link set lo up; ip link set outside up
for each in 2 3 16; do ip address add 10.0.2.$each/24 dev outside; done; ip -6 address add fd00::3/64 dev outside nodad; ip -6 address add fd00::2/64 dev outside nodad; ip -6 address add 2a01:4f8:1::2/64 dev outside nodad
ip route add local 0.0.0.0/0 dev lo table main; ip -6 route add local ::/0 dev lo table main
exec ${node} ${file('world.mjs')} $T/ready' &
until [ -s $T/pid ]; do sleep 0.05; done
world=$(cat $T/pid)
trap 'kill $world' EXIT
ip link set lo up
ip link add inside type veth peer name outside netns "$world"
ip link set inside up
ip address add 10.0.2.15/24 dev inside; ip -6 address add fd00::15/64 dev inside nodad; ip -6 address add 2a01:4f8:1::15/64 dev inside nodad
until [ -e $T/ready ]; do sleep 0.05; done
ip route add default via 10.0.2.2; ip -6 route add default via fd00::2
printf 'nameserver 10.0.2.3\\nnameserver fd00::3\\n' >/etc/resolv.conf
`;

/** What is tried from inside, and whether it is to be let through. */
const OUT: readonly (readonly [string, boolean])[] = [
  ['tcp 93.184.216.34 443', true],
  ['tcp 93.184.216.34 80', true],
  ['tcp 2606:2800:220:1::34 443', true],
  ['udp 10.0.2.3 53', true],
  ['tcp 10.0.2.3 53', true],
  ['udp fd00::3 53', true],
  ['tcp 93.184.216.34 22', false],
  ['tcp 93.184.216.34 8080', false],
  ['udp 93.184.216.34 9999', false],
  ['udp 93.184.216.34 123', false],
  ['udp 8.8.8.8 53', false],
  ['tcp 8.8.8.8 53', false],
  // The host behind it, its network, and other guests.
  ['tcp 10.0.2.2 80', false],
  ['tcp 10.0.2.2 22', false],
  ['tcp 10.0.2.3 80', false],
  ['tcp 10.0.2.16 443', false],
  ['udp 10.0.2.2 53', false],
  ['tcp 192.168.1.1 80', false],
  ['tcp 172.16.0.1 443', false],
  ['tcp 172.31.255.254 443', false],
  ['tcp 100.64.0.1 443', false],
  ['tcp 198.18.0.7 443', false],
  // Metadata of clouds.
  ['tcp 169.254.169.254 80', false],
  ['tcp 100.100.100.200 80', false],
  ['tcp fd00:ec2::254 80', false],
  ['tcp 192.0.0.192 80', false],
  // IPv6: private, what leads to IPv4, and for documents.
  ['tcp fd00::2 80', false],
  ['tcp fc00::1 443', false],
  ['tcp 64:ff9b::a00:202 443', false],
  ['tcp 2002:a00:202::1 443', false],
  ['tcp 2001:0:a00:202::1 443', false],
  ['tcp 2001:db8::1 443', false],
  // This computer's own public addresses, as they were told.
  ['tcp 203.1.2.3 443', false],
  ['tcp 2a01:4f8:1::2 443', false],
];
const ANSWER = '203.1.2.3 2a01:4f8:1::/64';
const tries = (list: readonly (readonly [string, unknown])[]) =>
  `${node} ${file('tries.mjs')} ${list.map(([each]) => `'${each}'`).join(' ')}`;
const seen = (out: string) =>
  out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as string[]);
const table = (list: readonly (readonly [string, unknown])[], saw: readonly string[]) =>
  list.map(([each], index) => `${each}: ${saw[index]}`);

/** Doors of the tank, tried from the world. */
const IN = [22, 18789, 8080].flatMap((port) => [`tcp 10.0.2.15 ${port}`, `tcp 2a01:4f8:1::15 ${port}`]);
const TARGETS = `
for port in 22 18789 8080; do ${node} -e "require('node:net').createServer((s) => s.on('error', () => {}).end('tank')).listen($port, '::')" & doors="\${doors-} $!"; done
trap 'kill $world $doors' EXIT
sleep 1
nsenter -t "$world" -n ${tries(IN.map((each) => [each, true]))}
`;

test('without rules everything answers, so that what follows means something', () => {
  const { out, err } = here.run(`${WORLD}${tries(OUT)}\n${TARGETS}`);
  expect(err).toBe('');
  const [outside = [], inside = []] = seen(out);
  expect(table(OUT, outside)).toEqual(OUT.map(([each]) => `${each}: answered`));
  expect(inside).toEqual(IN.map(() => 'answered'));
});

test.each([
  ['machine', `run $T/firewall.sh machine ${ANSWER}`, 22],
  ['container', `run $T/firewall.sh container 18789 ${ANSWER}`, 18789],
])('%s: out to the public web alone, in by one door', (_kind, close, endpoint) => {
  const { out, err } = here.run(`${WORLD}${close} >/dev/null\n${tries(OUT)}\n${TARGETS}`, {
    'firewall.sh': FIREWALL,
  });
  expect(err).toBe('');
  const [outside = [], inside = []] = seen(out);
  // Refused at once rather than left to wait, so that nothing in the tank hangs.
  expect(table(OUT, outside)).toEqual(OUT.map(([each, may]) => `${each}: ${may ? 'answered' : 'refused'}`));
  expect(
    table(
      IN.map((each) => [each, 0]),
      inside,
    ),
  ).toEqual(IN.map((each) => `${each}: ${each.endsWith(` ${endpoint}`) ? 'answered' : 'silent'}`));
});

test('whoever closes a machine from outside is not cut off by it', () => {
  // It speaks only when asked, as a shell does that waits for its output.
  const shell = `require('node:net').createServer((s) => {
    const timer = setInterval(() => {
      if (!require('node:fs').existsSync(process.argv[1])) return;
      clearInterval(timer);
      s.end('tank');
    }, 50);
  }).listen(22, '0.0.0.0')`;
  const { out, err } = here.run(
    `${WORLD}${node} -e "${shell}" $T/closed & door=$!
trap 'kill $world $door' EXIT
sleep 1
nsenter -t "$world" -n timeout 10 ${node} -e "require('node:net').connect(22, '10.0.2.15').on('data', (text) => console.log(String(text)))" & client=$!
sleep 1
run $T/firewall.sh machine >/dev/null
: >$T/closed
wait $client`,
    { 'firewall.sh': FIREWALL },
  );
  expect([out.trim(), err]).toEqual(['tank', '']);
});

test('a second time the rules are the same, and other tables stay in a container', () => {
  const { out, err } = here.run(
    `ip link set lo up; nft add table inet other
run $T/firewall.sh container 18789; nft list table inet tankmate >$T/one
run $T/firewall.sh container 18789; nft list table inet tankmate >$T/two
cmp $T/one $T/two && nft list tables`,
    { 'firewall.sh': FIREWALL },
  );
  expect(err).toBe('');
  expect(out.trim().split('\n').sort()).toEqual(['table inet other', 'table inet tankmate']);
});

test('where the network is shared, only OpenClaw’s account is held', () => {
  // The account has another number in here than outside; whoever isn't that account goes by the first rule.
  const { out, err } = here.run(
    `${WORLD}run $T/firewall.sh account >/dev/null; ${tries(OUT.slice(12, 14))}; nft list table inet tankmate`,
    {
      'firewall.sh': FIREWALL,
    },
  );
  expect(err).toBe('');
  expect(JSON.parse(out.split('\n')[0] ?? '')).toEqual(['answered', 'answered']);
  expect(out).toMatch(/policy drop;\s+meta skuid != 10001 accept\n/);
  expect(out).not.toContain('hook input');
  const held = here.run(
    `${WORLD}sed s/10001/4711/ $T/firewall.sh >$T/mine.sh; sed -i 's/skuid != 4711/skuid != 0/' $T/mine.sh; run $T/mine.sh account >/dev/null; ${tries(OUT)}`,
    { 'firewall.sh': FIREWALL },
  );
  // The public addresses were not told here.
  const judged = OUT.slice(0, -2);
  expect(table(judged, seen(held.out)[0] ?? [])).toEqual(
    judged.map(([each, may]) => `${each}: ${may ? 'answered' : 'refused'}`),
  );
});

test.each(['; reboot', '1.2.3.4 }', '$(id)', 'a.example.org', '1.2.3.4\n}'])(
  'an address that is none is refused: %j',
  (address) => {
    const { out } = here.run(
      `run $T/firewall.sh container 18789 "$(cat $T/address)" || echo "code $?"; nft list tables`,
      {
        'firewall.sh': FIREWALL,
        address,
      },
    );
    expect(out).toBe('code 64\n');
  },
);

test('the addresses of this computer: its own ones, and the half of IPv6 that it moves in', () => {
  const v4 = (address: string, internal = false) => ({
    address,
    internal,
    family: 'IPv4' as const,
    netmask: '',
    mac: '',
    cidr: null,
  });
  const v6 = (address: string, internal = false) => ({
    ...v4(address, internal),
    family: 'IPv6' as const,
    scopeid: 0,
  });
  expect(
    hostAddresses({
      lo: [v4('127.0.0.1', true), v6('::1', true)],
      eth0: [
        v4('203.1.2.3'),
        v6('2a01:4f8:1:2:aaaa::1'),
        v6('2a01:4f8:1:2:bbbb::1'),
        v6('fe80::1'),
        v6('2a01::5'),
      ],
      none: undefined,
    }),
  ).toEqual(['203.1.2.3', '2a01:0:0:0::/64', '2a01:4f8:1:2::/64']);
});
