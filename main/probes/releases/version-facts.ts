import type { Host } from '../../system/read';
import { noteAddress } from '../../system/read/access-log';
import { withLimit } from '../../system/read/with-limit';
import { type NpmSettings, npmSettings, publicRegistry } from './npm-settings';
import { addressOf, bounded, type Get } from './registry';

/** A registry in another country may need a while, and somebody waits for this on purpose. */
export const ASK_MS = 20_000;

/** What a registry says of one version of a package (npm/registry docs, package metadata: `dist`, `deprecated`). */
export interface VersionFacts {
  /** Hash of its archive: `sha512-…` (W3C SRI). */
  readonly integrity: string;
  readonly signatures: readonly { readonly keyid: string; readonly sig: string }[];
  /** Why its makers want nobody to use it; null: they don't say so. */
  readonly deprecated: string | null;
}

/** `absent`: it answered that it has no such version. `silent`: it gave no usable answer. */
export type VersionAnswer =
  | ({ readonly state: 'named' } & VersionFacts)
  | { readonly state: 'absent' }
  | { readonly state: 'silent' };

export const objectFields = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};

/** One version's manifest; null when it isn't the one that was asked for, or names no hash that is one today. */
export function readVersion(answer: unknown, name: string, version: string): VersionFacts | null {
  const manifest = objectFields(answer);
  const dist = objectFields(manifest.dist);
  const { integrity } = dist;
  if (manifest.name !== name || manifest.version !== version) return null;
  if (typeof integrity !== 'string' || !/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity)) return null;
  const signatures = (Array.isArray(dist.signatures) ? dist.signatures : []).flatMap((each) => {
    const { keyid, sig } = objectFields(each);
    return typeof keyid === 'string' && typeof sig === 'string' ? [{ keyid, sig }] : [];
  });
  const { deprecated } = manifest;
  // `npm deprecate` with an empty text takes it back (npm docs); some registries say `true`.
  const why = typeof deprecated === 'string' ? deprecated.trim() : deprecated === true ? '?' : '';
  return { integrity, signatures, deprecated: why === '' ? null : why.replace(/\s+/g, ' ').slice(0, 200) };
}

/** One registry, asked with the user's own npm settings (proxy, certificates, credentials as npm would use them). */
export interface Registry {
  /** Host name. */
  readonly host: string;
  /** Its scheme, host and port, where certificates are checked; else null, since anybody could answer for it then. */
  readonly origin: string | null;
  /** JSON at a path. Rejects when there is none, or after `ASK_MS`. */
  json(path: string): Promise<unknown>;
  /** Never rejects but when the reader is ended: no answer is an answer. */
  version(name: string, version: string): Promise<VersionAnswer>;
}

const is404 = (error: unknown) =>
  objectFields(error).statusCode === 404 || objectFields(error).code === 'E404';

/** The registry at an address; null: the one of the user's npm settings. Rejects when these can't be read. */
export async function openRegistry(
  host: Host,
  address: string | null,
  more: Readonly<Record<string, unknown>> = {},
): Promise<Registry> {
  const own: NpmSettings = await npmSettings(host);
  const settings: NpmSettings = { ...own, ...(address !== null && { registry: address }), ...more };
  const { protocol, host: name, origin } = new URL(settings.registry);
  const { default: fetch } = await import('npm-registry-fetch');
  const get = fetch as unknown as Get;
  const json = async (path: string): Promise<unknown> => {
    const text = await withLimit(host.signal, ASK_MS, async (signal) => {
      const options = { ...settings, cache: null, retry: { retries: 1 }, timeout: ASK_MS, signal };
      noteAddress(addressOf(settings.registry, path));
      const { body } = await get(path, options);
      return bounded(body, signal);
    });
    return JSON.parse(text);
  };
  return {
    host: name,
    origin: protocol === 'https:' && settings.strictSSL !== false ? origin : null,
    json,
    async version(name, version) {
      try {
        const answer = await json(`/${name.replace('/', '%2f')}/${encodeURIComponent(version)}`);
        const facts = readVersion(answer, name, version);
        return facts ? { state: 'named', ...facts } : { state: 'silent' };
      } catch (error) {
        host.signal.throwIfAborted();
        return is404(error) ? { state: 'absent' } : { state: 'silent' };
      }
    },
  };
}

/** The user's registry, and npm's own where that is another one. */
export interface Registries {
  readonly own: Registry;
  /** Null: `own` is npm's. */
  readonly npm: Registry | null;
}

/** Opens both; `address` stands in place of the user's own setting where it isn't null. */
export async function openRegistries(host: Host, address: string | null): Promise<Registries> {
  const [own, npm] = await Promise.all([
    openRegistry(host, address),
    openRegistry(host, await publicRegistry(), { strictSSL: true }),
  ]);
  return { own, npm: own.origin === npm.origin ? null : npm };
}
