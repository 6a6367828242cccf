import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BACK_SCRIPT, MOVE_SCRIPT } from '../../main/checks/account/move-script';
import { answerIn, provided, question, SENTENCE, startProvider } from './answering';
import { careful, type Installation, install, OPENCLAW, ordinaryAccount } from './installation';
import { finished, type Island, makeIsland } from './island';

const PORT = 18789;
const PROVIDER = 9912;
const PACKAGE = '/usr/local/lib/node_modules/openclaw';

/** The island's first process buries nobody, so an ended gateway stays a zombie. Does of systemctl(1) what the move asks for: starts and stops one unit as its file says. */
const SYSTEMCTL = `#!/bin/sh
last() { for word; do :; done; echo "$word"; }
unit=$(last "$@")
of() { sed -n "s/^$1=//p" "/etc/systemd/system/$unit" | tail -n 1; }
runs() { [ -d "/proc/$1" ] && ! grep -q '^State:.Z' "/proc/$1/status"; }
end() { pid=$(cat /run/unit.pid) && kill "$pid" && while runs "$pid"; do sleep 0.1; done; rm -f /run/unit.pid; }
case $1 in
  enable)
    user=$(of User) folder=$(of WorkingDirectory) line=$(of ExecStart)
    environment=$(sed -n 's/^Environment=//p' "/etc/systemd/system/$unit")
    cd "$folder"
    env -i PATH=/usr/bin:/bin $environment setpriv --reuid="$user" --regid="$user" --clear-groups --no-new-privs $line >/run/unit.log 2>&1 &
    echo $! > /run/unit.pid ;;
  stop) end 2>/dev/null; true ;;
  disable | daemon-reload) : ;;
  *) exit 1 ;;
esac
`;

/** Programs that the script runs, each of which can be the one during which everything is cut off. */
const STEPS = [
  'mkdir',
  'chmod',
  'useradd',
  'timeout',
  'tar',
  'find',
  'chown',
  'rm',
  'systemctl',
  'id',
  'mv',
  'userdel',
];
/** Counts, and at the wanted number kills the script that called it: before or after its own work. */
const KILLER = (name: string) => `#!/bin/sh
PATH=/usr/sbin:/usr/bin:/sbin:/bin
count=$(($(cat /run/count) + 1)); echo $count > /run/count
if [ "$count" = "$(cat /run/kill-before)" ]; then kill -9 $PPID; exit 1; fi
${name === 'systemctl' ? 'true' : `${name} "$@"`}
code=$?
if [ "$count" = "$(cat /run/kill-after)" ]; then kill -9 $PPID; fi
exit $code
`;

