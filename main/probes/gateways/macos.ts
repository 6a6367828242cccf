import { isGateway, packageFolder } from '../../openclaw/gateway-process';
import type { Host } from '../host';
import type { Copy } from '../openclaw';
import { couldNot, once, type Seen } from '../seen';
import type { Gateway, Listener, Process } from '.';
import { type MacSocket, parseLsof, parseNetstat } from './macos-sockets';
import { argsOf, parsePrograms, parsePs, parseStarts } from './ps';

const SOCKETS = ['-nP', '-iTCP', '-sTCP:LISTEN', '-F', 'pcuLtn'];

/** Gateways and sockets of macOS: ps(1) shows every account's processes, lsof(8) only our own sockets unless we are root. */
export function macosGateways(host: Host, copies: () => Promise<readonly Copy[]>) {
  const output = async (program: string, args: readonly string[]) =>
    (await host.run(program, args)).stdout.toString('utf8');

  const lsof = once(async () => parseLsof(await output('/usr/sbin/lsof', SOCKETS)));
  const processes = once(async () => {
    const [lines, programs, starts] = await Promise.all([
      output('/bin/ps', ['-axww', '-o', 'pid=,ppid=,uid=,user=,command=']),
      output('/bin/ps', ['-axww', '-o', 'pid=,comm=']),
      output('/bin/ps', ['-axww', '-o', 'pid=,lstart=']).catch(() => ''),
    ]);
    const paths = parsePrograms(programs);
    const times = parseStarts(starts);
    return parsePs(lines).map((line) => {
      const path = paths.get(line.pid) ?? '';
      return {
        ...line,
        name: path.slice(path.lastIndexOf('/') + 1),
        args: argsOf(line.command, path),
        startedAt: times.get(line.pid) ?? null,
      };
    });
  });
  const listener = ({ user, ...rest }: MacSocket): Listener => ({ ...rest, account: user });

  return {
    async processes(): Promise<Seen<Process>> {
      try {
        const all = await processes();
        if (all.length === 0) throw new Error('ps');
        const found = all.map(({ pid, parent, name, args, startedAt, user, uid }) => ({
          pid,
          parent,
          program: name,
          args,
          startedAt,
          account: user,
          ours: host.uid === 0 || host.uid === uid,
          where: 'this-computer',
        }));
        return { found, unseen: [] };
      } catch (error) {
        return { found: [], unseen: [{ where: 'ps', because: couldNot(error) }] };
      }
    },

    async running(): Promise<Seen<Gateway>> {
      try {
        const all = await processes();
        // ps always shows itself: nothing at all means that it did not work.
        if (all.length === 0) throw new Error('ps');
        const matching = all.filter(({ name, args }) => isGateway({ program: name, args }));
        const launchers = new Set(matching.map(({ parent }) => parent));
        const known = (await copies())
          .filter((each) => each.where === 'this-computer')
          .map(({ path }) => path);
        const sockets = await lsof().catch(() => null);
        const found = matching
          .filter(({ pid }) => !launchers.has(pid))
          .map((line): Gateway => {
            const family = [line, ...all.filter(({ parent }) => parent === line.pid)];
            const inside = known.find((folder) =>
              family.some(({ command }) => command.includes(`${folder}/`)),
            );
            const folder = family
              .flatMap(({ args }) => args.map(packageFolder))
              .find((each) => each !== null);
            const seeing = sockets !== null && (host.uid === 0 || host.uid === line.uid);
            const own = sockets?.filter(({ pid }) => pid === line.pid).map(listener) ?? [];
            return {
              pid: line.pid,
              startedAt: line.startedAt,
              program: line.name,
              account: line.user,
              administrator: line.uid === 0,
              copyPath: inside ?? folder ?? null,
              stateDir: null,
              ...(seeing
                ? { listeners: own }
                : { listeners: null, listenersUnknown: { id: 'look.not-allowed' } }),
              where: 'this-computer',
            };
          });
        return { found, unseen: [] };
      } catch (error) {
        return { found: [], unseen: [{ where: 'ps', because: couldNot(error) }] };
      }
    },

    async listeners(): Promise<Seen<Listener>> {
      try {
        const [owned, all] = await Promise.all([
          lsof().catch(() => []),
          output('/usr/sbin/netstat', ['-an', '-p', 'tcp']).then(parseNetstat),
        ]);
        const same = (a: MacSocket) => (b: MacSocket) =>
          a.port === b.port && a.family === b.family && a.address === b.address;
        const others = all.filter((each) => !owned.some(same(each)));
        return { found: [...owned, ...others].map(listener), unseen: [] };
      } catch (error) {
        return { found: [], unseen: [{ where: 'netstat', because: couldNot(error) }] };
      }
    },
  };
}
