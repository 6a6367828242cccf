import { parseMount } from '../../isolation/mount-table';
import type { Host } from '../../system/read';
import { memoize } from '../partial-result';

/** A file as it stands on the disk. */
export interface ExactFile {
  /** Byte order mark and line ends kept. */
  readonly text: string;
  /** Octal permission bits of chmod(2), 0 on Windows. */
  readonly mode: number;
}

/** Plain reading, for those who plan a change to a file: they need what stands there to the byte. */
export interface FileProbe
  extends Pick<
    Host,
    'platform' | 'path' | 'home' | 'env' | 'uid' | 'userName' | 'list' | 'stat' | 'lstat' | 'isImmutable'
  > {
  /** Null when nothing is there. Rejects with `EILSEQ` when its bytes are no UTF-8, and as `Host.readBytes` does (1 MiB at most). */
  exact(path: string): Promise<ExactFile | null>;
  realpath(path: string): Promise<string>;
  readLink(path: string): Promise<string>;
  /** Numbers of the groups that this account is in (proc_pid_status(5)); null where that can't be told. */
  groups(): Promise<readonly number[] | null>;
  /** Whether the file system that holds a path (links followed before) is mounted so that nobody may write to it. Linux only. */
  readOnlyAt(path: string): Promise<boolean>;
}

const isAbsent = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT';

export function createFileProbe(host: Host): FileProbe {
  const { platform, path, home, env, uid, userName } = host;
  const own = (name: string) =>
    platform === 'linux' ? host.readText(`/proc/self/${name}`).catch(() => '') : Promise.resolve('');
  const mounted = memoize(async () =>
    (await own('mountinfo')).split('\n').flatMap((line) => parseMount(line) ?? []),
  );
  const groups = memoize(async () => {
    const lines = [...(await own('status')).matchAll(/^(?:Gid|Groups):(.*)$/gm)];
    return lines.length === 0
      ? null
      : lines.flatMap(([, numbers = '']) => numbers.split(/\s+/).filter(Boolean).map(Number));
  });
  return {
    platform,
    path,
    home,
    env,
    uid,
    userName,
    list: (folder) => host.list(folder),
    stat: (file) => host.stat(file),
    lstat: (file) => host.lstat(file),
    isImmutable: (file) => host.isImmutable(file),
    realpath: (file) => host.realpath(file),
    readLink: (file) => host.readLink(file),
    groups,
    async readOnlyAt(file) {
      const holds = (at: string) => at === '/' || file === at || file.startsWith(`${at}/`);
      const mounts = await mounted();
      // Of two at one place the later hides the earlier (proc_pid_mountinfo(5)).
      const longest = mounts
        .filter(({ at }) => holds(at))
        .reduce((one, { at }) => (at.length >= one.length ? at : one), '');
      const mount = mounts.findLast(({ at }) => at === longest);
      return mount !== undefined && [...mount.options, ...mount.superOptions].includes('ro');
    },
    async exact(file) {
      try {
        const [bytes, { mode }] = await Promise.all([host.readBytes(file), host.stat(file)]);
        const text = bytes.toString('utf8');
        if (!Buffer.from(text, 'utf8').equals(bytes))
          throw Object.assign(new Error(`${file} is no UTF-8 text`), { code: 'EILSEQ' });
        return { text, mode };
      } catch (error) {
        if (isAbsent(error)) return null;
        throw error;
      }
    },
  };
}
