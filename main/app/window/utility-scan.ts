import { utilityProcess } from 'electron';

/**
 * Starts a built script in a utility process: what the terminal looks by in Electron, where no plain Node is to be had.
 * Electron knows Node's permission model by name alone (tried with 33: the switch is taken, and nothing is held), so what
 * keeps this process from writing are the types.
 */
export function startUtility(script: string) {
  const child = utilityProcess.fork(script, [], { serviceName: 'Tankmate look' });
  return {
    onMessage: (hear: (message: unknown) => void) => void child.on('message', hear),
    onEnd: (hear: (how: string) => void) => void child.once('exit', (code) => hear(String(code))),
    send: (message: object) => child.postMessage(message),
    kill: () => void child.kill(),
  };
}
