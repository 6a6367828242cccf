import type { Change } from '../../contract/change';
import { isActing } from '../../openclaw/gateway-process';
import { containerOf, isShell, shellRuns } from '../../openclaw/service-control';
import type { FileProbe } from '../../probes/files';
import type { Process } from '../../probes/gateways';

/** Seconds that an engine gives a container before it ends it. */
const GRACE_S = '1';

/** Programs by their place; a bare name could find one that somebody planted. */
const PLACES = ['/usr/bin', '/usr/local/bin', '/snap/bin'];

async function programOf(files: FileProbe, engine: string): Promise<string | null> {
  for (const place of PLACES) if (await there(files, `${place}/${engine}`)) return `${place}/${engine}`;
  return null;
}

const there = (files: FileProbe, path: string) =>
  files.stat(path).then(
    () => true,
    () => false,
  );

/** Docker's daemon obeys whoever may write its socket (docs.docker.com/engine/install/linux-postinstall). */
async function mayAskDocker(files: FileProbe): Promise<boolean> {
  if (files.uid === 0) return true;
  const socket = await files.stat('/var/run/docker.sock').catch(() => null);
  const status = (await files.exact('/proc/self/status').catch(() => null))?.text ?? '';
  const groups = /^Groups:(.*)$/m.exec(status)?.[1]?.trim().split(/\s+/) ?? [];
  return socket !== null && (socket.mode & 0o020) !== 0 && groups.includes(String(socket.gid));
}

/** What becomes of containers in which OpenClaw runs. */
export interface Containers {
  /** Whole containers that are stopped by their engine. */
  readonly own: readonly Change[];
  readonly asAdmin: readonly Change[];
  /** In containers that hold other things too: only OpenClaw itself is ended in them. */
  readonly ends: readonly Process[];
  /** Names of those that this is about. */
  readonly meant: readonly string[];
  /** Names of those that can't be stopped from here, or of which can't be told what and whose they are. */
  readonly outOfReach: readonly string[];
  /** In containers of other accounts. */
  readonly others: readonly Process[];
}

/** What is in a container together with OpenClaw, and what keeps it from outside. */
interface Inside {
  readonly engine: 'docker' | 'podman';
  readonly id: string;
  /** OpenClaw, what started it and what it started, and nothing else. */
  readonly isAlone: boolean;
  /** Some program of it runs under this account's own number. */
  readonly isMine: boolean;
  /** The nearest program above that is not in it. */
  readonly keeper: Process | undefined;
}

async function lookInside(
  files: FileProbe,
  found: readonly Process[],
  all: readonly Process[],
): Promise<Inside | null> {
  const cgroupOf = async ({ pid }: Process) =>
    (await files.exact(`/proc/${pid}/cgroup`).catch(() => null))?.text ?? '';
  const [first] = found;
  const container = first ? containerOf(await cgroupOf(first)) : null;
  if (!first || !container) return null;
  const ids = await Promise.all(all.map(async (each) => containerOf(await cgroupOf(each))?.id));
  const members = all.filter((each, at) => ids[at] === container.id && each.program !== 'conmon');
  const above = (process: Process): readonly Process[] => {
    const chain: Process[] = [];
    for (let next = all.find(({ pid }) => pid === process.parent); next && !chain.includes(next); ) {
      chain.push(next);
      const { parent } = next;
      next = all.find(({ pid }) => pid === parent);
    }
    return chain;
  };
  const starters = new Set(found.flatMap(above).filter((each) => !found.includes(each)));
  // A shell that somebody types into is theirs, and so is whatever a container is kept open by.
  const isTyped = ({ args }: Process) => isShell(args) && shellRuns(args) === null;
  const belongs = (each: Process) =>
    found.includes(each) ||
    above(each).some((parent) => found.includes(parent)) ||
    (starters.has(each) && !isTyped(each));
  return {
    ...container,
    isAlone: members.every(belongs),
    isMine: members.some(({ ours }) => ours === true),
    keeper: above(first).find((each) => !members.includes(each)),
  };
}

/**
 * Stops the containers in which OpenClaw runs and nothing else does, by their engine, so that no restart rule brings
 * them back before the engine itself starts anew (docs.docker.com/engine/containers/start-containers-automatically).
 * Undo starts them again. Whose a container of podman is tells the account of its monitor (conmon(8)), and of docker
 * the programs in it: its daemon keeps those of all accounts.
 */
export async function containersToStop(files: FileProbe, all: readonly Process[]): Promise<Containers> {
  const inside = all.filter(
    ({ where, openclaw }) => where !== 'this-computer' && openclaw && isActing(openclaw.role),
  );
  const [own, asAdmin] = [new Map<string, Change>(), new Map<string, Change>()];
  const ends: Process[] = [];
  const others: Process[] = [];
  const [meant, outOfReach] = [new Set<string>(), new Set<string>()];
  for (const where of new Set(inside.map((each) => each.where))) {
    const name = where.replace(/^container:/, '');
    const found = inside.filter((each) => each.where === where);
    const details = await lookInside(files, found, all);
    const { keeper } = details ?? {};
    if (details?.engine === 'podman' && keeper?.program === 'conmon' && keeper.ours === false) {
      others.push(...found);
      continue;
    }
    const mine = details?.engine === 'podman' ? keeper?.program === 'conmon' : details?.isMine === true;
    const isRoots = files.uid === 0 && keeper?.account !== 'root' && details?.engine === 'podman';
    const sure = found.some(({ openclaw }) => openclaw?.certain);
    const program =
      details && sure && mine && details.isAlone && !isRoots ? await programOf(files, details.engine) : null;
    const mayEnd = found.filter(
      ({ ours, startedAt, openclaw }) => ours === true && startedAt !== null && openclaw?.certain,
    );
    if (details && program) {
      const admin = details.engine === 'docker' && !(await mayAskDocker(files));
      meant.add(name);
      (admin ? asAdmin : own).set(details.id, {
        kind: 'command',
        program,
        args: ['stop', '--time', GRACE_S, details.id],
        admin,
        undo: { program, args: ['start', details.id] },
        ...(!admin && { optional: true as const, limitMs: 4000 }),
      });
    } else if (sure && mine && mayEnd.length > 0) {
      meant.add(name);
      ends.push(...mayEnd);
    } else outOfReach.add(name);
  }
  return {
    own: [...own.values()],
    asAdmin: [...asAdmin.values()],
    ends,
    meant: [...meant],
    outOfReach: [...outOfReach],
    others,
  };
}
