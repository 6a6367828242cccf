import type { Host } from '../host';

/** A file as it stands on the disk. */
export interface ExactFile {
  /** Byte order mark and line ends kept. */
  readonly text: string;
  /** Octal permission bits of chmod(2), 0 on Windows. */
  readonly mode: number;
}

/** Plain reading, for those who plan a change to a file: they need what stands there to the byte. */
export interface FileProbe
  extends Pick<Host, 'platform' | 'path' | 'home' | 'env' | 'uid' | 'userName' | 'list' | 'stat' | 'lstat'> {
  /** Null when nothing is there. Rejects with `EILSEQ` when its bytes are no UTF-8, and as `Host.readBytes` does (1 MiB at most). */
  exact(path: string): Promise<ExactFile | null>;
  realpath(path: string): Promise<string>;
  readLink(path: string): Promise<string>;
}

const isAbsent = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT';

export function createFileProbe(host: Host): FileProbe {
  const { platform, path, home, env, uid, userName } = host;
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
    realpath: (file) => host.realpath(file),
    readLink: (file) => host.readLink(file),
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
