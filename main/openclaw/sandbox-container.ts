import { type Json, type SettingsReader, valueAt } from './read-settings';
import type { Sandbox } from './sandbox-settings';

/** Whose container it is; ids as the kernel counts them. */
export interface ContainerOwner {
  readonly uid: number;
  readonly gid: number;
}

/** Settings of `docker` that become one option each, with a number or a text. */
const SINGLE = {
  pidsLimit: '--pids-limit',
  memory: '--memory',
  memorySwap: '--memory-swap',
  cpus: '--cpus',
  gpus: '--gpus',
} as const;

/** One limit of the kernel's: a number, a text, or the two numbers `soft` and `hard`. */
function ulimit(name: string, value: Json | undefined): readonly string[] {
  const both = ['soft', 'hard'].map((key) => value !== undefined && valueAt(value, key));
  const numbers = both.filter((each) => typeof each === 'number');
  const text =
    typeof value === 'number' || typeof value === 'string' ? String(value).trim() : numbers.join(':');
  return text === '' ? [] : ['--ulimit', `${name}=${text}`];
}

/**
 * The options with which OpenClaw makes an agent's container (dist of 2026.9.6: agents/sandbox/docker,
 * buildSandboxCreateArgs; agents/sandbox/podman-runtime, resolvePodmanSandboxCreatePolicy; agents/sandbox/docker-user), so
 * that one can be tried by the same. Left out: labels, variables and what is shared; the folder of work is in memory.
 * `owner` has the workspace; null on Windows.
 */
export function containerOptions(
  reader: SettingsReader,
  { place }: Sandbox,
  engine: 'docker' | 'podman',
  owner: ContainerOwner | null,
): readonly string[] {
  const raw = (key: string) => reader.raw(place(`docker.${key}`));
  const text = (key: string) => reader.text(place(`docker.${key}`))?.trim() || undefined;
  const texts = (key: string) => reader.texts(place(`docker.${key}`));
  const each = (option: string, values: readonly string[] = []) => values.flatMap((value) => [option, value]);
  const isPodman = engine === 'podman';
  const isOwned = owner !== null && !(isPodman && owner.uid === 0);
  const user = text('user') ?? (isOwned ? `${owner.uid}:${owner.gid}` : undefined);
  const workdir = text('workdir') ?? '/workspace';
  const readsOnly = raw('readOnlyRoot') !== false;
  // Podman's own `--read-only-tmpfs` gives it /run.
  const memory = texts('tmpfs') ?? ['/tmp', '/var/tmp', ...(isPodman ? [] : ['/run'])];
  const isThere = memory.some((mount) => mount.split(':')[0] === workdir);
  const [uid, gid] = user?.split(':') ?? [];
  const kept = [...(uid ? [`uid=${uid}`] : []), ...(gid ? [`gid=${gid}`] : [])].join();
  return [
    '--init',
    ...(readsOnly ? ['--read-only'] : []),
    ...each('--tmpfs', isThere ? memory : [...memory, workdir]),
    ...['--network', text('network') ?? 'none'],
    ...(user ? ['--user', user] : []),
    ...each('--cap-drop', texts('capDrop') ?? ['ALL']),
    ...['--security-opt', 'no-new-privileges'],
    ...each(
      '--security-opt',
      ['seccomp', 'apparmor'].flatMap((kind) => {
        const profile = text(`${kind}Profile`);
        return profile ? [`${kind}=${profile}`] : [];
      }),
    ),
    ...each('--dns', texts('dns')),
    ...each('--add-host', texts('extraHosts')),
    ...Object.entries(SINGLE).flatMap(([key, option]) => {
      const value = raw(key);
      const is = typeof value === 'number' ? value > 0 : typeof value === 'string' && value.trim() !== '';
      return is ? [option, String(value).trim()] : [];
    }),
    ...reader
      .names(place('docker.ulimits'))
      .flatMap((name) => ulimit(name, reader.raw([...place('docker.ulimits'), name]))),
    ...(isPodman ? ['--http-proxy=false', ...(readsOnly ? ['--read-only-tmpfs=true'] : [])] : []),
    ...(isPodman && owner?.uid !== 0 ? ['--userns', kept ? `keep-id:${kept}` : 'keep-id'] : []),
    ...['--workdir', workdir],
  ];
}
