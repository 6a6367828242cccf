import { recordOrEmpty } from '../../isolation/json-values';
import { type ContainerSigns, showsOpenClaw } from './container-signs';

/** A container as an engine's own records name it. */
export interface ContainerRecord {
  /** What it runs, publishes and has, where the engine's list says so. */
  readonly signs?: Omit<ContainerSigns, 'name' | 'image'>;
  readonly name: string;
  readonly image: string;
  readonly imageId: string | null;
  /** The engine's own id of it, where that is told. */
  readonly id?: string;
}

const text = (value: unknown): string | null => (typeof value === 'string' && value ? value : null);

function json(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    return null;
  }
}

/**
 * `containers.json` of containers/storage: a list whose `metadata` is JSON again, with `image-name`, `image-id` and
 * `name` (github.com/containers/podman, libpod/storage.go). Null when it is no list.
 */
export function parseStorage(source: string): readonly ContainerRecord[] | null {
  const list = json(source);
  if (!Array.isArray(list)) return null;
  return list.flatMap((each) => {
    const { names, metadata, id, image: imageId } = recordOrEmpty(each);
    const given = recordOrEmpty(json(text(metadata) ?? ''));
    const name = text(given.name) ?? text(Array.isArray(names) ? names[0] : null) ?? text(id);
    const image = text(given['image-name']);
    return name && image
      ? [
          {
            name,
            image,
            imageId: text(given['image-id']) ?? text(imageId),
            ...(text(id) && { id: text(id) ?? '' }),
          },
        ]
      : [];
  });
}

/** One of docker's, with its labels as `a=b,c=d`. */
export type DockerContainer = ContainerRecord & { readonly labels: string };

/** `docker ps --format '{{json .}}'`: one object a line with `Names`, `Image` and `Labels`. Null when a line is none. */
export function parseDocker(source: string): readonly DockerContainer[] | null {
  const lines = source.split(/\r?\n/).filter((line) => line.trim());
  const rows = lines.map((line) => recordOrEmpty(json(line)));
  if (rows.some((row) => !text(row.Names) || !text(row.Image))) return null;
  return rows.map((row) => ({
    name: text(row.Names)?.split(',')[0] ?? '',
    image: text(row.Image) ?? '',
    imageId: null,
    labels: text(row.Labels) ?? '',
    signs: {
      command: text(row.Command) ?? '',
      ports: text(row.Ports) ?? '',
      labels: text(row.Labels) ?? '',
      mounts: text(row.Mounts) ?? '',
    },
  }));
}

/**
 * The package that an image holds, by its name: `openclaw` for the official ones (ghcr.io/openclaw/openclaw,
 * openclaw/openclaw, a local build), the image's own name for one by somebody else. Null when it is none:
 * `openclaw-sandbox` holds the tools' sandbox, not OpenClaw (OpenClaw docs, gateway/sandboxing).
 */
export function packageOfImage(image: string): string | null {
  const name = image
    .replace(/@.*/, '')
    .replace(/:[^/:]*$/, '')
    .toLowerCase();
  const last = name.split('/').at(-1) ?? '';
  if (!/^(openclaw|clawdbot|moltbot)([-_.].*)?$/.test(last) || /sandbox|sbx/.test(last)) return null;
  const bare = name.replace(/^(docker\.io|index\.docker\.io|localhost|ghcr\.io)\//, '');
  return bare === last || bare === `${last}/${last}` ? last : name;
}

/**
 * Signs in the configuration that a runtime starts a container by (OCI runtime-spec, config.json: `process.args`,
 * `process.env`, `mounts`). None where it is no such text.
 */
export function signsOfRuntime(source: string): Omit<ContainerSigns, 'name' | 'image'> {
  const { process, mounts, annotations } = recordOrEmpty(json(source));
  const { args } = recordOrEmpty(process);
  const strings = (value: unknown) =>
    Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
  const places = (Array.isArray(mounts) ? mounts : []).map(recordOrEmpty);
  return {
    command: strings(args).join(' '),
    ports: '',
    labels: Object.entries(recordOrEmpty(annotations))
      .map(([name, value]) => `${name}=${String(value)}`)
      .join(','),
    mounts: places
      .map(({ source: from, destination }) => `${text(from) ?? ''}:${text(destination) ?? ''}`)
      .join(','),
  };
}

type Named = Pick<ContainerRecord, 'name' | 'image' | 'signs'>;

/** An image's name without its tag, which is what is told of a package that nobody else names. */
const nameOfImage = (image: string): string =>
  /^(sha256:)?[0-9a-f]{12,64}$/.test(image)
    ? 'openclaw'
    : (image.split('@')[0] ?? '').replace(/:[^/:]*$/, '').toLowerCase();

/** Our own tanks: OpenClaw's container bears the name of its image, those beside it (its network, errands) bear more. */
const isOurTank = ({ name, image }: Named): boolean =>
  /^localhost\/(tankmate-.+-[0-9a-f]{8}):inside$/.exec(image)?.[1] === name;

/** What belongs to one of our tanks and is not OpenClaw itself. */
const isOfTank = ({ image }: Named): boolean => /^localhost\/tankmate-/.test(image);

/** The package in a container; null when it holds none. */
export const packageIn = (container: Named): string | null =>
  isOurTank(container)
    ? 'openclaw'
    : (packageOfImage(container.image) ??
      (!isOfTank(container) && container.signs && showsOpenClaw({ ...container, ...container.signs })
        ? nameOfImage(container.image)
        : null));

/** The version that an image's tag names: `2026.9.6`, with or without `v` and a variant such as `-browser`. */
export function versionOfTag(image: string): string | null {
  const tag = /:([^/:@]+)$/.exec(image.replace(/@.*/, ''))?.[1] ?? '';
  return (
    /^v?(\d{4}\.\d{1,2}\.\d{1,2}(-\d+|-(beta|alpha|rc)[.-]?\d+)?)(-(slim|browser|amd64|arm64))*$/.exec(
      tag,
    )?.[1] ?? null
  );
}

/** The general one (OCI image-spec, annotations), and that of our own tanks. */
const VERSION_LABELS = ['org.opencontainers.image.version', 'org.tankmate.openclaw'];

/** The version among the labels of an image's configuration. */
export function versionOfConfig(source: string): string | null {
  const labels = recordOrEmpty(recordOrEmpty(recordOrEmpty(json(source)).config).Labels);
  return versionOf(VERSION_LABELS.map((name) => text(labels[name])));
}

/** What one of docker's labels says; null where it is missing or empty. */
export const dockerLabel = ({ labels }: Pick<DockerContainer, 'labels'>, name: string): string | null =>
  labels
    .split(',')
    .find((each) => each.startsWith(`${name}=`))
    ?.slice(name.length + 1) || null;

/** The same among docker's labels. */
export const versionOfLabels = (labels: string): string | null =>
  versionOf(VERSION_LABELS.map((name) => dockerLabel({ labels }, name)));

const versionOf = (labels: readonly (string | null)[]): string | null =>
  labels.find((label) => label && /^v?\d{4}\.\d/.test(label))?.replace(/^v/, '') ?? null;
