import type { Probes } from '../../probes';

/** A program that can run OpenClaw's sandbox (docs/gateway/sandboxing/docker-backend.md, podman-backend.md). */
export type SandboxEngine = 'docker' | 'podman';

/** Where their installers put the programs: packages, Homebrew, Docker Desktop, Podman Desktop. */
const FOLDERS = {
  linux: ['/usr/bin', '/usr/local/bin', '/snap/bin'],
  darwin: [
    '/usr/local/bin',
    '/opt/homebrew/bin',
    '/opt/podman/bin',
    '/Applications/Docker.app/Contents/Resources/bin',
  ],
  win32: ['C:\\Program Files\\Docker\\Docker\\resources\\bin', 'C:\\Program Files\\RedHat\\Podman'],
} as const;

/** The engines that are installed here, looked up by their files: nothing is started. Docker needs its service's socket too. */
export async function sandboxEngines({ files }: Probes): Promise<readonly SandboxEngine[]> {
  const { platform, path, env, home } = files;
  const isThere = (file: string) =>
    files.stat(file).then(
      ({ kind }) => kind !== 'folder',
      () => false,
    );
  const folders = [...FOLDERS[platform], ...(env.PATH ?? '').split(path.delimiter).filter(path.isAbsolute)];
  const has = async (name: string) => {
    const program = platform === 'win32' ? `${name}.exe` : name;
    return (await Promise.all(folders.map((folder) => isThere(path.join(folder, program))))).includes(true);
  };
  const sockets = [
    '/var/run/docker.sock',
    path.join(home, '.docker', 'run', 'docker.sock'),
    path.join(home, '.docker', 'desktop', 'docker.sock'),
    path.join(env.XDG_RUNTIME_DIR ?? `/run/user/${files.uid}`, 'docker.sock'),
  ];
  const [docker, podman] = await Promise.all([has('docker'), has('podman')]);
  const runs = docker && (platform === 'win32' || (await Promise.all(sockets.map(isThere))).includes(true));
  return [...(runs ? (['docker'] as const) : []), ...(podman ? (['podman'] as const) : [])];
}
