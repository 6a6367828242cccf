// Runs in Windows' own Node: starts the terminal version as its child and writes down what it said. Wine hands Node no
// pipe from Unix, but between two Windows programs pipes work.
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const { args, cwd, env, result, terminal } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
// Windows' names of variables have no case, an object's have: `PATH` and `Path` would be two.
const set = new Set(Object.keys(env).map((name) => name.toUpperCase()));
const rest = Object.entries(process.env).filter(([name]) => !set.has(name.toUpperCase()));
const start = 'process.exitCode = await (await import(process.argv[1])).main(process.argv.slice(2))';
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
    writeFileSync(result, JSON.stringify({ code: error ? error.code : 0, stdout, stderr })),
);
