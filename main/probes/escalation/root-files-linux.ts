import { errorCode, type FolderEntry, type Host, isAbsentReading } from '../../system/read';
import { parseUnit, splitArguments } from '../openclaw/parse-unit';
import { type Gap, type PartialResult, readFailure } from '../partial-result';
import { filesRun, filesRunByShell } from './commands-run';

/** A file or folder that decides what root runs. */
export interface RootFile {
  readonly path: string;
  /** What says so, as `file:line`; the path itself where it is one that root always reads. */
  readonly by: string;
  /** Only where an administrator starts it by its name. */
  readonly byName?: true;
}

/**
 * The words of a table's line behind its times: `@daily`, or five columns (crontab(5)); of anacron, a period, a delay and a name
 * (anacrontab(5)). Null where it holds none, as for remarks and variables.
 */
function afterTimes(line: string, isOfAnacron: boolean): readonly string[] | null {
  const columns = line.trim().split(/\s+/);
  const [first = '', second = ''] = columns;
  const isNamed = /^@\w+$/.test(first);
  const isTimes = (isOfAnacron ? [first, second] : columns.slice(0, 4)).every((word) => /^[\d*]/.test(word));
  const count = isOfAnacron ? 3 : isNamed ? 1 : 5;
  return (isNamed || isTimes) && columns.length > count ? columns.slice(count) : null;
}

/** Most names of one folder, and most files in all, that are looked at. */
const NAMES = 3000;
const FILES = 2000;
const TEXT_LIMIT = 256 * 1024;

/** What root, its shells and the programs that let people in read (passwd(5), pam(7), ld.so(8), sudoers(5), cron(8), bash(1)). */
const READ_BY_ROOT = [
  '/etc/passwd',
  '/etc/shadow',
  '/etc/group',
  '/etc/gshadow',
  '/etc/sudoers',
  '/etc/doas.conf',
  '/etc/pam.conf',
  '/etc/nsswitch.conf',
  '/etc/ld.so.preload',
  '/etc/ld.so.conf',
  '/etc/ld.so.cache',
  '/etc/environment',
  '/etc/profile',
  '/etc/bash.bashrc',
  '/etc/bashrc',
  '/etc/zsh/zshenv',
  '/etc/zshenv',
  '/etc/crontab',
  '/etc/anacrontab',
  '/etc/rc.local',
  '/etc/inittab',
  '/etc/fstab',
  '/etc/ssh/sshd_config',
  '/etc/docker/daemon.json',
  '/root',
  '/root/.ssh/authorized_keys',
  '/root/.bashrc',
  '/root/.profile',
  '/root/.bash_profile',
  '/boot',
] as const;
/** Folders of which every file is read or run by root (systemd.unit(5), udev(7), pam.d(5), apt.conf(5), NetworkManager-dispatcher(8)). */
const FOLDERS_OF_ROOT = [
  '/etc/sudoers.d',
  '/etc/pam.d',
  '/etc/security',
  '/etc/ld.so.conf.d',
  '/etc/profile.d',
  '/etc/cron.d',
  '/etc/init.d',
  '/etc/udev/rules.d',
  '/etc/modprobe.d',
  '/etc/tmpfiles.d',
  '/etc/polkit-1/rules.d',
  '/etc/polkit-1/localauthority',
  '/etc/dbus-1/system.d',
  '/etc/ssh/sshd_config.d',
  '/etc/apt/apt.conf.d',
  '/etc/logrotate.d',
  '/etc/update-motd.d',
  '/etc/NetworkManager/dispatcher.d',
  '/etc/systemd/system-generators',
  '/usr/lib/udev/rules.d',
] as const;
const RUN_PARTS = ['/etc/cron.hourly', '/etc/cron.daily', '/etc/cron.weekly', '/etc/cron.monthly'] as const;
const UNIT_FOLDERS = [
  '/etc/systemd/system',
  '/run/systemd/system',
  '/usr/local/lib/systemd/system',
  '/usr/lib/systemd/system',
  '/lib/systemd/system',
] as const;
/** Folders in which root's commands are looked for: the path of systemd and of logins (systemd.exec(5), login.defs(5)). */
const ROOT_PATH = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'] as const;
const CRONTABS_OF_ROOT = ['/var/spool/cron/crontabs/root', '/var/spool/cron/root'] as const;

