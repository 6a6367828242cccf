import { type ChildProcess, execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { chown, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { careful, type Installation, install, OPENCLAW, ordinaryAccount } from './installation';
import { finished, type Island, makeIsland } from './island';
import { snapshot } from './snapshot';

const PORT = 18789;
/** What is promised on a quiet computer, in milliseconds: told beside what it took, and never a reason to fail. */
const PROMISED_MS = 3000;
const account = ordinaryAccount();

/** A program that calls itself a gateway, listens, and won't hear of ending. */
const DEAF =
  "process.title='openclaw-gateway';process.on('SIGTERM',()=>{});process.on('SIGHUP',()=>{});require('net').createServer().listen(28790,'127.0.0.1')";

describe.skipIf(process.getuid?.() !== 0)(
  `stopping and leaving a real OpenClaw ${OPENCLAW} (needs root, for a network of its own)`,
  () => {
    let here: Installation;
    let island: Island;
    const started: ChildProcess[] = [];
    const env = () => ({ HOME: here.home, PATH: here.path, LANG: 'C.UTF-8', OPENCLAW_DISABLE_BONJOUR: '1' });
    const start = (...words: string[]) => {
      const child = island.start(words, env(), account);
      // Its pipes must not fill up.
      child.stdout?.resume();
      child.stderr?.resume();
      started.push(child);
      return child;
    };
    const run = (...words: string[]) => finished(island.start(words, env(), account));
    const shell = async (script: string) => (await run('sh', '-c', script)).out.trim();

    /** The terminal version, as the ordinary account. */
    async function tankmate(...words: string[]) {
      const began = performance.now();
      const program = [process.execPath, resolve('scripts/terminal.mjs'), ...words];
      const { code, out, err } = await run(...program, '--json', '--language', 'en');
      const answer: unknown = out.trim() === '' ? null : JSON.parse(out);
      return { code, answer, err, ms: Math.round(performance.now() - began) };
    }
    const outcomesOf = ({ answer }: Awaited<ReturnType<typeof tankmate>>) =>
      (answer as { outcomes: { fix: string; result: string; because: string; entry: string | null }[] })
        .outcomes;

    const listens = async (port: number) => (await shell(`ss -Hltn 'sport = :${port}'`)) !== '';
    async function until(what: string, ready: () => Promise<boolean>): Promise<void> {
      for (let tries = 0; tries < 2400; tries++) {
        if (await ready()) return;
        await new Promise((tick) => setTimeout(tick, 250));
      }
      throw new Error(`${what} did not happen`);
    }
    const gatewayUp = () =>
      until('the gateway', async () => (await shell(`curl -s -m 2 http://127.0.0.1:${PORT}/healthz`)) !== '');
    const title = 'openclaw-gatewa';

    /** What has ended and waits to be counted (Z) is no more: the island's first process counts nobody. */
    const alive = () => shell(`ps -eo stat=,pid=,comm= | grep '${title}$' | grep -v '^Z' || true`);

    /** Presses the button and holds the answer against processes and ports, which a program of our own looks at. */
    async function stopsAll(...ports: number[]): Promise<void> {
      const stopped = await tankmate('stop', '--yes');
      expect(stopped.code, stopped.err + JSON.stringify(stopped.answer)).toBe(0);
      expect(outcomesOf(stopped)[0]?.result).toBe('fixed');
      expect(await alive()).toBe('');
      for (const port of ports) expect(await listens(port)).toBe(false);
      console.log(
        `stopped within ${stopped.ms} ms, start of the program included (promised: ${PROMISED_MS})`,
      );
    }
    async function give(file: string, text: string, mode = 0o644): Promise<void> {
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text, { mode });
      if (account)
        await finished(island.start(['chown', '-R', `${account.uid}:${account.gid}`, here.home], {}));
    }

    /** Leaving looks through `/tmp`, where others' programs keep things under the same account: the island gets its own. */
    async function ownTemporaryFolder(): Promise<void> {
      const kept = [
        ...new Set(
          [here.top, resolve('.'), process.execPath, ...here.path.split(':')].flatMap(
            (path) => /^\/tmp\/[^/]+/.exec(path)?.[0] ?? [],
          ),
        ),
      ];
      const script = [
        'set -e',
        'mount -t tmpfs none /mnt',
        ...kept.map((folder, index) => `mkdir /mnt/${index} && mount --bind '${folder}' /mnt/${index}`),
        'mount -t tmpfs none /tmp && chmod 1777 /tmp',
        ...kept.map((folder, index) => `mkdir -p '${folder}' && mount --bind /mnt/${index} '${folder}'`),
      ].join('\n');
      const { code, err } = await finished(island.start(['sh', '-c', script], env()));
      expect(code, err).toBe(0);
    }

    beforeAll(async () => {
      [here, island] = await Promise.all([install(account), makeIsland()]);
      await ownTemporaryFolder();
      await writeFile(here.config, JSON.stringify(careful(PORT), null, 2), { mode: 0o600 });
      if (account) await chown(here.config, account.uid, account.gid);
    });
    afterEach(async () => {
      for (const child of started.splice(0)) child.kill('SIGKILL');
      await finished(island.start(['pkill', '-KILL', '-x', title], {}));
    });
    afterAll(async () => {
      await island?.remove();
      await here?.remove();
    });

    test('a gateway at work ends, with all that it started, and a second time there is nothing to do', async () => {
      start('openclaw', 'gateway', 'run');
      await gatewayUp();
      await stopsAll(PORT);
      expect(await shell("pgrep -f '[o]penclaw/dist/'")).toBe('');
      const again = await tankmate('stop', '--yes');
      expect(again.code).toBe(0);
      expect(outcomesOf(again)).toMatchObject([{ result: 'skipped', entry: null }]);
    });

    test('a gateway that hangs ends', async () => {
      start('openclaw', 'gateway', 'run');
      await gatewayUp();
      await shell(`pkill -STOP -x ${title}`);
      await stopsAll(PORT);
    });

    test('one that ignores the signal ends, and so do several at once', async () => {
      start('node', '-e', DEAF);
      start('node', '-e', DEAF.replace('28790', '28791'));
      start('node', '-e', DEAF.replace('28790', '28792').replace('openclaw', 'clawdbot'));
      for (const port of [28790, 28791, 28792]) await until(`port ${port}`, () => listens(port));
      await stopsAll(28790, 28791, 28792);
    });

    test('a loop that only starts it again ends with it; somebody’s own program is named, and left alone', async () => {
      await give(join(here.home, 'openclaw'), `#!/usr/bin/env node\n${DEAF}\n`, 0o755);
      const loop = (more: string) =>
        `while true; do ${join(here.home, 'openclaw')} gateway; ${more} sleep 0.1; done`;
      start('sh', '-c', loop(''));
      await until('the loop', () => listens(28790));
      await stopsAll(28790);
      await new Promise((tick) => setTimeout(tick, 500));
      expect(await listens(28790)).toBe(false);

      start('sh', '-c', loop('cp /dev/null /dev/null;'));
      await until('the other loop', () => listens(28790));
      const left = await tankmate('stop', '--yes');
      expect(left.code).toBe(1);
      expect(outcomesOf(left)[0]?.because).toMatch(/started again by sh|openclaw-gatewa/);
      await finished(island.start(['pkill', '-KILL', '-x', 'sh'], {}));
    });

    test('a service is held back, and released byte for byte', async () => {
      const folder = join(here.home, '.config/systemd/user');
      await give(
        join(folder, 'openclaw-gateway.service'),
        `[Unit]\nDescription=OpenClaw Gateway\n\n[Service]\nExecStart=${join(here.home, '.npm-global/bin/openclaw')} gateway\nRestart=always\n`,
      );
      start('node', '-e', DEAF);
      await until('port 28790', () => listens(28790));
      const before = snapshot(folder);
      await stopsAll(28790);
      const held = join(folder, 'openclaw-gateway.service.d/99-tankmate-stopped.conf');
      expect(readFileSync(held, 'utf8')).toContain('ConditionPathExists=!/');
      const again = await tankmate('stop', '--yes');
      expect(again.code).toBe(0);
      const undone = await tankmate('fix', 'undo', '--yes');
      expect(undone.code, JSON.stringify(undone.answer)).toBe(0);
      expect(existsSync(held)).toBe(false);
      expect(snapshot(folder)).toEqual(before);
    });

    describe('leaving', () => {
      const own = join('.config', 'Tankmate');
      /** Contents, modes, owners and links of the home; an edit that was taken back is newer, and that is all. */
      const home = () =>
        Object.fromEntries(
          Object.entries(snapshot(here.home))
            .filter(([path]) => !path.startsWith(own) && !path.startsWith('OpenClaw-export'))
            .map(([path, saw]) => [
              path,
              path.includes('node_modules') ? saw : saw.replace(/ [\d.]+(?= [0-9a-f]{64}$)/, ''),
            ]),
        );
      const exported = () => readdirSync(here.home).find((name) => name.startsWith('OpenClaw-export')) ?? '';

      beforeAll(async () => {
        const state = join(here.home, '.openclaw');
        const key = `sk-ant-api03-${'a1B2'.repeat(23)}-AA`;
        await give(join(state, 'openclaw.json.bak'), JSON.stringify(careful(PORT)), 0o600);
        await give(join(state, '.env'), `ANTHROPIC_API_KEY=${key}\n`, 0o600);
        await give(join(state, 'workspace', 'MEMORY.md'), 'remember me\n');
        symlinkSync('MEMORY.md', join(state, 'workspace', 'link.md'));
        await give(
          join(here.home, '.openclaw-work', 'openclaw.json'),
          '{ "gateway": { "mode": "local" } }\n',
          0o600,
        );
        await give(join(here.home, '2026-03-09T08-00-00.000Z-openclaw-backup.tar.gz'), 'tokens', 0o600);
        await give(join(here.home, '.cache', 'openclaw', 'x'), 'x');
        await give(join(here.home, 'notes-about-openclaw.md'), 'mine\n');
        const cache = join(state, 'completions', 'openclaw.bash');
        await give(
          join(here.home, '.bashrc'),
          `alias ll='ls -l'\n\n# OpenClaw Completion\n[ -f '${cache}' ] && source '${cache}'\n`,
        );
        // What the tests before have left in the journal, and the program that stood in for the real one.
        await shell('rm -rf "$HOME/.config/Tankmate" "$HOME/openclaw"');
      });

      test('takes all of it, proves that nothing is left, and undo brings it back byte for byte', async () => {
        const before = home();
        const left = await tankmate('leave', '--data', 'delete', '--yes');
        expect(left.code, left.err + JSON.stringify(left.answer)).toBe(0);
        expect(left.answer).toMatchObject({ left: [], keys: [{ id: 'anthropic-api-key', count: 1 }, {}] });
        expect(JSON.stringify(left.answer)).not.toContain('a1B2a1B2');
        const names = readdirSync(here.home);
        expect(names.filter((name) => /openclaw/i.test(name)).sort()).toEqual([
          exported(),
          'notes-about-openclaw.md',
        ]);
        expect(readFileSync(join(here.home, '.bashrc'), 'utf8')).toBe("alias ll='ls -l'\n");
        expect(statSync(join(here.home, exported())).mode & 0o777).toBe(0o600);
        const inside = execFileSync('tar', ['tzf', join(here.home, exported())], { encoding: 'utf8' });
        expect(inside).toContain('.openclaw/workspace/MEMORY.md');
        expect(inside).toContain('.openclaw-work/openclaw.json');

        const look = await tankmate('inspect', '--offline');
        expect((look.answer as { copies: unknown[] }).copies).toEqual([]);
        expect(await shell('command -v openclaw')).toBe('');

        const undone = await tankmate('fix', 'undo', '--yes');
        expect(undone.code, JSON.stringify(undone.answer)).toBe(0);
        expect(home()).toEqual(before);
        expect(await shell('openclaw --version')).toContain(OPENCLAW);
      });

      test('cut off in the middle, undo brings it back', async () => {
        const before = home();
        const quarantine = join(here.home, own, 'quarantine');
        const words = [
          process.execPath,
          resolve('scripts/terminal.mjs'),
          'leave',
          '--data',
          'delete',
          '--yes',
        ];
        const child = start(...words);
        const ended = new Promise((end) => child.once('exit', end));
        const began = () =>
          existsSync(quarantine) &&
          readdirSync(quarantine)
            .filter((name) => name.startsWith('left-'))
            .some((name) => readdirSync(join(quarantine, name)).length > 2);
        let inside = '';
        while (child.exitCode === null && !began()) {
          inside ||= readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim();
          await new Promise((tick) => setTimeout(tick, 3));
        }
        expect(child.exitCode).toBe(null);
        // No number would be 0: kill(2) takes that for everybody beside us.
        expect(inside).toMatch(/^[1-9]\d*$/);
        process.kill(Number(inside), 'SIGKILL');
        await ended;
        expect(home()).not.toEqual(before);
        const undone = await tankmate('fix', 'undo', '--yes');
        expect(undone.code, JSON.stringify(undone.answer)).toBe(0);
        expect(home()).toEqual(before);
      });

      test('names what links lead to, and saves hard links and a shared checkout', async () => {
        const kept = join(here.home, 'dotfiles', 'openclaw.json');
        const script = [
          'mkdir -p "$HOME/dotfiles" && mv "$HOME/.openclaw/openclaw.json" "$HOME/dotfiles/"',
          'ln -s ../dotfiles/openclaw.json "$HOME/.openclaw/openclaw.json"',
          'cd "$HOME/.openclaw/workspace" && ln MEMORY.md second.md && ln MEMORY.md "$HOME/third.md"',
          'git init -q "$HOME/origin" && cd "$HOME/origin"',
          'git -c user.name=a -c user.email=a@b commit -q --allow-empty -m a',
          'git clone -q --local "$HOME/origin" "$HOME/.openclaw/workspace/clone"',
        ].join(' && ');
        const made = await run('sh', '-c', script);
        expect(made.code, made.err).toBe(0);
        const before = home();
        const left = await tankmate('leave', '--data', 'delete', '--yes');
        expect(left.code, left.err + JSON.stringify(left.answer)).toBe(1);
        // Its service is held first, and comes back with the rest.
        expect(outcomesOf(left)).toMatchObject([
          { fix: 'stop', result: 'fixed' },
          { fix: 'leave', result: 'fixed' },
        ]);
        const { left: still, exported: file } = left.answer as {
          left: { where: string; why: string }[];
          exported: string;
        };
        expect(still.map(({ where }) => where)).toContain(kept);
        expect(existsSync(kept)).toBe(true);
        const inside = execFileSync('tar', ['tzf', file], { encoding: 'utf8' }).trim().split('\n');
        for (const path of ['dotfiles/openclaw.json', '.openclaw/workspace/second.md'])
          expect(inside.filter((name) => name.endsWith(path))).toHaveLength(1);
        expect(readdirSync(here.home).filter((name) => name.endsWith('.part'))).toEqual([]);
        const undone = await tankmate('fix', 'undo', '--yes');
        expect(undone.code, JSON.stringify(undone.answer)).toBe(0);
        expect(home()).toEqual(before);
        await shell(
          'rm "$HOME/.openclaw/openclaw.json" && mv "$HOME/dotfiles/openclaw.json" "$HOME/.openclaw/"',
        );
      });

      test('keeps the data when asked to, and deletes for good only then', async () => {
        const left = await tankmate('leave', '--data', 'keep', '--yes');
        expect(left.code, left.err + JSON.stringify(left.answer)).toBe(0);
        expect(existsSync(here.config)).toBe(true);
        expect(existsSync(`${here.config}.bak`)).toBe(false);
        expect(existsSync(here.copy)).toBe(false);
        expect((await tankmate('leave', 'forget')).code).toBe(64);
        expect((await tankmate('leave', 'forget', '--yes')).code).toBe(0);
        const quarantine = join(here.home, own, 'quarantine');
        expect(readdirSync(quarantine).filter((name) => name.startsWith('left'))).toEqual([]);
        const again = await tankmate('leave', 'forget', '--yes');
        expect(outcomesOf(again)[0]?.result).toBe('skipped');
      });
    });
  },
);
