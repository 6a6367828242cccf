import type { Host } from '../../main/system/read';
import { nodeHost } from '../../main/system/read/node-host';

/**
 * This computer's files below a home and in /etc; no processes and no programs, which others change meanwhile. `before`
 * runs before each read.
 */
export function quietHost(home: string, before: (path: string) => Promise<void> = async () => {}): Host {
  const real = nodeHost(new AbortController().signal);
  const gone = (path: string) => Object.assign(new Error(`ENOENT: ${path}`), { code: 'ENOENT' });
  const mine =
    <A extends [string, ...unknown[]], R>(verb: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      const [path] = args;
      await before(path);
      if (!home.startsWith(path) && !path.startsWith(home) && !/^\/etc\//.test(path)) throw gone(path);
      return verb(...args);
    };
  return {
    ...real,
    home,
    env: { HOME: home, PATH: '/usr/bin' },
    readText: mine(real.readText),
    readBytes: mine(real.readBytes),
    readPart: mine(real.readPart),
    entries: mine(real.entries),
    list: mine(real.list),
    stat: mine(real.stat),
    lstat: mine(real.lstat),
    realpath: mine(real.realpath),
    readLink: mine(real.readLink),
    tryOpen: mine(real.tryOpen),
    isImmutable: mine(real.isImmutable),
    run: async (program) => {
      throw gone(program);
    },
  };
}