/** Exec lines of a unit (systemd.service(5)). */
const EXEC = [
  'ExecCondition',
  'ExecStartPre',
  'ExecStart',
  'ExecStartPost',
  'ExecReload',
  'ExecStop',
  'ExecStopPost',
] as const;

/** What was found, and the names in the folders of commands, for those who look for more in them. */
export interface RootFiles extends PartialResult<RootFile> {
  readonly commands: readonly (FolderEntry & { readonly path: string })[];
  /** Folders whose names this account may not see; whoever can't go into them either has no hand in what they hold. */
  readonly closed: readonly string[];
}

/** Others than root could have a hand in it: only then it is worth a look at every folder on the way. */
const isOpen = ({ facts, link }: FolderEntry) =>
  link || facts === null || facts.uid !== 0 || (facts.mode & 0o022) !== 0;

/** Every file and folder of a Linux that decides what root runs, as far as this account can read it. Nothing is run. */
export async function linuxRootFiles(host: Host, more: readonly RootFile[]): Promise<RootFiles> {
  const found = new Map<string, RootFile>();
  const gaps: Gap[] = [];
  const closed: string[] = [];
  /** What starts it says more than its name. */
  const add = (path: string, by = path, byName?: true) => {
    const known = found.get(path);
    if (!known || known.byName || (known.by === path && !byName))
      found.set(path, { path, by, ...(byName && (known?.byName ?? true) && { byName }) });
  };
  const fail = (where: string, error: unknown) => {
    if (!isAbsentReading(error)) gaps.push({ where, because: readFailure(error) });
  };
  const text = (file: string) =>
    host.readText(file, TEXT_LIMIT).catch((error: unknown) => {
      fail(file, error);
      return '';
    });
  const entries = async (folder: string) => {
    const all = await host.entries(folder).catch((error: unknown) => {
      if (errorCode(error) === 'EACCES') closed.push(folder);
      else fail(folder, error);
      return [];
    });
    if (all.length > NAMES)
      gaps.push({ where: folder, because: { id: 'folders.too-many', values: { limit: NAMES } } });
    return all.slice(0, NAMES).map((each) => ({ ...each, path: host.path.join(folder, each.name) }));
  };
  /** The folder, and what in it others could have a hand in. */
  const addFolder = async (folder: string) => {
    const all = await entries(folder);
    add(folder);
    for (const each of all) if (isOpen(each)) add(each.path);
    return all;
  };
  /** Scripts of a shell run others: looked into once, not further. */
  const addScript = async (path: string) => {
    const script = await host.readText(path, TEXT_LIMIT).catch(() => '');
    if (!/^#!\s*\S*(?:\/|\s)(?:ba|da|z|k)?sh\b/.test(script)) return;
    for (const each of filesRunByShell(script)) add(each, path);
  };

  /** `/bin` is `/usr/bin` on most. */
  const once = async (folders: readonly string[]) => {
    const real = await Promise.all(folders.map((folder) => host.realpath(folder).catch(() => folder)));
    return folders.filter((_, at) => real.indexOf(real[at] ?? '') === at);
  };

  async function units() {
    const files = new Map<string, string[]>();
    for (const folder of await once(UNIT_FOLDERS)) {
      for (const { name, path, facts } of await addFolder(folder)) {
        if (name.endsWith('.service') && facts?.kind === 'file')
          files.set(name, [...(files.get(name) ?? []), path].slice(0, 1));
        if (name.endsWith('.d') && facts?.kind === 'folder')
          for (const part of await addFolder(path))
            if (part.name.endsWith('.conf') && name.endsWith('.service.d'))
              files.set(`${name.slice(0, -2)}/`, [...(files.get(`${name.slice(0, -2)}/`) ?? []), part.path]);
      }
    }
    const names = [...files.keys()].filter((name) => !name.endsWith('/'));
    if (names.length > FILES)
      gaps.push({ where: UNIT_FOLDERS[0], because: { id: 'folders.too-many', values: { limit: FILES } } });
    await Promise.all(
      names.slice(0, FILES).map(async (name) => {
        const parts = [...(files.get(name) ?? []), ...(files.get(`${name}/`) ?? [])];
        const texts = await Promise.all(parts.map(text));
        const unit = parseUnit(texts, 'Service');
        const user = unit.User?.at(-1);
        const isRoots =
          (user === undefined || user === 'root' || user === '0') &&
          !/^(?:yes|true|on|1)$/i.test(unit.DynamicUser?.at(-1) ?? '');
        const by = parts[0] ?? name;
        for (const line of EXEC.flatMap((key) => unit[key] ?? [])) {
          const [prefix = ''] = /^[-@:+!|]*/.exec(line) ?? [];
          if (!isRoots && !prefix.includes('+')) continue;
          for (const file of filesRun(splitArguments(line.slice(prefix.length))))
            if (!file.includes('%')) add(file, by);
        }
        if (isRoots)
          for (const line of unit.EnvironmentFile ?? []) {
            const file = line.replace(/^-/, '');
            if (!/[*?[%]/.test(file)) add(file, by);
          }
      }),
    );
  }

  /** Tables of cron: of the system, whose sixth column is the account, and of root (crontab(5)). */
  async function cron() {
    const system = ['/etc/crontab', ...(await entries('/etc/cron.d')).map(({ path }) => path)];
    for (const file of [...system, ...CRONTABS_OF_ROOT, '/etc/anacrontab']) {
      const named = system.includes(file);
      for (const [at, line] of (await text(file)).split('\n').entries()) {
        const by = `${file}:${at + 1}`;
        const paths = /^\s*PATH\s*=\s*["']?([^"'\s]+)/.exec(line)?.[1]?.split(':') ?? [];
        for (const folder of paths) if (folder.startsWith('/')) add(folder, by);
        const columns = afterTimes(line, file === '/etc/anacrontab');
        if (columns === null || (named && columns[0] !== 'root')) continue;
        // What follows a per cent sign is the command's input.
        const [command = ''] = columns
          .slice(named ? 1 : 0)
          .join(' ')
          .split(/(?<!\\)%/);
        for (const path of filesRunByShell(command)) {
          add(path, by);
          await addScript(path);
        }
      }
    }
    for (const folder of RUN_PARTS) for (const { path } of await addFolder(folder)) await addScript(path);
    await addScript('/etc/rc.local');
  }

  /** Libraries that are loaded before and beside all others (ld.so(8)). */
  async function libraries() {
    for (const path of (await text('/etc/ld.so.preload')).split(/[\s:]+/))
      if (path.startsWith('/')) add(path, '/etc/ld.so.preload');
    const parts = ['/etc/ld.so.conf', ...(await entries('/etc/ld.so.conf.d')).map(({ path }) => path)];
    for (const file of parts)
      for (const line of (await text(file)).split('\n')) if (line.startsWith('/')) add(line.trim(), file);
  }

  for (const path of READ_BY_ROOT) add(path);
  await Promise.all(FOLDERS_OF_ROOT.map(addFolder));
  await Promise.all([units(), cron(), libraries()]);
  const commands = (await Promise.all((await once(ROOT_PATH)).map((folder) => entries(folder)))).flat();
  for (const folder of ROOT_PATH) add(folder);
  // What lies beside the system's own, or leads out of it, is started by whoever names it.
  for (const each of commands)
    if (isOpen(each)) {
      if (each.link || each.path.startsWith('/usr/local/')) add(each.path, each.path, true);
      else add(each.path);
    }
  for (const each of more) add(each.path, each.by);
  return { items: [...found.values()], gaps: unique(gaps), commands, closed };
}

const unique = (gaps: readonly Gap[]) => [...new Map(gaps.map((gap) => [gap.where, gap])).values()];
