import type { At, OutsideFact } from '../..';
import { nameOf, words } from '../ask';
import { factsOf } from '../outside';
import { inside, isRunning } from './wsl';

/** File systems that lead to Windows (learn.microsoft.com/windows/wsl/wsl-config, "What is DrvFs?"); 9p, virtiofs: how. */
const WINDOWS = ['9p', 'drvfs', 'virtiofs'];

/** Lines of /proc/mounts (proc(5)): what, where, of which kind. */
export function windowsMounts(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.split(' '))
    .filter(([, , kind]) => WINDOWS.includes(kind ?? ''))
    .map(([what, where]) => `${what} → ${where}`);
}

/** The sections of wsl.conf as `section.key=value`, in lower case where that doesn't matter. */
export function parseWslConf(text: string): readonly string[] {
  let section = '';
  return text.split(/\r?\n/).flatMap((line) => {
    const head = /^\s*\[([^\]]+)\]/.exec(line)?.[1];
    if (head) section = head.trim().toLowerCase();
    const [, key, value] = /^\s*([A-Za-z]\w*)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    return key && value !== undefined ? [`${section}.${key.toLowerCase()}=${value.toLowerCase()}`] : [];
  });
}

const MUST = [
  'automount.enabled=false',
  'automount.mountfstab=false',
  'interop.enabled=false',
  'gpu.enabled=false',
];

/**
 * What WSL shows: its settings for this distribution and what is mounted in it, both read inside because it tells them
 * nowhere else. Memory and processors are those of all distributions together, so there is no limit of its own.
 */
export async function wslOutside(at: At): Promise<readonly OutsideFact[]> {
  const told = (await isRunning(at))
    ? await Promise.all(
        ['/etc/wsl.conf', '/proc/mounts'].map((file) => inside(at, 'root', ['/usr/bin/cat', file], 'asking')),
      )
    : [];
  const [conf, mounts] = told.map(({ code, out }) => (code === 0 ? out : null));
  const settings = conf == null ? null : parseWslConf(conf).filter((each) => !each.startsWith('network.'));
  const display = mounts == null ? null : mounts.includes(' /mnt/wslg') ? ['/mnt/wslg'] : [];
  const facts = factsOf(at, 'wsl', {
    settings,
    loose: settings ? MUST.filter((each) => !settings.includes(each)) : [],
    mounts: mounts == null ? null : windowsMounts(mounts),
    ports: settings && [`127.0.0.1:${at.plan.ports.gateway}`],
    strange: [],
    devices: settings && (settings.includes('gpu.enabled=false') ? [] : ['gpu']),
    clipboard: display,
    limits: null,
  });
  const shared: OutsideFact = {
    id: 'limits',
    outcome: 'open',
    saw: words('wsl-limits', { name: nameOf('wsl') }),
  };
  return facts.map((fact) => (fact.id === 'limits' ? shared : fact));
}
