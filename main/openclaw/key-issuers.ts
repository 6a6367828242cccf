/** Who issues a sort of key, and where its customers renew or revoke it. */
export interface KeyIssuer {
  /** Names the page for a click: letters, digits and dashes. */
  readonly id: string;
  /** Product's name, the same in every language. */
  readonly provider: string;
  /** Of the provider itself. Null: there is no such page, or it can't be told from the key whose it is. */
  readonly page: `https://${string}` | null;
  /** Words of a variable's or setting's name that mean this product. */
  readonly markers?: readonly string[];
  /** Other rules of the look that find its keys. */
  readonly kinds?: readonly string[];
}

type Row = readonly [
  id: string,
  provider: string,
  page: KeyIssuer['page'],
  markers?: string,
  kinds?: readonly string[],
];

/**
 * Consoles of model providers: the page for API keys that each one's own documentation names. Those of OpenClaw's
 * provider pages (docs/providers of 2026.9.6) are the same.
 */
const MODELS: readonly Row[] = [
  ['anthropic-api-key', 'Anthropic', 'https://console.anthropic.com/settings/keys', 'anthropic claude'],
  ['openai-api-key', 'OpenAI', 'https://platform.openai.com/api-keys', 'openai codex', ['openai-token']],
  ['google-api-key', 'Google AI', 'https://aistudio.google.com/apikey', 'gemini google'],
  ['openrouter-api-key', 'OpenRouter', 'https://openrouter.ai/keys', 'openrouter'],
  ['groq-api-key', 'Groq', 'https://console.groq.com/keys', 'groq'],
  ['xai-api-key', 'xAI', 'https://console.x.ai', 'xai grok'],
  ['mistral-api-key', 'Mistral AI', 'https://console.mistral.ai/api-keys', 'mistral'],
  ['cohere-api-key', 'Cohere', 'https://dashboard.cohere.com/api-keys', 'cohere'],
  ['perplexity-api-key', 'Perplexity', 'https://www.perplexity.ai/account/api/keys', 'perplexity'],
  ['together-api-key', 'Together AI', 'https://api.together.ai/settings/api-keys', 'together'],
  ['fireworks-api-key', 'Fireworks AI', 'https://app.fireworks.ai/settings/users/api-keys', 'fireworks'],
  ['cerebras-api-key', 'Cerebras', 'https://cloud.cerebras.ai', 'cerebras'],
  ['nvidia-api-key', 'NVIDIA', 'https://build.nvidia.com/settings/api-keys', 'nvidia'],
  ['baseten-api-key', 'Baseten', 'https://app.baseten.co/settings/api_keys', 'baseten'],
  ['chutes-api-key', 'Chutes', 'https://chutes.ai/app/settings/api-keys', 'chutes'],
  ['novita-api-key', 'Novita AI', 'https://novita.ai/settings/key-management', 'novita'],
  ['voyage-api-key', 'Voyage AI', 'https://dashboard.voyageai.com/api-keys', 'voyage'],
  ['replicate-token', 'Replicate', 'https://replicate.com/account/api-tokens', 'replicate'],
  ['hugging-face-token', 'Hugging Face', 'https://huggingface.co/settings/tokens', 'huggingface hf'],
  ['ollama-api-key', 'Ollama', 'https://ollama.com/settings/keys', 'ollama'],
  ['elevenlabs-api-key', 'ElevenLabs', 'https://elevenlabs.io/app/settings/api-keys', 'elevenlabs xi'],
  ['deepgram-api-key', 'Deepgram', 'https://console.deepgram.com', 'deepgram'],
  ['fal-api-key', 'fal', 'https://fal.ai/dashboard/keys', 'fal'],
  ['fish-audio-api-key', 'Fish Audio', 'https://fish.audio/app/api-keys', 'fish fishaudio'],
  ['deepseek-api-key', 'DeepSeek', 'https://platform.deepseek.com/api_keys', 'deepseek'],
  ['moonshot-api-key', 'Moonshot (Kimi)', 'https://platform.moonshot.cn/console/api-keys', 'moonshot kimi'],
  ['zhipu-api-key', '智谱 GLM', 'https://open.bigmodel.cn/usercenter/apikeys', 'zhipu bigmodel glm'],
  ['zai-api-key', 'Z.ai', 'https://z.ai/manage-apikey/apikey-list', 'zai'],
  [
    'qwen-api-key',
    '阿里云百炼 (Qwen)',
    'https://bailian.console.aliyun.com/?tab=model#/api-key',
    'dashscope qwen bailian modelstudio',
  ],
  [
    'minimax-api-key',
    'MiniMax',
    'https://platform.minimaxi.com/user-center/basic-information/interface-key',
    'minimax',
  ],
  ['siliconflow-api-key', 'SiliconFlow', 'https://cloud.siliconflow.cn/account/ak', 'siliconflow'],
  ['stepfun-api-key', 'StepFun', 'https://platform.stepfun.com/interface-key', 'stepfun'],
  ['longcat-api-key', 'LongCat', 'https://longcat.chat/platform/api_keys', 'longcat'],
  ['xiaomi-api-key', 'Xiaomi MiMo', 'https://platform.xiaomimimo.com/#/console/api-keys', 'xiaomi mimo'],
  [
    'ark-api-key',
    '火山方舟 (Doubao)',
    'https://console.volcengine.com/ark/region:ark+cn-beijing/apiKey',
    'ark doubao',
  ],
  ['jina-api-key', 'Jina AI', 'https://jina.ai/api-dashboard/key-manager', 'jina'],
  ['langsmith-api-key', 'LangSmith', 'https://smith.langchain.com/settings', 'langsmith langchain'],
  // `sk-…` is how a dozen providers begin: which one it is can't be told.
  ['model-api-key', 'sk-…', null],
];

