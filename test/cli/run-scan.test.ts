import { mkdtemp, readdir, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CommandFailed } from '../../main/cli/print';
import { readOnlySwitches } from '../../main/cli/read-only-process';
import { runScan } from '../../main/cli/run-scan';

let place = '';
beforeAll(async () => {
  place = await realpath(await mkdtemp(join(tmpdir(), 'tankmate-scan-')));
});
afterAll(() => rm(place, { recursive: true, force: true }));

/** A script in the place of the one that looks; `say` tells the terminal, `ask` begins when it was asked. */
async function scriptOf(name: string, lines: string): Promise<string> {
  const file = join(place, `${name}.mjs`);
  const head = [
    "import * as fs from 'node:fs';",
    "import * as fsp from 'node:fs/promises';",
    "import { spawn } from 'node:child_process';",
    'const say = (event) => process.send(event);',
    "const done = (look) => say({ kind: 'done', look });",
    "process.on('disconnect', () => process.exit());",
  ].join('\n');
  await writeFile(file, `${head}\nprocess.once('message', async (asked) => {\n${lines}\n});\n`);
  return file;
}
const isAlive = (pid: number) => {
  try {
    process.kill(pid, 'SIGCONT');
    return true;
  } catch {
    return false;
  }
};
const run = (script: string, more: Partial<Parameters<typeof runScan>[2]> = {}) =>
  runScan({ offline: true }, 'en', { ...more, script });

test('hears each finding, then the result', async () => {
  const heard: string[] = [];
  const script = await scriptOf(
    'well',
    "say({ kind: 'finding', id: 'one', state: 'good' }); done({ asked });",
  );
  const look = await run(script, { onFinding: (id, state) => heard.push(`${id} ${state}`) });
  expect(heard).toEqual(['one good']);
  expect(look).toMatchObject({ asked: { offline: true, debugs: false } });
});

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s ends it in the middle of a loop that hears nothing, and what it started',
  async (signal) => {
    const pids: number[] = [];
    const script = await scriptOf(
      'loop',
      `const { pid } = spawn('sleep', ['1000']);
       say({ kind: 'finding', id: String(process.pid), state: 'good' });
       process.send({ kind: 'finding', id: String(pid), state: 'good' }, () => { for (;;); });`,
    );
    const cancelled = run(script, {
      onFinding(id) {
        pids.push(Number(id));
        if (pids.length === 2) process.emit(signal);
      },
    });
    await expect(cancelled).rejects.toThrow('The look was cancelled. Nothing was changed.');
    await expect(cancelled).rejects.toBeInstanceOf(CommandFailed);
    expect(pids).toHaveLength(2);
    await expect.poll(() => pids.filter(isAlive)).toEqual([]);
  },
);

test('one that breaks off says how, in the language of the command', async () => {
  const script = await scriptOf('breaks', 'process.exit(7);');
  await expect(run(script)).rejects.toThrow('ended before it was done (7)');
  const killed = await scriptOf('killed', "process.kill(process.pid, 'SIGKILL');");
  await expect(runScan({ offline: true }, 'zh-CN', { script: killed })).rejects.toThrow('SIGKILL');
  const failed = await scriptOf('fails', "say({ kind: 'failed', reason: 'no \\u001b[2J here' });");
  await expect(run(failed)).rejects.toThrow('(no \uFFFD[2J here)');
  await expect(run(join(place, 'absent.mjs'))).rejects.toThrow('ended before it was done (1)');
});

test('one without a sign of life is ended', async () => {
  const script = await scriptOf('silent', "say({ kind: 'alive' }); setTimeout(() => {}, 1e6);");
  await expect(run(script, { silentMs: 1500 })).rejects.toThrow('no sign of life');
});

test('it has no right to write, in no way, and may read and start programs', async () => {
  const file = join(place, 'kept');
  await writeFile(file, 'as it was');
  const before = await readdir(place);
  const script = await scriptOf(
    'writes',
    `const file = ${JSON.stringify(file)};
     const tries = {
       write: () => fsp.writeFile(file, 'x'),
       sync: async () => fs.writeFileSync(file + '-new', 'x'),
       open: () => fsp.open(file, 'r+'),
       append: () => fsp.appendFile(file, 'x'),
       mkdir: () => fsp.mkdir(file + '-folder'),
       remove: () => fsp.rm(file),
       rename: () => fsp.rename(file, file + '-moved'),
       mode: () => fsp.chmod(file, 0o777),
       times: () => fsp.utimes(file, 1, 1),
       link: () => fsp.symlink(file, file + '-link'),
       temporary: () => fsp.mkdtemp(file),
     };
     const codes = {};
     for (const [name, attempt] of Object.entries(tries)) codes[name] = await attempt().then(() => 'done', (error) => error.code);
     const text = await fsp.readFile(file, 'utf8');
     const child = spawn('sh', ['-c', 'exit 5']);
     const code = await new Promise((resolve) => child.on('close', resolve));
     done({ codes, text, code });`,
  );
  const look = (await run(script)) as unknown as {
    codes: Record<string, string>;
    text: string;
    code: number;
  };
  expect(new Set(Object.values(look.codes))).toEqual(new Set(['ERR_ACCESS_DENIED']));
  expect(Object.keys(look.codes)).toHaveLength(11);
  expect(look).toMatchObject({ text: 'as it was', code: 5 });
  expect((await readdir(place)).filter((name) => !before.includes(name))).toEqual(['writes.mjs']);
});

test.each([
  ['18.20.4', null],
  ['20.17.0', '--experimental-permission'],
  ['22.12.0', '--experimental-permission'],
  ['22.13.0', '--permission'],
  ['23.4.0', '--experimental-permission'],
  ['24.21.0', '--permission'],
  ['26.10.0', '--permission'],
])('Node %s takes the right away with %s', (version, name) => {
  const switches = readOnlySwitches(version);
  expect(switches[0] ?? null).toBe(name);
  expect(switches.some((each) => each.startsWith('--allow-fs-write'))).toBe(false);
  expect(switches.includes('--allow-net')).toBe(version.startsWith('26.'));
});
