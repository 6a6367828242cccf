import { join } from 'node:path';
import type { Ended } from '../../../actions/commands/start';
import { type At, type Guest, TankTrouble } from '../..';
import { type Doing, type More, nameOf, type Tool, toolOf, troubleOf, words } from '../ask';
import { machineOf } from '../claim';
import { isFile } from '../disks/step';
import { isKept } from './keeper';

/** UTF-16 unless `WSL_UTF8` says otherwise (github.com/microsoft/WSL/issues/4607); older ones don't know it. */
export const wsl = (at: At): Tool => toolOf(at, 'wsl', 'wsl', { env: { WSL_UTF8: '1' } });

/** Text of wsl.exe, whichever way it came: read as UTF-8, UTF-16 has a NUL after each plain letter. */
export const plain = ({ out }: Ended): string =>
  out.replaceAll('\0', '').replace(/^(\uFEFF|\uFFFD\uFFFD)/, '');

const namesIn = (ended: Ended): readonly string[] =>
  plain(ended)
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** The distribution's disk: there from its import to its end. */
export const diskFolder = ({ folder }: At): string => join(folder, 'wsl');
const hasDisk = (at: At) => isFile(join(diskFolder(at), 'ext4.vhdx'));

/**
 * Names of all distributions, one a line (`--quiet`). With none at all it ends with -1 and a translated sentence, as it
 * does when it fails: then it is none only where WSL itself answers and the disk of ours isn't there either.
 */
async function distributions(at: At): Promise<readonly string[]> {
  const listed = await wsl(at).tries('asking', ['--list', '--quiet']);
  if (listed.code === 0) return namesIn(listed);
  await wsl(at).does('asking', ['--version']);
  if (await hasDisk(at)) throw troubleOf('wsl', 'asking', listed);
  return [];
}

export const isListed = async (at: At): Promise<boolean> => (await distributions(at)).includes(machineOf(at));

/**
 * Whether it runs, without starting it. With none running it ends with -1 as well: then the program that keeps ours
 * there must be gone, too.
 */
export async function isRunning(at: At): Promise<boolean> {
  const listed = await wsl(at).tries('asking', ['--list', '--running', '--quiet']);
  if (listed.code === 0) return namesIn(listed).includes(machineOf(at));
  if (await isKept(at)) throw troubleOf('wsl', 'asking', listed);
  return false;
}

/** Where wsl.exe itself fails it ends with -1, as Windows tells it (github.com/microsoft/WSL, src/windows/wsl). */
const OWN_FAILURE = [-1, 0xffffffff];

/** A program inside, by words that no shell reads. */
export async function inside(
  at: At,
  account: string,
  argv: readonly string[],
  doing: Doing = 'inside',
  more: More = {},
): Promise<Ended> {
  const ended = await wsl(at).tries(
    doing,
    ['--distribution', machineOf(at), '--user', account, '--cd', '/', '--exec', ...argv],
    more,
  );
  if (ended.code !== null && OWN_FAILURE.includes(ended.code))
    throw new TankTrouble(words('unreachable', { name: nameOf('wsl') }), plain(ended).slice(-2000));
  return ended;
}

const HOME = '/home/openclaw';
const PATH = '/opt/openclaw/bin:/opt/node/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** The inside by `wsl --exec`: the words go as one, in base64, and are taken apart there. */
export const wslGuest = (at: At): Guest => ({
  run(account, argv, options = {}) {
    const home = account === 'root' ? '/root' : HOME;
    const all = ['env', '-i', '-C', home, `HOME=${home}`, `PATH=${PATH}`, 'LANG=C.UTF-8', ...argv];
    const told = Buffer.from(all.map((each) => `${each}\0`).join('')).toString('base64');
    return inside(at, account, ['/usr/local/lib/tankmate/run', told], 'inside', options);
  },
});
