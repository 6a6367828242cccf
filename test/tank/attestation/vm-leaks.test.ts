import { spawn } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { ATTEMPTS } from '../../../main/contract/tank';
import type { Guest } from '../../../main/tank/model/types';
import { type VmLeak, vmLeaks, withLeak } from '../../real-tank/vm-leaks';

const leaks = vmLeaks(['192.168.1.20', 'fd00::2']);
const guest = (said: string[], failing = ''): Guest => ({
  run: async (account, argv) => {
    said.push(`${account}: ${argv.join(' ')}`);
    const code = failing && argv.join(' ').includes(failing) ? 1 : 0;
    return { code, out: '', err: 'no', stopped: null };
  },
});

test('each has a name of its own, lines that there are, and a way back', () => {
  expect(new Set(leaks.map(({ id }) => id)).size).toBe(leaks.length);
  for (const { turns, open, undo } of leaks) {
    expect(turns.filter((id) => !ATTEMPTS.includes(id))).toEqual([]);
    expect(Math.min(turns.length, open.length, undo.length)).toBeGreaterThan(0);
  }
  // What is the engine's to open is tried with its own arguments.
  const turned = new Set(leaks.flatMap(({ turns }) => turns));
  expect(ATTEMPTS.filter((id) => !turned.has(id))).toEqual(['engine-settings', 'mounts', 'limits']);
  expect(vmLeaks([]).map(({ id }) => id)).not.toContain('lan');
});

test('is closed again, whatever came of the work', async () => {
  const leak: VmLeak = { id: 'x', turns: ['sudo'], open: [['open'], ['more']], undo: [['undo']] };
  const said: string[] = [];
  expect(await withLeak(guest(said), leak, async () => 7)).toBe(7);
  expect(said).toEqual(['root: open', 'root: more', 'root: undo']);
  const failed = () => Promise.reject(new Error('work'));
  await expect(withLeak(guest(said), leak, failed)).rejects.toThrow('work');
  expect(said.at(-1)).toBe('root: undo');
  await expect(withLeak(guest(said, 'more'), leak, failed)).rejects.toThrow('x could not be opened');
  expect(said.at(-1)).toBe('root: undo');
  await expect(withLeak(guest([], 'undo'), leak, async () => 7)).rejects.toThrow('x could not be closed');
});

/** The tank's rules as its set-up writes them, in a network namespace of its own. */
const RULES = `table inet tankmate {
  set refused4 { type ipv4_addr; flags interval; elements = { 10.0.0.0/8, 192.168.0.0/16 } }
  chain output { type filter hook output priority filter; policy drop; oif lo accept
    ip daddr @refused4 counter reject with icmpx admin-prohibited
    tcp dport { 80, 443 } accept
  }
}`;

const inNamespace = (script: string, args: readonly string[]) =>
  new Promise<string>((resolve, reject) => {
    const user = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user'];
    const child = spawn('unshare', [...user, '--net', 'sh', '-euc', script, 'sh', ...args], {
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' },
    });
    let [out, err] = ['', ''];
    child.stdout.on('data', (bytes) => {
      out += bytes;
    });
    child.stderr.on('data', (bytes) => {
      err += bytes;
    });
    child.on('error', reject).on('close', (code) => (code === 0 ? resolve(out) : reject(new Error(err))));
  });

describe.runIf(process.platform === 'linux')('rules of the network', () => {
  test.each(['host-loopback', 'lan'])(
    '%s lets out before all others, and is undone to the letter',
    async (id) => {
      const leak = leaks.find((each) => each.id === id);
      const args = ([first, ...rest] = leak?.open ?? []) => [first?.at(-1) ?? '', ...rest.map(String)];
      const [open = ''] = args(leak?.open);
      const [undo = ''] = args(leak?.undo);
      const list = 'nft -s list ruleset; echo ===';
      const script = `printf '%s\\n' "$1" | nft -f -; ${list}; sh -euc "$2"; ${list}; sh -euc "$3"; ${list}`;
      const [before, during, after] = (await inNamespace(script, [RULES, open, undo])).split('===\n');
      expect(before).toContain('refused4');
      expect(after).toBe(before);
      const rules = (during ?? '').slice((during ?? '').indexOf('policy drop'));
      expect(rules.indexOf('leak')).toBeGreaterThan(0);
      expect(rules.indexOf('leak')).toBeLessThan(rules.indexOf('oif'));
    },
  );
});
