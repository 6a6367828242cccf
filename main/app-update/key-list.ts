import * as v from 'valibot';
import { readShape, type ShapeOf } from '../contract/shape';
import { AppUpdateError } from './app-update-error';
import { bytesOf, type ReleaseKey, type SignedDocumentShape, signersOf } from './signed-document';

/** `appId` of electron-builder.yml: what is signed for another program of the same makers is nothing to us. */
export const APP = 'io.github.tankmate.Tankmate';

const KeyShape = v.object({
  id: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)),
  role: v.picklist(['online', 'spare']),
  publicKey: v.pipe(v.string(), v.maxLength(200), v.base64()),
});
export const KeyListShape = v.object({
  /** Grows with each list: the higher one counts. */
  version: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  keys: v.pipe(v.array(KeyShape), v.maxLength(8)),
});
/** The keys that are believed. */
export type TrustedKeys = ShapeOf<typeof KeyListShape>;

const KeyListPayload = v.object({
  app: v.literal(APP),
  kind: v.literal('keys'),
  ...KeyListShape.entries,
});

/** Which keys signed; rejects with what is wrong when none of these did. */
export function requireSigner(document: SignedDocumentShape, keys: readonly ReleaseKey[]): void {
  if (signersOf(document, keys).length > 0) return;
  const { signatures } = document;
  if (signatures.length === 0) throw new AppUpdateError('unsigned');
  const isKnown = signatures.some((each) => keys.some(({ id }) => id === each.key));
  throw new AppUpdateError(isKnown ? 'changed' : 'other-key');
}

/**
 * The list that counts after these documents, oldest first. Each next list is signed by a spare key of the one before,
 * so whoever takes the online key can name no other. Lists that are no newer are passed over, so that a copy of any age
 * finds its way along the whole row. Throws AppUpdateError.
 */
export function followKeyLists(known: TrustedKeys, documents: readonly SignedDocumentShape[]): TrustedKeys {
  let list = known;
  for (const document of documents) {
    const next = readShape(KeyListPayload, bytesOf(document).toString('utf8'));
    if (next === null) throw new AppUpdateError('malformed', 'a list of keys makes no sense');
    if (next.version <= list.version) continue;
    requireSigner(
      document,
      list.keys.filter(({ role }) => role === 'spare'),
    );
    list = { version: next.version, keys: next.keys };
  }
  return list;
}
