import { execFileSync } from 'node:child_process';
import { chown, mkdir, mkdtemp, open, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { npmSettings } from '../../../main/probes/releases/npm-settings';
import { askRegistry } from '../../../main/probes/releases/registry';
import { askRelease } from '../../../main/probes/releases/release';
import { nodeHost } from '../../../main/system/read/node-host';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'tankmate-npm-'));
});
afterEach(() => rm(home, { recursive: true }));

const SECRET = 'wJalrXUtnFEMIK7MDENGbPxRfiCY';
const SECRETS = {
  AWS_SECRET_ACCESS_KEY: SECRET,
  npm_config__password: SECRET,
  'npm_config_//127.0.0.2/:_authToken': SECRET,
  NPM_TOKEN: SECRET,
  PREFIX_SECRET: SECRET,
  LD_SECRET: SECRET,
};
const hostWith = (env: Record<string, string> = {}) => ({
  ...nodeHost(AbortSignal.timeout(60_000)),
  home,
  env: { PATH: process.env.PATH, ...env },
});

/** Everything that a registry on this computer was told: request lines and headers. */
async function told(npmrc: (port: number) => string, path = '.npmrc'): Promise<string> {
  const heard: string[] = [];
  const server = createServer((request, response) => {
    heard.push(`${request.url} ${JSON.stringify(request.rawHeaders)}`);
    response.writeHead(404).end('{}');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await writeFile(join(home, path), npmrc(port));
  await askRegistry(hostWith(SECRETS));
  await askRelease(hostWith(SECRETS), { choose: ({ latest }) => latest ?? null });
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  return decodeURIComponent(heard.join('\n'));
}

const NAMES = [...Object.keys(SECRETS), 'HOME', 'PATH'];

describe('a registry that a file of the home names is told no variable', () => {
  test.each(NAMES.flatMap((name) => [`\${${name}}`, `\${${name}-x}`, `\${${name}?}`]))(
    '%s',
    async (written) => {
      const heard = await told((port) => {
        const here = `//127.0.0.1:${port}/`;
        return [
          `registry=http:${here}${written}/`,
          `${here}:_authToken=${written}`,
          `user-agent=agent ${written}`,
          `npm-session=${written}`,
          `scope=@${written.replace(/[^\w]/g, '')}`,
        ].join('\n');
      });
      for (const secret of [SECRET, home, process.env.PATH ?? SECRET]) expect(heard).not.toContain(secret);
    },
  );

  test.each(NAMES)('%s, where only who asks is said by it', async (name) => {
    const heard = await told((port) => `registry=http://127.0.0.1:${port}/\nuser-agent=\${${name}}\n`);
    for (const secret of [SECRET, home, process.env.PATH ?? SECRET]) expect(heard).not.toContain(secret);
  });

  test('while its own words arrive, and a path may lie in the home', async () => {
    const heard = await told((port) => {
      const here = `//127.0.0.1:${port}/`;
      return `registry=http:${here}npm/\n${here}npm/:_authToken=plain\ncache=\${HOME}/.cache\nprefix=\${HOME}/.global\n`;
    });
    expect(heard).toContain('/npm/');
    expect(heard).toContain('Bearer plain');
  });
});

test('what npm is told by its own variables counts', async () => {
  await writeFile(join(home, '.npmrc'), 'registry=http://127.0.0.1:1/\n');
  const settings = await npmSettings(hostWith({ npm_config_registry: 'http://127.0.0.1:2/' }));
  expect(settings.registry).toBe('http://127.0.0.1:2/');
});

describe('nothing hangs at', () => {
  const places = ['.npmrc', 'global/etc/npmrc', 'bin/npmrc'];
  const planted: readonly (readonly [string, (path: string) => Promise<unknown>])[] = [
    ['a pipe', async (path) => execFileSync('mkfifo', [path])],
    ['a device', (path) => symlink('/dev/zero', path)],
    [
      'a huge file',
      async (path) => {
        const handle = await open(path, 'w');
        await handle.truncate(1024 ** 3).finally(() => handle.close());
      },
    ],
  ];
  test
    .skipIf(process.platform === 'win32')
    .each(places.flatMap((place) => planted.map(([name, plant]) => [name, place, plant] as const)))(
    '%s in the place of %s',
    async (_, place, plant) => {
      for (const folder of ['global/etc', 'bin']) await mkdir(join(home, folder), { recursive: true });
      await symlink(process.execPath, join(home, 'bin/node'));
      if (place !== '.npmrc') await writeFile(join(home, '.npmrc'), `prefix=${join(home, 'global')}\n`);
      await plant(join(home, place));
      const host = { ...hostWith(), env: { PATH: join(home, 'bin') } };
      await expect(npmSettings(host)).rejects.toThrow(/EFTYPE|EFBIG/);
    },
  );
});

test.runIf(process.geteuid?.() === 0)(
  'root asks where root says, not where somebody else’s file does',
  async () => {
    await writeFile(join(home, '.npmrc'), 'registry=http://127.0.0.1:1/\n');
    const settings = () => npmSettings({ ...hostWith(), uid: 0 });
    expect((await settings()).registry).toBe('http://127.0.0.1:1/');
    await chown(join(home, '.npmrc'), 65534, 65534);
    expect((await settings()).registry).not.toBe('http://127.0.0.1:1/');
  },
);
