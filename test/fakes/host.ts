import path from 'node:path';
import type { Platform } from '../../main/contract/finding';
import { errorCode, type FileFacts, type Host, type RunResult } from '../../main/system/read';

/** A file: its content; `link` points elsewhere; `denied` rejects reading with EACCES. */
export interface FakeFile {
  text?: string;
  bytes?: Buffer;
  folder?: true;
  link?: string;
  denied?: true;
  immutable?: true;
  mode?: number;
  uid?: number;
  gid?: number;
  modifiedAt?: number;
}

export interface FakeMachine {
  platform?: Platform;
  /** By absolute path in that platform's style; folders above are made by themselves. A string is the text. */
  files?: Record<string, string | FakeFile>;
  /** By the whole command line, arguments joined by spaces. A string is standard output with exit code 0. */
  commands?: Record<
    string,
    string | Buffer | { code: number | null; stdout?: string | Buffer; stderr?: string }
  >;
  env?: Record<string, string>;
  home?: string;
  uid?: number | null;
  /** What lies outside of lin's home is root's, as on a computer that nobody changed; else all is the account's. */
  tidy?: true;
  userName?: string;
  signal?: AbortSignal;
}

const failure = (code: string, what: string) => Object.assign(new Error(`${code}: ${what}`), { code });
const HOMES = { linux: '/home/lin', darwin: '/Users/lin', win32: 'C:\\Users\\lin' };

/** A machine in memory, of any platform. It records what was read and run in `touched`. */
export function fakeHost(machine: FakeMachine = {}): Host & { readonly touched: string[] } {
  const platform = machine.platform ?? 'linux';
  const paths = platform === 'win32' ? path.win32 : path.posix;
  const tree = new Map<string, FakeFile>();
  const touched: string[] = [];
  const key = (file: string) => (platform === 'linux' ? file : file.toLowerCase());
  const spelled = new Map<string, string>();
  const add = (file: string, content: FakeFile) => {
    const normal = paths.normalize(file);
    tree.set(key(normal), content);
    spelled.set(key(normal), normal);
    const above = paths.dirname(normal);
    if (above !== normal && !tree.has(key(above))) add(above, { folder: true });
  };
  for (const [file, content] of Object.entries(machine.files ?? {})) {
    add(file, typeof content === 'string' ? { text: content } : content);
  }

  function find(file: string, follow: boolean): [string, FakeFile] {
    const normal = paths.normalize(file).replace(/(?<=[^:])[\\/]$/, '');
    const here = tree.get(key(normal));
    if (here?.link !== undefined && follow)
      return find(paths.resolve(paths.dirname(normal), here.link), true);
    if (here) return [spelled.get(key(normal)) ?? normal, here];
    const above = paths.dirname(normal);
    if (above !== normal) {
      const [real, parent] = find(above, true);
      if (parent.denied) throw failure('EACCES', file);
      if (real !== above) return find(paths.join(real, paths.basename(normal)), follow);
    }
    throw failure('ENOENT', file);
  }
  const owner = (path: string) => (!machine.tidy || `${path}/`.startsWith(`${HOMES[platform]}/`) ? 1000 : 0);
  const facts = ([path, file]: readonly [string, FakeFile]): FileFacts => ({
    kind: file.link !== undefined ? 'link' : file.folder ? 'folder' : 'file',
    size: file.bytes?.length ?? Buffer.byteLength(file.text ?? ''),
    mode: platform === 'win32' ? 0 : (file.mode ?? (file.folder ? 0o755 : 0o644)),
    uid: platform === 'win32' ? -1 : (file.uid ?? owner(path)),
    gid: platform === 'win32' ? -1 : (file.gid ?? owner(path)),
    modifiedAt: file.modifiedAt ?? 0,
  });
  const readBytes = async (file: string, limit = 1024 * 1024) => {
    touched.push(file);
    const [, found] = find(file, true);
    if (found.denied) throw failure('EACCES', file);
    if (found.folder) throw failure('EISDIR', file);
    const bytes = found.bytes ?? Buffer.from(found.text ?? '');
    if (bytes.length > limit) throw failure('EFBIG', file);
    return bytes;
  };

  const list = async (folder: string) => {
    touched.push(folder);
    const [real, found] = find(folder, true);
    if (found.denied) throw failure('EACCES', folder);
    if (!found.folder) throw failure('ENOTDIR', folder);
    return [...spelled.values()]
      .filter((each) => each !== real && paths.dirname(each) === real)
      .map((each) => paths.basename(each));
  };

  return {
    touched,
    platform,
    path: paths,
    env: machine.env ?? {},
    home: machine.home ?? HOMES[platform],
    uid: machine.uid !== undefined ? machine.uid : platform === 'win32' ? null : 1000,
    userName: machine.userName ?? 'lin',
    signal: machine.signal ?? new AbortController().signal,
    readBytes,
    readText: async (file, limit) => (await readBytes(file, limit)).toString('utf8').replace(/^\uFEFF/, ''),
    list,
    async readPart(file, from, into) {
      const bytes = await readBytes(file, Number.POSITIVE_INFINITY);
      return bytes.copy(into, 0, from);
    },
    async entries(folder) {
      const names = await list(folder);
      return [...names].sort().map((name) => {
        const file = paths.join(folder, name);
        try {
          return { name, facts: facts(find(file, true)), link: find(file, false)[1].link !== undefined };
        } catch (error) {
          return { name, facts: null, code: errorCode(error), link: true };
        }
      });
    },
    stat: async (file) => facts(find(file, true)),
    lstat: async (file) => facts(find(file, false)),
    realpath: async (file) => find(file, true)[0],
    async readLink(file) {
      const [, found] = find(file, false);
      if (found.link === undefined) throw failure('EINVAL', file);
      return found.link;
    },
    isImmutable: async (file) => find(file, true)[1].immutable === true,
    async tryOpen(file) {
      touched.push(file);
      if (find(file, true)[1].denied) throw failure('EACCES', file);
    },
    async run(program, args): Promise<RunResult> {
      const line = [program, ...args].join(' ');
      touched.push(line);
      const answer = machine.commands?.[line];
      if (answer === undefined) throw failure('ENOENT', line);
      const whole =
        typeof answer === 'string' || Buffer.isBuffer(answer) ? { code: 0, stdout: answer } : answer;
      return {
        code: whole.code,
        stdout: Buffer.from(whole.stdout ?? ''),
        stderr: Buffer.from(('stderr' in whole && whole.stderr) || ''),
      };
    },
  };
}
