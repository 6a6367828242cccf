import { execFileSync } from 'node:child_process';
import { chmod, mkdir, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hide, OTHER, one, type Place, pipe, put, READ, room, SETTINGS, type Traits } from '../place';

const KIB = 1024;
const TIB = KIB ** 4;

const sparse = async (place: Place, path: string, size: number) => {
  await put(place, path, '');
  await truncate(join(place.home, path), size);
  hide(place, path);
};
const linked = async (place: Place, path: string, target: string) => {
  await symlink(target, await room(place, path));
  hide(place, path);
};

const FOLDERS = [
  '.openclaw/credentials',
  '.openclaw/workspace',
  '.openclaw/agents',
  '.config',
  '.openclaw/skills',
];

/** What isn't a file in a file's place, or one that is not what it says. */
export const nodes: Traits = {
  pipe: (place) => pipe(place, one(place, OTHER)),
  settingsPipe: (place) => pipe(place, SETTINGS),
  async pipes(place) {
    for (const path of READ) if (place.random(2) === 0) await pipe(place, path);
  },
  async pipeInSkill(place) {
    await pipe(place, '.openclaw/skills/a/scripts/run.sh');
    await pipe(place, '.openclaw/workspace/memory/pipe.md');
    await pipe(place, '.openclaw/agents/main/sessions/pipe.jsonl');
    await pipe(place, '.openclaw/extensions/x/openclaw.plugin.json');
  },
  async socket(place) {
    const path = await room(place, one(place, READ));
    const script = `require('net').createServer().listen(${JSON.stringify(path)},()=>process.kill(process.pid,'SIGKILL'))`;
    // One that nobody listens at any more.
    try {
      execFileSync(process.execPath, ['-e', script], { stdio: 'ignore' });
    } catch {}
    hide(place, path.slice(place.home.length + 1));
  },
  async folderForFile(place) {
    for (const path of READ.filter(() => place.random(3) === 0)) {
      await mkdir(await room(place, path), { recursive: true });
      hide(place, path);
    }
  },
  async pipeForNpm(place) {
    await pipe(place, 'pipe');
    const option = one(place, ['cafile', 'globalconfig', 'userconfig', '//registry.example.org/:certfile']);
    await put(
      place,
      '.npmrc',
      `registry=http://127.0.0.1:9/\n${option}=${place.home}/pipe\nprefix=${' '.repeat(50_000)}x "\n`,
    );
  },
  device: (place) =>
    linked(
      place,
      one(place, OTHER),
      one(place, ['/dev/zero', '/dev/random', '/dev/tty', '/dev/full', '/dev']),
    ),
  settingsDevice: (place) => linked(place, SETTINGS, one(place, ['/dev/zero', '/dev/stdin', '/dev/null'])),
  kernelFile: (place) =>
    linked(
      place,
      one(place, READ),
      one(place, [
        '/proc/self/mem',
        '/proc/kmsg',
        '/proc/self/fd/0',
        '/proc/self/pagemap',
        '/proc/self/task',
        '/sys/kernel',
      ]),
    ),
  async kernelFolder(place) {
    await linked(
      place,
      '.openclaw/workspace/proc',
      one(place, ['/proc', '/proc/self/root', '/sys', '/dev/fd']),
    );
    await linked(place, '.openclaw/agents/cwd', '/proc/self/cwd');
  },
  async circleOfLinks(place) {
    const path = await room(place, one(place, OTHER));
    await symlink(`${path}-b`, path);
    await symlink(path, `${path}-b`);
    hide(place, path.slice(place.home.length + 1));
  },
  async linkToItself(place) {
    const path = await room(place, one(place, READ));
    await symlink(path, path);
    hide(place, path.slice(place.home.length + 1));
  },
  async folderInItself(place) {
    await symlink('..', await room(place, '.openclaw/workspace/up'));
    await symlink('/', await room(place, '.openclaw/skills/root'));
  },
  async ladderOfLinks(place) {
    // Each rung doubles the ways to what lies below.
    for (let at = 0; at < 30; at++)
      for (const side of ['a', 'b'])
        await symlink(`../${at + 1}`, await room(place, `.openclaw/workspace/ladder/${at}/${side}`));
    await put(place, '.openclaw/workspace/ladder/30/end.md', 'x');
  },
  sparse: (place) => sparse(place, one(place, OTHER), (1 + place.random(8)) * TIB),
  sparseSettings: (place) => sparse(place, SETTINGS, KIB ** 3),
  async sparseNotes(place) {
    for (let at = 0; at < 20; at++) await sparse(place, `.openclaw/workspace/memory/big-${at}.md`, TIB);
    await sparse(place, '.openclaw/agents/main/sessions/big.jsonl', TIB);
    await sparse(place, '.openclaw/logs/gateway.log', TIB);
    await sparse(place, '.openclaw/skills/a/data.js', TIB);
    await sparse(place, '.openclaw/memory/main.sqlite', TIB);
    hide(place, '.openclaw/workspace/memory/2026-01-01.md');
  },
  async closedFolder(place) {
    const path = one(place, FOLDERS);
    await put(place, `${path}/x/y`, 'x');
    await chmod(join(place.home, path), 0);
    hide(place, path);
  },
  async closedFiles(place) {
    for (const path of READ.filter(() => place.random(2) === 0)) {
      await chmod(join(place.home, path), 0);
      hide(place, path);
    }
  },
  async closedState(place) {
    await chmod(join(place.home, '.openclaw'), one(place, [0, 0o100, 0o400]));
    hide(place, '.openclaw');
  },
  async stateIsFile(place) {
    // Nothing is hidden then: there is nothing.
    await put(place, '.openclaw', 'x');
    place.hidden.clear();
  },
  async crowdOfFiles(place) {
    const folder = join(
      place.home,
      one(place, ['.openclaw/workspace', '.openclaw/credentials', '.openclaw/skills', '.openclaw/agents']),
    );
    await mkdir(folder, { recursive: true });
    for (let at = 0; at < place.crowd; at++) await writeFile(join(folder, `${at}.md`), 'x');
  },
  async crowdOfFolders(place) {
    const folder = join(
      place.home,
      one(place, ['.openclaw/workspace', '.openclaw/skills', '.openclaw/agents', '.openclaw/extensions']),
    );
    for (let at = 0; at < place.crowd / 10; at++) await mkdir(join(folder, `d${at}`), { recursive: true });
  },
  async deepFolders(place) {
    let path = join(place.home, '.openclaw/workspace');
    for (let at = 0; at < 300 && path.length < 3800; at++) path = join(path, 'd');
    await mkdir(path, { recursive: true });
    await writeFile(join(path, 'x.md'), 'x');
  },
  async nothing(place) {
    await rm(join(place.home, '.openclaw'), { recursive: true, force: true });
    place.hidden.clear();
  },
};
