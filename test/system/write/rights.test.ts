import { execFileSync } from 'node:child_process';
import { chmod, chown, lstat, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Change, EditChange } from '../../../main/contract/change';
import { ConflictError } from '../../../main/system/write';
import { createActions } from '../../../main/system/write/create-actions';
import { isOnlyMember } from '../../../main/system/write/files/group-members';
import { childCommand, inChild, isRoot, NOBODY, withChildren } from './children';
import { failing, stepping } from './steps';
import { folder, quietly } from './trial';

withChildren();
const actions = createActions();
/** In a test's name when it needs root: the whole suite is run as root too, so nothing is left out unseen. */
const asRoot = test.runIf(isRoot);

const edit = (path: string, before: string | null, after: string | null): EditChange => ({
  kind: 'edit',
  path,
  before,
  after,
  format: 'lines',
});
/** Carries a change out as an account without rights: in a child where we are root, else as ourselves. */
async function asNobody(change: Change): Promise<unknown> {
  if (isRoot) return (await inChild({ verb: 'carryOut', change, killAt: 0 }, { uid: NOBODY })).said;
  return actions.carryOut(change, quietly()).then(
    () => null,
    (error: { problem?: string }) => ({ error: error.constructor.name, problem: error.problem }),
  );
}
async function theirs(): Promise<string> {
  const here = await folder();
  if (isRoot) await chown(here, NOBODY, NOBODY);
  return here;
}
/** Extended attributes by number: neither Node nor coreutils names a call for them (setxattr(2), listxattr(2)). */
const perl = (script: string, ...args: readonly string[]) =>
  execFileSync('/usr/bin/perl', ['-e', `require "syscall.ph" if 0; ${script}`, ...args], {
    encoding: 'latin1',
  });
const NUMBERS: Readonly<Record<string, readonly [set: number, get: number]>> = {
  x64: [188, 191],
  arm64: [5, 8],
};
const [SET, GET] = NUMBERS[process.arch] ?? [0, 0];
const setAttribute = (path: string, name: string, hex: string) =>
  perl(
    `my ($p,$n,$v)=($ARGV[0],$ARGV[1],pack("H*",$ARGV[2])); syscall(${SET},$p,$n,$v,length($v),0)==0 or die "$!"`,
    path,
    name,
    hex,
  );
const attribute = (path: string, name: string) =>
  perl(
    `my ($p,$n,$v)=($ARGV[0],$ARGV[1],"\\0"x512); my $l=syscall(${GET},$p,$n,$v,512); die "$!" if $l<0; print unpack("H*",substr($v,0,$l))`,
    path,
    name,
  );

test('an ACL and an extended attribute stay', async () => {
  const path = join(await folder(), 'file');
  await writeFile(path, 'old', { mode: 0o640 });
  setAttribute(path, 'user.note', '6869');
  // posix_acl_xattr.h: version 2; owner rw, user 12345 r, group r, mask r, others none.
  const entry = (tag: number, rights: number, id = 0xffffffff) => {
    const bytes = Buffer.alloc(8);
    bytes.writeUInt16LE(tag, 0);
    bytes.writeUInt16LE(rights, 2);
    bytes.writeUInt32LE(id, 4);
    return bytes.toString('hex');
  };
  const acl = `02000000${entry(1, 6)}${entry(2, 4, 12_345)}${entry(4, 4)}${entry(16, 4)}${entry(32, 0)}`;
  setAttribute(path, 'system.posix_acl_access', acl);
  const { ino } = await stat(path);
  await actions.carryOut(edit(path, 'old', 'new'), quietly());
  expect((await stat(path)).ino).not.toBe(ino);
  expect(attribute(path, 'user.note')).toBe('6869');
  expect(attribute(path, 'system.posix_acl_access')).toBe(acl);
  await actions.takeBack(edit(path, 'old', 'new'), quietly());
  expect(attribute(path, 'system.posix_acl_access')).toBe(acl);
});

test('what could not be kept is not written', async () => {
  const here = await folder();
  await writeFile(join(here, 'file'), 'old');
  const broken = createActions({ programs: { cp: '/bin/false' } });
  await expect(broken.carryOut(edit(join(here, 'file'), 'old', 'new'), quietly())).rejects.toMatchObject({
    problem: 'attributes',
  });
  expect(await readdir(here)).toEqual(['file']);
});

