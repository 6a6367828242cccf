import type { Usage } from '../../../contract/tank';
import type { TankContext } from '../../model/types';
import { HOME, OPENCLAW_ACCOUNT } from './container-arguments';
import { imageSize } from './container-boundary';
import type { ContainerCli } from './container-flavour';
import {
  containerNamed,
  containersOf,
  imagesOf,
  imageTagged,
  isContainerRunning,
} from './container-inventory';
import { namesOf } from './container-names';

/**
 * What its processes hold of the memory, shared parts counted once (proc_pid_smaps(5), Pss), as engines' own numbers
 * need a kind of cgroup that not every computer has; then what the home takes.
 */
const ASK = `cat /proc/[0-9]*/smaps_rollup 2>/dev/null | grep '^Pss:'
du -sx --block-size=1 ${HOME} 2>/dev/null | sed 's/^/Disk: /'`;

export function readUsage(text: string): { readonly memory: number | null; readonly home: number | null } {
  const shares = [...text.matchAll(/^Pss:\s+(\d+) kB$/gm)].map(([, kB]) => Number(kB) * 1024);
  const home = /^Disk: (\d+)\s/m.exec(text)?.[1];
  return {
    memory: shares.length > 0 ? shares.reduce((sum, each) => sum + each, 0) : null,
    home: home === undefined ? null : Number(home),
  };
}

/** Memory and the home's size are told only while it runs. */
export async function containerUsage(cli: ContainerCli, tank: TankContext): Promise<Usage> {
  const names = namesOf(tank);
  const size = imageSize(imageTagged(await imagesOf(cli, tank), names.inside));
  if (!isContainerRunning(containerNamed(await containersOf(cli, tank), names.gateway)))
    return { memory: null, disk: size };
  const args = ['exec', '--user', OPENCLAW_ACCOUNT, names.gateway, 'sh', '-c', ASK];
  const { memory, home } = readUsage((await cli.run(args)).out);
  return { memory, disk: size === null || home === null ? size : size + home };
}
