// Keys and signatures of the metadata from which Tankmate learns of a newer version of itself (docs/releasing.md).
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';

/** `appId` of electron-builder.yml; stands in everything that is signed. */
export const APP = 'io.github.tankmate.Tankmate';

/**
 * @typedef {{ id: string, role: 'online' | 'spare', publicKey: string }} PublicKey
 * @typedef {{ payload: string, signatures: { key: string, signature: string }[] }} SignedText
 */

/** @param {Buffer} der SubjectPublicKeyInfo @returns {string} the first 16 hex digits of its SHA-256 */
const idOf = (der) => createHash('sha256').update(der).digest('hex').slice(0, 16);

/** @param {string} pem a private key @returns {Buffer} its public half, SubjectPublicKeyInfo in DER */
const publicHalf = (pem) => createPublicKey(createPrivateKey(pem)).export({ type: 'spki', format: 'der' });

/**
 * Makes an Ed25519 key (RFC 8032).
 * @param {'online' | 'spare'} role
 * @returns {{ pem: string, key: PublicKey }} the private half as PEM (PKCS #8), the public half as the app keeps it
 */
export function makeKey(role) {
  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const der = publicHalf(pem);
  return { pem, key: { id: idOf(der), role, publicKey: der.toString('base64') } };
}

/**
 * Signs the exact bytes of a JSON text with each key.
 * @param {object} payload
 * @param {readonly string[]} pems private keys
 * @returns {SignedText}
 */
export function signPayload(payload, pems) {
  const bytes = Buffer.from(JSON.stringify(payload));
  const signatures = pems.map((pem) => ({
    key: idOf(publicHalf(pem)),
    signature: sign(null, bytes, createPrivateKey(pem)).toString('base64'),
  }));
  return { payload: bytes.toString('base64'), signatures };
}

/**
 * A list of keys, signed by a spare key of the list before it.
 * @param {number} version one more than that of the list before
 * @param {readonly PublicKey[]} keys
 * @param {readonly string[]} pems
 */
export const signKeyList = (version, keys, pems) =>
  signPayload({ app: APP, kind: 'keys', version, keys }, pems);
