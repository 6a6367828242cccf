import { chmod, lchown, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isRootOnly, ownerOfHome, programForRoot } from '../../../main/system/read/accounts/root-only';
import { appDataFolder, tankFolder } from '../../../main/system/read/app-paths';
import { nodeHost } from '../../../main/system/read/node-host';
import { accountEnvironment } from '../../../main/system/write/accounts/become-account';

const LIN = 12_345;
let top: string;
beforeEach(async () => {
  top = await mkdtemp('/tmp/tankmate-root-only-');
  await chmod(top, 0o755);
});
afterEach(() => rm(top, { recursive: true, force: true }));

describe.runIf(process.geteuid?.() === 0)('what root keeps', () => {
  const ways: readonly (readonly [string, boolean, number | null, () => Promise<string>])[] = [
    ['root’s own folder', true, null, async () => top],
    ['one that is not there yet', true, null, async () => join(top, 'a', 'b')],
    [
      'an account’s',
      false,
      LIN,
      async () => {
        await lchown(top, LIN, LIN);
        return top;
      },
    ],
    [
      'root’s, in an account’s',
      false,
      LIN,
      async () => {
        await mkdir(join(top, 'sudo'));
        await lchown(top, LIN, LIN);
        return join(top, 'sudo');
      },
    ],
    [
      'root’s, with a link of the account’s',
      false,
      LIN,
      async () => {
        await symlink('/var/lib', join(top, 'link'));
        await lchown(join(top, 'link'), LIN, LIN);
        return join(top, 'link', 'tankmate');
      },
    ],
    [
      'root’s, by a link of root’s',
      false,
      null,
      async () => {
        await symlink('/var/lib', join(top, 'link'));
        return join(top, 'link', 'tankmate');
      },
    ],
    [
      'root’s, open to all',
      false,
      null,
      async () => {
        await chmod(top, 0o777);
        return join(top, 'a');
      },
    ],
    [
      'root’s, open to all with the sticky bit, and not there yet',
      false,
      null,
      async () => {
        await chmod(top, 0o1777);
        return join(top, 'a');
      },
    ],
    [
      'below a file',
      false,
      null,
      async () => {
        await writeFile(join(top, 'file'), '');
        return join(top, 'file', 'a');
      },
    ],
  ];
  test.each(ways)('%s: only root’s %s', async (_, only, owner, make) => {
    const path = await make();
    expect(isRootOnly(path)).toBe(only);
    expect(ownerOfHome(path)).toBe(owner);
    const home = userInfo().homedir;
    for (const [variable, folder, name] of [
      ['XDG_CONFIG_HOME', appDataFolder, 'Tankmate'],
      ['XDG_DATA_HOME', tankFolder, 'tankmate'],
    ] as const) {
      const [told, inHome] = [folder('linux', { [variable]: path }, home), folder('linux', {}, path)];
      expect(told.startsWith(path)).toBe(only && path !== home);
      expect(inHome.startsWith(path)).toBe(only);
      expect(told).toContain(name);
    }
  });

  test('root runs no program that somebody else could have put there', async () => {
    const put = async (name: string, mode = 0o755, uid = 0) => {
      await writeFile(join(top, name), '#!/bin/sh\necho ran\n', { mode });
      await chmod(join(top, name), mode);
      await lchown(join(top, name), uid, uid);
      return join(top, name);
    };
    const good = await put('good');
    expect(programForRoot(good, '')).toBe(good);
    expect(programForRoot('good', top)).toBe(good);
    await symlink('good', join(top, 'other-name'));
    // Under the name that it was asked by: some programs go by it.
    expect(programForRoot(join(top, 'other-name'), '')).toBe(join(top, 'other-name'));
    const home = join(top, 'home');
    await mkdir(home);
    await symlink(good, join(home, 'link'));
    await symlink('home/link', join(top, 'through-a-home'));
    await lchown(home, LIN, LIN);
    expect(programForRoot(join(top, 'through-a-home'), '')).toBeNull();
    expect(programForRoot('not-there', top)).toBe('not-there');
    for (const path of [await put('open', 0o757), await put('theirs', 0o755, LIN)]) {
      expect(programForRoot(path, '')).toBeNull();
      expect(programForRoot(path.slice(top.length + 1), top)).toBeNull();
      await expect(nodeHost(AbortSignal.timeout(50_000)).run(path, [])).rejects.toMatchObject({
        code: 'EACCES',
      });
    }
    await chmod(top, 0o1777);
    expect(programForRoot(good, '')).toBe(good);
    expect(programForRoot('theirs', top)).toBeNull();
    await chmod(top, 0o777);
    expect(programForRoot(good, '')).toBeNull();
    await chmod(top, 0o755);
    await lchown(top, LIN, LIN);
    expect(programForRoot(good, '')).toBeNull();
    const { stdout } = await nodeHost(AbortSignal.timeout(50_000)).run('sh', ['-c', 'echo "$0"']);
    expect(stdout.toString().trim()).toMatch(/\/sh$/);
  });

  test('a path with steps back or none at all is not', () => {
    for (const path of ['', 'root', '/root/../home/lin', '/root/./x']) expect(isRootOnly(path)).toBe(false);
  });
});

test('an account’s program gets nothing of root’s environment but how it speaks', async () => {
  const env = {
    LANG: 'zh_CN.UTF-8',
    LC_ALL: 'C',
    TZ: 'Asia/Shanghai',
    TERM: 'xterm',
    LC_x: 'y',
    PATH: '/home/lin/bin',
    NODE_OPTIONS: '--require /x',
    LD_PRELOAD: '/x',
    npm_config_registry: 'http://x',
    AWS_SECRET_ACCESS_KEY: 'x',
    XDG_RUNTIME_DIR: '/run/user/0',
    XDG_CONFIG_HOME: '/root/.config',
    HOME: '/root',
    USER: 'root',
    TANKMATE_X: '1',
  };
  const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
  const spoken = { LANG: 'zh_CN.UTF-8', LC_ALL: 'C', TZ: 'Asia/Shanghai', TERM: 'xterm' };
  expect(accountEnvironment({ uid: 987_654, gid: 1, name: 'lin' }, '/home/lin', env)).toEqual({
    ...spoken,
    HOME: '/home/lin',
    USER: 'lin',
    LOGNAME: 'lin',
    PATH,
  });
  expect(accountEnvironment({ uid: 987_654, gid: 1, name: null }, '/home/lin', {})).toEqual({
    HOME: '/home/lin',
    PATH,
  });
});
