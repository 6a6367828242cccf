import { rules } from '@secretlint/secretlint-rule-preset-recommend';
import { describe, expect, test } from 'vitest';
import { isId } from '../../main/contract/ipc';
import { KEY_ISSUERS } from '../../main/openclaw/key-issuers';
import { keyPage, keyProvider, keysToRenew } from '../../main/openclaw/key-pages';
import { ISSUED_KEYS } from '../../main/probes/contents/matching/issued-keys';

const found = (kind: string, count = 1, file = '/home/lin/.openclaw/openclaw.json') => ({
  file,
  kind,
  count,
});

describe('pages for new keys', () => {
  test('every address is https, names a place of its own and holds no account', () => {
    const pages = KEY_ISSUERS.flatMap(({ page }) => (page === null ? [] : [page]));
    for (const page of pages) {
      const { protocol, username, hostname } = new URL(page);
      expect({ page, protocol, username }).toEqual({ page, protocol: 'https:', username: '' });
      expect(hostname).toMatch(/\.[a-z]+$/);
    }
    expect(new Set(pages).size).toBe(pages.length);
  });

  test('every id can be named by a click, and once only', () => {
    const ids = KEY_ISSUERS.map(({ id }) => id);
    expect(ids.filter((id) => !isId(id))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
    const words = KEY_ISSUERS.flatMap((issuer) => issuer.markers ?? []);
    expect(new Set(words).size).toBe(words.length);
  });

  test('every rule that finds keys by their shape has an issuer', () => {
    const ofSecretlint = rules
      .filter(({ meta }) => !meta.id.endsWith('filter-comments'))
      .flatMap((rule) => Object.keys(rule.messages ?? {}))
      .filter((id) => id !== 'AWSAccountID')
      .map((id) =>
        id
          .replace(/([a-z])([A-Z])/g, '$1-$2')
          .replaceAll('_', '-')
          .toLowerCase(),
      );
    const own = ISSUED_KEYS.map(({ kind }) => kind);
    expect([...ofSecretlint, ...own].filter((kind) => keyProvider(kind) === null)).toEqual([]);
  });

  test.each([
    ['anthropic-api-key', 'https://console.anthropic.com/settings/keys'],
    ['ANTHROPIC_API_KEY', 'https://console.anthropic.com/settings/keys'],
    ['models.providers.deepseek.apiKey', 'https://platform.deepseek.com/api_keys'],
    ['channels.telegram.accounts.work.botToken', 'https://t.me/BotFather'],
    ['profiles.openrouter:default.key', 'https://openrouter.ai/keys'],
    ['AZURE_OPENAI_API_KEY', 'https://portal.azure.com'],
    ['HUGGING_FACE_HUB_TOKEN', 'https://huggingface.co/settings/tokens'],
    ['plugins.entries.xAI.config.webSearch.apiKey', 'https://console.x.ai'],
    ['model-api-key', null],
    ['gateway.auth.token', null],
    ['skills.entries.mine.apiKey', null],
    ['__proto__', null],
  ])('%s leads to %s', (kind, page) => expect(keyPage(kind)).toBe(page));
});

describe('the list of keys to renew', () => {
  test('puts one provider’s together, whatever named them', () => {
    const list = keysToRenew([
      found('models.providers.openai.apiKey'),
      found('OPENAI_API_KEY', 1, '/home/lin/.zshrc'),
      found('channels.telegram.botToken', 2),
    ]);
    expect(list).toEqual([
      { id: 'openai-api-key', provider: 'OpenAI', count: 1, page: true },
      { id: 'telegram-bot-token', provider: 'Telegram', count: 2, page: true },
    ]);
  });

  test('does not count a key again in an old copy of its file', () => {
    const kind = 'models.providers.groq.apiKey';
    const list = keysToRenew([found(kind, 2), found(kind, 2, '/home/lin/.openclaw/openclaw.json.bak')]);
    expect(list).toEqual([{ id: 'groq-api-key', provider: 'Groq', count: 2, page: true }]);
  });

  test('OpenClaw’s own password and unknown names come last, with ids that can be named', () => {
    const list = keysToRenew([
      found('skills.entries.my tool/1.apiKey'),
      found('gateway.auth.password'),
      found('gateway.remote.google.token'),
      found('aws-access-key'),
    ]);
    expect(list.map(({ id, page }) => [id, page])).toEqual([
      ['aws-access-key', true],
      ['openclaw-password', false],
      ['key-skills-entries-my-tool-1-api-key', false],
    ]);
    expect(list.every(({ id }) => isId(id))).toBe(true);
    expect(list[1]).toMatchObject({ count: 2 });
  });
});

test('what OpenClaw makes anew by itself, and what was never its own, needs no renewal', () => {
  const of = (kind: string, place: string) => ({ file: '/home/lin/x', kind, count: 1, place });
  const list = keysToRenew([
    of('private-key', 'own-store'),
    of('github-token', 'tool'),
    of('anthropic-api-key', 'history'),
  ]);
  expect(list).toEqual([]);
  expect(keysToRenew([of('private-key', 'workspace'), of('telegram-bot-token', 'own-store')])).toHaveLength(
    2,
  );
});
