import type { Ended } from '../../main/actions/commands/start';
import type { Hands, TankCommand } from '../../main/tank';
import type { Nest } from './nest';

/** Hands that run everything in the nest, as its account. `bend` changes a command before it is run. */
export function nestHands(nest: Nest, bend: (command: TankCommand) => TankCommand): Hands {
  const never = () => Promise.reject(new Error('not in a nest'));
  return {
    run: (told) =>
      new Promise<Ended>((resolve, reject) => {
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
    admin: never,
    alive: async () => false,
    end: async () => {},
    mark: async () => null,
  };
}