test.each([0o600, 0o400, 0o640, 0o664, 0o755, 0o1644])('mode %o stays', async (mode) => {
  const path = join(await folder(), 'file');
  await writeFile(path, 'old');
  await chmod(path, mode);
  await actions.carryOut(edit(path, 'old', 'new'), quietly());
  expect((await stat(path)).mode & 0o7777).toBe(mode);
});

test.each([0o000, 0o022, 0o077, 0o777])(
  'umask %o changes nothing, and nothing is ever wider than told',
  async (mask) => {
    const here = await folder();
    const path = join(here, 'file');
    const before = process.umask(mask);
    try {
      const widest: number[] = [];
      const fs = stepping(async () => {
        for (const name of await readdir(here)) widest.push((await lstat(join(here, name))).mode & 0o077);
      });
      await createActions({ fs }).carryOut({ ...edit(path, null, 'new'), mode: 0o640 }, quietly());
      expect((await stat(path)).mode & 0o7777).toBe(0o640);
      expect(widest.every((bits) => (bits & ~0o040) === 0)).toBe(true);
    } finally {
      process.umask(before);
    }
  },
);

test('a folder that may not be written into: named, and nothing left', async () => {
  const here = await theirs();
  await writeFile(join(here, 'file'), 'old', { mode: 0o644 });
  await chmod(here, 0o555);
  expect(await asNobody(edit(join(here, 'file'), 'old', 'new'))).toMatchObject({ problem: 'not-permitted' });
  expect(await asNobody(edit(join(here, 'a', 'b'), null, 'new'))).toMatchObject({ problem: 'not-permitted' });
  expect(await asNobody({ kind: 'move', from: join(here, 'file'), to: join(here, 'to') })).toMatchObject({
    problem: 'not-permitted',
  });
  expect(await readdir(here)).toEqual(['file']);
  await chmod(here, 0o755);
});

test('hostile names', async () => {
  const here = await folder();
  for (const name of [
    'a b',
    "it's",
    '-rf',
    '--',
    '$(id)',
    'line\nbreak',
    '龙虾🦞',
    '\\',
    '"',
    'x'.repeat(255),
  ]) {
    const path = join(here, name);
    await actions.carryOut(edit(path, null, 'one'), quietly());
    await actions.carryOut(edit(path, 'one', 'two'), quietly());
    const move: Change = { kind: 'move', from: path, to: join(here, 'moved', name) };
    await actions.carryOut(move, quietly());
    await actions.takeBack(move, quietly());
    await actions.carryOut({ kind: 'mode', path, before: '0600', after: '0640' }, quietly());
    expect(await readdir(here)).toEqual([name]);
    await actions.carryOut(edit(path, 'two', null), quietly());
  }
  for (const path of ['relative', '/', '', '/a\0b'])
    await expect(actions.carryOut(edit(path, null, 'x'), quietly())).rejects.toThrow();
});

test('folders, pipes, dangling links and huge files are not as seen', async () => {
  const here = await folder();
  await mkdir(join(here, 'folder'));
  execFileSync('mkfifo', [join(here, 'pipe')]);
  await symlink('nowhere', join(here, 'dangling'));
  await symlink('loop', join(here, 'loop'));
  await writeFile(join(here, 'huge'), Buffer.alloc(17 * 1024 * 1024));
  for (const name of ['folder', 'pipe', 'dangling', 'huge'])
    for (const before of [null, 'x'])
      await expect(actions.carryOut(edit(join(here, name), before, 'y'), quietly())).rejects.toThrow(
        ConflictError,
      );
  await expect(actions.carryOut(edit(join(here, 'loop'), null, 'y'), quietly())).rejects.toThrow('ELOOP');
  expect((await readdir(here)).length).toBe(5);
});

