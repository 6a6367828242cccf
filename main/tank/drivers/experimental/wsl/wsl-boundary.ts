import type { BoundaryFact, TankContext } from '../../../model/types';
import { boundaryFacts } from '../../boundary-facts';
import { driverMessage, engineName } from '../../driver-program';
import { isDistributionRunning, runInside } from './wsl-program';

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
    const [, key, value] = /^([A-Za-z]\w*)\s*=(.*)$/.exec(line.trim()) ?? [];
    return key && value !== undefined
      ? [`${section}.${key.toLowerCase()}=${value.trim().toLowerCase()}`]
      : [];
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
export async function wslBoundary(tank: TankContext): Promise<readonly BoundaryFact[]> {
  const reported = (await isDistributionRunning(tank))
    ? await Promise.all(
        ['/etc/wsl.conf', '/proc/mounts'].map((file) =>
          runInside(tank, 'root', ['/usr/bin/cat', file], 'asking'),
        ),
      )
    : [];
  const [conf, mounts] = reported.map(({ code, out }) => (code === 0 ? out : null));
  const settings = conf == null ? null : parseWslConf(conf).filter((each) => !each.startsWith('network.'));
  const display = mounts == null ? null : mounts.includes(' /mnt/wslg') ? ['/mnt/wslg'] : [];
  const facts = boundaryFacts(tank, 'wsl', {
    settings,
    loose: settings ? MUST.filter((each) => !settings.includes(each)) : [],
    mounts: mounts == null ? null : windowsMounts(mounts),
    ports: settings && [`127.0.0.1:${tank.plan.ports.gateway}`],
    strange: [],
    devices: settings && (settings.includes('gpu.enabled=false') ? [] : ['gpu']),
    clipboard: display,
    limits: null,
  });
  const shared: BoundaryFact = {
    id: 'limits',
    outcome: 'open',
    saw: driverMessage('wsl-limits', { name: engineName('wsl') }),
  };
  return facts.map((fact) => (fact.id === 'limits' ? shared : fact));
}
