import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const piece = (name: string) => resolve(`main/tank/attestation/guest-program/try-${name}.mjs`);

/** What a piece answers in a network namespace of its own, once `script` has furnished it. */
const lookIn = (script: string, name: string, questions: object) =>
  new Promise<Record<string, unknown>>((done, failed) => {
    const user = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user'];
    const ask = `import(process.argv[1]).then((piece) => piece.default(JSON.parse(process.argv[2]))).then((told) => console.log(JSON.stringify(told)))`;
    const args = [process.execPath, '-e', ask, piece(name), JSON.stringify(questions)];
    const child = spawn('unshare', [...user, '--net', 'sh', '-euc', `${script}\nexec "$@"`, 'sh', ...args], {
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' },
    });
    let [out, err] = ['', ''];
    child.stdout.on('data', (bytes) => {
      out += bytes;
    });
    child.stderr.on('data', (bytes) => {
      err += bytes;
    });
    child
      .on('error', failed)
      .on('close', (code) => (code === 0 ? done(JSON.parse(out)) : failed(new Error(err))));
  });

const CABLE = `ip link set lo up
ip link add eth0 type veth peer name other
ip link set other up
ip address add 10.0.2.15/24 dev eth0
ip address add fd12::5/64 dev eth0 nodad
ip link set eth0 up
ip route add default via 10.0.2.2`;

describe.runIf(process.platform === 'linux')('in a network of its own', () => {
  test('gateways are found, those of one link of IPv6 with the name of it', async () => {
    const reported = await lookIn(`${CABLE}\nip -6 route add default via fe80::2 dev eth0`, 'network', {
      names: [],
    });
    expect(reported.gateways).toEqual(['10.0.2.2', 'fe80::2%eth0']);
  });
  test('of IPv6, only a rule that turns away is told as EACCES', async () => {
    const rules = `printf 'table inet t { chain o { type filter hook output priority 0; oif lo accept; reject with icmpx admin-prohibited; }; }' | nft -f -`;
    const targets = [{ id: '1', host: 'fd12::1', port: 22, say: null }];
    const ends = async (script: string) =>
      (await lookIn(script, 'connections', { limitMs: 20_000, targets })).results;
    expect(await ends(`${CABLE}\n${rules}`)).toMatchObject([{ end: 'unreachable', code: 'EACCES' }]);
    expect(await ends(CABLE)).toMatchObject([{ end: 'unreachable', code: 'EHOSTUNREACH' }]);
  }, 60_000);
});
