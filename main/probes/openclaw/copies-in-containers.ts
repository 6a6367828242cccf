import { malformedFile } from '../../system/read/plain-error';
import type { PartialResult } from '../partial-result';
import type { AccountHomes } from './account-homes';
import {
  type ContainerRecord,
  type DockerContainer,
  packageIn,
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
  docker: () => Promise<PartialResult<DockerContainer>>,
): Promise<readonly Copy[]> {
  const { host } = reader;
  const { join } = host.path;
  const ofDocker = docker().then(({ items, gaps }) => {
    for (const { where, because } of gaps) reader.addGap(where, because);
    return items.flatMap((each) => copyOf(each, versionOfLabels(each.labels), null) ?? []);
  });
  const rootless = people.homes.map(async (home) => {
    const { data = '', config = '' } = foldersOf(host, home);
    const store = await storeOf(reader, config, join(data, 'containers', 'storage'));
    return podmanOf(reader, store, join(config, 'containers', 'systemd'), home.account);
  });
  const rooted =
    host.platform === 'linux'
      ? [podmanOf(reader, '/var/lib/containers/storage', '/etc/containers/systemd', 'root')]
      : [];
  return (await Promise.all([...rootless, ...rooted, ofDocker])).flat();
}
