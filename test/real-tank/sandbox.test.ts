import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bakedParts } from '../../scripts/suites/tank/parts.mjs';
import { answerIn, provided, question, SENTENCE, startProvider } from '../real/answering';
import { makeNest, type Nest } from './nest';
import { buildChange, sandboxImageIn } from './sandbox-image';
import { terminalIn } from './terminal';

const run = promisify(execFile);
const say = (line: string) => void process.stderr.write(`sandbox: ${line}\n`);
const MINUTE = 60_000;

const LETTER = 'Dear lobster, this is private.';
/** Hidden in the image alone, and in the home alone; and the name of the computer that it runs on. */
const command = (home: string) =>
  `echo "at $(cat /etc/hostname), in $(ls -d /home/sandbox), on $(ls -m /sys/class/net)"; cat ${home}/letter.txt`;

/** Each of these is one with which OpenClaw would answer nothing in a sandbox with Podman, if it were only switched on. */
const REFUSED = {
  mode: 'off',
  docker: {
    binds: ['/srv/films:/films:ro'],
    dangerouslyAllowExternalBindSources: true,
    user: 'root',
    network: 'bridge',
  },
  browser: { enabled: true },
};

/** A port of this computer that nobody listens at. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return address.port;
}

let nest: Nest;
let terminal: readonly string[];
let path: string;
let config: string;

const env = () => ({ PATH: `${path}:${nest.env.PATH}`, OPENCLAW_DISABLE_BONJOUR: '1' });
async function ask(): Promise<string> {
  const began = Date.now();
  const came = await nest.run(['timeout', '900', 'openclaw', ...question()], env());
  say(`a turn of OpenClaw: ${Math.round((Date.now() - began) / 1000)} s`);
  expect(answerIn(came)).toBe(SENTENCE);
  return came.out;
}
async function tankmate<T>(...words: string[]): Promise<T> {
  const { out, err } = await nest.run([...terminal, ...words, '--json', '--language', 'en'], env());
  expect(out, err).not.toBe('');
  return JSON.parse(out) as T;
}
const results = async (...words: string[]) =>
  (await tankmate<{ outcomes: object[] }>('fix', ...words, '--yes')).outcomes;
const podman = async (...words: string[]) => {
  const { code, out, err } = await nest.run(['podman', ...words]);
  expect(code, err).toBe(0);
  return out.trim();
};

beforeAll(async () => {
  const parts = await bakedParts();
  nest = await makeNest(say);
  [terminal] = [await terminalIn(nest), await sandboxImageIn(nest)];
  path = ['node', 'openclaw'].map((part) => join(parts, 'opt', part, 'bin')).join(':');
  config = join(nest.home, '.openclaw/openclaw.json');
  const port = await freePort();
  const { models, agents } = provided(port);
  const settings = {
    gateway: { mode: 'local', port: await freePort(), bind: 'loopback' },
    models,
    agents: { defaults: { ...agents.defaults, sandbox: REFUSED } },
    tools: { profile: 'full', exec: { security: 'full', ask: 'off' } },
  };
  await mkdir(dirname(config), { mode: 0o700 });
  await writeFile(config, `// My lobster.\n${JSON.stringify(settings, null, 2)}\n`, { mode: 0o600 });
  await writeFile(join(nest.home, 'letter.txt'), LETTER);
  const { uid, gid } = nest.account;
  for (const each of [dirname(config), join(nest.home, 'letter.txt')])
    await run('chown', ['-R', `${uid}:${gid}`, each]);
  await startProvider((words) => nest.start(words), port, command(nest.home));
}, 40 * MINUTE);
afterAll(async () => {
  await nest?.remove();
});

test(
  'OpenClaw’s tools work in its sandbox after the fix, and outside again after undo',
  async () => {
    const before = await ask();
    expect(before).toContain(LETTER);
    expect(before).not.toContain('in /home/sandbox');
    const text = await readFile(config, 'utf8');

    const { fixes } = await tankmate<{ fixes: { id: string; recommended: boolean }[] }>(
      'fix',
      'plan',
      '--offline',
    );
    expect(fixes).toContainEqual(expect.objectContaining({ id: 'sandbox-on', recommended: true }));
    expect(await results('apply', 'sandbox-on')).toMatchObject([{ fix: 'sandbox-on', result: 'fixed' }]);
    // What was tried left nothing.
    expect(await podman('ps', '--all', '--quiet')).toBe('');

    const inside = await ask();
    const box = await podman('ps', '--format', '{{.ID}} {{.Names}}');
    expect(box).toMatch(/^[0-9a-f]{12} openclaw-sbx-/);
    expect(inside).toContain(`at ${box.slice(0, 12)}`);
    expect(inside).toContain('in /home/sandbox, on lo');
    expect(inside).not.toContain(LETTER);

    expect(await results('undo')).toMatchObject([{ fix: 'sandbox-on', result: 'fixed' }]);
    expect(await readFile(config, 'utf8')).toBe(text);
    const after = await ask();
    expect(after).toContain(LETTER);
    expect(after).not.toContain('in /home/sandbox');
  },
  60 * MINUTE,
);

test('taking the image back takes the sandboxes along that run in it', async () => {
  expect(await podman('ps', '--quiet')).not.toBe('');
  const { program = '', args = [] } = buildChange().undo ?? {};
  const { code, err } = await nest.run([program, ...args]);
  expect(code, err).toBe(0);
  expect(await podman('ps', '--all', '--quiet')).toBe('');
  expect(await podman('images', '--all', '--quiet')).toBe('');
});
