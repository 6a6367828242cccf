import type { Host } from '../../system/read';
import { programCandidates } from '../../system/read/program-places';

/** The whole path of a program; null where it is neither on PATH nor in the usual places. Nothing is run. */
export async function findProgram(
  host: Host,
  name: string,
  places: readonly string[] = [],
): Promise<string | null> {
  const { env, platform } = host;
  for (const at of programCandidates(name, platform, env, places)) {
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
  return /(?<!\d)\d+\.\d+(?:\.\d+)*/.exec(ended.stdout.toString('utf8'))?.[0] ?? null;
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
