import { expect, test } from 'vitest';
import { namesSecret } from '../../../main/probes/contents/matching/secret-names';
import { stateFile } from '../../../main/probes/contents/places/state-folder';

test.each([
  ['encryptKey', true],
  ['encryption_key', true],
  ['encrypted_data.key', true],
  [`encrypt${'a_'.repeat(44)}key`, true],
  [`${'api_key_'.repeat(11)}api_key`, true],
  ['encrypted-data.key', false],
  ['decrypted data ', false],
])('%s names a secret: %s', (name, names) => expect(namesSecret(name)).toBe(names));

test.each([
  ['auth-profiles.json', true],
  ['auth-profiles.old-1.json', true],
  ['auth.json.bak.json.2026', true],
  ['credentials.json.json.', true],
  [`models.${'json.'.repeat(45)}json`, true],
  ['auth-profiles.jsonl', false],
  ['authors.json', false],
  ['auth.json bak', false],
  ['auth.json~', false],
])('an agent’s %s holds sign-ins: %s', (name, holds) =>
  expect(stateFile(['agents', 'main', 'agent', name])?.keys).toBe(holds ? 'credentials' : 'transcript'),
);

test.each([
  ['openclaw.json', 'settings'],
  ['openclaw.JSON5', 'settings'],
  ['openclaw.json.2026-11-22', 'settings'],
  [`openclaw${'.json'.repeat(49)}`, 'settings'],
  ['openclaw.json.', 'text'],
  ['openclaw.jsonl', 'text'],
  ['openclaw.json (1)', 'text'],
])('%s in the state folder is read as %s', (name, form) => expect(stateFile([name])?.form).toBe(form));