test('a mode is set on exactly what is named, and only from what was seen', async () => {
  const here = await folder();
  const path = join(here, 'file');
  await writeFile(path, '', { mode: 0o600 });
  await symlink('file', join(here, 'link'));
  const change = (name: string, before: string): Change => ({
    kind: 'mode',
    path: join(here, name),
    before,
    after: '0400',
  });
  expect(await actions.stands(change('link', '0600'))).toBe('neither');
  await expect(actions.carryOut(change('link', '0600'), quietly())).rejects.toThrow(ConflictError);
  await expect(actions.carryOut(change('file', '0644'), quietly())).rejects.toThrow(ConflictError);
  await expect(actions.carryOut(change('gone', '0644'), quietly())).rejects.toThrow(ConflictError);
  await expect(actions.carryOut(change('file', 'rw-'), quietly())).rejects.toThrow('octal');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  // A folder that may not even be entered can be opened again.
  await mkdir(join(here, 'shut'), { mode: 0o000 });
  await actions.carryOut(
    { kind: 'mode', path: join(here, 'shut'), before: '0000', after: '0700' },
    quietly(),
  );
  expect((await stat(join(here, 'shut'))).mode & 0o777).toBe(0o700);
});

test('a drive that takes no modes is told', async () => {
  const path = join(await folder(), 'file');
  await writeFile(path, '', { mode: 0o644 });
  const deaf = new Proxy(
    stepping(() => {}),
    {
      get: (target, name) => (name === 'chmod' ? async () => {} : Reflect.get(target, name)),
    },
  );
  const change: Change = { kind: 'mode', path, before: '0644', after: '0600' };
  await expect(createActions({ fs: deaf }).carryOut(change, quietly())).rejects.toMatchObject({
    problem: 'not-permitted',
  });
});

test('who else is in a group', () => {
  const passwd =
    'root:x:0:0::/root:/bin/sh\nlin:x:1000:1000::/home/lin:/bin/sh\nmei:x:1001:100::/home/mei:/bin/sh\n';
  const group = 'root:x:0:\nlin:x:1000:\nusers:x:100:\nstaff:x:50:lin,mei\nmine:x:60:lin\n';
  expect(isOnlyMember(passwd, group, 1000, 1000)).toBe(true);
  expect(isOnlyMember(passwd, group, 60, 1000)).toBe(true);
  expect(isOnlyMember(passwd, group, 50, 1000)).toBe(false);
  expect(isOnlyMember(passwd, group, 100, 1000)).toBe(false);
  expect(isOnlyMember(passwd, group, 1000, 4242)).toBe(false);
  expect(isOnlyMember('', '', 7, 7)).toBe(false);
});

