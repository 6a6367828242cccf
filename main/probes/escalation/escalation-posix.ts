import type { Evidence } from '../../contract/finding';
import type { Host } from '../../system/read';
import { ADMIN_GROUPS } from '../account/account-linux';
import { isWholeIdMap, parseStatus, rootLike } from '../account/process-status';
import { type Gap, memoize } from '../partial-result';
import { personOf } from '../permissions/account-access';
import { accountChanges } from '../permissions/account-changes';
import { type AccountWithGroups, accountsAndGroups } from '../permissions/accounts-and-groups';
import { commandPower } from './command-power';
import { openDevices } from './devices-linux';
import { linuxRootFiles, type RootFiles } from './root-files-linux';
import { rulesThatAskNobody } from './rules-that-ask-nobody';
import type { Escalation, EscalationProbe, EscalationQuestion, EscalationWay } from './types';

/** Programs that run as root by design and ask (sudo(8), su(1), crontab(1)), whatever they could start. */
const SETUID_BY_DESIGN = /^(?:sudo|su|doas|pkexec|crontab|screen|mount|passwd|chpasswd|gpasswd|ssh-keysign)$/;

/** Linux and macOS, by what files and the kernel say. */
export function posixEscalation(host: Host): EscalationProbe {
  const people = memoize(() => accountsAndGroups(host));
  const changes = accountChanges(host);

  /** Groups and powers that a unit or whoever started it gave to OpenClaw's processes, besides what the account has. */
  async function given(
    { pids, grants }: EscalationQuestion,
    own: AccountWithGroups,
    names: ReadonlyMap<number, string>,
  ) {
    const ways: EscalationWay[] = [];
    const groups = new Set([...own.groups].flatMap((gid) => names.get(gid) ?? []));
    if (host.uid === own.uid)
      for (const gid of parseStatus(await host.readText('/proc/self/status').catch(() => ''))?.gids ?? [])
        groups.add(names.get(gid) ?? '');
    const isNew = (name: string) => ADMIN_GROUPS.includes(name) && !groups.has(name);
    for (const { powers, groups: lent, file } of grants) {
      const evidence = (saw: string): Evidence => ({ kind: 'service', where: file, saw });
      if (powers.length > 0) ways.push({ kind: 'power', evidence: evidence(powers.join(', ')) });
      for (const each of lent) {
        const name = /^\d+$/.test(each) ? (names.get(Number(each)) ?? '') : each;
        if (isNew(name)) ways.push({ kind: 'group', evidence: evidence(name) });
      }
    }
    for (const pid of host.platform === 'linux' ? pids : []) {
      const where = `/proc/${pid}/status`;
      const status = parseStatus(await host.readText(where).catch(() => ''));
      if (!status || status.uid === 0) continue;
      const evidence = (saw: string): Evidence => ({ kind: 'process', where, saw });
      const powers = rootLike(status.capabilities | status.permitted);
      const map = await host.readText(`/proc/${pid}/uid_map`).catch(() => null);
      if (powers.length > 0 && (map === null || isWholeIdMap(map)))
        ways.push({ kind: 'power', evidence: evidence(`CapPrm: ${powers.join(', ')}`) });
      for (const name of status.gids.flatMap((gid) => names.get(gid) ?? []))
        if (isNew(name)) ways.push({ kind: 'group', evidence: evidence(name) });
    }
    return ways;
  }

  /** Files that run as root whoever starts them, and that start what they are told to: by name, or as large as one that does. */
  function setuid({ commands }: RootFiles, person: AccountWithGroups): readonly EscalationWay[] {
    const tells = (name: string) => commandPower(`/${name}`, null) === 'all' && !SETUID_BY_DESIGN.test(name);
    const sizes = new Set(
      commands.flatMap(({ name, facts }) => (facts && facts.size > 0 && tells(name) ? facts.size : [])),
    );
    return commands.flatMap(({ name, path, facts, link }): EscalationWay[] => {
      if (link || facts?.kind !== 'file' || facts.uid !== 0 || (facts.mode & 0o4000) === 0) return [];
      if ((facts.mode & (person.groups.has(facts.gid) ? 0o010 : 0o001)) === 0) return [];
      if (!tells(name) && (!sizes.has(facts.size) || SETUID_BY_DESIGN.test(name))) return [];
      return [{ kind: 'setuid', evidence: { kind: 'file', where: path, saw: facts.mode.toString(8) } }];
    });
  }

  async function waysOf(account: EscalationQuestion): Promise<Escalation> {
    const known = await people();
    const own = known && (await personOf(host, known, { ...account, pids: [], grants: [] }));
    const gap = (where: string, because: Gap['because']) => ({
      items: [],
      looked: [],
      gaps: [{ where, because }],
    });
    if (!known || !own) return gap(account.account, { id: 'escalation.unknown-account' });
    const lent = await given(account, own, known.groupNames);
    const person = await personOf(host, known, account);
    if (!person) return { ...gap(account.account, { id: 'escalation.unknown-account' }), items: lent };
    // With a power of root's, all else is its already.
    if (person.uid === 0) return { items: lent, looked: [], gaps: [] };

    const rules = await rulesThatAskNobody(host, person, known.groupNames);
    const files =
      host.platform === 'darwin'
        ? await (await import('./root-files-macos')).macosRootFiles(host, rules.folders)
        : await linuxRootFiles(host, rules.folders);
    const [judged, programs, closed, devices] = await Promise.all([
      changes(
        person,
        known,
        files.items.map(({ path }) => path),
      ),
      changes(
        person,
        known,
        rules.programs.map(({ path }) => path),
      ),
      // Behind a folder that it can't go into, it has a hand in nothing.
      changes(
        person,
        known,
        files.closed.map((folder) => host.path.join(folder, '?')),
      ),
      openDevices(host, changes, person, known),
    ]);
    const changed = new Set(judged.flatMap(({ path, can }) => (can === 'changes' ? path : [])));
    const ways = files.items.flatMap(({ path, by, byName }): EscalationWay[] => {
      if (!changed.has(path) || (byName && changed.has(host.path.dirname(path)))) return [];
      const saw =
        by === path
          ? ({ id: 'escalation.may-change' } as const)
          : { id: 'escalation.started-by', values: { by } };
      return [{ kind: byName ? 'command' : 'runs', evidence: { kind: 'file', where: path, saw } }];
    });
    const upgraded = rules.programs.filter((_, at) => programs[at]?.can === 'changes').map(({ way }) => way);
    const doubts = [...judged, ...closed].flatMap(({ path, because }) =>
      because ? [{ where: path, because }] : [],
    );
    return {
      items: [
        ...lent,
        ...rules.ways.map((way) => (upgraded.includes(way) ? { ...way, kind: 'rule' as const } : way)),
        ...setuid(files, person),
        ...devices.ways,
        ...ways,
      ],
      gaps: [...rules.gaps, ...files.gaps, ...doubts, ...devices.gaps],
      looked: [
        ...rules.looked,
        {
          kind: 'account',
          where: person.name,
          saw: { id: 'escalation.looked-at', values: { count: files.items.length } },
        },
      ],
    };
  }
  return { waysOf };
}
