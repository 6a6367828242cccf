import type { Host } from '../host';

/** Where programs lie that a session started from a menu may not have on its PATH. */
const USUAL = {
  linux: ['/usr/local/bin', '/usr/bin', '/bin', '/usr/sbin', '/sbin', '/snap/bin'],
  darwin: ['/usr/local/bin', '/opt/homebrew/bin', '/usr/bin', '/bin', '/usr/sbin'],
  win32: [] as string[],
};

/** The whole path of a program; null where it is neither on PATH nor in the usual places. Nothing is run. */
export async function findProgram(
  host: Host,
  name: string,
  places: readonly string[] = [],
): Promise<string | null> {
  const { path, env, platform } = host;
  const onPath = (env.PATH ?? env.Path ?? '').split(path.delimiter).filter((each) => path.isAbsolute(each));
  const file = platform === 'win32' ? `${name}.exe` : name;
  for (const folder of [...onPath, ...USUAL[platform], ...places]) {
    const at = path.join(folder, file);
    const facts = await host.stat(at).catch(() => null);
    if (facts?.kind === 'file' && (platform === 'win32' || (facts.mode & 0o111) !== 0)) return at;
  }
  return null;
}

/** The first version in what `program args` says; null when it says none. For words that start nothing else. */
export async function versionOf(
  host: Host,
  program: string,
  args: readonly string[] = ['--version'],
): Promise<string | null> {
  const ended = await host.run(program, args).catch(() => null);
  if (ended?.code !== 0) return null;
  return /\d+\.\d+(?:\.\d+)*/.exec(ended.stdout.toString('utf8'))?.[0] ?? null;
}

/** The names among `wanted` that are there. */
export async function toolsAmong(host: Host, wanted: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(wanted.map((name) => findProgram(host, name)));
  return wanted.filter((_, at) => found[at] !== null);
}

/** Node's own word for the processors that there are base images for, from `uname -m` and Windows' variable. */
export function architectureOf(machine: string): 'x64' | 'arm64' | null {
  if (/^(x86_64|amd64)$/i.test(machine)) return 'x64';
  return /^(aarch64|arm64)$/i.test(machine) ? 'arm64' : null;
}
