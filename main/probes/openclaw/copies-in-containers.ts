import { errorCode } from '../../system/read';
import { malformedFile } from '../../system/read/plain-error';
import type { AccountHomes } from './account-homes';
import {
  type ContainerRecord,
  packageIn,
  parseDocker,
  parseStorage,
  signsOfRuntime,
  versionOfConfig,
  versionOfLabels,
  versionOfTag,
} from './parse-containers';
import { parseUnit } from './parse-unit';
import { foldersOf } from './place-folders';
import type { TolerantReader } from './tolerant-reader';
import type { Copy } from './types';

function copyOf(record: ContainerRecord, labelled: string | null, owner: string | null): Copy | null {
  const name = packageIn(record);
  if (name === null) return null;
  const version = versionOfTag(record.image) ?? labelled;
  return {
    path: record.image,
    package: name,
    version,
    ...(version === null && { versionUnknown: { id: 'openclaw.image-tag' } }),
    kind: 'container',
    owner,
    where: `container:${record.name}`,
  };
}

/** Podman's records lie in files; podman itself is never run, because every one of its commands writes to them. */
async function podman(reader: TolerantReader, store: string, owner: string | null): Promise<readonly Copy[]> {
  const { host } = reader;
  const { join } = host.path;
  const drivers = (await reader.list(store)).filter((name) => name.endsWith('-containers'));
  const copies = await Promise.all(
    drivers.map(async (driver) => {
      const file = join(store, driver, 'containers.json');
      const source = await reader.readText(file, 16 * 1024 * 1024);
      if (source === null) return [];
      const records = parseStorage(source);
      if (!records) reader.addFailure(file, malformedFile('the records of containers'));
      return Promise.all(
        (records ?? []).map(async (listed) => {
          const runtime =
            packageIn(listed) === null && listed.id !== undefined
              ? await reader.skippingDenied.readText(
                  join(store, driver, listed.id, 'userdata', 'config.json'),
                )
              : null;
          const record = runtime === null ? listed : { ...listed, signs: signsOfRuntime(runtime) };
          if (packageIn(record) === null) return null;
          // The image's configuration is kept under its digest in base64 (containers/storage, image big data).
          const key = Buffer.from(`sha256:${record.imageId}`).toString('base64');
          const images = join(store, driver.replace(/-containers$/, '-images'));
          const config =
            record.imageId && (await reader.skippingDenied.readText(join(images, record.imageId, `=${key}`)));
          return copyOf(record, config ? versionOfConfig(config) : null, owner);
        }),
      );
    }),
  );
  return copies.flat().filter((copy) => copy !== null);
}

/** Quadlet units (podman-systemd.unit(5)): a container that systemd makes at each start, so that records may lack it. */
async function quadlets(
  reader: TolerantReader,
  folder: string,
  owner: string | null,
): Promise<readonly Copy[]> {
  const files = (await reader.list(folder)).filter((name) => name.endsWith('.container'));
  const copies = await Promise.all(
    files.map(async (file) => {
      const text = await reader.readText(reader.host.path.join(folder, file));
      const unit = parseUnit([text ?? ''], 'Container');
      const image = unit.Image?.at(-1);
      const name = unit.ContainerName?.at(-1) ?? `systemd-${file.replace(/\.container$/, '')}`;
      return image ? copyOf({ name, image, imageId: null }, null, owner) : null;
    }),
  );
  return copies.filter((copy) => copy !== null);
}

async function storeOf(reader: TolerantReader, config: string, usual: string): Promise<string> {
  const text = await reader.readText(reader.host.path.join(config, 'containers', 'storage.conf'));
  const moved = /^[ \t]*(?:rootless_storage_path|graphroot)\s*=\s*"([^"\n]+)"/m.exec(text ?? '')?.[1];
  return moved && !moved.includes('$') ? moved : usual;
}

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

async function docker(reader: TolerantReader): Promise<readonly Copy[]> {
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
      return records.flatMap((each) => copyOf(each, versionOfLabels(each.labels), null) ?? []);
    } catch {
      // Not installed there: try the next.
    }
  }
  reader.addGap(socket, { id: 'openclaw.container-engine' });
  return [];
}

/** What one account's podman keeps and what its units make. A container in both comes once: the records know more. */
async function podmanOf(
  reader: TolerantReader,
  store: string,
  units: string,
  owner: string | null,
): Promise<readonly Copy[]> {
  const [stored, made] = await Promise.all([podman(reader, store, owner), quadlets(reader, units, owner)]);
  return [...stored, ...made.filter(({ where }) => !stored.some((each) => each.where === where))];
}

/** Containers that hold OpenClaw, by the engines' own records; running or not. */
export async function copiesInContainers(
  reader: TolerantReader,
  people: AccountHomes,
): Promise<readonly Copy[]> {
  const { host } = reader;
  const { join } = host.path;
  const rootless = people.homes.map(async (home) => {
    const { data = '', config = '' } = foldersOf(host, home);
    const store = await storeOf(reader, config, join(data, 'containers', 'storage'));
    return podmanOf(reader, store, join(config, 'containers', 'systemd'), home.account);
  });
  const rooted =
    host.platform === 'linux'
      ? [podmanOf(reader, '/var/lib/containers/storage', '/etc/containers/systemd', 'root')]
      : [];
  return (await Promise.all([...rootless, ...rooted, docker(reader)])).flat();
}
