import { defaultAgent } from './agent-workspaces';
import { KEY_ISSUERS, type KeyIssuer } from './key-issuers';

/** A provider of models that an ordinary person may choose, and what OpenClaw is told for it. */
export interface ModelProvider {
  /** As the settings name it. */
  readonly id: string;
  /** Issuer of its keys (`key-issuers.ts`), which has its name and its page. */
  readonly issuer: string;
  /** Whose offers are listed first for a reader of Chinese, and last for others. */
  readonly home: 'china' | 'world';
  readonly model: string;
  /** What stands below `models.providers`; null: OpenClaw brings it along. */
  readonly settings: {
    readonly baseUrl: `https://${string}`;
    readonly api: 'openai-completions' | 'anthropic-messages';
  } | null;
}

const direct = (
  name: string,
  issuer: string,
  home: ModelProvider['home'],
  model: string,
  baseUrl: `https://${string}`,
  api: 'openai-completions' | 'anthropic-messages' = 'openai-completions',
): ModelProvider => ({ id: `${name}-direct`, issuer, home, model, settings: { baseUrl, api } });

/**
 * The usual providers with a model that OpenClaw's own set-up would take and the address that it names
 * (docs/providers of 2026.9.6). Those of China at their addresses in China, as the page of their keys is. Under a name of
 * our own: at OpenClaw's own names for them 2026.9.6 fetches a plugin first, from a place that not everybody reaches.
 */
export const MODEL_PROVIDERS: readonly ModelProvider[] = [
  direct('deepseek', 'deepseek-api-key', 'china', 'deepseek-v4-pro', 'https://api.deepseek.com'),
  direct('moonshot', 'moonshot-api-key', 'china', 'kimi-k3', 'https://api.moonshot.cn/v1'),
  direct(
    'qwen',
    'qwen-api-key',
    'china',
    'qwen3.5-plus',
    'https://dashscope.aliyuncs.com/compatible-mode/v1',
  ),
  direct('zhipu', 'zhipu-api-key', 'china', 'glm-5.2', 'https://open.bigmodel.cn/api/paas/v4'),
  direct(
    'ark',
    'ark-api-key',
    'china',
    'doubao-seed-2-1-pro-260628',
    'https://ark.cn-beijing.volces.com/api/v3',
  ),
  direct(
    'minimax',
    'minimax-api-key',
    'china',
    'MiniMax-M3',
    'https://api.minimaxi.com/anthropic',
    'anthropic-messages',
  ),
  { id: 'anthropic', issuer: 'anthropic-api-key', home: 'world', model: 'claude-opus-5', settings: null },
  direct('openai', 'openai-api-key', 'world', 'gpt-5.5', 'https://api.openai.com/v1'),
  { id: 'google', issuer: 'google-api-key', home: 'world', model: 'gemini-3.1-pro-preview', settings: null },
  { id: 'openrouter', issuer: 'openrouter-api-key', home: 'world', model: 'auto', settings: null },
];

/** The part of OpenClaw's settings that makes this provider the one that is asked first. No secret in it. */
export function settingsForProvider({
  id,
  model,
  settings,
}: ModelProvider): Readonly<Record<string, unknown>> {
  return {
    ...(settings && {
      models: { providers: { [id]: { ...settings, models: [{ id: model, name: model }] } } },
    }),
    agents: { defaults: { model: { primary: `${id}/${model}` } } },
  };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What OpenClaw takes for an id of a provider, as far as a click may name it. */
const PROVIDER_ID = /^[A-Za-z][A-Za-z0-9-]{0,63}$/;

/**
 * Who issues the keys of a provider that the settings call so. Null where the name isn't one of theirs: `openai-relay` is
 * whoever somebody wrote there, and a key of OpenAI's isn't for them.
 */
export function issuerOfProvider(id: string): KeyIssuer | null {
  const plain = id.toLowerCase().replace(/-(?:coding|plan|portal)$/, '');
  const isTheirs = (issuer: KeyIssuer) =>
    issuer.id === `${plain}-api-key` || (issuer.markers?.includes(plain) ?? false);
  return KEY_ISSUERS.find(isTheirs) ?? null;
}

/** `provider/model`, alone or as the first choice of several; null where it is neither. */
function providerOf(model: unknown): string | null {
  const primary = isObject(model) ? model.primary : model;
  const [provider, ...rest] = typeof primary === 'string' ? primary.split('/') : [];
  return provider !== undefined && rest.length > 0 && PROVIDER_ID.test(provider) ? provider : null;
}

/**
 * The provider whose model the settings ask first: that of the agent that answers, else of all (docs/concepts/models.md of
 * 2026.9.6). Null where they name none.
 */
export function providerIn(settings: unknown): string | null {
  const agents = isObject(settings) && isObject(settings.agents) ? settings.agents : {};
  const id = defaultAgent(settings);
  const named: readonly (readonly [string, unknown])[] = isObject(agents.entries)
    ? Object.entries(agents.entries)
    : Array.isArray(agents.list)
      ? agents.list.map(
          (each: unknown) => [isObject(each) && typeof each.id === 'string' ? each.id : '', each] as const,
        )
      : [];
  const own = named.find(([name]) => name.toLowerCase() === id)?.[1];
  const common = isObject(agents.defaults) ? agents.defaults.model : null;
  return providerOf(isObject(own) ? own.model : null) ?? providerOf(common);
}
