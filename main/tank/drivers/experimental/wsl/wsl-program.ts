import { join } from 'node:path';
import type { ProcessExit } from '../../../../system/write/commands/run-process';
import { type Guest, type TankContext, TankError } from '../../../model/types';
import {
  type DriverAction,
  type DriverProgram,
  driverMessage,
  driverProgram,
  engineName,
  type ProgramOptions,
  programError,
} from '../../driver-program';
import { machineOf } from '../../machine-claim';
import { isFile } from '../vhd-disk/vhd-step';
import { isKeptAlive } from './wsl-keepalive';

/** UTF-16 unless `WSL_UTF8` says otherwise (github.com/microsoft/WSL/issues/4607); older ones don't know it. */
export const wsl = (tank: TankContext): DriverProgram =>
  driverProgram(tank, 'wsl', 'wsl', { env: { WSL_UTF8: '1' } });

/** Text of wsl.exe, whichever way it came: read as UTF-8, UTF-16 has a NUL after each plain letter. */
export const plain = ({ out }: ProcessExit): string =>
  out.replaceAll('\0', '').replace(/^(\uFEFF|\uFFFD\uFFFD)/, '');

const namesIn = (ended: ProcessExit): readonly string[] =>
  plain(ended)
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** The distribution's disk: there from its import to its end. */
export const diskFolder = ({ folder }: TankContext): string => join(folder, 'wsl');
const hasDisk = (tank: TankContext) => isFile(join(diskFolder(tank), 'ext4.vhdx'));

/**
 * Names of all distributions, one a line (`--quiet`). With none at all it ends with -1 and a translated sentence, as it
 * does when it fails: then it is none only where WSL itself answers and the disk of ours isn't there either.
 */
async function distributions(tank: TankContext): Promise<readonly string[]> {
  const listed = await wsl(tank).tryRun('asking', ['--list', '--quiet']);
  if (listed.code === 0) return namesIn(listed);
  await wsl(tank).run('asking', ['--version']);
  if (await hasDisk(tank)) throw programError('wsl', 'asking', listed);
  return [];
}

export const isListed = async (tank: TankContext): Promise<boolean> =>
  (await distributions(tank)).includes(machineOf(tank));

/**
 * Whether it runs, without starting it. With none running it ends with -1 as well: then the program that keeps ours
 * there must be gone, too.
 */
export async function isDistributionRunning(tank: TankContext): Promise<boolean> {
  const listed = await wsl(tank).tryRun('asking', ['--list', '--running', '--quiet']);
  if (listed.code === 0) return namesIn(listed).includes(machineOf(tank));
  if (await isKeptAlive(tank)) throw programError('wsl', 'asking', listed);
  return false;
}

/** Where wsl.exe itself fails it ends with -1, as Windows tells it (github.com/microsoft/WSL, src/windows/wsl). */
const OWN_FAILURE = [-1, 0xffffffff];

/** A program inside, by words that no shell reads. */
export async function runInside(
  tank: TankContext,
  account: string,
  argv: readonly string[],
  doing: DriverAction = 'inside',
  more: ProgramOptions = {},
): Promise<ProcessExit> {
  const ended = await wsl(tank).tryRun(
    doing,
    ['--distribution', machineOf(tank), '--user', account, '--cd', '/', '--exec', ...argv],
    more,
  );
  if (ended.code !== null && OWN_FAILURE.includes(ended.code))
    throw new TankError(driverMessage('unreachable', { name: engineName('wsl') }), plain(ended).slice(-2000));
  return ended;
}

const HOME = '/home/openclaw';
const PATH = '/opt/openclaw/bin:/opt/node/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** The inside by `wsl --exec`: the words go as one, in base64, and are taken apart there. */
export const wslGuest = (tank: TankContext): Guest => ({
  run(account, argv, options = {}) {
    const home = account === 'root' ? '/root' : HOME;
    const all = ['env', '-i', '-C', home, `HOME=${home}`, `PATH=${PATH}`, 'LANG=C.UTF-8', ...argv];
    const reported = Buffer.from(all.map((each) => `${each}\0`).join('')).toString('base64');
    return runInside(tank, account, ['/usr/local/lib/tankmate/run', reported], 'inside', options);
  },
});
