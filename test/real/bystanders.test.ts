import type { ChildProcess } from 'node:child_process';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, copyFile, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Account, ordinaryAccount } from './installation';
import { finished, type Island, makeIsland } from './island';

const account = ordinaryAccount();
/** Somebody else of this computer; a number is enough for that. */
const OTHER: Account = { name: 'other', uid: 12_345, gid: 12_345 };

/** A package of OpenClaw's name whose commands only take its titles, as the real one does (dist/entry.js, 2026.9.6). */
const INDEX = `
const [verb, flag, port] = process.argv.slice(2);
process.title = 'openclaw';
if (verb === 'gateway') {
  require('node:net').createServer().listen(Number(port), '127.0.0.1');
  process.title = 'openclaw-gateway';
}
console.log('up');
setInterval(() => {}, 10_000);
`;
const APP = "console.log('up'); setInterval(() => {}, 10_000);\n";

/** What pm2 is to a program that it keeps: its title, its files, and a command that is told by PM2_HOME. */
const KEEPER = `
const fs = require('node:fs');
const { spawn } = require('node:child_process');
const [home, name, ...words] = process.argv.slice(2);
process.title = 'PM2 v5.3.0: God Daemon (' + home + ')';
fs.mkdirSync(home + '/pids', { recursive: true });
const keep = () => {
  const child = spawn(words[0], words.slice(1), { stdio: 'ignore', env: { ...process.env, pm_id: '0', PM2_HOME: home } });
  fs.writeFileSync(home + '/pids/' + name + '-0.pid', String(child.pid));
  child.on('exit', () => fs.existsSync(home + '/stopped-0') || setTimeout(keep, 50));
};
keep();
setTimeout(() => console.log('up'), 1000);
setInterval(() => {}, 10_000);
`;
const PM2 = '#!/bin/sh\n[ "$1" = stop ] && : > "$PM2_HOME/stopped-$2" || rm "$PM2_HOME/stopped-$2"\n';

interface Started {
  readonly pid: number;
  readonly startedAt: string;
}

