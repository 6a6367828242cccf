import { errorCode } from '../../system/read';
import { type DockerContainer, parseDocker } from './parse-containers';
import type { TolerantReader } from './tolerant-reader';

/** Whether a docker daemon answers there already: asking one that sleeps behind its socket would start it. */
async function dockerAwake(reader: TolerantReader, socket: string): Promise<boolean> {
  const { host } = reader;
  const real = await reader.realPath(socket);
  // podman-docker links its own socket there.
  if (!real || /podman/.test(real)) return false;
  try {
    await host.tryOpen(real);
  } catch (error) {
    // open(2) of a socket: ENXIO says that the file itself is open to this account.
    if (errorCode(error) !== 'ENXIO' && errorCode(error) !== 'EOPNOTSUPP') {
      reader.addFailure(socket, error);
      return false;
    }
  }
  const pids = ['/var/run/docker.pid', '/run/docker.pid', `${host.path.dirname(real)}/docker.pid`];
  if (host.platform === 'darwin') return true;
  for (const pid of pids) if (await host.stat(pid).then(Boolean, () => false)) return true;
  reader.addGap(socket, { id: 'openclaw.asleep' });
  return false;
}

/** Every container of a docker whose daemon runs already; running or not. */
export async function dockerContainers(reader: TolerantReader): Promise<readonly DockerContainer[]> {
  const { host } = reader;
  const home = (at: string) => host.path.join(host.home, at);
  const sockets = {
    linux: ['/var/run/docker.sock', `${host.env.XDG_RUNTIME_DIR ?? '/run/user/none'}/docker.sock`],
    darwin: ['/var/run/docker.sock', home('.docker/run/docker.sock'), home('.colima/default/docker.sock')],
    win32: ['\\\\.\\pipe\\docker_engine'],
  }[host.platform];
  const awake = await Promise.all(
    sockets.map((socket) =>
      host.platform === 'win32' ? host.stat(socket).then(Boolean, () => false) : dockerAwake(reader, socket),
    ),
  );
  const socket = sockets[awake.indexOf(true)];
  if (socket === undefined) return [];
  const programs =
    host.platform === 'darwin' ? ['docker', '/usr/local/bin/docker', '/opt/homebrew/bin/docker'] : ['docker'];
  for (const program of programs) {
    try {
      const { code, stdout } = await host.run(program, ['ps', '-a', '--no-trunc', '--format', '{{json .}}']);
      const records = code === 0 ? parseDocker(stdout.toString('utf8')) : null;
      if (!records) break;
      return records;
    } catch {
      // Not installed there: try the next.
    }
  }
  reader.addGap(socket, { id: 'openclaw.container-engine' });
  return [];
}
