import { createPublicKey, verify } from 'node:crypto';
import * as v from 'valibot';
import type { ShapeOf } from '../contract/shape';

const Base64 = v.pipe(v.string(), v.maxLength(400_000), v.base64());

export const SignatureShape = v.object({
  /** Id of the key. */
  key: v.pipe(v.string(), v.maxLength(64)),
  /** Ed25519 (RFC 8032) over the payload's bytes, base64. */
  signature: Base64,
});

/** Bytes with their signatures. What is signed is the very bytes, so that there is no canonical form to disagree about. */
export const SignedDocument = v.object({
  payload: Base64,
  signatures: v.pipe(v.array(SignatureShape), v.maxLength(8)),
});
export type SignedDocumentShape = ShapeOf<typeof SignedDocument>;

/** A public key, and what it may sign. */
export interface ReleaseKey {
  readonly id: string;
  /** `spare` lies offline, and alone may name other keys. */
  readonly role: 'online' | 'spare';
  /** DER, SubjectPublicKeyInfo (RFC 8410), base64. */
  readonly publicKey: string;
}

export const bytesOf = ({ payload }: SignedDocumentShape): Buffer => Buffer.from(payload, 'base64');

function isSignedBy(bytes: Buffer, signature: string, { publicKey }: ReleaseKey): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
    // Another kind of key would be asked for its own kind of signature.
    return key.asymmetricKeyType === 'ed25519' && verify(null, bytes, key, Buffer.from(signature, 'base64'));
  } catch {
    return false;
  }
}

/** Those of the keys whose signature fits the document. */
export const signersOf = (
  document: SignedDocumentShape,
  keys: readonly ReleaseKey[],
): readonly ReleaseKey[] => {
  const bytes = bytesOf(document);
  return keys.filter((key) =>
    document.signatures.some(({ key: id, signature }) => id === key.id && isSignedBy(bytes, signature, key)),
  );
};
