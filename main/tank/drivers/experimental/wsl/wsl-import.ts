import { mkdir, rm } from 'node:fs/promises';
import { imagePath } from '../../../images/image-catalogue';
import type { TankContext, TankStep } from '../../../model/types';
import { markWhole, unmarkWhole, wholeSnapshot } from '../../copied-snapshots';
import { driverMessage, engineName, programError, shownLine } from '../../driver-program';
import { claim, isOurs, machineOf } from '../../machine-claim';
import { diskFolder, isListed, runInside, wsl } from './wsl-program';
import { FIRST, markOf, SETUP_MARK, setUp, WSL_CONF } from './wsl-setup';

const IMPORT_MS = 900_000;
const SET_UP_MS = 1_800_000;
/** An import that was cut off is listed like a whole one, so a whole one is marked. */
const IMPORTED = 'imported';

const importArgs = (tank: TankContext, tar: string) => [
  '--import',
  machineOf(tank),
  diskFolder(tank),
  tar,
  '--version',
  '2',
];

/** How it comes to be, and the settings that hold it apart. */
export const wslCommands = async (tank: TankContext): Promise<readonly string[]> => [
  shownLine('wsl', importArgs(tank, imagePath(tank, 'root'))),
  shownLine('wsl', [
    ...['--distribution', machineOf(tank), '--user', 'root', '--cd', '/', '--exec'],
    '/bin/sh',
    '-s',
  ]),
  WSL_CONF,
];

/** A new distribution from a tar, in the place of whatever has its name (learn.microsoft.com/windows/wsl/basic-commands). */
export async function importFrom(
  tank: TankContext,
  tar: string,
  doing: 'making' | 'restoring',
): Promise<void> {
  await unmarkWhole(tank, IMPORTED);
  if (await isListed(tank)) await unregister(tank);
  await rm(diskFolder(tank), { recursive: true, force: true });
  await mkdir(diskFolder(tank), { mode: 0o700 });
  await wsl(tank).run(doing, importArgs(tank, tar), {
    limitMs: IMPORT_MS,
  });
  await markWhole(tank, IMPORTED);
}

export async function unregister(tank: TankContext): Promise<void> {
  await wsl(tank).run('removing', ['--unregister', machineOf(tank)], { limitMs: 300_000 });
}

export const isImported = async (tank: TankContext): Promise<boolean> =>
  (await isOurs(tank)) && (await wholeSnapshot(tank, IMPORTED)) !== null && (await isListed(tank));

async function setInside(tank: TankContext, report: (line: string) => void): Promise<void> {
  const steps = [FIRST, setUp(tank)];
  for (const input of steps) {
    const ended = await runInside(tank, 'root', ['/bin/sh', '-s'], 'making', {
      input,
      limitMs: SET_UP_MS,
      onLine: report,
    });
    if (ended.code !== 0) throw programError('wsl', 'making', ended);
  }
  // wsl.conf is read when the distribution starts (wsl-config, "The 8 second rule").
  await wsl(tank).run('making', ['--terminate', machineOf(tank)]);
  const mark = await runInside(tank, 'root', ['/usr/bin/tee', SETUP_MARK], 'making', { input: markOf(tank) });
  if (mark.code !== 0) throw programError('wsl', 'making', mark);
}

async function isSet(tank: TankContext): Promise<boolean> {
  if (!(await isImported(tank))) return false;
  const { code, out } = await runInside(tank, 'root', ['/usr/bin/cat', SETUP_MARK], 'asking');
  return code === 0 && out.trim() === markOf(tank);
}

export const wslSteps = (tank: TankContext): readonly TankStep[] => [
  {
    id: 'make-machine',
    now: driverMessage('import', { name: engineName('wsl') }),
    seconds: 20,
    done: () => isImported(tank),
    async run() {
      // Whoever could not tell a moment ago may come here with one that is whole.
      if (await isImported(tank)) return;
      await claim(tank, 'wsl', () => isListed(tank));
      await importFrom(tank, imagePath(tank, 'root'), 'making');
    },
  },
  {
    id: 'set-inside',
    now: driverMessage('set-inside', { name: engineName('wsl') }),
    seconds: 60,
    done: () => isSet(tank),
    run: (report) => setInside(tank, (line) => report({ line })),
  },
];
