import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hear } from '../../setup/run.mjs';
import { Told } from '../../setup/say.mjs';
import { kept } from './store.mjs';

/** What baked images have inside, so that a test needs no network; the same that the app puts into a tank. */
export const BAKED = { node: '26.12.1', npm: '12.2.0', openclaw: '2026.9.6' };

/**
 * The parts that every baked image shares, made once with the user's own npm: `opt/node` (Node and npm) and
 * `opt/openclaw` (OpenClaw under a prefix), laid out as in every tank and readable by all; and `packs/node.tgz` and
 * `packs/npm.tgz`, the archives that they came from.
 * @returns {Promise<string>} a folder that holds `opt` and `packs`; owned by root when root made it
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
  for (const each of [
    join(node, 'bin'),
    join(node, 'lib/node_modules'),
    openclaw,
    scratch,
    join(folder, 'packs'),
  ])
    mkdirSync(each, { recursive: true, mode: 0o755 });
  const marks = {
    node: await unpack(`node-linux-${process.arch}@${BAKED.node}`, folder, 'node'),
    npm: await unpack(`npm@${BAKED.npm}`, folder, 'npm'),
  };
  cpSync(join(scratch, 'node/bin/node'), join(node, 'bin/node'));
  chmodSync(join(node, 'bin/node'), 0o755);
  await must('mv', [join(scratch, 'npm'), join(node, 'lib/node_modules/npm')]);
  for (const name of ['npm', 'npx'])
    symlinkSync(`../lib/node_modules/npm/bin/${name}-cli.js`, join(node, 'bin', name));
  // By these the app sees that it need not send them in.
  writeFileSync(join(node, 'tankmate-digest'), `${marks.node}\n`);
  writeFileSync(join(node, 'lib/node_modules/npm/tankmate-digest'), `${marks.npm}\n`);
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

/** @returns {Promise<string>} SHA-512 of the archive, in hex */
async function unpack(name, folder, to) {
  const [target, scratch] = [join(folder, 'scratch', to), join(folder, 'scratch', `${to}-pack`)];
  for (const each of [target, scratch]) mkdirSync(each);
  const told = await must('npm', ['pack', '--json', '--pack-destination', scratch, name], { cwd: scratch });
  const archive = join(folder, 'packs', `${to}.tgz`);
  renameSync(join(scratch, JSON.parse(told)[0].filename), archive);
  await must('tar', ['xzf', archive, '-C', target, '--strip-components=1']);
  return createHash('sha512').update(readFileSync(archive)).digest('hex');
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