describe.skipIf(process.getuid?.() !== 0)(
  'whose a program is (needs root, for a process list of its own)',
  () => {
    let top: string;
    let home: string;
    let island: Island;
    const children: ChildProcess[] = [];
    const path = () => [dirname(process.execPath), join(home, 'bin'), '/usr/bin', '/bin'].join(':');
    const env = (more: NodeJS.ProcessEnv = {}) => ({ HOME: home, PATH: path(), LANG: 'C.UTF-8', ...more });

    const startOf = async (pid: number) => {
      const { out } = await finished(island.start(['cat', `/proc/${pid}/stat`], {}));
      const fields = out.slice(out.lastIndexOf(')') + 2).split(' ');
      return /^[ZX]$/.test(fields[0] ?? '') ? '' : (fields[19] ?? '');
    };
    /** Starts a program on the island and waits for its first line (or, of one that says nothing, for itself). */
    async function start(
      words: readonly string[],
      {
        as = account,
        cwd = '/',
        silent = false,
        more = {},
      }: { as?: Account | undefined; cwd?: string; silent?: boolean; more?: NodeJS.ProcessEnv } = {},
    ): Promise<Started> {
      const script = 'cd "$1" && shift && echo $$ && exec "$@"';
      const child = island.start(['bash', '-c', script, 'start', cwd, ...words], env(more), as);
      children.push(child);
      let said = '';
      child.stdout?.on('data', (part) => {
        said += part;
      });
      child.stderr?.on('data', (part) => {
        said += part;
      });
      const ready = silent ? /^\d+\n/ : /^\d+\n[\s\S]*up\n/;
      while (!ready.test(said)) {
        if (child.exitCode !== null) throw new Error(`${words.join(' ')} ended: ${said}`);
        await Promise.race([once(child.stdout as NodeJS.ReadableStream, 'data'), once(child, 'exit')]);
      }
      // Until the shell is the program that was asked for.
      const pid = Number(/^\d+/.exec(said)?.[0]);
      for (let tries = 0; tries < 200; tries++) {
        const { out } = await finished(island.start(['cat', `/proc/${pid}/cmdline`], {}));
        if (!out.includes(script)) break;
      }
      return { pid, startedAt: await startOf(pid) };
    }
    /** Ends all that runs on the island but its first process. */
    const clear = () => finished(island.start(['bash', '-c', 'kill -KILL -1'], {}));
    const isAlive = async ({ pid, startedAt }: Started) =>
      startedAt !== '' && (await startOf(pid)) === startedAt;

    async function tankmate(...words: string[]) {
      const program = [
        process.execPath,
        resolve('scripts/terminal.mjs'),
        ...words,
        '--json',
        '--language',
        'en',
      ];
      const { code, out, err } = await finished(island.start(program, env(), account));
      if (out.trim() === '') throw new Error(`nothing said: ${err}`);
      return {
        code,
        answer: JSON.parse(out) as {
          outcomes?: { result: string; because: string; afterwards: string | null }[];
        },
      };
    }
    async function give(file: string, text: string, mode = 0o644): Promise<string> {
      const whole = join(home, file);
      await mkdir(dirname(whole), { recursive: true });
      await writeFile(whole, text, { mode });
      await chmod(whole, mode);
      return whole;
    }
    const own = () => {
      if (account) execFileSync('chown', ['-R', `${account.uid}:${account.gid}`, home]);
    };

    let claw: string;
    beforeAll(async () => {
      island = await makeIsland();
    });
    beforeEach(async () => {
      top = await realpath(await mkdtemp(join(tmpdir(), 'tankmate-whose-')));
      await chmod(top, 0o755);
      home = join(top, 'home');
      await give(
        '.openclaw/openclaw.json',
        '{ gateway: { mode: "local", port: 18789, bind: "lan" } }\n',
        0o600,
      );
      // Nothing of its place says what it is.
      await give('lobster/package.json', '{"name":"openclaw","version":"2026.9.6"}\n');
      claw = await give('lobster/dist/index.js', INDEX);
      own();
    });
    afterEach(async () => {
      for (const child of children.splice(0)) child.kill('SIGKILL');
      // Whatever they have started goes with them: it is the island's only content.
      await clear();
      await rm(top, { recursive: true, force: true });
    });
    afterAll(() => island?.remove());

    test('bystanders survive, OpenClaw does not', async () => {
      const node = process.execPath;
      const dashboard = await give('openclaw/dashboard/server.js', APP);
      await give('openclaw/dashboard/package.json', '{"name":"my-dashboard"}');
      const built = await give('openclaw/dist/index.js', APP);
      await give('src/openclaw/package.json', '{"name":"openclaw"}');
      const tsserver = await give('src/openclaw/node_modules/typescript/lib/tsserver.js', APP);
      await give('src/openclaw/node_modules/typescript/package.json', '{"name":"typescript"}');
      const runner = await give('src/openclaw/scripts/test-parallel.mjs', APP);
      const log = await give('openclaw-2026-11-29.log', 'openclaw-gateway\n');
      const native = join(home, 'bin', 'openclaw');
      await mkdir(dirname(native), { recursive: true });
      await copyFile('/bin/sleep', native);
      await chmod(native, 0o755);
      own();

      const ours = [
        await start([node, claw, 'gateway', '--port', '18789']),
        await start([node, 'dist/index.js', 'gateway', '--port', '18790'], { cwd: join(home, 'lobster') }),
      ];
      const bystanders = new Map<string, Started>();
      const bystander = async (
        name: string,
        words: readonly string[],
        how: Parameters<typeof start>[1] = {},
      ) => bystanders.set(name, await start(words, how));
      await bystander('a native program called openclaw', [native, '1000'], { silent: true });
      await bystander(
        'sleep, called openclaw-gateway',
        ['bash', '-c', 'exec -a openclaw-gateway sleep 1000'],
        { silent: true },
      );
      await bystander('an app in ~/openclaw', [node, dashboard, 'gateway']);
      await bystander('an app built to ~/openclaw/dist', [node, built, 'gateway']);
      await bystander('a language server', [node, tsserver]);
      await bystander('a test runner', [node, runner, 'gateway'], { cwd: join(home, 'src/openclaw') });
      await bystander('node -e that calls itself a node host', [
        node,
        '-e',
        `process.title='openclaw-node';${APP}`,
      ]);
      await bystander('node -e that names its entry', [node, '-e', APP, claw, 'gateway']);
      await bystander('a log reader', ['tail', '-f', log], { silent: true });
      await bystander('a reader of its program', ['tail', '-f', claw, '--', 'gateway'], { silent: true });
      await bystander('a command of OpenClaw’s', [node, claw, 'status']);
      await bystander('another account’s gateway', [node, claw, 'gateway', '--port', '18800'], { as: OTHER });
      await bystander('root’s gateway', [node, claw, 'gateway', '--port', '18801'], {
        as: { name: 'root', uid: 0, gid: 0 },
      });
      await bystander('a shell beside it', [
        'bash',
        '-c',
        'echo up; openclaw() { read -r; }; while true; do sleep 1; done',
      ]);

      const { code, answer } = await tankmate('stop', '--yes');
      expect(code, JSON.stringify(answer)).toBe(0);
      const gone = await Promise.all(ours.map(isAlive));
      expect(gone).toEqual([false, false]);
      const alive = await Promise.all(
        [...bystanders].map(async ([name, each]) => ((await isAlive(each)) ? [] : [name])),
      );
      expect(alive.flat()).toEqual([]);
      // The others are named, with who can do it.
      expect(answer.outcomes?.[0]?.afterwards).toMatch(/Not this account’s, so left alone: .*account 12345/);
    });

    test('loops that start nothing else end with it; any other goes on and is named', async () => {
      const loop = (more = '') => [
        'bash',
        '-c',
        `while true; do ${process.execPath} ${claw} gateway --port 18789; ${more} sleep 0.2; done`,
      ];
      const only = await start(loop());
      expect((await tankmate('stop', '--yes')).code).toBe(0);
      expect(await isAlive(only)).toBe(false);
      for (const more of ["echo '#'; cp /dev/null /dev/null;", '. /dev/null;', 'eval true;']) {
        const mine = await start(loop(more));
        const { code, answer } = await tankmate('stop', '--yes');
        expect(await isAlive(mine)).toBe(true);
        expect([code, JSON.stringify(answer)]).toEqual([1, expect.stringContaining('started again by bash')]);
        await clear();
      }
    });

    test('pm2 is told by its own home, and only of what it keeps itself', async () => {
      await give('bin/pm2', PM2, 0o755);
      const keeper = await give('pm2/daemon.js', KEEPER);
      const environment = await give('shop/server.js', APP);
      own();
      const node = process.execPath;
      const shops = await start([node, keeper, join(home, '.pm2'), 'shop', node, environment]);
      const claws = await start([
        node,
        keeper,
        join(home, 'claw/.pm2'),
        'claw',
        node,
        claw,
        'gateway',
        '--port',
        '18789',
      ]);
      const { code, answer } = await tankmate('stop', '--yes');
      expect(code, JSON.stringify(answer)).toBe(0);
      expect(await Promise.all([shops, claws].map(isAlive))).toEqual([true, true]);
      const listed = (await finished(island.start(['ps', '-eo', 'args='], {}))).out;
      expect(listed).toContain(environment);
      expect(listed).not.toContain('openclaw-gateway');
      expect((await finished(island.start(['ls', join(home, '.pm2')], {}))).out).not.toContain('stopped');

      // Started by hand in a terminal that pm2 keeps: neither is touched.
      const terminal = await give(
        'terminal/server.js',
        `require('node:child_process').spawn('bash', ['-i'], { stdio: ['pipe', 'ignore', 'ignore'], detached: true }).stdin.write('${node} ${claw} gateway --port 18789\\n');${APP}`,
      );
      own();
      const web = await start([node, keeper, join(home, 'web/.pm2'), 'web', node, terminal]);
      await tankmate('stop', '--yes');
      expect(await isAlive(web)).toBe(true);
      const after = (await finished(island.start(['ps', '-eo', 'args='], {}))).out;
      expect(after).toContain(terminal);
      expect(after).toContain('bash -i');
      expect(after).not.toContain('openclaw-gateway');
    });

    test('no fix and no leaving plans the end of another account’s', async () => {
      const theirs = await start([process.execPath, claw, 'gateway', '--port', '18789'], { as: OTHER });
      const planned = JSON.stringify((await tankmate('fix', 'plan')).answer);
      expect(planned).toContain('listen-locally');
      expect(planned).not.toContain(`pid ${theirs.pid}`);
      const left = JSON.stringify((await tankmate('leave', '--data', 'keep', '--yes')).answer);
      expect(left).not.toMatch(/administrator rights|still running/);
      expect(await isAlive(theirs)).toBe(true);
    });
  },
);
