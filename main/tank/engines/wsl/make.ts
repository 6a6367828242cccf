import { mkdir, rm } from 'node:fs/promises';
import type { At, Step } from '../..';
import { nameOf, shownLine, troubleOf, words } from '../ask';
import { claim, isOurs, machineOf } from '../claim';
import { imagePath } from '../images';
import { markWhole, unmark, wholeSnapshot } from '../restoring';
import { FIRST, MARK, markOf, setUp, WSL_CONF } from './inside';
import { diskFolder, inside, isListed, wsl } from './wsl';

const IMPORT_MS = 900_000;
const SET_UP_MS = 1_800_000;
/** An import that was cut off is listed like a whole one, so a whole one is marked. */
const IMPORTED = 'imported';

const importArgs = (at: At, tar: string) => [
  '--import',
  machineOf(at),
  diskFolder(at),
  tar,
  '--version',
  '2',
];

/** How it comes to be, and the settings that hold it apart. */
export const wslCommands = async (at: At): Promise<readonly string[]> => [
  shownLine('wsl', importArgs(at, imagePath(at, 'root'))),
  shownLine('wsl', [
    ...['--distribution', machineOf(at), '--user', 'root', '--cd', '/', '--exec'],
    '/bin/sh',
    '-s',
  ]),
  WSL_CONF,
];

/** A new distribution from a tar, in the place of whatever has its name (learn.microsoft.com/windows/wsl/basic-commands). */
export async function importFrom(at: At, tar: string, doing: 'making' | 'restoring'): Promise<void> {
  await unmark(at, IMPORTED);
  if (await isListed(at)) await unregister(at);
  await rm(diskFolder(at), { recursive: true, force: true });
  await mkdir(diskFolder(at), { mode: 0o700 });
  await wsl(at).does(doing, importArgs(at, tar), {
    limitMs: IMPORT_MS,
  });
  await markWhole(at, IMPORTED);
}

export async function unregister(at: At): Promise<void> {
  await wsl(at).does('removing', ['--unregister', machineOf(at)], { limitMs: 300_000 });
}

export const isImported = async (at: At): Promise<boolean> =>
  (await isOurs(at)) && (await wholeSnapshot(at, IMPORTED)) !== null && (await isListed(at));

async function setInside(at: At, tell: (line: string) => void): Promise<void> {
  const steps = [FIRST, setUp(at)];
  for (const input of steps) {
    const ended = await inside(at, 'root', ['/bin/sh', '-s'], 'making', {
      input,
      limitMs: SET_UP_MS,
      onLine: tell,
    });
    if (ended.code !== 0) throw troubleOf('wsl', 'making', ended);
  }
  // wsl.conf is read when the distribution starts (wsl-config, "The 8 second rule").
  await wsl(at).does('making', ['--terminate', machineOf(at)]);
  const mark = await inside(at, 'root', ['/usr/bin/tee', MARK], 'making', { input: markOf(at) });
  if (mark.code !== 0) throw troubleOf('wsl', 'making', mark);
}

async function isSet(at: At): Promise<boolean> {
  if (!(await isImported(at))) return false;
  const { code, out } = await inside(at, 'root', ['/usr/bin/cat', MARK], 'asking');
  return code === 0 && out.trim() === markOf(at);
}

export const wslSteps = (at: At): readonly Step[] => [
  {
    id: 'make-machine',
    now: words('import', { name: nameOf('wsl') }),
    seconds: 20,
    done: () => isImported(at),
    async run() {
      // Whoever could not tell a moment ago may come here with one that is whole.
      if (await isImported(at)) return;
      await claim(at, 'wsl', () => isListed(at));
      await importFrom(at, imagePath(at, 'root'), 'making');
    },
  },
  {
    id: 'set-inside',
    now: words('set-inside', { name: nameOf('wsl') }),
    seconds: 60,
    done: () => isSet(at),
    run: (tell) => setInside(at, (line) => tell({ line })),
  },
];