describe('as root', () => {
  asRoot('another’s file stays theirs, and so do those that are made', async () => {
    const here = await theirs();
    const path = join(here, 'file');
    await writeFile(path, 'old', { mode: 0o640 });
    await chown(path, NOBODY, NOBODY);
    await actions.carryOut(edit(path, 'old', 'new'), quietly());
    await actions.carryOut(edit(join(here, 'a', 'made'), null, 'new'), quietly());
    for (const name of ['file', 'a', 'a/made', 'a/.tankmate-made'])
      expect(await stat(join(here, name))).toMatchObject({ uid: NOBODY, gid: NOBODY });
  });

  asRoot('nothing is written where others decide what lies there', async () => {
    const unsafe = { problem: 'unsafe-place' };
    const here = await folder();
    const open = join(here, 'open');
    await mkdir(open);
    await writeFile(join(open, 'file'), 'old');
    const change = edit(join(open, 'file'), 'old', 'new');
    for (const mode of [0o777, 0o1777, 0o772]) {
      await chmod(open, mode);
      await expect(actions.carryOut(change, quietly())).rejects.toMatchObject(unsafe);
      await expect(
        actions.carryOut(
          { kind: 'mode', path: join(open, 'file'), before: '0644', after: '0600' },
          quietly(),
        ),
      ).rejects.toMatchObject(unsafe);
    }
    await chmod(open, 0o755);
    // Root's file in another's folder: they could put any other in its place.
    await chown(open, NOBODY, NOBODY);
    await expect(actions.carryOut(change, quietly())).rejects.toMatchObject(unsafe);
    expect(await readdir(open)).toEqual(['file']);
    expect(await readFile(join(open, 'file'), 'utf8')).toBe('old');
  });

  asRoot('another’s link to root’s file is not followed, their own is', async () => {
    const here = await folder();
    await chmod(here, 0o755);
    const home = join(here, 'home');
    await mkdir(home);
    await writeFile(join(here, 'roots'), 'old');
    await writeFile(join(home, 'own'), 'old');
    await symlink('../roots', join(home, 'link'));
    await symlink('own', join(home, 'fine'));
    execFileSync('chown', ['-hR', `${NOBODY}:${NOBODY}`, home]);
    await expect(actions.carryOut(edit(join(home, 'link'), 'old', 'new'), quietly())).rejects.toMatchObject({
      problem: 'unsafe-place',
    });
    await actions.carryOut(edit(join(home, 'fine'), 'old', 'new'), quietly());
    expect(await readFile(join(here, 'roots'), 'utf8')).toBe('old');
    expect(await readFile(join(home, 'own'), 'utf8')).toBe('new');
  });

  asRoot('a folder that is swapped for a link meanwhile leads nowhere', async () => {
    const here = await folder();
    const [home, elsewhere] = [join(here, 'home'), join(here, 'elsewhere')];
    await mkdir(home);
    await mkdir(elsewhere);
    await writeFile(join(home, 'file'), 'old');
    await writeFile(join(elsewhere, 'file'), 'old');
    let swapped = false;
    const fs = stepping(({ writes }) => {
      if (!writes || swapped) return;
      swapped = true;
      execFileSync('sh', ['-c', `mv ${home} ${here}/away && ln -s elsewhere ${home}`]);
    });
    await createActions({ fs })
      .carryOut(edit(join(home, 'file'), 'old', 'new'), quietly())
      .catch(() => {});
    expect(swapped).toBe(true);
    expect(await readFile(join(elsewhere, 'file'), 'utf8')).toBe('old');
    expect(await readdir(elsewhere)).toEqual(['file']);
  });

  asRoot('a file that must not be changed (chattr +i) stays, with nothing left', async () => {
    const here = await folder();
    const path = join(here, 'file');
    await writeFile(path, 'old');
    execFileSync('chattr', ['+i', path]);
    try {
      await expect(actions.carryOut(edit(path, 'old', 'new'), quietly())).rejects.toMatchObject({
        problem: 'not-permitted',
      });
      expect(await readdir(here)).toEqual(['file']);
    } finally {
      execFileSync('chattr', ['-i', path]);
    }
  });

  asRoot('a drive that is really full: named, nothing changed, nothing left', async () => {
    const here = await folder();
    const change = (path: string, to: string): Change =>
      path === ''
        ? edit(join(here, 'drive', 'file'), 'old', 'x'.repeat(90_000))
        : { kind: 'move', from: join(here, path), to };
    await writeFile(join(here, 'big'), Buffer.alloc(500_000));
    await mkdir(join(here, 'drive'));
    for (const [path, to] of [
      ['', ''],
      ['big', join(here, 'drive', 'big')],
    ] as const) {
      const child = childCommand({ verb: 'carryOut', change: change(path, to), killAt: 0 });
      const script = `mount -t tmpfs -o size=64k,mode=755 none "$0/drive" && printf old > "$0/drive/file" && "$@" && ls -A "$0/drive" && cat "$0/drive/file"`;
      const said = execFileSync('unshare', ['-m', 'sh', '-c', script, here, ...child], {
        encoding: 'utf8',
        cwd: '/',
      });
      expect(said).toContain('"problem":"disk-full"');
      expect(said.split('\n').slice(1).join('\n')).toBe('file\nold');
    }
    expect((await stat(join(here, 'big'))).size).toBe(500_000);
  });
});

test('as an ordinary user a file of somebody else’s stays theirs', async () => {
  const here = await theirs();
  await writeFile(join(here, 'file'), 'old', { mode: 0o644 });
  // Root's file in their folder; where we are not root, one that only looks as if it were another's.
  if (isRoot)
    expect(await asNobody(edit(join(here, 'file'), 'old', 'new'))).toMatchObject({ problem: 'not-mine' });
  else {
    const fs = stepping(({ call }) => {
      if (call === 'chown') throw failing('EPERM');
    });
    await createActions({ fs }).carryOut(edit(join(here, 'file'), 'old', 'new'), quietly());
  }
  expect(await readdir(here)).toEqual(['file']);
});