describe.skipIf(process.getuid?.() !== 0)(
  'an account of its own (needs root, for accounts and mounts of its own)',
  () => {
    let here: Installation;
    let island: Island;
    let top: string;
    // The copy as it was installed is out of sight: the one that root has lies where root's would.
    const path = () =>
      here.path
        .split(':')
        .filter((folder) => !folder.startsWith(here.home))
        .join(':');
    const env = () => ({ HOME: '/root', PATH: path(), LANG: 'C.UTF-8', OPENCLAW_DISABLE_BONJOUR: '1' });
    const run = (...words: string[]) => finished(island.start(words, env()));
    const shell = async (script: string) => {
      const { code, out, err } = await run('sh', '-c', script);
      return { code, out: out.trim(), err };
    };
    const tool = async (...words: string[]) => {
      const { out, err } = await run(process.execPath, resolve('scripts/terminal.mjs'), ...words);
      expect(out, err).not.toBe('');
      return JSON.parse(out);
    };
    const put = async (name: string, text: string) => {
      const file = join(top, name);
      await writeFile(file, text);
      await chmod(file, 0o755);
      await shell(`cp ${file} /usr/local/bin/${name}`);
    };
    async function answers(): Promise<boolean> {
      for (let tries = 0; tries < 1200; tries++) {
        if ((await run('curl', '-sf', '-m', '2', `http://127.0.0.1:${PORT}/healthz`)).code === 0) return true;
        await new Promise((tick) => setTimeout(tick, 500));
      }
      return false;
    }

    /** Asks OpenClaw through its gateway, with the Node and the entry of its unit, or as root has it. */
    async function ask(who: 'root' | 'openclaw'): Promise<string> {
      const words = question('gateway').map((word) => `'${word}'`);
      const unit = '/etc/systemd/system/openclaw-gateway.service';
      return answerIn(
        await (who === 'root'
          ? run('node', `${PACKAGE}/openclaw.mjs`, ...question('gateway'))
          : run(
              'sh',
              '-c',
              `set -- $(sed -n 's/^ExecStart=//p' ${unit}); cd /home/openclaw && exec env -i HOME=/home/openclaw PATH="$(dirname "$1"):/usr/bin:/bin" setpriv --reuid=openclaw --regid=openclaw --clear-groups "$1" "$2" ${words.join(' ')}`,
            )),
      );
    }

    beforeAll(async () => {
      top = await mkdtemp(join(tmpdir(), 'tankmate-account-'));
      await mkdir(join(top, 'etc'));
      [here, island] = await Promise.all([install(ordinaryAccount()), makeIsland()]);
      // Accounts, homes, units and programs of the island's own: nothing of this computer is written to.
      const mounts = [
        ...['/home', '/root', '/opt', '/run', '/usr/local/bin', '/usr/local/lib'].map(
          (path) => `mount -t tmpfs none ${path}`,
        ),
        `cp -a /etc/. ${join(top, 'etc')}`,
        `mount --bind ${join(top, 'etc')} /etc`,
        'rm -rf /etc/systemd/system && mkdir -p /etc/systemd/system /run/systemd/system',
        `mkdir -p ${PACKAGE} && mount --bind ${here.copy} ${PACKAGE}`,
        'chmod 0700 /root && mkdir -m 0755 /home/ann && echo mine > /home/ann/letter && chmod 0600 /home/ann/letter && echo mine > /root/letter',
      ];
      const { code, err } = await shell(mounts.join(' && '));
      expect(code, err).toBe(0);
      await put('systemctl', SYSTEMCTL);
      await startProvider((words) => island.start(words, env()), PROVIDER);
    });
    afterAll(async () => {
      await island?.remove();
      await here?.remove();
      if (top) await rm(top, { recursive: true, force: true, maxRetries: 3 });
    });

    test(`a gateway of ${OPENCLAW} that root runs moves, runs on, and comes back`, async () => {
      const { models, agents } = provided(PROVIDER);
      const defaults = { ...agents.defaults, workspace: '/root/.openclaw/workspace' };
      const settings = { ...careful(PORT), models, agents: { defaults } };
      await writeFile(
        join(top, 'openclaw.json'),
        `// as root made it\n${JSON.stringify(settings, null, 2)}\n`,
      );
      await shell(
        `mkdir -m 0700 /root/.openclaw && mkdir /root/.openclaw/workspace && echo remember > /root/.openclaw/workspace/MEMORY.md && install -m 0600 ${join(top, 'openclaw.json')} /root/.openclaw/openclaw.json`,
      );
      const before = await shell(
        'cd /root/.openclaw && stat -c "%a %u %g %n" . openclaw.json workspace/MEMORY.md && sha256sum openclaw.json workspace/MEMORY.md',
      );
      const first = island.start(['node', `${PACKAGE}/openclaw.mjs`, 'gateway', 'run'], env());
      first.stdout?.resume();
      first.stderr?.resume();
      expect(await answers()).toBe(true);
      expect((await shell('ps -o user= -C openclaw-gatewa')).out).toBe('root');
      expect(await ask('root')).toBe(SENTENCE);

      const { fixes } = await tool('fix', 'plan', '--json', '--language', 'en');
      const planned = fixes.find(({ id }: { id: string }) => id === 'ordinary-account');
      expect(planned).toMatchObject({ needsAdmin: true });
      expect(planned.changes.at(-1).after).toContain('useradd --system');

      const { outcomes } = await tool('fix', 'apply', 'ordinary-account', '--yes', '--json');
      expect(outcomes).toMatchObject([{ fix: 'ordinary-account', result: 'fixed' }]);
      expect(await answers()).toBe(true);
      expect((await shell('ps -o user= -C openclaw-gatewa')).out).toBe('openclaw');
      expect(await ask('openclaw')).toBe(SENTENCE);
      expect((await shell('ls -d /root/.openclaw')).code).not.toBe(0);
      expect((await shell('stat -c "%a %U" /home/openclaw /home/openclaw/.openclaw/openclaw.json')).out).toBe(
        '700 openclaw\n600 openclaw',
      );
      expect((await shell('cat /home/openclaw/.openclaw/workspace/MEMORY.md')).out).toBe('remember');
      // What the account can't do: nobody's files, no groups, no way back up.
      const as = 'setpriv --reuid=openclaw --regid=openclaw --init-groups';
      expect((await shell(`${as} cat /root/letter /home/ann/letter`)).out).toBe('');
      expect((await shell(`${as} id -Gn`)).out).toBe('openclaw');
      expect(
        (await shell(`${as} touch /opt/openclaw/bin/node /etc/systemd/system/openclaw-gateway.service`)).code,
      ).not.toBe(0);
      const report = await tool('inspect', '--json', '--offline', '--language', 'en');
      const state = (id: string) => report.findings.find((each: { id: string }) => each.id === id)?.state;
      expect([state('gateway-owner'), state('ordinary-account')]).toEqual(['good', 'good']);

      const undone = await tool('fix', 'undo', '--yes', '--json');
      expect(undone.outcomes).toMatchObject([{ fix: 'ordinary-account', result: 'fixed' }]);
      const after = await shell(
        'cd /root/.openclaw && stat -c "%a %u %g %n" . openclaw.json workspace/MEMORY.md && sha256sum openclaw.json workspace/MEMORY.md',
      );
      expect(after.out).toBe(before.out);
      expect((await shell('id openclaw')).code).not.toBe(0);
      expect((await shell('ls -A /opt /home /etc/systemd/system')).out).toBe(
        '/etc/systemd/system:\n\n/home:\nann\n\n/opt:',
      );
      expect((await shell('ps -o stat= -C openclaw-gatewa | grep -v Z')).out).toBe('');
    }, 900_000);

    test('cut off at any step, it is taken back whole', async () => {
      const words = [
        'tankmate',
        'openclaw',
        '/root/.openclaw',
        '/run/copy',
        process.execPath,
        '0:0',
        'openclaw-gateway.service',
        'new',
      ];
      for (const name of STEPS) await put(name, KILLER(name));
      await shell(
        'mkdir -p /run/copy && echo x > /run/copy/openclaw.mjs && echo 0 > /run/count && chmod 0666 /run/count && echo 0 > /run/kill-before && echo 0 > /run/kill-after',
      );
      const listing =
        'cd /root/.openclaw && find . | sort | xargs stat -c "%a %u %g %F %n" && cat openclaw.json workspace/MEMORY.md && readlink link';
      await shell(
        'rm -rf /root/.openclaw && mkdir -p /root/.openclaw/workspace && echo {} > /root/.openclaw/openclaw.json && echo r > /root/.openclaw/workspace/MEMORY.md && chmod 0640 /root/.openclaw/workspace/MEMORY.md && ln -s workspace /root/.openclaw/link',
      );
      const before = await shell(listing);
      let whole = 0;
      for (let step = 1; whole === 0; step++) {
        expect(step).toBeLessThan(120);
        for (const when of ['before', 'after']) {
          await shell(
            `echo 0 > /run/count; echo 0 > /run/kill-before; echo 0 > /run/kill-after; echo ${step} > /run/kill-${when}`,
          );
          const { code } = await run('/bin/sh', '-c', MOVE_SCRIPT, ...words);
          if (code === 0) whole += 1;
          await shell('echo 0 > /run/kill-before; echo 0 > /run/kill-after');
          const back = await run('/bin/sh', '-c', BACK_SCRIPT, ...words);
          expect(back.code, `${when} step ${step}: ${back.err}`).toBe(0);
          const now = await shell(listing);
          expect(now.out, `${when} step ${step}`).toBe(before.out);
          expect((await shell('id openclaw; ls -A /opt /etc/systemd/system')).out).toBe(
            '/etc/systemd/system:\n\n/opt:',
          );
        }
      }
    }, 600_000);

    test('what is there already is left alone, and so is undo without a move', async () => {
      const words = [
        'tankmate',
        'openclaw',
        '/root/.openclaw',
        '/run/copy',
        process.execPath,
        '0:0',
        'openclaw-gateway.service',
        'new',
      ];
      await shell('mkdir /opt/openclaw && echo theirs > /opt/openclaw/file');
      expect((await run('/bin/sh', '-c', MOVE_SCRIPT, ...words)).code).toBe(3);
      expect((await run('/bin/sh', '-c', BACK_SCRIPT, ...words)).code).toBe(0);
      expect((await shell('cat /opt/openclaw/file; ls /root/.openclaw')).out).toContain('theirs');
    });
  },
);
