import type { Message } from '../../contract/finding';
import { isVersion } from '../../openclaw/openclaw-version';
import type { Host } from '../../system/read';
import { noteAddress } from '../../system/read/access-log';
import { explainError } from '../../system/read/plain-error';
import { withLimit } from '../../system/read/with-limit';
import { npmSettings } from './npm-settings';
import type { Releases } from './types';

/** OpenClaw's name in the registry. */
export const PACKAGE = 'openclaw';
/** Registries in one's own country answer in well under a second; a look must not wait for one that doesn't. */
const LIMIT_MS = 6000;
const MOST_BYTES = 1024 * 1024;

/** npm-registry-fetch's call with all its options; its published types lack some of them. */
export type Get = (path: string, options: object) => Promise<{ body: AsyncIterable<Buffer | string> }>;

/** As npm-registry-fetch makes it of a path (index.js, `regFetch`). */
export const addressOf = (registry: string, path: string): string =>
  `${registry.trim().replace(/(?<!\/)\/+$/, '')}/${path.trim().replace(/^\//, '')}`;

export type Tags = Readonly<Record<string, string>>;

/** Only what looks like tags of OpenClaw is believed. */
export function readTags(answer: unknown): Tags | null {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return null;
  const tags = Object.entries(answer).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && isVersion(entry[1]),
  );
  return tags.some(([tag]) => tag === 'latest') ? Object.fromEntries(tags) : null;
}

/** `GET /openclaw/latest` answers with the manifest of one version. */
function readManifest(answer: unknown): Tags | null {
  const version =
    typeof answer === 'object' && answer !== null && 'version' in answer ? answer.version : undefined;
  return readTags({ latest: version });
}

/** Why a registry that was asked gave no answer. Whoever ended it at its time limit waited in vain. */
export const unanswered = (error: unknown): Message => ({
  id: 'releases.no-answer',
  values: {
    reason:
      error instanceof Error && error.name === 'AbortError' ? { id: 'error.too-slow' } : explainError(error),
  },
});

/** The body as text; one larger than any honest answer is not read to its end. */
export async function bounded(body: AsyncIterable<Buffer | string>, signal: AbortSignal): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of body) {
    // One that drips for ever is left between two drops.
    signal.throwIfAborted();
    size += part.length;
    if (size > MOST_BYTES) throw Object.assign(new Error('answer too large'), { code: 'EFBIG' });
    parts.push(Buffer.from(part));
  }
  return Buffer.concat(parts).toString('utf8');
}

/**
 * Asks the registry of the user's npm configuration (proxy, certificates and credentials as npm would use them) for the
 * newest versions: `GET /-/package/openclaw/dist-tags` (npm/registry docs), which some mirrors lack, then `GET /openclaw/latest`.
 * Only the package's name leaves the machine. Nothing is cached on disk.
 */
export async function askRegistry(host: Host): Promise<Releases> {
  let registry: string | null = null;
  const noAnswer = (because: Message): Releases => ({ state: 'no-answer', registry, because });
  const all = async (signal: AbortSignal): Promise<Releases> => {
    const settings = await npmSettings(host);
    registry = new URL(settings.registry).host;
    const { default: fetch } = await import('npm-registry-fetch');
    const get = fetch as unknown as Get;
    const ask = async (path: string) => {
      // A look is now or never and writes nothing: no second try, no cache.
      const options = { ...settings, cache: null, retry: { retries: 0 }, timeout: LIMIT_MS, signal };
      noteAddress(addressOf(settings.registry, path));
      const { body } = await get(path, options);
      return JSON.parse(await bounded(body, signal)) as unknown;
    };
    const tags =
      readTags(await ask(`/-/package/${PACKAGE}/dist-tags`).catch(() => null)) ??
      readManifest(await ask(`/${PACKAGE}/latest`));
    if (!tags) return noAnswer({ id: 'releases.no-version' });
    return { state: 'answered', registry, tags, askedAt: new Date().toISOString() };
  };
  try {
    return await withLimit(host.signal, LIMIT_MS, (signal) => {
      // npm's reader takes no signal, and what an answer hangs on may not hear one.
      const ended = new Promise<never>((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      });
      return Promise.race([all(signal), ended]);
    });
  } catch (error) {
    return noAnswer(unanswered(error));
  }
}
