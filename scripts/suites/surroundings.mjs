import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { PINNED_NODE, ROOT } from '../setup/places.mjs';

const SYSTEM_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const NETWORK =
  /^((https?|no)_proxy|node_extra_ca_certs|ssl_cert_(file|dir)|npm_config_(registry|cafile|https?_proxy|proxy|noproxy|strict_ssl))$/i;

/** By these variables whoever has more time asks the tests for more. */
const MORE = /^TANKMATE_(ANSWERS|HOMES|HOSTILE|KILL|LABELLED|MISSED|RACES|TANK)(_|$)/;

const MEMORY = '/dev/shm';
/** What the suites that are made in memory need of it at most, with much to spare. */
const ENOUGH = 8 * 1024 ** 3;

/**
 * A new folder in memory (shm_overview(7)), or on the disk where there is no such place, too little of it, or nothing can be run
 * there. Each flush to a disk is waited for, and there are tens of thousands: they are most of the tests' time.
 * @param {boolean} inMemory
 */
function newFolder(inMemory) {
  const folder = inMemory && process.platform === 'linux' ? folderInMemory() : null;
  return folder ?? mkdtempSync(join(tmpdir(), 'tankmate-test-'));
}

function folderInMemory() {
  let folder;
  try {
    forgetEnded();
    const { bavail, bsize } = statfsSync(MEMORY);
    if (Math.min(bavail * bsize, process.availableMemory()) < ENOUGH) return null;
    folder = mkdtempSync(join(MEMORY, `tankmate-test-${process.pid}-`));
    const program = join(folder, 'program');
    writeFileSync(program, '#!/bin/sh\nexit 0\n', { mode: 0o755 });
    if (spawnSync(program).status !== 0) throw new Error('nothing can be run there');
    rmSync(program);
    return folder;
  } catch {
    if (folder) rmSync(folder, { recursive: true, force: true });
    return null;
  }
}

/** Nobody else clears memory away after a run that was killed. */
function forgetEnded() {
  for (const name of readdirSync(MEMORY)) {
    const [, pid] = /^tankmate-test-(\d+)-/.exec(name) ?? [];
    if (pid !== undefined && !existsSync(`/proc/${pid}`)) rmSync(join(MEMORY, name), { recursive: true });
  }
}

/**
 * A throw-away home and the variables for it. Nothing of the runner's own home, OpenClaw or desktop gets through:
 * tests must never read the person who runs them.
 * @param {object} wish
 * @param {string} wish.root the checkout that the tests run in
 * @param {{ name: string, uid: number, gid: number } | undefined} wish.account whose it is; undefined for one's own
 * @param {boolean} [wish.memory] in memory, where that can be had
 * @param {boolean} [wish.network] hand on npm's and the proxies' settings
 * @param {NodeJS.ProcessEnv} wish.env the runner's
 * @returns {{ folder: string, env: Record<string, string> }} the folder is to be removed by the caller
 */
export function surroundings({ root, account, network, memory = false, env }) {
  const folder = newFolder(memory);
  const of = (name, mode) => {
    const path = join(folder, name);
    mkdirSync(path);
    chmodSync(path, mode);
    if (account) chownSync(path, account.uid, account.gid);
    return path;
  };
  // The folder itself stays root's, open to be walked through.
  chmodSync(folder, 0o755);
  const path = [PINNED_NODE.replace(/[/\\][^/\\]+$/, ''), join(ROOT, 'node_modules/.bin')].map((each) =>
    each.replace(ROOT, root),
  );
  return {
    folder,
    env: {
      ...(network && Object.fromEntries(Object.entries(env).filter(([name]) => NETWORK.test(name)))),
      ...(env.CI && { CI: env.CI }),
      ...Object.fromEntries(Object.entries(env).filter(([name]) => MORE.test(name))),
      PATH: [...path, process.platform === 'win32' ? env.PATH : SYSTEM_PATH].join(delimiter),
      HOME: of('home', 0o700),
      XDG_RUNTIME_DIR: of('run', 0o700),
      // Like /tmp itself: suites that root runs start programs of other accounts.
      TMPDIR: of('tmp', 0o1777),
      TANKMATE_TEST_CACHE: of('cache', 0o755),
      LANG: 'C.UTF-8',
      TZ: 'UTC',
      TERM: env.TERM ?? 'dumb',
      ...(!process.stdout.isTTY && { NO_COLOR: '1' }),
      NODE_ENV: 'test',
      USER: account?.name ?? env.USER ?? '',
      LOGNAME: account?.name ?? env.USER ?? '',
      SHELL: '/bin/sh',
    },
  };
}
