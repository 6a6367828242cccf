import type { Message } from '../../contract/finding';
import { isVersion } from '../../openclaw/version';
import type { Host } from '../host';
import { type NpmSettings, npmSettings } from './npm-settings';
import { bounded, type Get, PACKAGE, readTags, reason, type Tags } from './registry';

/** A registry in another country may need a while, and somebody waits for this on purpose. */
const LIMIT_MS = 20_000;

/** npmmirror, a mirror in mainland China (npmmirror.com). */
export const NPMMIRROR = 'https://registry.npmmirror.com/';

/** What a registry says of one version (npm/registry docs, package metadata: `dist`, `engines`). */
export interface Release {
  readonly version: string;
  /** Hash of its archive: `sha512-…` (W3C SRI). */
  readonly integrity: string;
  /** npm's range of the Node versions that it runs on; null when it names none. */
  readonly node: string | null;
  readonly signatures: readonly { readonly keyid: string; readonly sig: string }[];
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

const fields = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};

/** One version's manifest; null when it isn't the one that was asked for or lacks what can't be done without. */
export function readRelease(answer: unknown, version: string): Release | null {
  const manifest = fields(answer);
  const dist = fields(manifest.dist);
  const { integrity } = dist;
  if (manifest.name !== PACKAGE || manifest.version !== version || !isVersion(version)) return null;
  if (typeof integrity !== 'string' || !/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity)) return null;
  const { node } = fields(manifest.engines);
  const signatures = (Array.isArray(dist.signatures) ? dist.signatures : []).flatMap((each) => {
    const { keyid, sig } = fields(each);
    return typeof keyid === 'string' && typeof sig === 'string' ? [{ keyid, sig }] : [];
  });
  const size = dist.unpackedSize;
  return {
    version,
    integrity,
    node: typeof node === 'string' && node.trim() !== '' ? node : null,
    signatures,
    unpackedSize: typeof size === 'number' && size > 0 && Number.isFinite(size) ? size : null,
  };
}

/** The address that npm uses where nobody told it another: the default of npm's own definitions. */
export async function npmDefault(): Promise<string> {
  const { default: parts } = await import('@npmcli/config/lib/definitions/index.js');
  const definitions = parts.definitions as Record<string, { default?: unknown }>;
  return String(definitions.registry?.default);
}

/** Asks with the user's own npm settings, at `registry` instead of theirs where one is told. */
async function asker(host: Host, registry: string | null) {
  const signal = AbortSignal.any([host.signal, AbortSignal.timeout(LIMIT_MS)]);
  const own: NpmSettings = await npmSettings(host);
  const settings = registry === null ? own : { ...own, registry };
  const { default: fetch } = await import('npm-registry-fetch');
  const get = fetch as unknown as Get;
  return {
    registry: new URL(settings.registry).host,
    async ask(path: string): Promise<unknown> {
      const options = { ...settings, cache: null, retry: { retries: 1 }, timeout: LIMIT_MS, signal };
      const { body } = await get(path, options);
      return JSON.parse(await bounded(body));
    },
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
  const noAnswer = (why: string): ReleaseAnswer => ({
    state: 'no-answer',
    registry: where,
    because: { id: 'releases.no-answer', values: { reason: why } },
  });
  try {
    const { registry: name, ask } = await asker(host, registry);
    where = name;
    const tags =
      readTags(await ask(`/-/package/${PACKAGE}/dist-tags`).catch(() => null)) ??
      readTags({ latest: fields(await ask(`/${PACKAGE}/latest`)).version });
    if (!tags) return noAnswer('no version in the answer');
    const version = choose(tags);
    if (version === null) return { state: 'answered', registry: name, tags, release: null };
    const release = readRelease(await ask(`/${PACKAGE}/${encodeURIComponent(version)}`), version);
    return release
      ? { state: 'answered', registry: name, tags, release }
      : noAnswer(`no usable facts about ${version}`);
  } catch (error) {
    return noAnswer(reason(error));
  }
}

/**
 * The hash that npm's own registry names for a version, to hold a mirror (`registry`, its host name) against. Null when
 * it can't be asked, or is the very same one.
 */
export async function askIntegrity(host: Host, version: string, registry: string): Promise<string | null> {
  try {
    const { ask, registry: own } = await asker(host, await npmDefault());
    if (own === registry) return null;
    return readRelease(await ask(`/${PACKAGE}/${encodeURIComponent(version)}`), version)?.integrity ?? null;
  } catch {
    return null;
  }
}
