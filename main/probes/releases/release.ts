import type { Message } from '../../contract/finding';
import { isVersion } from '../../openclaw/openclaw-version';
import type { Host } from '../../system/read';
import { PACKAGE, readTags, type Tags, unanswered } from './registry';
import { objectFields, openRegistry, readVersion, type VersionFacts } from './version-facts';

/** npmmirror, a mirror in mainland China (npmmirror.com). */
export const NPMMIRROR = 'https://registry.npmmirror.com/';

/** What a registry says of one version of OpenClaw. Nobody signs anything but the hash. */
export interface Release extends VersionFacts {
  readonly version: string;
  /** npm's range of the Node versions that it runs on (`engines`); null when it names none. */
  readonly node: string | null;
  /** Bytes without its dependencies; null when the registry doesn't say. */
  readonly unpackedSize: number | null;
}

export type ReleaseAnswer =
  | {
      readonly state: 'answered';
      /** Host name. */
      readonly registry: string;
      readonly tags: Tags;
      /** Null when the tags lead to no version. */
      readonly release: Release | null;
    }
  | { readonly state: 'no-answer'; readonly registry: string | null; readonly because: Message };

/** One version's manifest; null when it isn't the one that was asked for or lacks what can't be done without. */
export function readRelease(answer: unknown, version: string): Release | null {
  const facts = isVersion(version) ? readVersion(answer, PACKAGE, version) : null;
  if (facts === null) return null;
  const manifest = objectFields(answer);
  const { node } = objectFields(manifest.engines);
  const size = objectFields(manifest.dist).unpackedSize;
  return {
    version,
    ...facts,
    node: typeof node === 'string' && node.trim() !== '' ? node : null,
    unpackedSize: typeof size === 'number' && size > 0 && Number.isFinite(size) ? size : null,
  };
}

/**
 * Asks a registry now for OpenClaw's newest versions and for the facts of the one that `choose` picks. Never an old
 * answer, never rejects: no answer is an answer.
 */
export async function askRelease(
  host: Host,
  { registry = null, choose }: { registry?: string | null; choose(tags: Tags): string | null },
): Promise<ReleaseAnswer> {
  let where: string | null = null;
  const noAnswer = (because: Message): ReleaseAnswer => ({ state: 'no-answer', registry: where, because });
  try {
    const { host: name, json: ask } = await openRegistry(host, registry);
    where = name;
    const tags =
      readTags(await ask(`/-/package/${PACKAGE}/dist-tags`).catch(() => null)) ??
      readTags({ latest: objectFields(await ask(`/${PACKAGE}/latest`)).version });
    if (!tags) return noAnswer({ id: 'releases.no-version' });
    const version = choose(tags);
    if (version === null) return { state: 'answered', registry: name, tags, release: null };
    const release = readRelease(await ask(`/${PACKAGE}/${encodeURIComponent(version)}`), version);
    return release
      ? { state: 'answered', registry: name, tags, release }
      : noAnswer({ id: 'releases.no-facts', values: { version } });
  } catch (error) {
    return noAnswer(unanswered(error));
  }
}
