import { isVersion } from '../../openclaw/version';
import type { Host } from '../host';
import type { Releases } from '.';
import { npmSettings } from './npm-settings';

/** OpenClaw's name in the registry. */
const PACKAGE = 'openclaw';
/** Registries in one's own country answer in well under a second; a look must not wait for one that doesn't. */
const LIMIT_MS = 6000;
const MOST_BYTES = 1024 * 1024;

type Tags = Readonly<Record<string, string>>;

/** Only what looks like tags of OpenClaw is believed. */
function readTags(answer: unknown): Tags | null {
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

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return 'timeout';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}

/**
 * Asks the registry of the user's npm configuration (proxy, certificates and credentials as npm would use them) for the
 * newest versions: `GET /-/package/openclaw/dist-tags` (npm/registry docs), which some mirrors lack, then `GET /openclaw/latest`.
 * Only the package's name leaves the machine. Nothing is cached on disk.
 */
export async function askRegistry(host: Host): Promise<Releases> {
  let registry: string | null = null;
  const noAnswer = (why: string): Releases => ({
    state: 'no-answer',
    registry,
    because: { id: 'releases.no-answer', values: { reason: why } },
  });
  try {
    const settings = await npmSettings(host);
    registry = new URL(settings.registry).host;
    const { default: fetch } = await import('npm-registry-fetch');
    const signal = AbortSignal.any([host.signal, AbortSignal.timeout(LIMIT_MS)]);
    const ask = (path: string) =>
      fetch.json(path, {
        ...settings,
        // A look is now or never, and it keeps nothing on disk.
        retry: { retries: 0 },
        timeout: LIMIT_MS,
        size: MOST_BYTES,
        signal,
      } as Parameters<typeof fetch.json>[1]);
    const tags =
      readTags(await ask(`/-/package/${PACKAGE}/dist-tags`).catch(() => null)) ??
      readManifest(await ask(`/${PACKAGE}/latest`));
    if (!tags) return noAnswer('no version in the answer');
    return { state: 'answered', registry, tags, askedAt: new Date().toISOString() };
  } catch (error) {
    return noAnswer(reason(error));
  }
}
