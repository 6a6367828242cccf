import { execFileSync, spawn } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, test, vi } from 'vitest';
import { ArchiveError, removeUnfinished, saveArchive } from '../../../main/system/write/archive';
import { listArchiveItems } from '../../../main/system/write/archive/archive-items';
import { noteUnfinished } from '../../../main/system/write/archive/unfinished-archive';
import { verifyArchive } from '../../../main/system/write/archive/verify-archive';
import { seeded } from '../../openclaw/json5/random';
import { isRoot, NOBODY } from './children';

const signal = new AbortController().signal;
let top: string;
let file: string;
let own: string;
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'tankmate-archive-'));
  file = join(top, 'out', 'export.tar.gz');
  own = join(top, 'own');
  mkdirSync(join(top, 'out'));
  mkdirSync(join(top, 'state'));
  writeFileSync(join(top, 'state/openclaw.json'), '{"token":"x"}', { mode: 0o640 });
});
afterEach(() => rmSync(top, { recursive: true, force: true }));

/** The same in a process of its own, which others can start. */
let built: string;
beforeAll(async () => {
  built = mkdtempSync(join(tmpdir(), 'tankmate-archive-child-'));
  chmodSync(built, 0o755);
  await build({
    configFile: false,
    logLevel: 'silent',
    ssr: { noExternal: true },
    build: {
      ssr: 'test/system/write/child/archive.ts',
      outDir: built,
      target: 'node20',
      rollupOptions: { output: { entryFileNames: 'child.mjs' } },
    },
  });
}, 60_000);
afterAll(() => rmSync(built, { recursive: true, force: true }));
const child = () => [process.execPath, join(built, 'child.mjs'), file, own, join(top, 'state')] as const;

const save = (...tops: string[]) =>
  saveArchive(file, tops.length > 0 ? tops : [join(top, 'state')], signal, own);
/** Why it was not saved, and at which path. */
const whyNot = (...tops: string[]) =>
  save(...tops).then(
    () => null,
    (error: unknown) => (error instanceof ArchiveError ? [error.because, error.where] : [String(error)]),
  );
/** Nothing is left of it, neither where it would lie nor in our own folder. */
const nothingLeft = () => {
  expect(readdirSync(join(top, 'out'))).toEqual([]);
  expect(existsSync(own) ? readdirSync(own) : []).toEqual([]);
};
/** Unpacks with the system's own tar, which knows nothing of us. */
function unpacked(): string {
  const to = join(top, 'unpacked');
  mkdirSync(to);
  execFileSync('tar', ['xzpf', file, '-C', to, '--no-same-owner']);
  return join(to, top);
}
const same = (path: string) => {
  execFileSync('diff', ['-r', '--no-dereference', join(top, path), join(unpacked(), path)]);
};

