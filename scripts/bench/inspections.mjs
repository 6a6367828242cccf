// The inspection beside OpenClaw's own audit, on one throw-away home with a real OpenClaw in it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hear } from '../setup/run.mjs';
import { saying } from '../setup/say.mjs';
import { processorSeconds } from '../suites/processor.mjs';
import { print } from './figures.mjs';

const OPENCLAW = '2026.9.6';
const NODE = '26.10.0';
const RUNS = 5;

/**
 * Installs OpenClaw and the Node that it asks for, once, and gives a home with fresh settings.
 * @param {string} folder where it is kept between runs @returns {Promise<{ home: string, path: string }>}
 */
export async function openclawHome(folder) {
  const [node, home] = [join(folder, 'node'), join(folder, 'home')];
  const prefix = join(home, '.npm-global');
  if (!existsSync(join(prefix, 'bin/openclaw'))) {
    await saying(`Installing OpenClaw ${OPENCLAW} to compare with`, async () => {
      mkdirSync(node, { recursive: true });
      mkdirSync(join(home, '.openclaw'), { recursive: true, mode: 0o700 });
      writeFileSync(join(node, 'package.json'), '{ "private": true, "allowScripts": { "node": true } }');
      await must('npm', ['install', '--no-audit', '--no-fund', `node@${NODE}`], { cwd: node });
      const words = [
        'install',
        '--global',
        '--prefix',
        prefix,
        '--no-audit',
        '--no-fund',
        '--allow-scripts=openclaw',
      ];
      await must('npm', [...words, `openclaw@${OPENCLAW}`], { cwd: folder });
    });
  }
  const token = '9f2c7e5b1a8d4036c7e9f1b35d7a2048e6c4b8a09d1f3e57';
  const settings = {
    gateway: { mode: 'local', port: 18789, bind: 'loopback', auth: { mode: 'token', token } },
  };
  writeFileSync(join(home, '.openclaw/openclaw.json'), JSON.stringify(settings), { mode: 0o600 });
  return { home, path: `${join(node, 'node_modules/.bin')}:${join(prefix, 'bin')}:/usr/bin:/bin` };
}

async function must(program, args, options) {
  const { code, all } = await hear(program, args, options);
  if (code !== 0) throw new Error(`${program} failed:\n${all}`);
}

/** Milliseconds from start to end, and to the first word on standard error; milliseconds of processor, where they can be told. */
async function time(program, args, env) {
  const [began, before] = [performance.now(), processorSeconds()];
  const child = spawn(program, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let first;
  child.stderr.on('data', () => {
    first ??= performance.now() - began;
  });
  const [code] = await once(child, 'close');
  if (code === null || code > 2) throw new Error(`${program} ${args.join(' ')} ended with ${code}`);
  const processor = before === null ? null : ((processorSeconds() ?? before) - before) * 1000;
  return { all: performance.now() - began, first, processor };
}

/** @param {string} root the checkout @param {string} folder where the installed OpenClaw is kept between runs */
export async function compareInspections(root, folder) {
  const { home, path } = await openclawHome(folder);
  const env = { ...process.env, HOME: home, PATH: `${path}:${process.env.PATH}` };
  const ours = [];
  const theirs = [];
  const prompt = [];
  const bare = [];
  for (let run = 0; run <= RUNS; run++) {
    const mine = await time(
      process.execPath,
      [join(root, 'scripts/terminal.mjs'), 'inspect', '--json', '--progress', '--offline'],
      env,
    );
    const npm = await time('npm', ['run', '-s', 'inspect', '--', '--json'], {
      ...env,
      npm_config_prefix: '',
    });
    const start = await time(process.execPath, ['-e', 'process.stderr.write("x")'], env);
    const audit = await time('openclaw', ['security', 'audit', '--json'], env);
    if (run === 0) continue;
    ours.push(mine);
    prompt.push(npm);
    bare.push(start);
    theirs.push(audit);
  }
  const all = (each) => each.all;
  print({
    figure: 'inspection of a home, all checks',
    unit: 'ms',
    ours: ours.map(all),
    against: `openclaw ${OPENCLAW} security audit --json on the same home`,
    theirs: theirs.map(all),
    goal: { atMost: 0.3, of: 'ratio' },
  });
  if (ours.every(({ processor }) => processor !== null))
    print({
      figure: 'inspection of a home, all checks, processor',
      unit: 'ms',
      ours: ours.map(({ processor }) => processor),
      against: `openclaw ${OPENCLAW} security audit --json on the same home`,
      theirs: theirs.map(({ processor }) => processor),
      goal: { atMost: 0.2, of: 'ratio' },
    });
  print({
    figure: 'first finding',
    unit: 'ms',
    ours: ours.map(({ first }) => first),
    against: 'the first word of a bare Node',
    theirs: bare.map(({ first }) => first),
    goal: { atMost: 4, of: 'ratio' },
  });
  print({
    figure: 'npm run -s inspect -- --json, prompt to report, registry asked',
    unit: 'ms',
    ours: prompt.map(all),
    against: 'the prompt',
    goal: { atMost: 2000, of: 'value' },
  });
}
