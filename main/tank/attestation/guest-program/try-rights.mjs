import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';

// A refused password is answered slowly on purpose.
const LIMIT_MS = 15_000;

/**
 * Tries to become the administrator with nothing but what is at hand: no password is given, and nothing is written.
 * @param {{ programs: { id: string, argv: string[] }[], readable: string[], writable: string[] }} questions
 */
export default async function ({ programs, readable, writable }) {
  const may = (paths, mode) =>
    Promise.all(
      paths.map(async (path) => ({
        path,
        may: await access(path, mode).then(
          () => true,
          () => false,
        ),
      })),
    );
  return {
    programs: await Promise.all(programs.map(run)),
    readable: (await may(readable, constants.R_OK)).filter((each) => each.may).map(({ path }) => path),
    writable: (await may(writable, constants.W_OK)).filter((each) => each.may).map(({ path }) => path),
  };
}

const run = ({ id, argv: [program, ...args] }) =>
  new Promise((resolve) => {
    const options = {
      timeout: LIMIT_MS,
      killSignal: 'SIGKILL',
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' },
    };
    const child = execFile(program, args, options, (error, out) => {
      if (!error) return resolve({ id, end: 'ran', out: out.trim().slice(0, 80) });
      if (error.killed) return resolve({ id, end: 'late', out: '' });
      // A name is a program that could not be started, a number how it ended.
      const end = typeof error.code === 'number' ? 'refused' : String(error.code ?? 'killed');
      resolve({ id, end: end === 'ENOENT' ? 'absent' : end, out: '' });
    });
    child.stdin?.end();
  });