describe('what is saved', () => {
  it('is every file, folder and link, as the system’s own tar reads it, for its owner alone', async () => {
    mkdirSync(join(top, 'state/空 folder'));
    writeFileSync(join(top, 'state', `${'long'.repeat(60)}.md`), 'x'.repeat(200_000));
    writeFileSync(join(top, 'state', `${'长'.repeat(80)}.md`), '多行\n');
    writeFileSync(join(top, 'state', 'new\nline "quoted" \\ *?'), 'odd');
    writeFileSync(join(top, 'state', 'empty'), '');
    writeFileSync(join(top, 'state', 'run.sh'), '#!/bin/sh\n', { mode: 0o755 });
    symlinkSync('/etc/passwd', join(top, 'state/link'));
    symlinkSync(`../${'far/'.repeat(50)}away`, join(top, 'state/long link'));
    symlinkSync('nothing', join(top, 'state/dangling'));
    expect(await save()).toEqual({ files: 6, skipped: [] });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(top, 'out'))).toEqual(['export.tar.gz']);
    same('state');
    expect(statSync(join(top, 'unpacked', top, 'state/run.sh')).mode & 0o777).toBe(0o755);
  });

  it('is a file of several names under each of them', async () => {
    linkSync(join(top, 'state/openclaw.json'), join(top, 'state/second.json'));
    linkSync(join(top, 'state/openclaw.json'), join(top, 'outside.json'));
    expect(await save()).toMatchObject({ files: 2 });
    same('state');
    expect(readFileSync(join(top, 'unpacked', top, 'state/second.json'), 'utf8')).toBe('{"token":"x"}');
  });

  it('is a checkout that shares its objects with another one', async () => {
    const git = (...words: string[]) =>
      execFileSync(
        'git',
        ['-c', 'user.name=a', '-c', 'user.email=a@b', '-c', 'core.hooksPath=/dev/null', ...words],
        {
          env: {
            PATH: process.env.PATH,
            HOME: top,
            GIT_CONFIG_GLOBAL: '/dev/null',
            GIT_CONFIG_SYSTEM: '/dev/null',
          },
          stdio: 'pipe',
        },
      );
    git('init', '-q', join(top, 'origin'));
    writeFileSync(join(top, 'origin/a'), 'a'.repeat(5000));
    git('-C', join(top, 'origin'), 'add', '.');
    git('-C', join(top, 'origin'), 'commit', '-qm', 'a');
    git('clone', '-q', '--local', join(top, 'origin'), join(top, 'state/workspace'));
    git('clone', '-q', '--local', join(top, 'state/workspace'), join(top, 'state/second'));
    await save();
    same('state');
  });

  it('is saved once, however often and by whichever links it is told', async () => {
    symlinkSync('state', join(top, 'other'));
    const { files } = await save(
      join(top, 'state/openclaw.json'),
      join(top, 'state'),
      join(top, 'state'),
      join(top, 'other/openclaw.json'),
    );
    expect(files).toBe(1);
    const names = execFileSync('tar', ['tzf', file], { encoding: 'utf8' }).trim().split('\n');
    expect(names.filter((name) => name.endsWith('openclaw.json'))).toHaveLength(1);
  });

  it('is a large file with holes, which needs no more room than it takes', async () => {
    writeFileSync(join(top, 'state/disk.img'), 'begin');
    truncateSync(join(top, 'state/disk.img'), 100_000_000);
    expect(await save()).toMatchObject({ files: 2 });
    expect(statSync(file).size).toBeLessThan(2_000_000);
  });

  it('names what is no file, and goes on', async () => {
    execFileSync('mkfifo', [join(top, 'state/pipe')]);
    const server = createServer().listen(join(top, 'state/socket'));
    await new Promise((ready) => server.once('listening', ready));
    try {
      expect(await save()).toEqual({
        files: 1,
        skipped: ['pipe', 'socket'].map((name) => join(top, 'state', name)),
      });
    } finally {
      server.close();
    }
  });

  test('random trees', async () => {
    for (let seed = 1; seed <= 15; seed++) {
      const random = seeded(seed);
      const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
      const folder = join(top, `tree-${seed}`);
      mkdirSync(folder);
      const [folders, files] = [[folder], [] as string[]];
      for (let made = 0; made < 40; made++) {
        const name = `${pick(['a', '龙虾', ' b ', 'q\'uo"te', '-dash', '$x', '\n', 'e\u0301', '.hidden', 'N'.repeat(120)])}${made}`;
        const path = join(pick(folders), name);
        const kind = random();
        if (kind < 0.3) {
          mkdirSync(path);
          folders.push(path);
        } else if (kind < 0.4) symlinkSync(pick(['.', '/nowhere', '../x', ...files]), path);
        else if (kind < 0.5 && files.length > 0) linkSync(pick(files), path);
        else {
          writeFileSync(path, Buffer.alloc(Math.floor(random() ** 4 * 400_000), made));
          files.push(path);
        }
      }
      file = join(top, 'out', `tree-${seed}.tar.gz`);
      await save(folder);
      rmSync(join(top, 'unpacked'), { recursive: true, force: true });
      same(`tree-${seed}`);
    }
  }, 120_000);
});

