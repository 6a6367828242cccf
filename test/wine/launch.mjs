// Runs in Windows' own Node: starts the terminal version as its child and writes down what it said. Wine hands Node no
// pipe from Unix, but between two Windows programs pipes work.
import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const { args, cwd, env, kill, result, terminal } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
// Windows' names of variables have no case, an object's have: `PATH` and `Path` would be two.
const set = new Set(Object.keys(env).map((name) => name.toUpperCase()));
const rest = Object.entries(process.env).filter(([name]) => !set.has(name.toUpperCase()));
/** Ahead of that call all is over: nothing more is run, nothing flushed. */
const killed = `
  const { promises, writeFileSync } = await import('node:fs');
  const { syncBuiltinESMExports } = await import('node:module');
  const { call, on, nth = 1 } = ${JSON.stringify(kill ?? {})};
  let calls = 0;
  const real = promises[call];
  promises[call] = (...args) => {
    if (args.some((arg) => String(arg).includes(on)) && ++calls === nth) {
      writeFileSync(${JSON.stringify(`${result}.killed`)}, '');
      process.kill(process.pid, 'SIGKILL');
    }
    return real(...args);
  };
  syncBuiltinESMExports();
`;
const start = `${kill ? killed : ''}
  process.exitCode = await (await import(process.argv[1])).main(process.argv.slice(2))`;
execFile(
  process.execPath,
  ['--input-type=module', '--eval', start, terminal, ...args],
  {
    cwd,
    env: { ...Object.fromEntries(rest), ...env },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    timeout: 100_000,
  },
  (error, stdout, stderr) =>
    writeFileSync(
      result,
      JSON.stringify({
        code: existsSync(`${result}.killed`) ? null : error ? error.code : 0,
        stdout,
        stderr,
      }),
    ),
);