/** Clouds: where each one's documentation sends its customers for access keys. */
const CLOUDS: readonly Row[] = [
  [
    'aws-access-key',
    'AWS',
    'https://console.aws.amazon.com/iam/home#/security_credentials',
    'aws bedrock',
    ['awssecret-access-key', 'awsaccess-key-id'],
  ],
  [
    'google-cloud-key',
    'Google Cloud',
    'https://console.cloud.google.com/iam-admin/serviceaccounts',
    'gcp googlechat',
    ['private-key-p12', 'private-key-json'],
  ],
  ['azure-key', 'Microsoft Azure', 'https://portal.azure.com', 'azure msteams'],
  ['volcengine-access-key', '火山引擎', 'https://console.volcengine.com/iam/keymanage/', 'volcengine volc'],
  ['tencent-cloud-secret-id', '腾讯云', 'https://console.cloud.tencent.com/cam/capi', 'tencentcloud tencent'],
  ['alibaba-cloud-access-key', '阿里云', 'https://ram.console.aliyun.com/manage/ak', 'alibaba aliyun'],
  ['baidu-api-key', '百度智能云', 'https://console.bce.baidu.com/iam/#/iam/apikey/list', 'baidu qianfan'],
  ['digitalocean-token', 'DigitalOcean', 'https://cloud.digitalocean.com/account/api/tokens', 'digitalocean'],
  ['heroku-token', 'Heroku', 'https://dashboard.heroku.com/account', 'heroku'],
  ['fly-token', 'Fly.io', 'https://fly.io/dashboard/personal/tokens', 'fly'],
  ['vercel-token', 'Vercel', 'https://vercel.com/account/tokens', 'vercel'],
  ['netlify-token', 'Netlify', 'https://app.netlify.com/user/applications', 'netlify'],
  ['supabase-token', 'Supabase', 'https://supabase.com/dashboard/account/tokens', 'supabase'],
  ['databricks-token', 'Databricks', null, 'databricks'],
  ['vault-token', 'Vault', null, 'vault'],
  ['terraform-token', 'Terraform', 'https://app.terraform.io/app/settings/tokens', 'terraform'],
  ['planetscale-token', 'PlanetScale', null, 'planetscale'],
  ['pulumi-token', 'Pulumi', 'https://app.pulumi.com/account/tokens', 'pulumi'],
  ['doppler-token', 'Doppler', null, 'doppler'],
  ['openshift-token', 'OpenShift', null, 'openshift'],
  ['cloudflare-token', 'Cloudflare', 'https://dash.cloudflare.com/profile/api-tokens', 'cloudflare'],
];

