import type { Evidence } from '../../contract/finding';
import { type Host, isAbsentReading } from '../../system/read';
import type { GatewayProbe } from '../gateways/types';
import { type Gap, readFailure } from '../partial-result';
import { type AccountsAndGroups, accountsAndGroups } from '../permissions/accounts-and-groups';
import type { PermissionProbe } from '../permissions/types';
import { desktopOf } from './desktop-linux';
import type { ControlQuestion, ControlWay, SystemControlProbe } from './types';

/** Its links name keyboards, and no joysticks, which whoever sits here may open (systemd, 60-persistent-input.rules and 70-uaccess.rules). */
const KEYBOARDS = '/dev/input/by-path';
const IS_KEYBOARD = '-event-kbd';
/** Where programs make keyboards and mice of their own (kernel.org, input/uinput). */
const MAKES_KEYS = '/dev/uinput';
/** A helper that presses keys for whoever reaches its socket (ydotoold(8)). */
const TYPERS = ['/tmp/.ydotool_socket', '/run/.ydotool_socket', '/run/ydotoold/socket'];
/** What portals were told to grant again without asking, by app (xdg-desktop-portal, permission store). */
const PORTALS = [
  ['remote-desktop', 'control'],
  ['screencast', 'screen'],
] as const;
const PORTAL_LIMIT = 4 * 1024 * 1024;
/** What a desktop reads as it starts, where `xhost +` would open its display to everyone (xhost(1)). */
const START_FILES = ['.xprofile', '.xsessionrc', '.xinitrc', '.xsession', '.profile', '.bash_profile'];

/** Whether a line opens the display to all: `xhost +`, or to all accounts here. */
const opensDisplay = (line: string) => {
  const [command = '', ...args] = line.trim().split(/[ \t;&|]+/, 20);
  return /(?:^|\/)xhost$/.test(command) && args.some((word) => word === '+' || word === '+local:');
};

/** Linux, by its devices, its sockets and the desktops that run. No display is asked. */
export function linuxControl(
  host: Host,
  gateways: Pick<GatewayProbe, 'processes'>,
  permissions: Pick<PermissionProbe, 'accountAccess'>,
): SystemControlProbe {
  const names = (folder: string, gaps: Gap[]) =>
    host.list(folder).catch((error: unknown) => {
      if (!isAbsentReading(error)) gaps.push({ where: folder, because: readFailure(error) });
      return [];
    });
  const isThere = (path: string) =>
    host.lstat(path).then(
      () => true,
      (error) => !isAbsentReading(error),
    );

  /** Places of these that the account may open. What can't be told of them becomes a gap. */
  async function opened(
    { account, pids, grants }: ControlQuestion,
    paths: readonly string[],
    gaps: Gap[],
  ): Promise<readonly string[]> {
    const there = (await Promise.all(paths.map(isThere))).flatMap((is, at) => (is ? (paths[at] ?? []) : []));
    if (there.length === 0) return [];
    const access = await permissions.accountAccess(account, there, pids, grants);
    if (access === null) gaps.push({ where: account, because: { id: 'escalation.unknown-account' } });
    for (const { path, because } of access ?? []) if (because) gaps.push({ where: path, because });
    return (access ?? []).flatMap(({ path, reach }) => (reach === 'opens' ? [path] : []));
  }

  /** A list gave it to whoever sits here, as for game controllers; else somebody put the account or everybody in. */
  async function isGiven(path: string, account: string, people: AccountsAndGroups | null): Promise<boolean> {
    const facts = await host.stat(path).catch(() => null);
    const groups = people?.persons.find(
      ({ name, uid }) => name === account || String(uid) === account,
    )?.groups;
    return facts === null || (facts.mode & 0o002) !== 0 || groups?.has(facts.gid) === true;
  }

  async function granted({ mine }: ControlQuestion, gaps: Gap[]): Promise<readonly ControlWay[]> {
    if (!mine) return [];
    const ways: ControlWay[] = [];
    for (const [table, kind] of PORTALS) {
      const where = host.path.join(host.home, '.local/share/flatpak/db', table);
      const text = await host.readBytes(where, PORTAL_LIMIT).catch((error: unknown) => {
        if (!isAbsentReading(error)) gaps.push({ where, because: readFailure(error) });
        return Buffer.alloc(0);
      });
      if (text.toString('latin1').toLowerCase().includes('openclaw'))
        ways.push({ kind, by: 'own', evidence: { kind: 'file', where, saw: 'openclaw' } });
    }
    for (const name of START_FILES) {
      const where = host.path.join(host.home, name);
      const text = await host.readText(where).catch((error: unknown) => {
        if (!isAbsentReading(error)) gaps.push({ where, because: readFailure(error) });
        return '';
      });
      const line = text.split('\n').find(opensDisplay);
      if (line !== undefined)
        ways.push({
          kind: 'keys',
          by: 'helper',
          evidence: { kind: 'file', where, saw: line.trim().slice(0, 80) },
        });
    }
    return ways;
  }

  return {
    async waysOf(question) {
      const gaps: Gap[] = [];
      const people = await accountsAndGroups(host);
      const own = people?.persons.find(
        ({ name, uid }) => name === question.account || String(uid) === question.account,
      );
      const uid = own?.uid ?? (question.mine ? host.uid : null);
      const links = (await names(KEYBOARDS, gaps)).filter((name) => name.endsWith(IS_KEYBOARD));
      const keyboards = links.map((name) => host.path.join(KEYBOARDS, name));
      const sockets = [...TYPERS, ...(uid === null ? [] : [`/run/user/${uid}/.ydotool_socket`])];
      const [keys, makes, typers] = await Promise.all(
        [keyboards, [MAKES_KEYS], sockets].map((paths) => opened(question, paths, gaps)),
      );
      const file = (where: string, saw: Evidence['saw']): Evidence => ({ kind: 'file', where, saw });
      const mode = (path: string) =>
        host.stat(path).then(
          (facts) => (facts.mode & 0o7777).toString(8).padStart(4, '0'),
          () => '?',
        );
      const ways: ControlWay[] = [];
      for (const path of keys ?? [])
        ways.push({ kind: 'keys', by: 'own', evidence: file(path, await mode(path)) });
      for (const path of makes ?? []) {
        const by = (await isGiven(path, question.account, people)) ? 'own' : 'session';
        ways.push({ kind: 'typing', by, evidence: file(path, await mode(path)) });
      }
      for (const path of typers ?? [])
        ways.push({ kind: 'typing', by: 'own', evidence: file(path, 'ydotoold') });
      const desktop = await desktopOf(host, gateways, { ...question, uid }, (paths) =>
        opened(question, paths, gaps),
      );
      const saw = { id: 'control.devices', values: { count: keyboards.length } };
      return {
        items: [...ways, ...(await granted(question, gaps)), ...desktop.items],
        gaps: [...gaps, ...desktop.gaps],
        looked: [...desktop.looked, file(KEYBOARDS, saw)],
      };
    },
  };
}
