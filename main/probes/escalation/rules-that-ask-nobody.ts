import type { Evidence } from '../../contract/finding';
import { type Host, isAbsentReading } from '../../system/read';
import { hasRemoteSudoers } from '../../system/read/accounts/passwd';
import { programCandidates } from '../../system/read/program-places';
import { type Gap, readFailure } from '../partial-result';
import type { AccountWithGroups } from '../permissions/accounts-and-groups';
import { openDoasRules } from './doas';
import { openPolkitEntries, openPolkitRules } from './polkit';
import type { RootFile } from './root-files-linux';
import { includeOf, openRules, type SudoAsker, type SudoersLine, securePaths, sudoersLines } from './sudoers';
import type { EscalationWay } from './types';

/** What the rules of sudo, doas, polkit and su give to one account with no password being asked. */
export interface OpenRules {
  readonly ways: readonly EscalationWay[];
  readonly gaps: readonly Gap[];
  readonly looked: readonly Evidence[];
  /** Folders that sudo looks for root's commands in. */
  readonly folders: readonly RootFile[];
  /** Programs of single commands: whoever can change one of them has all. */
  readonly programs: readonly { readonly path: string; readonly way: EscalationWay }[];
}

/** Most files of sudoers that are followed, as sudo itself does not follow more than 128 deep. */
const FILES = 200;
const PLACES = ['/run/wrappers/bin', '/usr/local/bin', '/usr/bin', '/bin', '/opt/homebrew/bin'] as const;
const POLKIT_DAEMONS = [
  '/usr/lib/polkit-1/polkitd',
  '/usr/libexec/polkitd',
  '/usr/libexec/polkit-1/polkitd',
  '/usr/lib/policykit-1/polkitd',
] as const;
const POLKIT_RULES = [
  '/etc/polkit-1/rules.d',
  '/run/polkit-1/rules.d',
  '/usr/local/share/polkit-1/rules.d',
  '/usr/share/polkit-1/rules.d',
] as const;
const POLKIT_ENTRIES = ['/etc/polkit-1/localauthority', '/var/lib/polkit-1/localauthority'] as const;

