import { expect, test } from 'vitest';
import { AppUpdateError } from '../../main/app-update/app-update-error';
import { type Trust, verifyMetadata } from '../../main/app-update/metadata';
import { makeKey, signKeyList, signPayload } from '../../scripts/release/signing.mjs';
import { metadataOf, NOW, online, published, releaseOf, sourceOf, spare, stranger } from './makers';

const trust: Trust = { keyList: sourceOf().keyList, counter: 7 };
function problemOf(answer: unknown, believed = trust, now = NOW): string | null {
  try {
    verifyMetadata(answer, believed, now);
    return null;
  } catch (error) {
    expect(error).toBeInstanceOf(AppUpdateError);
    return (error as AppUpdateError).problem;
  }
}

test.each([
  ['the online key', [online.pem]],
  ['the spare key', [spare.pem]],
  ['a stranger and the spare key', [stranger.pem, spare.pem]],
])('what %s signed is believed', (_who, pems) => {
  const { metadata, trust: after } = verifyMetadata(published({ counter: 9 }, pems), trust, NOW);
  expect(metadata.releases[0]?.version).toBe('0.2.0');
  expect(after).toEqual({ ...trust, counter: 9 });
});

test('the same counter is no replay: nothing new was said', () => {
  expect(problemOf(published({ counter: 7 }))).toBeNull();
});

test.each([
  ['no signature', published({}, []), 'unsigned'],
  ['another key', published({}, [stranger.pem]), 'other-key'],
  ['a lower counter', published({ counter: 6 }), 'replayed'],
  ['an end that has passed', published({ expires: '2026-11-30T12:00:00Z' }), 'expired'],
  ['another program', published({ app: 'org.example.Other' }), 'other-app'],
  ['another channel', published({ channel: 'beta' }), 'other-app'],
  ['a list of keys in its place', signKeyList(2, [online.key], [online.pem]), 'malformed'],
  ['no release', published({ releases: [] }), 'malformed'],
  ['a version that is a path', published({ releases: [releaseOf('0.2.0/../x')] }), 'malformed'],
  [
    'a page that is no web page',
    published({ releases: [releaseOf('0.2.0', { page: 'file:///etc/passwd' })] }),
    'malformed',
  ],
  ['text that is no document', { hello: 1 }, 'malformed'],
  ['nothing', null, 'malformed'],
])('refuses %s', (_what, answer, problem) => {
  expect(problemOf(answer)).toBe(problem);
});

test('refuses every changed byte of what is signed, and of the signature', () => {
  const good = published();
  const bytes = Buffer.from(good.payload, 'base64');
  const [signed] = good.signatures;
  for (let at = 0; at < bytes.length; at += 7) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(problemOf({ ...good, payload: changed.toString('base64') }), `byte ${at}`).toBe('changed');
  }
  const signature = Buffer.from(signed?.signature ?? '', 'base64');
  for (const at of signature.keys()) {
    const changed = Buffer.from(signature);
    changed[at] = (changed[at] ?? 0) ^ 1;
    const signatures = [{ key: signed?.key, signature: changed.toString('base64') }];
    expect(problemOf({ ...good, signatures }), `byte ${at} of the signature`).toBe('changed');
  }
});

test('a known key’s name on a stranger’s signature is no signature', () => {
  const { payload, signatures } = published({}, [stranger.pem]);
  const lied = signatures.map((each) => ({ ...each, key: online.key.id }));
  expect(problemOf({ payload, signatures: lied })).toBe('changed');
});

test('a key of another kind is none', () => {
  const keys = [{ ...online.key, publicKey: Buffer.from('not a key').toString('base64') }];
  expect(problemOf(published(), { ...trust, keyList: { version: 1, keys } })).toBe('changed');
});

const next = makeKey('online');
const nextSpare = makeKey('spare');
const rotated = signKeyList(2, [next.key, nextSpare.key], [spare.pem]);

test('metadata signed by the spare alone introduces a new key list', () => {
  const answer = { ...published({ counter: 8 }, [nextSpare.pem]), keyLists: [rotated] };
  const { trust: after } = verifyMetadata(answer, trust, NOW);
  expect(after.keyList).toEqual({ version: 2, keys: [next.key, nextSpare.key] });
  // From now on the old keys are strangers, also where the list is not shown again.
  expect(problemOf(published({ counter: 9 }), after)).toBe('other-key');
  expect(problemOf(published({ counter: 9 }, [spare.pem]), after)).toBe('other-key');
  expect(problemOf(published({ counter: 9 }, [next.pem]), after)).toBeNull();
});

test('a copy that slept through two rotations follows the whole row', () => {
  const last = makeKey('online');
  const third = signKeyList(3, [last.key], [nextSpare.pem]);
  const answer = { ...published({ counter: 8 }, [last.pem]), keyLists: [rotated, third] };
  expect(verifyMetadata(answer, trust, NOW).trust.keyList.version).toBe(3);
  expect(problemOf({ ...answer, keyLists: [third] })).toBe('other-key');
});

test.each([
  ['by the online key', signKeyList(2, [stranger.key], [online.pem]), 'other-key'],
  ['by a stranger', signKeyList(2, [stranger.key], [stranger.pem]), 'other-key'],
  ['by nobody', signKeyList(2, [stranger.key], []), 'unsigned'],
  ['as something else', signPayload(metadataOf(), [spare.pem]), 'malformed'],
])('a list of keys that is signed %s is not followed', (_who, list, problem) => {
  const answer = { ...published({}, [stranger.pem]), keyLists: [list] };
  expect(problemOf(answer)).toBe(problem);
});

test('an older list does not come back', () => {
  const after: Trust = { counter: 7, keyList: { version: 2, keys: [next.key, nextSpare.key] } };
  const older = signKeyList(2, [online.key], [nextSpare.pem]);
  expect(problemOf({ ...published(), keyLists: [older] }, after)).toBe('other-key');
});
