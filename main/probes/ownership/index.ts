import type { Host } from '../../system/read';
import { createAccountProbe } from '../account';
import type { AccountProbe } from '../account/types';
import type { Process } from '../gateways/types';
import { accountHomes } from '../openclaw/account-homes';
import { createTolerantReader } from '../openclaw/tolerant-reader';
import type { OpenClawProbe, Service } from '../openclaw/types';
import { memoize } from '../partial-result';
import { commandFinder } from './find-command';
import type { Actor, Owner, Ownership, OwnershipProbe, Proof, Thing } from './types';

export type { Actor, Owner, Ownership, OwnershipProbe, ProgramIdentity, Proof, Thing } from './types';

/** Accounts of the system itself, by name or SID (Well-known SIDs, learn.microsoft.com). */
const SYSTEM = /^(root|0|system|local service|network service|s-1-5-(18|19|20))$/i;

/** Ordinary people's numbers (login.defs(5), UID_MIN and UID_MAX; on macOS from 501). */
const isPerson = (uid: number, platform: Host['platform']) =>
  platform === 'darwin' ? uid >= 501 : uid >= 1000 && uid <= 60_000;

/** Kinds of services that the computer itself starts. */
const COMPUTERS: readonly Service['kind'][] = ['systemd-system', 'launch-daemon', 'scheduled-task'];

type Place = 'own' | 'service' | 'root' | 'person' | 'untold';

/** Tells whose things of OpenClaw are, from what the probes saw of them. */
export function createOwnershipProbe(
  host: Host,
  openclaw: Pick<OpenClawProbe, 'services'>,
  accounts: Pick<AccountProbe, 'current'> = createAccountProbe(host),
): OwnershipProbe {
  const who = memoize(() => accountHomes(createTolerantReader(host)));
  const me = memoize(accounts.current);
  const command = commandFinder(host);

  /** Which kind of account that is, as seen from ours. */
  async function placeOf(account: string | null): Promise<Place> {
    if (account === null) return 'untold';
    const bare = account.replace(/^.*\\/, '').toLowerCase();
    const own = await me();
    const names = [own.id, host.platform === 'win32' ? own.name : host.userName, String(host.uid)];
    if (names.some((name) => name.replace(/^.*\\/, '').toLowerCase() === bare)) return 'own';
    if (SYSTEM.test(bare)) return 'root';
    const { uidOf } = await who();
    const uid = uidOf(account);
    return uid !== null && !isPerson(uid, host.platform) ? 'service' : 'person';
  }

  /** Root's own look is at the whole computer; one at a home that was moved there is at that home only. */
  const seesAll = async () => host.uid === 0 && !(await who()).moved;

  async function answer(
    account: string | null,
    evidence: readonly Proof[],
    more: { readonly computers?: boolean; readonly elevated?: boolean; readonly home?: string | null } = {},
  ): Promise<Ownership> {
    const claimed: readonly Proof[] =
      account === null ? evidence : [...evidence, { by: 'account', saw: account }];
    const say = (owner: Owner, actor: Actor): Ownership => ({ owner, actor, account, evidence: claimed });
    const place = await placeOf(account);
    const whole = await seesAll();
    if (place === 'own') {
      const { moved } = await who();
      const elsewhere = moved && more.home !== undefined && more.home !== null && more.home !== host.home;
      if (elsewhere) return say('other-account', 'its-account');
      return say('this-home', more.elevated ? 'administrator' : 'us');
    }
    if (whole) return say('other-account', 'us');
    if (place === 'untold') return say('unknown', 'nobody');
    // What the computer itself starts, and not for one of its people, is its administrator's to stop.
    const byAdmin = more.computers === true && place !== 'person';
    return say('other-account', byAdmin ? 'administrator' : 'its-account');
  }

  const isIn = (inner: string, outer: string) => inner.startsWith(`${outer}${host.path.sep}`);

  const nobody = (owner: Owner, account: string | null, evidence: readonly Proof[]): Ownership => ({
    owner,
    actor: 'nobody',
    account,
    evidence,
  });

  /** The service that runs a process: by its unit, elsewhere by its account where the system itself started it. */
  async function serviceOf({ unit, account, parent }: Process): Promise<Service | null> {
    const services = (await openclaw.services()).items.filter(({ unproven }) => !unproven);
    if (host.platform === 'linux')
      return (
        services.find(
          ({ kind, file }) =>
            unit?.name === host.path.basename(file) && (unit.uid === null) === (kind === 'systemd-system'),
        ) ?? null
      );
    const byAccount = services.filter((each) => COMPUTERS.includes(each.kind) && each.account === account);
    return host.platform === 'win32' || parent === 1 ? (byAccount[0] ?? null) : null;
  }

  async function ofProcess(process: Process): Promise<Ownership> {
    const { openclaw: is, account, ours, args, program } = process;
    const nothing = nobody('somebody-else', account, [{ by: 'name', saw: args[0] ?? program }]);
    if (!is || is.role === 'command') return nothing;
    const service = await serviceOf(process);
    // A gateway of a service that just starts; by hand it may be any command that ends by itself.
    if (is.role === 'starting' && service === null)
      return is.certain ? nobody('unknown', account, is.evidence) : nothing;
    // What a unit runs that is proven to start OpenClaw needs no second witness.
    if (!is.certain && service === null) {
      // Whatever it is, another account's is for that account to tell.
      const theirs = ['person', 'root', 'service'].includes(await placeOf(account));
      return {
        ...nobody('unknown', account, is.evidence),
        actor: theirs && ours === false ? 'its-account' : 'nobody',
      };
    }
    const evidence: readonly Proof[] = service
      ? [...is.evidence, { by: 'service', saw: service.file }]
      : is.evidence;
    return answer(account, evidence, {
      computers: service !== null && COMPUTERS.includes(service.kind),
      elevated: ours === false,
      home: is.home,
    });
  }

  async function ownerOf(thing: Thing): Promise<Ownership> {
    switch (thing.kind) {
      case 'process':
        return ofProcess(thing.process);
      case 'gateway': {
        const { account, stateDir, program, pid } = thing.gateway;
        return answer(account, [{ by: 'program', saw: `${program} (pid ${pid})` }], {
          // What runs with its state in this home is this home's, whatever its environment calls its home.
          home: stateDir === null || isIn(stateDir, host.home) ? null : stateDir,
        });
      }
      case 'command': {
        const is = await command([thing.args], { cwd: thing.cwd });
        const saw = thing.args[0] ?? '';
        if (is === null) return nobody('somebody-else', null, [{ by: 'name', saw }]);
        if (!is.certain) return nobody('unknown', null, is.evidence);
        return answer(host.platform === 'win32' ? (await me()).id : host.userName, is.evidence);
      }
      case 'service': {
        const { file, account, kind, unproven } = thing.service;
        const evidence: readonly Proof[] = [{ by: unproven ? 'name' : 'program', saw: file }];
        if (unproven) return nobody('unknown', account, evidence);
        return answer(account, evidence, { computers: COMPUTERS.includes(kind) });
      }
      case 'copy':
        return answer(thing.copy.owner, [{ by: 'program', saw: thing.copy.path }]);
      case 'setup':
        return answer(thing.setup.owner, [{ by: 'state', saw: thing.setup.stateDir }], {
          home: thing.setup.home,
        });
    }
  }
  return { ownerOf };
}
