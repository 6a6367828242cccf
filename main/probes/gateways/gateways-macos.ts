import type { Host } from '../../system/read';
import { silentProgram } from '../../system/read/plain-error';
import { type MacSocket, parseLsof, parseNetstat } from '../../system/read/processes/macos-sockets';
import { argsOf, parsePrograms, parsePs, parseStarts } from '../../system/read/processes/ps';
import type { Copy } from '../openclaw/types';
import { identitiesFromList } from '../ownership/identify-from-list';
import type { ProgramIdentity } from '../ownership/types';
import { memoize, type PartialResult, readFailure } from '../partial-result';
import type { Gateway, Listener, Process } from './types';
import { unproven } from './unproven-gateway';

const SOCKETS = ['-nP', '-iTCP', '-sTCP:LISTEN', '-F', 'pcuLtn'];

/** Gateways and sockets of macOS: ps(1) shows every account's processes, lsof(8) only our own sockets unless we are root. */
export function macosGateways(host: Host, copies: () => Promise<readonly Copy[]>) {
  const output = async (program: string, args: readonly string[]) =>
    (await host.run(program, args)).stdout.toString('utf8');

  const lsof = memoize(async () => parseLsof(await output('/usr/sbin/lsof', SOCKETS)));
  const processes = memoize(async () => {
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
        file: path || null,
        args: argsOf(line.command, path),
        startedAt: times.get(line.pid) ?? null,
      };
    });
  });
  const identities = memoize(async () => {
    const [all, sockets] = await Promise.all([processes(), lsof().catch(() => [])]);
    const listening = new Set(sockets.flatMap(({ pid }) => (pid === null ? [] : [pid])));
    return identitiesFromList(
      host,
      all.map((each) => ({ ...each, program: each.name })),
      listening,
    );
  });
  const listener = ({ user, ...rest }: MacSocket): Listener => ({ ...rest, account: user });

  return {
    async processes(): Promise<PartialResult<Process>> {
      try {
        const all = await processes();
        if (all.length === 0) throw silentProgram('ps');
        const known = await identities();
        const items = all.map(({ pid, parent, name, args, startedAt, user, uid }) => ({
          ...(known.has(pid) && { openclaw: known.get(pid) as ProgramIdentity }),
          pid,
          parent,
          program: name,
          args,
          startedAt,
          account: user,
          ours: host.uid === 0 || host.uid === uid,
          where: 'this-computer',
        }));
        return { items, gaps: [] };
      } catch (error) {
        return { items: [], gaps: [{ where: 'ps', because: readFailure(error) }] };
      }
    },

    async running(): Promise<PartialResult<Gateway>> {
      try {
        const all = await processes();
        // ps always shows itself: nothing at all means that it did not work.
        if (all.length === 0) throw silentProgram('ps');
        const is = await identities();
        const matching = all.filter(({ pid }) => is.get(pid)?.role === 'gateway');
        const isSure = ({ pid, uid }: (typeof all)[number]) =>
          is.get(pid)?.certain === true || (host.uid !== 0 && host.uid !== uid);
        const launchers = new Set(matching.map(({ parent }) => parent));
        const known = (await copies())
          .filter((each) => each.where === 'this-computer')
          .map(({ path }) => path);
        const sockets = await lsof().catch(() => null);
        const items = matching
          .filter((line) => !launchers.has(line.pid) && isSure(line))
          .map((line): Gateway => {
            const family = [line, ...all.filter(({ parent }) => parent === line.pid)];
            const inside = known.find((folder) =>
              family.some(({ command }) => command.includes(`${folder}/`)),
            );
            const seeing = sockets !== null && (host.uid === 0 || host.uid === line.uid);
            const own = sockets?.filter(({ pid }) => pid === line.pid).map(listener) ?? [];
            return {
              pid: line.pid,
              startedAt: line.startedAt,
              program: line.name,
              ...(line.file?.startsWith('/') && { file: line.file }),
              account: line.user,
              administrator: line.uid === 0,
              copyPath: inside ?? is.get(line.pid)?.copyPath ?? null,
              stateDir: null,
              ...(seeing
                ? { listeners: own }
                : { listeners: null, listenersUnknown: { id: 'look.not-allowed' } }),
              where: 'this-computer',
            };
          });
        const unsure = matching.filter((line) => !isSure(line));
        return { items, gaps: unsure.map(({ name, pid }) => unproven({ program: name, pid })) };
      } catch (error) {
        return { items: [], gaps: [{ where: 'ps', because: readFailure(error) }] };
      }
    },

    async listeners(): Promise<PartialResult<Listener>> {
      try {
        const [owned, all] = await Promise.all([
          lsof().catch(() => []),
          output('/usr/sbin/netstat', ['-an', '-p', 'tcp']).then(parseNetstat),
        ]);
        const same = (a: MacSocket) => (b: MacSocket) =>
          a.port === b.port && a.family === b.family && a.address === b.address;
        const others = all.filter((each) => !owned.some(same(each)));
        return { items: [...owned, ...others].map(listener), gaps: [] };
      } catch (error) {
        return { items: [], gaps: [{ where: 'netstat', because: readFailure(error) }] };
      }
    },
  };
}
