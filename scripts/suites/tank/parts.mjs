import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hear } from '../../setup/run.mjs';
import { Told } from '../../setup/say.mjs';
import { kept } from './store.mjs';

/** What baked images have inside, so that a test needs no network; the same that the app puts into a tank. */
export const BAKED = { node: '26.10.0', npm: '12.2.0', openclaw: '2026.9.6' };

/**
 * The parts that every baked image shares, made once with the user's own npm: `opt/node` (Node and npm) and
 * `opt/openclaw` (OpenClaw under a prefix), laid out as in every tank and readable by all.
 * @returns {Promise<string>} a folder that holds `opt`; owned by root when root made it
 */
export function bakedParts() {
  return kept({
    name: 'parts',
    what: `Getting Node ${BAKED.node} and OpenClaw ${BAKED.openclaw} for the tanks of the tests`,
    inputs: [BAKED, process.arch, readFileSync(fileURLToPath(import.meta.url), 'utf8')],
    make,
  });
}

async function make(folder) {
  const [node, openclaw] = [join(folder, 'opt/node'), join(folder, 'opt/openclaw')];
  const scratch = join(folder, 'scratch');
  for (const each of [join(node, 'bin'), join(node, 'lib/node_modules'), openclaw, scratch])
    mkdirSync(each, { recursive: true, mode: 0o755 });
  await unpack(`node-linux-${process.arch}@${BAKED.node}`, scratch, 'node');
  await unpack(`npm@${BAKED.npm}`, scratch, 'npm');
  cpSync(join(scratch, 'node/bin/node'), join(node, 'bin/node'));
  chmodSync(join(node, 'bin/node'), 0o755);
  await must('mv', [join(scratch, 'npm'), join(node, 'lib/node_modules/npm')]);
  for (const name of ['npm', 'npx'])
    symlinkSync(`../lib/node_modules/npm/bin/${name}-cli.js`, join(node, 'bin', name));
  const words = ['install', '--global', '--prefix', openclaw, '--no-audit', '--no-fund', '--omit=dev'];
  await must('npm', [...words, '--allow-scripts=openclaw', `openclaw@${BAKED.openclaw}`], {
    cwd: scratch,
    // The user's npm settings, but the Node and npm that a tank has.
    env: {
      ...process.env,
      PATH: `${join(node, 'bin')}:${process.env.PATH}`,
      npm_config_cache: join(scratch, 'cache'),
    },
  });
  rmSync(scratch, { recursive: true, force: true });
  if (process.getuid?.() === 0) await must('chown', ['-R', '-h', '0:0', folder]);
  await must('chmod', ['-R', 'u+rwX,go+rX,go-w', folder]);
}

async function unpack(name, scratch, to) {
  const target = join(scratch, to);
  mkdirSync(target);
  const packs = join(scratch, `${to}-pack`);
  mkdirSync(packs);
  await must('npm', ['pack', '--silent', '--pack-destination', packs, name], { cwd: packs });
  await must('sh', ['-c', 'tar xzf "$1"/*.tgz -C "$2" --strip-components=1', 'sh', packs, target]);
}

/**
 * Runs a program; one that fails ends the set-up with what it said.
 * @param {string} program @param {string[]} args @param {import('node:child_process').SpawnOptions} [options]
 */
export async function must(program, args, options) {
  const { code, all, out } = await hear(program, args, options);
  if (code !== 0) throw new Told(`${program} ${args[0] ?? ''} failed: ${all.trim().slice(-4000)}`);
  return out;
}
