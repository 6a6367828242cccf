import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { builtTerminal } from '../hostile/look';
import { tracedLook } from './traced-look';

const STRACE = '/usr/bin/strace';
let place = '';
let script = '';
let registry: Server;
const questions: string[] = [];

const port = () => (registry.address() as AddressInfo).port;

beforeAll(async () => {
  place = await realpath(await mkdtemp(join(tmpdir(), 'tankmate-glass-')));
  const home = join(place, 'home');
  await mkdir(join(home, '.openclaw/workspace/skills/notes'), { recursive: true });
  await mkdir(join(home, '.ssh'));
  await writeFile(join(home, '.ssh/id_ed25519'), 'no key\n');
  await writeFile(join(home, '.openclaw/openclaw.json'), `{ gateway: { port: 28789, bind: 'lan' } }`);
  await writeFile(join(home, '.openclaw/.env'), 'NOTE=none\n');
  await writeFile(
    join(home, '.openclaw/workspace/skills/notes/SKILL.md'),
    '---\nname: notes\n---\nKeep notes.\n',
  );
  registry = createServer((asked, answer) => {
    questions.push(asked.url ?? '');
    answer.end('{"latest":"2026.9.6"}');
  });
  await new Promise<void>((up) => registry.listen(0, '127.0.0.1', up));
  await writeFile(join(home, '.npmrc'), `registry=http://127.0.0.1:${port()}/\n`);
  script = (await builtTerminal(join(place, 'built'))).look;
}, 300_000);
afterAll(async () => {
  registry?.close();
  await rm(place, { recursive: true, force: true });
});

/** What every Node and its C library open by themselves, whoever looks: its own parts and the system's name service. */
const OF_NODE =
  /^\/(?:lib|usr\/lib|usr\/share\/(?:locale|zoneinfo|i18n)|opt\/hostedtoolcache)|^\/etc\/(?:ld\.so\.(?:cache|preload)|nsswitch\.conf|(?:net)?svc\.conf|passwd|group|hosts|host\.conf|resolv\.conf|gai\.conf|localtime|ssl\/openssl\.cnf)$|^\/dev\/(?:null|urandom)$|^\/proc\/(?:self|meminfo|stat|cpuinfo|version_signature)\b|^\/sys\/(?:fs\/cgroup|devices\/system\/cpu)|^\/(?:proc\/sys\/vm\/overcommit_memory)$/;

describe.skipIf(!existsSync(STRACE))('what a look says that it does (needs strace, a Debian package)', () => {
  async function look(offline: boolean) {
    const folder = await mkdtemp(join(place, 'look-'));
    const env = { HOME: join(place, 'home'), PATH: '/usr/bin:/bin', LANG: 'C.UTF-8', NO_PROXY: '*' };
    const { told, seen } = await tracedLook(script, folder, env, offline);
    const of = (...kinds: string[]) =>
      new Set(told.filter(({ kind }) => kinds.includes(kind)).map(({ what }) => what));
    return { seen, files: of('file', 'folder'), programs: of('program'), addresses: of('address') };
  }
  /** Parts of the app itself and of the Node that runs it. */
  const isOurs = (path: string) =>
    path.startsWith(join(place, 'built')) ||
    path.startsWith(process.cwd()) ||
    // Node looks for the package that a script is of, in each folder above it.
    (basename(path) === 'package.json' && script.startsWith(dirname(path))) ||
    path.startsWith(join(process.execPath, '..', '..')) ||
    OF_NODE.test(path);

  test('is what the kernel saw: every file and folder, every program, every address', async () => {
    questions.length = 0;
    const { seen, files, programs, addresses } = await look(false);
    expect([...seen.opened].filter((path) => !files.has(path) && !isOurs(path)).sort()).toEqual([]);
    expect([...files].filter((path) => !seen.opened.has(path)).sort()).toEqual([]);
    expect([...programs].sort()).toEqual([...seen.ran].sort());
    expect(files.has(join(place, 'home/.openclaw/openclaw.json'))).toBe(true);
    expect(questions.length).toBeGreaterThan(0);
    expect([...addresses].sort()).toEqual(
      [...new Set(questions)].map((path) => `http://127.0.0.1:${port()}${path}`).sort(),
    );
    expect([...seen.asked]).toEqual([`127.0.0.1:${port()}`]);
  });

  test('without a network no address is asked', async () => {
    questions.length = 0;
    const { seen, addresses } = await look(true);
    expect([...seen.asked, ...addresses, ...questions]).toEqual([]);
  });
});
