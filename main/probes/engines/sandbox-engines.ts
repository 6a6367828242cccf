import { imageName } from '../../openclaw/sandbox-image';
import type { Host } from '../../system/read';
import { dockerLacks, podmanLacks } from './engines-linux';
import { findProgram } from './programs';
import type { EngineDetection, SandboxEngine } from './types';

const LIST_MS = 20_000;
const STORE_BYTES = 8 * 1024 * 1024;

/** Where Podman looks for its helpers (containers.conf(5), `helper_binaries_dir`), besides PATH. */
const HELPERS = [
  '/usr/libexec/podman',
  '/usr/local/libexec/podman',
  '/usr/lib/podman',
  '/usr/local/lib/podman',
];

/** What the engine itself lists; null where it doesn't answer. */
async function listed(host: Host, program: string): Promise<ReadonlySet<string> | null> {
  const args = ['image', 'ls', '--format', '{{.Repository}}:{{.Tag}}'];
  const ended = await host.run(program, args, LIST_MS).catch(() => null);
  if (ended?.code !== 0) return null;
  return new Set(ended.stdout.toString('utf8').split('\n').filter(Boolean).map(imageName));
}

/** The record of images in a store of containers/storage (`overlay-images/images.json`): names of each image. */
export function storedImages(text: string): readonly string[] {
  const records: unknown = JSON.parse(text);
  if (!Array.isArray(records)) return [];
  return records.flatMap((each: { readonly names?: unknown } | null) =>
    Array.isArray(each?.names) ? each.names.filter((name) => typeof name === 'string').map(imageName) : [],
  );
}

/** This account's own store on Linux, by its files: Podman would make one just to say that it is empty. */
async function stored(host: Host): Promise<ReadonlySet<string> | null> {
  const { path, env, home } = host;
  const text = (file: string) => host.readText(file, STORE_BYTES).catch(() => null);
  const config = env.XDG_CONFIG_HOME ?? path.join(home, '.config');
  const moved = /^[ \t]*(?:rootless_storage_path|graphroot)\s*=\s*"([^"\n]+)"/m.exec(
    (await text(path.join(config, 'containers', 'storage.conf'))) ?? '',
  )?.[1];
  const usual =
    host.uid === 0
      ? '/var/lib/containers/storage'
      : path.join(env.XDG_DATA_HOME ?? path.join(home, '.local', 'share'), 'containers', 'storage');
  const store = moved && !moved.includes('$') ? moved : usual;
  const names: string[] = [];
  try {
    for (const driver of ['overlay', 'vfs', 'btrfs', 'zfs']) {
      const records = await text(path.join(store, `${driver}-images`, 'images.json'));
      if (records !== null) names.push(...storedImages(records));
    }
  } catch {
    return null;
  }
  return new Set(names);
}

type Found = Omit<SandboxEngine, 'account'>;

async function podman(host: Host, program: string): Promise<Found> {
  const { platform, path, env } = host;
  if (platform !== 'linux') {
    const images = await listed(host, program);
    return { id: 'podman', program, images, ...(images === null && { lacks: 'daemon' as const }) };
  }
  // Root runs it without ids that were set aside for it.
  const lacks = host.uid === 0 ? undefined : await podmanLacks(host);
  const folders = [...HELPERS, ...(env.PATH ?? '').split(path.delimiter).filter(path.isAbsolute)];
  const init = await Promise.all(
    folders.map((folder) => host.stat(path.join(folder, 'catatonit')).then(Boolean, () => false)),
  );
  const missing = lacks ?? (init.includes(true) ? undefined : ('init' as const));
  return { id: 'podman', program, images: await stored(host), ...(missing && { lacks: missing }) };
}

/** Docker's sockets on a Mac: Docker Desktop's two, and Colima's. */
const MAC_SOCKETS = ['.docker/run/docker.sock', '.docker/desktop/docker.sock', '.colima/default/docker.sock'];

async function dockerRuns(host: Host): Promise<EngineDetection['lacks']> {
  if (host.platform === 'linux') {
    const { lacks } = await dockerLacks(host);
    if (lacks) return lacks;
    // A socket that systemd holds would start a service that sleeps, just because somebody looked.
    const pids = [
      '/var/run/docker.pid',
      '/run/docker.pid',
      `${host.env.XDG_RUNTIME_DIR ?? '/run/user/none'}/docker.pid`,
    ];
    const up = await Promise.all(pids.map((file) => host.stat(file).then(Boolean, () => false)));
    return up.includes(true) ? undefined : 'daemon';
  }
  const sockets =
    host.platform === 'win32'
      ? ['\\\\.\\pipe\\docker_engine']
      : ['/var/run/docker.sock', ...MAC_SOCKETS.map((at) => host.path.join(host.home, at))];
  const there = await Promise.all(sockets.map((socket) => host.stat(socket).then(Boolean, () => false)));
  return there.includes(true) ? undefined : 'daemon';
}

async function docker(host: Host, program: string): Promise<Found> {
  const lacks = await dockerRuns(host);
  if (lacks) return { id: 'docker', program, lacks, images: null };
  const images = await listed(host, program);
  return { id: 'docker', program, images, ...(images === null && { lacks: 'daemon' as const }) };
}

/** Where Docker Desktop and Podman Desktop put the programs, besides PATH. */
/**
 * The engines that are here, with what is missing for OpenClaw's sandbox. On Linux Podman is judged by its files alone;
 * a Docker that runs is asked for the names of its images.
 */
export async function sandboxEngines(host: Host): Promise<readonly SandboxEngine[]> {
  const see = async (name: SandboxEngine['id'], look: (host: Host, program: string) => Promise<Found>) => {
    const program = await findProgram(host, name);
    // On Windows an owner is told with its domain.
    const account = host.platform === 'win32' ? null : host.userName;
    return program ? [{ ...(await look(host, program)), account }] : [];
  };
  return (await Promise.all([see('docker', docker), see('podman', podman)])).flat();
}
