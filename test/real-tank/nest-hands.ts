import type { ProcessExit } from '../../main/system/write/commands/run-process';
import type { CommandRunner, ProgramCommand } from '../../main/tank/model/types';
import type { Nest } from './nest';

/** A command runner that runs everything in the nest, as its account. `bend` changes a command before it is run. */
export function nestRunner(nest: Nest, bend: (command: ProgramCommand) => ProgramCommand): CommandRunner {
  const never = () => Promise.reject(new Error('not in a nest'));
  return {
    run: (told) =>
      new Promise<ProcessExit>((resolve, reject) => {
        const { program, args, input, env } = bend(told);
        const child = nest.start([program, ...args], env, undefined, input === undefined ? 'ignore' : 'pipe');
        let [out, err] = ['', ''];
        child.stdout?.on('data', (part) => {
          out += part;
        });
        child.stderr?.on('data', (part) => {
          err += part;
        });
        child.stdin?.on('error', () => {});
        child.stdin?.end(input);
        child.once('error', reject);
        child.once('close', (code) => resolve({ code, out, err, stopped: null }));
      }),
    find: async (program) => `/usr/bin/${program}`,
    launch: never,
    runElevated: never,
    isAlive: async () => false,
    end: async () => {},
    identify: async () => null,
  };
}
