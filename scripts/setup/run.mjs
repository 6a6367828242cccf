import { spawn } from 'node:child_process';

/**
 * Runs a program with this terminal and hands on the signals that would end this one.
 * @param {string} program
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>} its exit code; 128 + the signal's number when a signal ended it; 127 when it could not start
 */
export function pass(program, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: 'inherit', ...options });
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    const hand = (signal) => child.kill(signal);
    for (const signal of signals) process.on(signal, hand);
    const done = (code) => {
      for (const signal of signals) process.off(signal, hand);
      resolve(code);
    };
    child.on('error', (error) => {
      process.stderr.write(`${program} could not be started: ${error.message}\n`);
      done(127);
    });
    child.on('exit', (code, signal) => done(code ?? 128 + (SIGNALS[signal] ?? 0)));
  });
}

const SIGNALS = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15, SIGSEGV: 11, SIGTRAP: 5, SIGABRT: 6 };

/**
 * Runs a program quietly and keeps what it said.
 * @param {string} program
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions & { limit?: number }} [options] `limit` in milliseconds
 * @returns {Promise<{ code: number, out: string, all: string }>} `out` is standard output, `all` both streams as they came
 */
export function hear(program, args, { limit, ...options } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], timeout: limit, ...options });
    let out = '';
    let all = '';
    child.stdout?.setEncoding('utf8').on('data', (text) => {
      out += text;
      all += text;
    });
    child.stderr?.setEncoding('utf8').on('data', (text) => {
      all += text;
    });
    child.on('error', (error) => resolve({ code: 127, out, all: `${all}${error.message}\n` }));
    child.on('close', (code) => resolve({ code: code ?? 124, out, all }));
  });
}
