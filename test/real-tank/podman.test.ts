import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bakedRoot } from '../../scripts/suites/tank/root.mjs';
import { makeNest, type Nest, pidOf } from './nest';
import { type Origin, openOrigin } from './origin';
import { terminalIn } from './terminal';

const say = (line: string) => void process.stderr.write(`${line}\n`);
const MINUTE = 60_000;

/** What this machine's kernel can't do, by the line of the receipt that it opens. Printed, and never more than this. */
async function exceptions(): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const controllers = await readFile('/sys/fs/cgroup/cgroup.controllers', 'utf8').catch(() => '');
  const missing = ['memory', 'cpu', 'pids'].filter((name) => !controllers.split(/\s+/).includes(name));
  if (missing.length > 0)
    found.set(
      'limits',
      `cgroup v2 without the controllers ${missing.join(', ')}: containers without root can’t be limited here`,
    );
  return found;
}

describe('a tank with rootless Podman, as an ordinary account', () => {
  let nest: Nest;
  let origin: Origin;
  let images: string;
  let port: number;
  let terminal: readonly string[];
  const words = (...more: string[]) => [...terminal, 'tank', ...more];
  const env = () => ({ TANKMATE_TANK_IMAGES: images });
  const tank = async (...more: string[]) => {
    const began = Date.now();
    const { code, out, err } = await nest.run(words(...more), env());
    say(`tank ${more.join(' ')}: ${Math.round((Date.now() - began) / 1000)} s`);
    expect(out, err).not.toBe('');
    return { code, err, told: JSON.parse(out) };
  };
  const podman = async (...more: string[]) => {
    const { code, out, err } = await nest.run(['podman', ...more]);
    expect(code, err).toBe(0);
    return out.trim();
  };
  const healthz = () =>
    fetch(`http://127.0.0.1:${port}/healthz`).then(
      (response) => response.text(),
      () => null,
    );
  const status = async () => (await tank('status', '--json')).told.tanks[0];

  beforeAll(async () => {
    const root = await bakedRoot();
    nest = await makeNest(say);
    terminal = await terminalIn(nest);
    origin = await openOrigin({ '/root.tar': root.file });
    images = join(nest.top, 'images.json');
    const wanted = {
      id: 'image',
      file: 'root.tar',
      sources: [`${origin.url}root.tar`],
      digest: { algorithm: 'sha256', hex: root.digest },
      size: root.size,
    };
    await writeFile(images, JSON.stringify({ root: { x64: wanted, arm64: wanted } }));
    await chmod(images, 0o644);
  }, 40 * MINUTE);
  afterAll(async () => {
    await origin?.close();
    await nest?.remove();
  });

  test(
    'goes on where it was killed, answers, and lets nothing out',
    async () => {
      const began = Date.now();
      const first = nest.start(words('create', '--engine', 'podman', '--yes', '--json', '--progress'), env());
      let told = '';
      // Killed while Podman reads the base system in.
      await new Promise<void>((found, lost) => {
        first.stderr?.on('data', (part) => {
          told += part;
          if (told.includes('base system')) found();
        });
        first.once('exit', () => lost(new Error(`it ended by itself: ${told}`)));
      });
      await new Promise((tick) => setTimeout(tick, 2000));
      process.kill(await pidOf(first), 'SIGKILL');
      await once(first, 'exit');
      say(`killed after ${Math.round((Date.now() - began) / 1000)} s`);
      expect(await status()).toMatchObject({ engine: 'podman', state: 'unfinished' });

      const made = await tank('create', '--engine', 'podman', '--yes', '--json');
      expect(made.told.outcomes, JSON.stringify(made.told)).toMatchObject([{ result: 'fixed' }]);
      say(`from the first word to a healthy tank: ${Math.round((Date.now() - began) / 1000)} s`);
      // What was there was not fetched again.
      expect(origin.asked.map(({ path }) => path)).toEqual(['/root.tar']);

      const now = await status();
      expect(now).toMatchObject({
        engine: 'podman',
        state: 'running',
        openclaw: { version: '2026.9.6', healthy: true },
      });
      port = now.port;
      expect(JSON.parse((await healthz()) ?? 'null')).toEqual({ ok: true, status: 'live' });

      const { told: receipt } = await tank('receipt', '--json');
      const allowed = await exceptions();
      for (const [line, why] of allowed)
        say(`EXCEPTION: the line “${line}” may be open on this machine: ${why}.`);
      const open = receipt.tries.filter(({ outcome }: { outcome: string }) => outcome !== 'blocked');
      expect(open.map(({ id }: { id: string }) => id)).toEqual([...allowed.keys()]);
    },
    40 * MINUTE,
  );

  test(
    'runs as nobody, without a right, and keeps its token to itself',
    async () => {
      const [name = ''] = (await podman('ps', '--format', '{{.Names}}'))
        .split('\n')
        .filter((each) => !/-network$/.test(each));
      const facts = await podman('exec', name, 'cat', '/proc/1/status');
      expect(facts).toMatch(/^Uid:\s+10001\s/m);
      expect(facts).toMatch(/^Cap(Eff|Bnd):\s+0+$/m);
      expect(facts).toMatch(/^NoNewPrivs:\s+1$/m);
      expect((await nest.run(['podman', 'exec', name, 'touch', '/usr/x'])).err).toContain(
        'Read-only file system',
      );
      const others = await nest.run(['sh', '-c', 'ps -eo args= | grep -c "[O]PENCLAW_GATEWAY_TOKEN="']);
      expect(others.out.trim()).toBe('0');
    },
    MINUTE,
  );

  test(
    'answers with a key that only OpenClaw inside has',
    async () => {
      const [name = ''] = (await podman('ps', '--format', '{{.Names}}'))
        .split('\n')
        .filter((each) => !/-network$/.test(each));
      const key = `sk-planted-${randomBytes(12).toString('hex')}`;
      // The provider stands beside it, where a wall doesn't matter. Its key is in no list of processes.
      const given = `process.argv.splice(2, 9, ...${JSON.stringify(['18999', key, 'hello back'])});\n`;
      const node = ['podman', 'exec', '--interactive', name, 'node', '--input-type=module', '-'];
      const standIn = nest.start(node, {}, undefined, 'pipe');
      standIn.stdin?.end(given + (await readFile(resolve('test/real/stand-in.mjs'), 'utf8')));
      await once(standIn.stdout ?? standIn, 'data');

      const asked =
        '{models: {providers: {standin: {baseUrl: "http://127.0.0.1:18999/v1", api: "openai-completions", models: [{id: "echo", name: "Echo"}]}}}, agents: {defaults: {model: {primary: "standin/echo"}}}}';
      const patch = nest.start(
        ['podman', 'exec', '--interactive', name, 'openclaw', 'config', 'patch', '--stdin'],
        {},
        undefined,
        'pipe',
      );
      patch.stdin?.end(asked);
      patch.stdout?.resume();
      expect((await once(patch, 'close'))[0]).toBe(0);

      const give = async (pasted: string) => {
        const began = Date.now();
        const child = nest.start(words('give-key', 'standin', '--yes', '--json'), env(), undefined, 'pipe');
        child.stdin?.end(`${pasted}\n`);
        child.stderr?.resume();
        const [out] = await Promise.all([text(child.stdout ?? Readable.from([])), once(child, 'close')]);
        say(`tank give-key: ${Math.round((Date.now() - began) / 1000)} s`);
        return JSON.parse(out).outcomes[0];
      };
      const stored = async (pasted: string) =>
        (await nest.run(['podman', 'exec', name, 'grep', '-rlF', pasted, '/home/openclaw/.openclaw'])).out;
      expect(await give('sk-wrong-0123456789')).toMatchObject({ result: 'rolled-back' });
      const right = await give(key);
      expect(right, JSON.stringify(right)).toMatchObject({ result: 'fixed' });
      expect(right.because).toContain('hello back');
      expect(await stored(key)).toContain('openclaw.sqlite');
      // Outside of Podman's own layers, which are the inside, nothing has it.
      const layers = ['--exclude-dir=containers', '--exclude-dir=storage'];
      const outside = await nest.run(['grep', '-rlF', ...layers, key, nest.home], {}, 'root');
      expect(outside.out.trim()).toBe('');
      expect((await status()).answers).toBe(true);
      process.kill(await pidOf(standIn), 'SIGTERM');
    },
    20 * MINUTE,
  );

  test(
    'stops and starts',
    async () => {
      expect((await tank('stop', '--yes', '--json')).told.outcomes).toMatchObject([{ result: 'fixed' }]);
      expect(await healthz()).toBeNull();
      expect(await podman('ps', '--all', '--quiet')).toBe('');
      expect((await tank('start', '--yes', '--json')).told.outcomes).toMatchObject([{ result: 'fixed' }]);
      expect(JSON.parse((await healthz()) ?? 'null')).toEqual({ ok: true, status: 'live' });
    },
    30 * MINUTE,
  );

  test(
    'leaves nothing when it is removed',
    async () => {
      expect((await tank('remove', '--yes', '--json')).told.outcomes).toMatchObject([{ result: 'fixed' }]);
      expect(await healthz()).toBeNull();
      expect(await podman('ps', '--all', '--quiet', '--external')).toBe('');
      expect(await podman('images', '--all', '--quiet')).toBe('');
      expect(await podman('volume', 'ls', '--quiet')).toBe('');
      expect(await podman('network', 'ls', '--format', '{{.Name}}')).toBe('podman');
      expect(await podman('secret', 'ls', '--quiet')).toBe('');
      // Podman’s own process for this account came back with the questions above.
      await podman('system', 'migrate');
      // It is told to end, and takes a moment to.
      await expect.poll(() => nest.running()).toEqual([]);
      // Where rpm is installed Podman asks it for its own version, and Debian's rpm makes a database for each account.
      const notOurs = ['-path', '*/.rpmdb', '-prune', '-o'];
      const large = ['-size', '+200k', '-type', 'f'];
      const left = await nest.run(
        ['find', nest.home, ...notOurs, '(', '-path', '*ankmate/tanks*', '-o', ...large, ')', '-print'],
        {},
        'root',
      );
      expect(left.out.trim()).toBe('');
    },
    20 * MINUTE,
  );
});
