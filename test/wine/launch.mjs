// Runs in Windows' own Node: starts the terminal version, or the program that is named, as its child and writes down what
// it said. Wine hands Node no pipe from Unix, but between two Windows programs pipes work.
import { execFile, spawn } from 'node:child_process';
import { existsSync, openSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';

const { args, cwd, env, kill, look, program, result, terminal, words } = JSON.parse(
  readFileSync(process.argv[2], 'utf8'),
);
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
const surroundings = { cwd, env: { ...Object.fromEntries(rest), ...env } };
const write = (outcome) => writeFileSync(result, JSON.stringify(outcome));
if (program) {
  // Its words are taken as they stand: some, like installers, read their command line by rules of their own. And it says
  // what it says into files: what Wine starts for a first window would hold a pipe open.
  const [out, err] = ['out', 'err'].map((name) => `${result}.${name}`);
  spawn(program, [words], {
    ...surroundings,
    argv0: `"${program}"`,
    windowsVerbatimArguments: true,
    stdio: ['ignore', openSync(out, 'w'), openSync(err, 'w')],
  })
    .on('error', ({ message }) => write({ code: message }))
    .on('exit', (code) => {
      const left = look && readdirSync(look, { recursive: true });
      write({ code, stdout: readFileSync(out, 'utf8'), stderr: readFileSync(err, 'utf8'), left });
    });
} else
  execFile(
    process.execPath,
    ['--input-type=module', '--eval', start, terminal, ...args],
    { ...surroundings, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, timeout: 100_000 },
    (error, stdout, stderr) =>
      write({
        code: existsSync(`${result}.killed`) ? null : error ? error.code : 0,
        stdout,
        stderr,
      }),
  );