/** Reads the rules for one account. No program of theirs is started. */
export async function rulesThatAskNobody(
  host: Host,
  person: AccountWithGroups,
  groupNames: ReadonlyMap<number, string>,
): Promise<OpenRules> {
  const ways: EscalationWay[] = [];
  const gaps: Gap[] = [];
  const looked: Evidence[] = [];
  const programs: { path: string; way: EscalationWay }[] = [];
  const text = (file: string) =>
    host.readText(file).catch((error: unknown) => {
      if (!isAbsentReading(error)) gaps.push({ where: file, because: readFailure(error) });
      return null;
    });
  const tooMany = (where: string) =>
    void gaps.push({ where, because: { id: 'folders.too-many', values: { limit: FILES } } });
  const names = async (folder: string) => {
    const all = await host.list(folder).catch((error: unknown) => {
      if (!isAbsentReading(error)) gaps.push({ where: folder, because: readFailure(error) });
      return [];
    });
    if (all.length > FILES) tooMany(folder);
    return [...all].sort().slice(0, FILES);
  };
  const saw = (where: string, seen: string): Evidence => ({ kind: 'file', where, saw: seen });
  const groups = [...person.groups].map((gid) => ({ gid, name: groupNames.get(gid) }));
  const hostname = (await host.readText('/etc/hostname').catch(() => '')).trim() || null;
  const asker: SudoAsker = { name: person.name, uid: person.uid, groups, hostname };

  /** Where a program lies that runs as root and that this account may start; null: there is none, and its rules mean nothing. */
  async function setuid(name: string): Promise<string | null> {
    const places = programCandidates(name, host.platform, host.env, PLACES);
    for (const at of new Set(places)) {
      const facts = await host.stat(at).catch((error: unknown) => {
        if (!isAbsentReading(error)) gaps.push({ where: at, because: readFailure(error) });
        return null;
      });
      if (facts?.kind !== 'file' || facts.uid !== 0 || (facts.mode & 0o4000) === 0) continue;
      if ((facts.mode & (person.groups.has(facts.gid) ? 0o010 : 0o001)) !== 0) return at;
    }
    return null;
  }

  async function sudoersOf(file: string, depth = 0): Promise<readonly SudoersLine[]> {
    const content = await text(file);
    if (content === null) return [];
    const lines: SudoersLine[] = [];
    for (const each of sudoersLines(file, content)) {
      const include = includeOf(each.text);
      if (!include) lines.push(each);
      else if (depth >= 10 || read++ >= FILES) tooMany(file);
      else {
        const path = host.path.resolve(
          host.path.dirname(file),
          include.path.replaceAll('%h', hostname ?? '%h'),
        );
        if (path === file) continue;
        // Names with a dot, or with a tilde at their end, are passed over (sudoers(5), "Including other files").
        const parts = include.isFolder ? (await names(path)).filter((name) => !/[.]|~$/.test(name)) : [''];
        for (const part of parts) lines.push(...(await sudoersOf(host.path.join(path, part), depth + 1)));
      }
    }
    return lines;
  }
  let read = 0;

  async function sudo(): Promise<readonly RootFile[]> {
    const program = await setuid('sudo');
    if (program === null) {
      looked.push(saw('sudo', '–'));
      return [];
    }
    if (hasRemoteSudoers(await host.readText('/etc/nsswitch.conf').catch(() => '')))
      gaps.push({ where: 'sudoers', because: { id: 'escalation.rules-elsewhere' } });
    const lines = [...(await sudoersOf('/etc/sudoers-rs')), ...(await sudoersOf('/etc/sudoers'))];
    looked.push(saw('/etc/sudoers', String(lines.length)));
    for (const { at, power, program: command } of openRules(lines, asker)) {
      const evidence = saw(`${at.file}:${at.line}`, at.text);
      const way: EscalationWay = { kind: power === 'all' ? 'rule' : 'commands', evidence };
      ways.push(way);
      if (power === 'some' && command.startsWith('/')) programs.push({ path: command, way });
    }
    return securePaths(lines).map(({ folder, at }) => ({ path: folder, by: `${at.file}:${at.line}` }));
  }

  async function doas(): Promise<void> {
    if ((await setuid('doas')) === null) return void looked.push(saw('doas', '–'));
    for (const file of ['/etc/doas.conf', '/usr/local/etc/doas.conf', '/opt/homebrew/etc/doas.conf']) {
      const conf = await text(file);
      if (conf === null) continue;
      looked.push(saw(file, '✓'));
      for (const { line, text: rule, power, program } of openDoasRules(conf, asker)) {
        const way: EscalationWay = {
          kind: power === 'all' ? 'rule' : 'commands',
          evidence: saw(`${file}:${line}`, rule),
        };
        ways.push(way);
        if (power === 'some' && program.startsWith('/')) programs.push({ path: program, way });
      }
    }
  }

  async function polkit(): Promise<void> {
    const there = await Promise.all(
      POLKIT_DAEMONS.map((path) =>
        host.stat(path).then(
          () => true,
          () => false,
        ),
      ),
    );
    if (!there.includes(true)) return void looked.push(saw('polkitd', '–'));
    const me = { name: person.name, groups: groups.map(({ name }) => name) };
    for (const folder of POLKIT_RULES)
      for (const name of await names(folder)) {
        const file = host.path.join(folder, name);
        for (const rule of openPolkitRules((name.endsWith('.rules') && (await text(file))) || '', me))
          ways.push({ kind: 'rule', evidence: saw(`${file}:${rule.line}`, rule.text) });
      }
    for (const top of POLKIT_ENTRIES)
      for (const level of await names(top))
        for (const name of await names(host.path.join(top, level))) {
          const file = host.path.join(top, level, name);
          for (const entry of openPolkitEntries((name.endsWith('.pkla') && (await text(file))) || '', me))
            ways.push({ kind: 'rule', evidence: saw(`${file}:${entry.line}`, entry.text) });
        }
    looked.push(saw('/etc/polkit-1', '✓'));
  }

  /** `su` that trusts a group (pam_wheel(8)) or everybody (pam_permit(8)), and a root without a password (passwd(5)). */
  async function su(): Promise<void> {
    if ((await setuid('su')) === null) return;
    const inGroup = (name: string) => groups.some((group) => group.name === name);
    for (const [at, line] of ((await text('/etc/pam.d/su')) ?? '').split('\n').entries()) {
      const [, module, options = ''] =
        /^\s*auth\s+(?:sufficient|\[success=done[^\]]*\])\s+(?:\S*\/)?(pam_\w+)\.so(.*)$/.exec(line) ?? [];
      const group = /\bgroup=(\S+)/.exec(options)?.[1] ?? 'wheel';
      const isOpen =
        module === 'pam_permit' ||
        (module === 'pam_wheel' && /\btrust\b/.test(options) && inGroup(group) !== /\bdeny\b/.test(options));
      if (isOpen) ways.push({ kind: 'rule', evidence: saw(`/etc/pam.d/su:${at + 1}`, line.trim()) });
    }
    for (const [at, line] of ((await text('/etc/passwd')) ?? '').split('\n').entries())
      if (/^[^:#+-][^:]*::0:/.test(line))
        ways.push({
          kind: 'rule',
          evidence: saw(`/etc/passwd:${at + 1}`, line.replace(/^([^:]*::0:).*$/, '$1')),
        });
  }

  const folders = await sudo();
  await Promise.all([
    doas(),
    host.platform === 'linux' ? polkit() : null,
    host.platform === 'linux' ? su() : null,
  ]);
  return { ways, gaps, looked, folders, programs };
}
