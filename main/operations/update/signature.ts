import { createPublicKey, verify } from 'node:crypto';

/** One of npm's keys with which it signs packages. */
export interface SigningKey {
  /** `SHA256:` and the key's hash. */
  readonly id: string;
  /** DER (SubjectPublicKeyInfo) as base64. */
  readonly key: string;
}

/**
 * npm's public keys, as npm 11.19 itself carries them (its copy of the Sigstore trust root,
 * `keys.json` for `npm:signatures`; docs.npmjs.com, "About registry signatures"). The id is the key's hash as ssh counts it (RFC 5656).
 */
export const NPM_KEYS: readonly SigningKey[] = [
  {
    id: 'SHA256:jl3bwswu80PjjokCgh0o2w5c2U4LhQAE57gj9cz1kzA',
    key: 'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE1Olb3zMAFFxXKHiIkQO5cJ3Yhl5i6UPp+IhuteBJbuHcA5UogKo0EWtlWwW6KSaKoTNEYL7JlCQiVnkhBktUgg==',
  },
  {
    id: 'SHA256:DhQ8wR5APBvFHLF/+Tc+AYvPOdTpcIDqOhxsBHRwC7U',
    key: 'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEY6Ya7W++7aUPzvMTrezH6Ycx3c+HOKYCcNGybJZSCJq/fd7Qa8uuAKtdIkUQtQiEKERhAmE5lMMJhP8OkDOa2g==',
  },
];

export interface Signature {
  readonly keyid: string;
  /** ECDSA over SHA-256, base64. */
  readonly sig: string;
}

/** `signed`: by npm. `unsigned`: nobody that we know has signed it. `forged`: it names npm's key, and the signature is wrong. */
export type Signed = 'signed' | 'unsigned' | 'forged';

/** Whether npm signed `<name>@<version>:<integrity>`: what a mirror can't make up. */
export function checkSignatures(
  name: string,
  version: string,
  integrity: string,
  signatures: readonly Signature[],
  keys: readonly SigningKey[] = NPM_KEYS,
): Signed {
  const known = signatures.flatMap(({ keyid, sig }) => {
    const found = keys.find(({ id }) => id === keyid);
    return found ? [{ key: found.key, sig }] : [];
  });
  if (known.length === 0) return 'unsigned';
  const data = Buffer.from(`${name}@${version}:${integrity}`);
  const good = known.every(({ key, sig }) => {
    const publicKey = createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' });
    return verify('sha256', data, publicKey, Buffer.from(sig, 'base64'));
  });
  return good ? 'signed' : 'forged';
}
