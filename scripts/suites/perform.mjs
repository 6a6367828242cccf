import { spawnSync } from 'node:child_process';
import { chownSync, closeSync, existsSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asAccount } from '../setup/display.mjs';
import { pass } from '../setup/run.mjs';
import { total } from './sum.mjs';
import { surroundings } from './surroundings.mjs';

/**
 * @typedef {object} Stage
 * @property {{ name: string, uid: number, gid: number } | undefined} account the ordinary one, when this is root
 * @property {string} root a checkout that the account can read
 * @property {Record<string, string>} variables by which tests find Electron
 * @property {boolean} watch vitest goes on, and runs again what a change touches, until it is ended
 */

/**
 * Runs one step and says what came of it. What its first part says is seen at once, what the others say at the end.
 * @param {import('./steps.mjs').Step} step
 * @param {Stage} stage
 * @param {boolean} [beside] others run at the same time, so all that it says comes at the end
 * @returns {Promise<import('./sum.mjs').Result>}
 */
export async function perform(step, stage, beside = false) {
  const island = step.island ? onIsland(stage.account !== undefined, step.disk) : [];
  // Without islands they would see each other's programs.
  const parts = step.island && island.length === 0 ? 1 : (step.parts ?? 1);
  const numbers = Array.from({ length: parts }, (_, index) => index + 1);
  const aside = (part) => beside || part > 1;
  const all = await Promise.all(
    numbers.map((part) => performPart(step, stage, { part, parts, island, aside: aside(part) })),
  );
  if (beside) console.log(`\n── ${step.title}, whole ──`);
  for (const { said } of all) process.stdout.write(said);
  return total(all.map(({ result }) => result));
}

/**
 * @param {import('./steps.mjs').Step} step
 * @param {Stage} stage
 * @param {{ part: number, parts: number, island: string[], aside: boolean }} which `aside`: what it says is kept back
 * @returns {Promise<{ result: import('./sum.mjs').Result, said: string }>} `said` is what was not shown at once
 */
async function performPart(step, { account, root, variables, watch }, { part, parts, island, aside }) {
  const runner = step.ordinary ? account : undefined;
  const { network, memory } = step;
  const { folder, env } = surroundings({ root, account: runner, network, memory, env: process.env });
  const result = join(folder, 'result.json');
  const log = join(folder, 'log');
  const out = aside ? openSync(log, 'a') : 'inherit';
  writeFileSync(result, '');
  if (runner) chownSync(result, runner.uid, runner.gid);
  Object.assign(env, variables, step.variables, { TANKMATE_TEST_RESULT: result });
  if (step.disk) Object.assign(env, await (await import('./tank/disk.mjs')).diskVariables());
  // Suites that need root for a part of their work do the rest as this account.
  if (account) Object.assign(env, { TANKMATE_TEST_ACCOUNT: `${account.name}:${account.uid}:${account.gid}` });
  try {
    const [program, ...args] = [
      ...island,
      ...(runner ? asAccount(runner) : []),
      ...(step.ordinary ? withDesktop(part, step.beside) : []),
      ...(step.command ?? [...vitest(step.suite, root, watch), ...(step.files ?? [])]),
      ...(parts > 1 ? [`--shard=${part}/${parts}`] : []),
    ];
    const code = await pass(program, args, {
      cwd: root,
      env,
      stdio: [watch ? 'inherit' : 'ignore', out, out],
    });
    const said = aside ? readFileSync(log, 'utf8') : '';
    if (!step.command) return { result: fromFile(result, code), said };
    return { result: { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: [] }, said };
  } finally {
    if (out !== 'inherit') closeSync(out);
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * A message bus and a display. On an island nobody sees whether a display's number is taken, and two that begin at once
 * may take the same, so each has its own.
 */
function withDesktop(part, beside = false) {
  const number = ['-a', '-n', String(99 + 100 * (part - 1) + (beside ? 50 : 0))];
  return ['dbus-run-session', '--', 'xvfb-run', ...number, '-s', '-screen 0 1280x1024x24'];
}

/**
 * Process list and network of its own (pid_namespaces(7), network_namespaces(7)): what is stopped there is nobody
 * else's. The shell stays as the first process, which has to bury orphans. Where an ordinary account may make none
 * (apparmor's limits, say), tests that stop things are left out.
 * @param {boolean} root as root, or else by way of a user namespace (unshare(1))
 * @param {boolean} [lan] with a network card and an address of a home's network, in which nobody else is (veth(4))
 * @returns {string[]} program and arguments to put before the other command's
 */
function onIsland(root, lan = false) {
  const words = [
    'unshare',
    ...(root ? [] : ['--user', '--map-current-user', '--keep-caps']),
    ...['--net', '--pid', '--mount-proc', '--fork', '--kill-child', '--'],
  ];
  const can = spawnSync(words[0], [...words.slice(1), 'true'], { stdio: 'ignore' }).status === 0;
  // The rights that brought the network up are for nobody on the island.
  const last = root ? '' : 'setpriv --inh-caps=-all --ambient-caps=-all ';
  const card = 'ip link add lan0 type veth peer name lan1; ip addr add 192.168.77.2/24 dev lan0';
  const network = lan ? `${card}; ip link set lan0 up; ip link set lan1 up; ` : '';
  const script = `ip link set lo up; ${network}${last}"$@"; exit $?`;
  return can ? [...words, 'env', 'TANKMATE_TEST_ISLAND=yes', 'sh', '-c', script, 'island'] : [];
}

function vitest(suite, root, watch) {
  const words = [watch ? 'watch' : 'run', '--configLoader', 'runner', '--reporter=default'];
  // A suite with a set-up of its own has its own configuration.
  const own = `test/${suite}/vitest.config.ts`;
  const mode = suite === 'unit' ? [] : existsSync(join(root, own)) ? ['--config', own] : ['--mode', suite];
  return ['vitest', ...words, `--reporter=${join(root, 'scripts/suites/reporter.mjs')}`, ...mode];
}

/** A run that ended before it could say what it did has failed, whatever its exit code. */
function fromFile(path, code) {
  const text = readFileSync(path, 'utf8');
  if (text === '') return { passed: 0, failed: 1, skipped: [] };
  const result = JSON.parse(text);
  return code !== 0 && result.failed === 0 ? { ...result, failed: 1 } : result;
}