describe('what is not saved', () => {
  it('never is written over anything', async () => {
    writeFileSync(file, 'mine');
    expect(await whyNot()).toEqual(['not-written', join(top, 'out')]);
    expect(readFileSync(file, 'utf8')).toBe('mine');
    expect(readdirSync(join(top, 'out'))).toEqual(['export.tar.gz']);
  });

  it('is named with its path, and nothing is left', async () => {
    const nothing = join(top, 'nothing');
    expect(await whyNot(nothing)).toEqual(['gone', nothing]);
    nothingLeft();
    expect(await whyNot(join(nothing, 'deep'))).toEqual(['gone', join(nothing, 'deep')]);
    const odd = Buffer.concat([Buffer.from(join(top, 'state/')), Buffer.from([0xc1, 0xfa, 0xcf, 0xba])]);
    writeFileSync(odd, 'named in GBK');
    expect(await whyNot()).toMatchObject(['odd-name', expect.stringContaining(join(top, 'state/'))]);
    nothingLeft();
  });

  it('is a cancelled one', async () => {
    await expect(saveArchive(file, [join(top, 'state')], AbortSignal.abort(), own)).rejects.toThrow();
    nothingLeft();
    truncateSync(join(top, 'state/openclaw.json'), 2_000_000_000);
    const cancel = new AbortController();
    const saving = saveArchive(file, [join(top, 'state')], cancel.signal, own);
    setTimeout(() => cancel.abort(), 150);
    await expect(saving).rejects.toThrow(/abort/i);
    nothingLeft();
  });

  it('is a file that somebody goes on writing', async () => {
    const moving = join(top, 'state/log');
    writeFileSync(moving, Buffer.alloc(30_000_000));
    const writing = setInterval(() => appendFileSync(moving, 'x'), 1);
    try {
      const why = await whyNot();
      if (why) expect(why).toEqual(['changing', moving]);
      if (why) nothingLeft();
    } finally {
      clearInterval(writing);
    }
  });

  it('is what this account may not read', async ({ skip }) => {
    skip(process.getuid?.() === 0, 'root may read everything');
    const hidden = join(top, 'state/hidden');
    mkdirSync(hidden);
    chmodSync(hidden, 0);
    expect(await whyNot()).toEqual(['unreadable', hidden]);
    nothingLeft();
    chmodSync(hidden, 0o700);
    writeFileSync(join(hidden, 'key'), 'x', { mode: 0 });
    expect(await whyNot()).toEqual(['unreadable', join(hidden, 'key')]);
    nothingLeft();
    chmodSync(join(top, 'out'), 0o500);
    chmodSync(join(hidden, 'key'), 0o600);
    expect(await whyNot()).toEqual(['not-written', join(top, 'out')]);
    chmodSync(join(top, 'out'), 0o700);
    nothingLeft();
  });

  it.skipIf(!isRoot)('is what root keeps for itself, asked by another account', () => {
    const hidden = join(top, 'state/docker');
    mkdirSync(hidden, { mode: 0o700 });
    for (const path of ['', 'out', 'state', 'state/openclaw.json'])
      chownSync(join(top, path), NOBODY, NOBODY);
    chmodSync(top, 0o755);
    const [program, ...words] = child();
    const said = execFileSync(program, words, { encoding: 'utf8', cwd: '/', uid: NOBODY, gid: NOBODY });
    expect(JSON.parse(said)).toEqual(['unreadable', hidden, null]);
    nothingLeft();
  });

  it.skipIf(!isRoot)('is more than the disk holds: told with how much is needed', () => {
    const drawn = seeded(1);
    writeFileSync(
      join(top, 'state/much'),
      Buffer.from(Array.from({ length: 3_000_000 }, () => drawn() * 256)),
    );
    const script = `mount -t tmpfs -o size=1m none '${join(top, 'out')}' && "$@" && ls -A '${join(top, 'out')}'`;
    const said = execFileSync('unshare', ['--mount', 'sh', '-c', script, 'sh', ...child()], {
      encoding: 'utf8',
    });
    expect(JSON.parse(said)).toEqual(['disk-full', join(top, 'out'), true]);
    expect(readdirSync(own)).toEqual([]);
  });

  it('is an archive that can’t be read back', async () => {
    const { items } = await listArchiveItems([join(top, 'state')], signal);
    const broken = [
      gzipSync(Buffer.alloc(1024)),
      Buffer.from('no gzip at all'),
      gzipSync(Buffer.from('no tar at all'.repeat(100))).subarray(0, 20),
      gzipSync(Buffer.from('no tar at all'.repeat(100))),
    ];
    for (const bytes of broken) {
      writeFileSync(file, bytes);
      await expect(verifyArchive(file, items, new Map(), signal)).rejects.toMatchObject({
        because: 'not-same',
        where: file,
      });
    }
    rmSync(file);
    await save();
    await expect(
      verifyArchive(file, items, new Map([[items[1]?.inside ?? '', 'another hash']]), signal),
    ).rejects.toThrow();
  });
});

describe('what a killed run left', () => {
  it('is removed by the next', async () => {
    truncateSync(join(top, 'state/openclaw.json'), 2_000_000_000);
    const [program, ...words] = child();
    const saving = spawn(program, words, { stdio: 'ignore' });
    const ended = new Promise((end) => saving.once('exit', end));
    await vi.waitFor(() => expect(readdirSync(join(top, 'out')).length).toBe(1), { timeout: 30_000 });
    saving.kill('SIGKILL');
    await ended;
    const [left = ''] = readdirSync(join(top, 'out'));
    expect(await removeUnfinished(own)).toBe(join(top, 'out', left));
    nothingLeft();
  });
  const half = () => join(top, 'out', `.export.tar.gz-${'0a'.repeat(12)}.part`);
  it('is removed, and nothing else', async () => {
    writeFileSync(half(), 'keys');
    await noteUnfinished(own, half());
    expect(await removeUnfinished(own)).toBe(half());
    nothingLeft();
    expect(await removeUnfinished(own)).toBe(null);
  });
  it.each([
    ['another name', () => join(top, 'state/openclaw.json')],
    ['a path that is none', () => '../x'],
  ])('is not %s, whatever the note says', async (_what, path) => {
    await noteUnfinished(own, path());
    expect(await removeUnfinished(own)).toBe(null);
    expect(existsSync(join(top, 'state/openclaw.json'))).toBe(true);
  });
  it('is not what a link leads to', async () => {
    symlinkSync(join(top, 'state/openclaw.json'), half());
    await noteUnfinished(own, half());
    expect(await removeUnfinished(own)).toBe(null);
    expect(existsSync(join(top, 'state/openclaw.json'))).toBe(true);
  });
});
