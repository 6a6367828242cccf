import { type FolderEntry, type Host, isAbsentReading } from '../../system/read';
import { parseJob, readJobXml } from '../openclaw/services-launchd';
import { type Gap, readFailure } from '../partial-result';
import { filesRun } from './commands-run';
import type { RootFile, RootFiles } from './root-files-linux';

/** What root and the programs that let people in read (launchd.plist(5), sudoers(5), pam.conf(5), periodic(8), cron(8)). */
const READ_BY_ROOT = [
  '/private/etc/sudoers',
  '/private/etc/pam.d',
  '/private/etc/sudoers.d',
  '/private/etc/profile',
  '/private/etc/zshenv',
  '/private/etc/zprofile',
  '/private/etc/zshrc',
  '/private/etc/crontab',
  '/private/etc/newsyslog.d',
  '/private/etc/ssh/sshd_config',
  '/private/var/root',
  '/private/var/at/tabs',
  '/Library/LaunchDaemons',
  '/Library/PrivilegedHelperTools',
  '/Library/StartupItems',
  '/usr/local/etc/periodic',
] as const;
const NAMES = 1000;

/** Files that decide what root runs on a Mac: its daemons with their programs, and what logins and sudo read. */
export async function macosRootFiles(host: Host, more: readonly RootFile[]): Promise<RootFiles> {
  const found = new Map<string, RootFile>();
  const gaps: Gap[] = [];
  const add = (path: string, by = path) => {
    if (!found.has(path)) found.set(path, { path, by });
  };
  const fail = (where: string, error: unknown) => {
    if (!isAbsentReading(error)) gaps.push({ where, because: readFailure(error) });
  };
  const entries = async (folder: string): Promise<readonly FolderEntry[]> =>
    host.entries(folder).then(
      (all) => all.slice(0, NAMES),
      (error: unknown) => {
        fail(folder, error);
        return [];
      },
    );
  for (const path of READ_BY_ROOT)
    if (
      await host.lstat(path).then(
        () => true,
        () => false,
      )
    )
      add(path);
  for (const folder of ['/Library/LaunchDaemons', '/Library/PrivilegedHelperTools'])
    for (const { name } of await entries(folder)) add(`${folder}/${name}`);
  for (const { name } of await entries('/Library/LaunchDaemons')) {
    if (!name.endsWith('.plist')) continue;
    const file = `/Library/LaunchDaemons/${name}`;
    try {
      const xml = await readJobXml({ host }, file);
      const job = xml === null ? null : parseJob(xml);
      if (job === null) gaps.push({ where: file, because: { id: 'error.odd-text' } });
      else if (job.user === null || job.user === 'root')
        for (const path of filesRun(job.command)) add(path, file);
    } catch (error) {
      fail(file, error);
    }
  }
  for (const each of more) add(each.path, each.by);
  return { items: [...found.values()], gaps, commands: [], closed: [] };
}
