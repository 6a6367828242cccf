// Six fixes beside one look, by the work of the processor: a clock would count what else the computer is at.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { print } from './figures.mjs';
import { openclawHome } from './inspections.mjs';
import { makeUsualHome } from './usual-home.mjs';

const RUNS = 3;
const FIXES = 6;

/** Writes what the process used, user and system, in milliseconds. */
const COUNTER = `import { writeFileSync } from 'node:fs';
process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  writeFileSync(process.env.BENCH_CPU, String((user + system) / 1000));
});
`;

/**
 * @param {string} root the checkout
 * @param {string} folder where the installed OpenClaw is kept between runs
 */
export async function measureFixes(root, folder) {
  const { home: installed, path } = await openclawHome(folder);
  const place = mkdtempSync(join(tmpdir(), 'tankmate-bench-'));
  const [counter, cpu] = [join(place, 'counter.mjs'), join(place, 'cpu')];
  writeFileSync(counter, COUNTER);
  const env = (home) => ({
    ...{ HOME: home, PATH: `${path}:${process.env.PATH}`, LANG: 'C.UTF-8' },
    ...{ NODE_OPTIONS: `--import=${counter}`, BENCH_CPU: cpu },
  });
  /** What it said, and what it used. */
  const run = async (home, ...words) => {
    const child = spawn(process.execPath, [join(root, 'scripts/terminal.mjs'), ...words, '--json'], {
      env: env(home),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let out = '';
    child.stdout.on('data', (part) => {
      out += part;
    });
    await once(child, 'close');
    return { said: JSON.parse(out), used: Number(readFileSync(cpu, 'utf8')) };
  };
  const [looks, rows] = [[], []];
  try {
    for (let time = 0; time <= RUNS; time++) {
      const home = join(place, `home-${time}`);
      mkdirSync(home, { mode: 0o755 });
      makeUsualHome(home);
      if (existsSync(join(installed, '.npm-global')))
        symlinkSync(join(installed, '.npm-global'), join(home, '.npm-global'));
      const look = await run(home, 'inspect', '--offline');
      const { said } = await run(home, 'fix', 'plan', '--offline');
      const chosen = said.fixes.filter(({ recommended }) => recommended).slice(0, FIXES);
      const row = await run(home, 'fix', 'apply', ...chosen.map(({ id }) => id), '--yes');
      const failed = row.said.outcomes.filter(({ result }) => result !== 'fixed');
      if (chosen.length < FIXES || failed.length > 0)
        throw new Error(`not six fixes: ${JSON.stringify(row.said.outcomes)}`);
      // The first time fills what the system keeps in memory.
      if (time === 0) continue;
      looks.push(look.used);
      rows.push(row.used);
    }
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
  print({
    figure: 'six fixes in a row on a usual home, each looked at again',
    unit: 'ms of processor, user and system',
    ours: rows,
    against: 'one look at the same home, as a process of its own as well',
    theirs: looks,
    goal: { atMost: 2.5, of: 'ratio' },
  });
}