/** Chat services: the page on which their bots' tokens are made anew. */
const CHATS: readonly Row[] = [
  ['telegram-bot-token', 'Telegram', 'https://t.me/BotFather', 'telegram'],
  [
    'discord-bot-token',
    'Discord',
    'https://discord.com/developers/applications',
    'discord',
    ['discord-webhook'],
  ],
  ['facebook-token', 'Facebook', 'https://developers.facebook.com/apps', 'facebook'],
  ['teams-webhook', 'Microsoft Teams', null],
  ['slack-token', 'Slack', 'https://api.slack.com/apps', 'slack', ['incoming-webhook', 'slack-webhook']],
  ['feishu-app-secret', '飞书 / Lark', 'https://open.feishu.cn/app', 'feishu lark', ['feishu-webhook']],
  ['dingtalk-app-secret', '钉钉', 'https://open-dev.dingtalk.com', 'dingtalk', ['dingtalk-webhook']],
  ['wecom-secret', '企业微信', 'https://work.weixin.qq.com/wework_admin/frame', 'wecom', ['wecom-webhook']],
  ['qq-bot-secret', 'QQ', 'https://q.qq.com', 'qqbot qq'],
  ['line-token', 'LINE', 'https://developers.line.biz/console/', 'line'],
  ['twilio-token', 'Twilio', 'https://console.twilio.com', 'twilio sms'],
  // Signed in with a code from the telephone: linked devices are ended there, not on a page.
  ['whatsapp-login', 'WhatsApp', null, 'whatsapp'],
  ['signal-login', 'Signal', null, 'signal'],
  ['wechat-login', '微信', null, 'wechat weixin'],
  ['matrix-token', 'Matrix', null, 'matrix'],
];

