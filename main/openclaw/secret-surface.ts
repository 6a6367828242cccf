/** From this version on every setting below takes a reference to a file (docs/gateway/secrets.md; tried with it and with 2026.9.6). */
export const TAKES_FILES = '2026.5.28';

/** Secrets of chat channels, in the channel itself and in each of its accounts. */
const OF_CHANNELS: Readonly<Record<string, readonly string[]>> = {
  discord: ['token', 'pluralkit.token', 'voice.tts.providers.*.apiKey'],
  feishu: ['appSecret', 'encryptKey', 'verificationToken'],
  irc: ['password', 'nickserv.password'],
  matrix: ['accessToken', 'password'],
  mattermost: ['botToken'],
  'nextcloud-talk': ['apiPassword', 'botSecret'],
  qqbot: ['clientSecret'],
  slack: ['appToken', 'botToken', 'signingSecret', 'userToken'],
  telegram: ['botToken', 'webhookSecret'],
  zalo: ['botToken', 'webhookSecret'],
};

/**
 * Settings that take a SecretRef in place of a secret: what docs/reference/secretref-credential-surface.md lists in
 * 2026.5.28 and in 2026.9.6, as far as a plain text stands there. `*` stands for one name. Not the gateway's own
 * password: once it stands in a file that nobody but OpenClaw opens, no look could judge it.
 */
const TAKES_REF: readonly string[] = [
  ...Object.entries(OF_CHANNELS).flatMap(([channel, fields]) =>
    fields.flatMap((field) => [`channels.${channel}.${field}`, `channels.${channel}.accounts.*.${field}`]),
  ),
  'channels.msteams.appPassword',
  'cron.webhookToken',
  'gateway.remote.password',
  'gateway.remote.token',
  'models.providers.*.apiKey',
  'models.providers.*.request.auth.token',
  ...['brave', 'exa', 'firecrawl', 'google', 'minimax', 'moonshot', 'perplexity', 'tavily', 'xai'].map(
    (plugin) => `plugins.entries.${plugin}.config.webSearch.apiKey`,
  ),
  ...['realtime', 'streaming', 'tts'].map(
    (part) => `plugins.entries.voice-call.config.${part}.providers.*.apiKey`,
  ),
  'plugins.entries.voice-call.config.twilio.authToken',
  'skills.entries.*.apiKey',
  'talk.providers.*.apiKey',
];

const parted = TAKES_REF.map((path) => path.split('.'));

/** Whether a setting takes a reference in place of the secret. A list's places don't count: none is named in one. */
export const takesRef = (path: readonly string[]): boolean =>
  parted.some(
    (known) =>
      known.length === path.length && known.every((part, index) => part === '*' || part === path[index]),
  );

/** A JSON pointer (RFC 6901): `/channels/telegram/botToken`. */
export const pointerTo = (path: readonly string[]): string =>
  path.map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
