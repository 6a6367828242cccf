import type { Evidence } from '../../contract/finding';
import type { Host } from '../../system/read';
import type { AccountProbe } from '../account/types';
import { consoleText } from '../openclaw/console-text';
import { parseTasks } from '../openclaw/parse-tasks';
import type { Gap } from '../partial-result';
import type { PermissionProbe } from '../permissions/types';
import type { EscalationProbe, EscalationWay } from './types';

const SYSTEM_POLICIES = 'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System';
const INSTALLER = 'SOFTWARE\\Policies\\Microsoft\\Windows\\Installer';
const TASKS_LIMIT_MS = 8000;
/** Most programs of tasks whose access lists are asked for. */
const PROGRAMS = 100;
/** Groups that every account which signs in is in, as access lists name them. */
const EVERYBODY = ['everyone', 'Users', 'Authenticated Users', 'Interactive'];

/** Windows, by its policies and its tasks. Who may change the programs of services isn't looked at: it is never settled. */
export function windowsEscalation(
  host: Host,
  account: Pick<AccountProbe, 'named' | 'current'>,
  permissions: Pick<PermissionProbe, 'of'>,
): EscalationProbe {
  /** A number of the registry; null where there is none, or it wasn't told. */
  async function value(key: string, name: string): Promise<number | null> {
    try {
      const { code, stdout } = await host.run('reg', ['query', key, '/v', name]);
      const [, hex] =
        new RegExp(`${name}\\s+REG_DWORD\\s+0x([0-9a-f]+)`, 'i').exec(stdout.toString('latin1')) ?? [];
      return code === 0 && hex ? Number.parseInt(hex, 16) : null;
    } catch {
      return null;
    }
  }
  const policy = (key: string, name: string, saw: string): EscalationWay => ({
    kind: 'policy',
    evidence: { kind: 'registry', where: `${key}\\${name}`, saw },
  });

  /** Packages for Windows Installer are put in as SYSTEM whoever starts them; both values are needed (learn.microsoft.com, AlwaysInstallElevated). */
  async function installer(): Promise<readonly EscalationWay[]> {
    const keys = ['HKLM', 'HKCU'].map((hive) => `${hive}\\${INSTALLER}`);
    const values = await Promise.all(keys.map((key) => value(key, 'AlwaysInstallElevated')));
    return values.every((each) => each === 1) ? [policy(keys[0] ?? '', 'AlwaysInstallElevated', '1')] : [];
  }

  /** Tasks that run with all rights, from a program that the account can change. */
  async function tasks(gaps: Gap[]): Promise<readonly EscalationWay[]> {
    const answer = await host.run('schtasks.exe', ['/query', '/xml'], TASKS_LIMIT_MS).catch(() => null);
    const elevated = (source: string) => /HighestAvailable|S-1-5-18\b|>\s*SYSTEM\s*</i.test(source);
    const found = answer?.code === 0 ? parseTasks(await consoleText(host, answer.stdout), elevated) : null;
    if (found === null) {
      gaps.push({ where: 'schtasks.exe', because: { id: 'openclaw.tasks' } });
      return [];
    }
    const programs = new Map<string, string>();
    for (const { name, command } of found) {
      const program = (command[0] ?? '').replace(
        /%([^%]+)%/g,
        (whole, variable: string) => host.env[variable] ?? whole,
      );
      if (host.path.isAbsolute(program) && programs.size < PROGRAMS) programs.set(program, name);
    }
    const inHome = (path: string) => path.toLowerCase().startsWith(`${host.home}\\`.toLowerCase());
    const all = await permissions.of([...programs.keys()]);
    return all.flatMap(({ path, others, who, because }): EscalationWay[] => {
      if (because) gaps.push({ where: path, because });
      const isOpen = inHome(path) || (others === 'write' && who.some((each) => EVERYBODY.includes(each)));
      const saw = { id: 'escalation.started-by', values: { by: programs.get(path) ?? '' } };
      return isOpen ? [{ kind: 'runs', evidence: { kind: 'file', where: path, saw } }] : [];
    });
  }

  return {
    async waysOf({ account: name }) {
      const [me, asked] = await Promise.all([account.current(), account.named(name)]);
      const gaps: Gap[] = [{ where: 'services.msc', because: { id: 'escalation.windows-services' } }];
      if (asked.id !== me.id) {
        gaps.push({ where: name, because: { id: 'escalation.unknown-account' } });
        return { items: [], gaps, looked: [] };
      }
      // An administrator whose programs are raised with no question; one without User Account Control has the rights already.
      const asks =
        me.rights === 'can-become' ? await value(SYSTEM_POLICIES, 'ConsentPromptBehaviorAdmin') : null;
      const silent = asks === 0 ? [policy(SYSTEM_POLICIES, 'ConsentPromptBehaviorAdmin', '0')] : [];
      const looked: Evidence[] = [
        { kind: 'registry', where: SYSTEM_POLICIES, saw: asks === null ? '–' : String(asks) },
      ];
      return { items: [...silent, ...(await installer()), ...(await tasks(gaps))], gaps, looked };
    },
  };
}
