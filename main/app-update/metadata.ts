import semver from 'semver';
import * as v from 'valibot';
import { DateText, guardOf, readShape, type ShapeOf } from '../contract/shape';
import { AppUpdateError } from './app-update-error';
import { APP, followKeyLists, requireSigner, type TrustedKeys } from './key-list';
import { bytesOf, SignedDocument } from './signed-document';

/** What is asked for at each address. */
export const CHANNEL = 'stable';

/** https alone; tests ask this computer itself. */
const Address = v.pipe(
  v.string(),
  v.maxLength(1000),
  v.check((text) => {
    const url = URL.canParse(text) ? new URL(text) : null;
    return url?.protocol === 'https:' || (url?.protocol === 'http:' && url.hostname === '127.0.0.1');
  }),
);
const AddressShape = v.object({ region: v.picklist(['world', 'china']), url: Address });
const FileShape = v.object({
  platform: v.picklist(['linux', 'win32', 'darwin']),
  arch: v.picklist(['x64', 'arm64']),
  kind: v.picklist(['appimage', 'deb', 'rpm', 'nsis', 'dmg', 'zip']),
  size: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(1_000_000_000)),
  sha512: v.pipe(v.string(), v.regex(/^[0-9a-f]{128}$/)),
  addresses: v.pipe(v.array(AddressShape), v.minLength(1), v.maxLength(8)),
});
const Notes = v.pipe(v.string(), v.maxLength(8000));
const ReleaseShape = v.object({
  /** Becomes part of a file's name. */
  version: v.pipe(
    v.string(),
    v.maxLength(40),
    v.regex(/^\d/),
    v.check((text) => semver.valid(text) === text),
  ),
  published: DateText,
  /** For which share of all copies it is meant, 0 to 1. */
  rollout: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  notes: v.object({ en: Notes, 'zh-CN': Notes }),
  page: v.pipe(
    Address,
    v.check((text) => text.startsWith('https:')),
  ),
  files: v.pipe(v.array(FileShape), v.maxLength(40)),
});
export type AppRelease = ShapeOf<typeof ReleaseShape>;
export type AppFile = ShapeOf<typeof FileShape>;

const MetadataPayload = v.object({
  app: v.string(),
  kind: v.string(),
  schema: v.literal(1),
  channel: v.string(),
  /** Never falls: whoever shows a lower one shows something old. */
  counter: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  expires: DateText,
  releases: v.pipe(v.array(ReleaseShape), v.minLength(1), v.maxLength(10)),
});
/** What the makers say of their releases. */
export type ReleaseMetadata = ShapeOf<typeof MetadataPayload>;

export const EnvelopeShape = v.object({
  ...SignedDocument.entries,
  /** Lists of keys since the first release, oldest first. */
  keyLists: v.exactOptional(v.pipe(v.array(SignedDocument), v.maxLength(20))),
});
/** Metadata as it is published: signed bytes, and the way to the keys that signed them. */
export type ReleaseEnvelope = ShapeOf<typeof EnvelopeShape>;
const isEnvelope = guardOf(EnvelopeShape);

/** What is believed so far. */
export interface Trust {
  readonly keyList: TrustedKeys;
  /** The highest that was seen. */
  readonly counter: number;
}

/**
 * Checks what an address answered: who signed the exact bytes, for which program, whether it was shown before and whether
 * its time is over. Gives what it says and what is to be believed from now on. `now`: milliseconds since 1970. Throws
 * AppUpdateError.
 */
export function verifyMetadata(
  answer: unknown,
  trust: Trust,
  now: number,
): { readonly metadata: ReleaseMetadata; readonly trust: Trust } {
  if (!isEnvelope(answer)) throw new AppUpdateError('malformed', 'no signed document');
  const keyList = followKeyLists(trust.keyList, answer.keyLists ?? []);
  requireSigner(answer, keyList.keys);
  const metadata = readShape(MetadataPayload, bytesOf(answer).toString('utf8'));
  if (metadata === null) throw new AppUpdateError('malformed', 'what is signed makes no sense');
  const { app, kind, channel, counter, expires } = metadata;
  if (app !== APP || kind !== 'releases' || channel !== CHANNEL)
    throw new AppUpdateError('other-app', `${app}, ${kind}, ${channel}`);
  if (counter < trust.counter) throw new AppUpdateError('replayed', `${counter} after ${trust.counter}`);
  if (Date.parse(expires) <= now) throw new AppUpdateError('expired', expires);
  return { metadata, trust: { keyList, counter } };
}
