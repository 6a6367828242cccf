import type { Accesses, AccessList } from '../../main/contract/accesses';

const listOf = (...names: string[]): AccessList => ({ names, more: false });
const many = (count: number, name: (index: number) => string) =>
  Array.from({ length: count }, (_, at) => name(at));

/** What a look at the made-up computer would have opened, run and asked. */
export const SAMPLE_ACCESSES: Accesses = {
  file: listOf(
    ...['openclaw.json', 'openclaw.json.bak', '.env', 'credentials/telegram-pairing.json'].map(
      (name) => `/home/lin/.openclaw/${name}`,
    ),
    ...many(12, (at) => `/home/lin/.openclaw/agents/main/sessions/2026-11-${String(at + 10)}.jsonl`),
    ...many(260, (at) => `/home/lin/Documents/2026/letter-${String(at + 1).padStart(3, '0')}.odt`),
    '/home/lin/.npm-global/lib/node_modules/openclaw/package.json',
    '/home/lin/.npm-global/lib/node_modules/openclaw/openclaw.mjs',
    '/home/lin/.npmrc',
    '/home/lin/.bashrc',
    '/etc/passwd',
    '/etc/group',
    '/etc/sudoers',
    '/etc/os-release',
    ...many(180, (at) => `/proc/${300 + 7 * at}/cmdline`),
    '/proc/net/tcp',
    '/sys/class/dmi/id/sys_vendor',
  ),
  folder: listOf(
    '/home/lin',
    ...['', '/agents', '/credentials', '/extensions', '/skills', '/skills/weather'].map(
      (name) => `/home/lin/.openclaw${name}`,
    ),
    '/home/lin/Documents',
    '/home/lin/.config/systemd/user',
    '/etc/systemd/system',
    '/proc',
    '/opt',
  ),
  program: listOf(
    '/usr/bin/systemd-detect-virt --vm',
    '/usr/bin/systemctl --user show openclaw-gateway.service --property=ExecStart,FragmentPath',
    '/usr/bin/ss -H -l -t -n -p',
    '/home/lin/.npm-global/bin/npm config get prefix',
  ),
  address: listOf('http://127.0.0.1:18789/healthz', 'https://registry.example.org/openclaw'),
};