/** Tools that agents and their skills call, and what else secretlint's rules find. */
const TOOLS: readonly Row[] = [
  ['github-token', 'GitHub', 'https://github.com/settings/tokens', 'github gh copilot'],
  ['gitlab-token', 'GitLab', 'https://gitlab.com/-/user_settings/personal_access_tokens', 'gitlab'],
  [
    'npm-access-token',
    'npm',
    'https://docs.npmjs.com/revoking-access-tokens',
    'npm',
    ['npmrc-auth-token', 'package-json-x-oauth-token'],
  ],
  ['linear-api-token', 'Linear', 'https://linear.app/settings/account/security', 'linear'],
  ['notion-token', 'Notion', 'https://www.notion.so/profile/integrations', 'notion'],
  ['tavily-api-key', 'Tavily', 'https://app.tavily.com/home', 'tavily'],
  ['brave-api-key', 'Brave Search', 'https://api-dashboard.search.brave.com/app/keys', 'brave'],
  ['exa-api-key', 'Exa', 'https://dashboard.exa.ai/api-keys', 'exa'],
  ['firecrawl-api-key', 'Firecrawl', 'https://www.firecrawl.dev/app/api-keys', 'firecrawl'],
  ['sendgrid-key', 'SendGrid', 'https://app.sendgrid.com/settings/api_keys', 'sendgrid'],
  ['shopify-key', 'Shopify', 'https://help.shopify.com/en/manual/apps/app-types/custom-apps', 'shopify'],
  [
    'ops-token',
    '1Password',
    'https://developer.1password.com/docs/service-accounts/manage-service-accounts/',
    'onepassword',
  ],
  ['pypi-token', 'PyPI', 'https://pypi.org/manage/account/token/', 'pypi'],
  ['rubygems-token', 'RubyGems', 'https://rubygems.org/profile/api_keys', 'rubygems'],
  ['crates-token', 'crates.io', 'https://crates.io/settings/tokens', 'crates'],
  ['docker-token', 'Docker', 'https://app.docker.com/settings/personal-access-tokens', 'docker dockerhub'],
  ['registry-login', 'Docker registry', null],
  ['stripe-key', 'Stripe', 'https://dashboard.stripe.com/apikeys', 'stripe'],
  ['square-token', 'Square', 'https://developer.squareup.com/apps', 'square'],
  ['mailgun-key', 'Mailgun', 'https://app.mailgun.com/settings/api_security', 'mailgun'],
  ['mailchimp-key', 'Mailchimp', 'https://admin.mailchimp.com/account/api/', 'mailchimp'],
  ['brevo-key', 'Brevo', 'https://app.brevo.com/settings/keys/api', 'brevo sendinblue'],
  ['resend-key', 'Resend', 'https://resend.com/api-keys', 'resend'],
  ['postman-key', 'Postman', 'https://go.postman.co/settings/me/api-keys', 'postman'],
  ['figma-token', 'Figma', 'https://www.figma.com/settings', 'figma'],
  ['airtable-token', 'Airtable', 'https://airtable.com/create/tokens', 'airtable'],
  ['asana-token', 'Asana', 'https://app.asana.com/0/my-apps', 'asana'],
  [
    'atlassian-token',
    'Atlassian',
    'https://id.atlassian.com/manage-profile/security/api-tokens',
    'atlassian jira confluence',
  ],
  ['grafana-token', 'Grafana', null, 'grafana'],
  ['sentry-token', 'Sentry', 'https://sentry.io/settings/account/api/auth-tokens/', 'sentry'],
  ['newrelic-key', 'New Relic', 'https://one.newrelic.com/api-keys', 'newrelic'],
  ['dynatrace-token', 'Dynatrace', null, 'dynatrace'],
  ['sourcegraph-token', 'Sourcegraph', null, 'sourcegraph'],
  ['posthog-key', 'PostHog', 'https://app.posthog.com/settings/user-api-keys', 'posthog'],
  ['hubspot-token', 'HubSpot', 'https://app.hubspot.com/l/private-apps', 'hubspot'],
  ['contentful-token', 'Contentful', 'https://app.contentful.com/account/profile/cma_tokens', 'contentful'],
  ['prefect-key', 'Prefect', null, 'prefect'],
  ['readme-key', 'ReadMe', 'https://dash.readme.com'],
  ['artifactory-key', 'Artifactory', null, 'artifactory jfrog'],
  ['web-token', 'JSON Web Token', null],
  ['bearer-token', 'Bearer …', null],
  ['mongo-dbconnection', 'MongoDB', null, 'mongo mongodb'],
  ['my-sqlconnection', 'MySQL', null, 'mysql'],
  ['postgre-sqlconnection', 'PostgreSQL', null, 'postgres postgresql'],
  ['private-key', 'SSH / TLS', null],
  ['basic-auth', 'https://…@', null],
  // Made by OpenClaw's own set-up: Tankmate makes a new one.
  ['openclaw-password', 'OpenClaw', null, 'openclaw clawdbot moltbot'],
];

/** Everybody whose keys the look can tell, the more exact name first where words overlap. */
export const KEY_ISSUERS: readonly KeyIssuer[] = [...CLOUDS, ...CHATS, ...TOOLS, ...MODELS].map(
  ([id, provider, page, markers, kinds]) => ({
    id,
    provider,
    page,
    ...(markers && { markers: markers.split(' ') }),
    ...(kinds && { kinds }),
  }),
);
