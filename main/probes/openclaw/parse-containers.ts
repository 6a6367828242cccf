/** A container as an engine's own records name it. */
export interface ContainerRecord {
  readonly name: string;
  readonly image: string;
  readonly imageId: string | null;
}

const text = (value: unknown): string | null => (typeof value === 'string' && value ? value : null);

/** Somebody's JSON by its names; empty where it is of another kind. */
export const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

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
    const { names, metadata, id, image: imageId } = record(each);
    const told = record(json(text(metadata) ?? ''));
    const name = text(told.name) ?? text(Array.isArray(names) ? names[0] : null) ?? text(id);
    const image = text(told['image-name']);
    return name && image ? [{ name, image, imageId: text(told['image-id']) ?? text(imageId) }] : [];
  });
}

/** `docker ps --format '{{json .}}'`: one object a line with `Names`, `Image` and `Labels`. Null when a line is none. */
export function parseDocker(source: string): readonly (ContainerRecord & { labels: string })[] | null {
  const lines = source.split(/\r?\n/).filter((line) => line.trim());
  const rows = lines.map((line) => record(json(line)));
  if (rows.some((row) => !text(row.Names) || !text(row.Image))) return null;
  return rows.map((row) => ({
    name: text(row.Names)?.split(',')[0] ?? '',
    image: text(row.Image) ?? '',
    imageId: null,
    labels: text(row.Labels) ?? '',
  }));
}

/**
 * The package that an image holds, by its name: `openclaw` for the official ones (ghcr.io/openclaw/openclaw,
 * openclaw/openclaw, a local build), the image's own name for one by somebody else. Null when it is none:
 * `openclaw-sandbox` holds the tools' sandbox, not OpenClaw (OpenClaw docs, gateway/sandboxing).
 */
export function packageOfImage(image: string): string | null {
  const name = image
    .replace(/@.*$/, '')
    .replace(/:[^/:]*$/, '')
    .toLowerCase();
  const last = name.split('/').at(-1) ?? '';
  if (!/^(openclaw|clawdbot|moltbot)([-_.].*)?$/.test(last) || /sandbox|sbx/.test(last)) return null;
  const bare = name.replace(/^(docker\.io|index\.docker\.io|localhost|ghcr\.io)\//, '');
  return bare === last || bare === `${last}/${last}` ? last : name;
}

type Named = Pick<ContainerRecord, 'name' | 'image'>;

/** Our own tanks: OpenClaw's container bears the name of its image, those beside it (its network, errands) bear more. */
const isOurTank = ({ name, image }: Named): boolean =>
  /^localhost\/(tankmate-.+-[0-9a-f]{8}):inside$/.exec(image)?.[1] === name;

/** The package in a container; null when it holds none. */
export const packageIn = (container: Named): string | null =>
  isOurTank(container) ? 'openclaw' : packageOfImage(container.image);

/** The version that an image's tag names: `2026.9.6`, with or without `v` and a variant such as `-browser`. */
export function versionOfTag(image: string): string | null {
  const tag = /:([^/:@]+)(@.*)?$/.exec(image)?.[1] ?? '';
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
  const labels = record(record(record(json(source)).config).Labels);
  return versionOf(VERSION_LABELS.map((name) => text(labels[name])));
}

/** The same among docker's `a=b,c=d`. */
export function versionOfLabels(labels: string): string | null {
  const all = labels.split(',');
  const told = (name: string) => all.find((each) => each.startsWith(`${name}=`))?.slice(name.length + 1);
  return versionOf(VERSION_LABELS.map((name) => told(name) ?? null));
}

const versionOf = (labels: readonly (string | null)[]): string | null =>
  labels.find((label) => label && /^v?\d{4}\.\d/.test(label))?.replace(/^v/, '') ?? null;
