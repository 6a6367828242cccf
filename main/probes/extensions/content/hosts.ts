import type { HostRank, Surroundings } from './types';

/** Places that anybody can put a text or file on, or have data sent to, without a name of their own. */
const DOUBTFUL =
  /(?:^|\.)(?:webhook\.site|requestbin\.(?:com|net)|pipedream\.net|requestcatcher\.com|beeceptor\.com|hookb\.in|interact\.sh|oast\.(?:fun|live|me|online|pro|site)|oastify\.com|burpcollaborator\.net|dnslog\.cn|ceye\.io|canarytokens\.com|ngrok\.(?:io|app|dev)|ngrok-free\.(?:app|dev)|loca\.lt|localhost\.run|serveo\.net|trycloudflare\.com|bore\.pub|lhr\.life|pastebin\.com|paste\.ee|hastebin\.com|rentry\.(?:co|org)|glot\.io|ghostbin\.com|dpaste\.(?:com|org)|controlc\.com|ix\.io|termbin\.com|sprunge\.us|paste\.rs|telegra\.ph|transfer\.sh|0x0\.st|file\.io|filebin\.net|gofile\.io|anonfiles\.com|catbox\.moe|tmpfiles\.org|bashupload\.com|temp\.sh|oshi\.at|ufile\.io|mediafire\.com|mega\.nz|bit\.ly|tinyurl\.com|is\.gd|cutt\.ly|rb\.gy|t\.ly|shorturl\.at|dwz\.cn|duckdns\.org|ddns\.net|no-ip\.(?:com|org|biz)|hopto\.org|zapto\.org|sytes\.net|000webhostapp\.com|onion|lanzou[a-z]?\.com|pan\.baidu\.com)$/;
/** Bots and hooks of chat services: whoever wrote the address reads what is sent there. */
const CHAT_HOOK =
  /^(?:(?:canary|ptb)\.)?discord(?:app)?\.com\/api\/webhooks\/|^hooks\.slack\.com\/services\/|^api\.telegram\.org\/bot|^(?:oapi\.dingtalk\.com|open\.feishu\.cn|qyapi\.weixin\.qq\.com|api\.day\.app|sctapi\.ftqq\.com|ntfy\.sh)\//;

/** Makers whose installers are documented to be piped into a shell, and the services that skills are made for. */
const KNOWN = new Set(
  (
    'openclaw.ai clawhub.ai clawhub.com docs.openclaw.ai astral.sh bun.sh bun.com deno.land deno.com rustup.rs fly.io ' +
    'nodesource.com tailscale.com docker.com get.docker.com brew.sh nvm.sh starship.rs zoxide.dev ohmyz.sh ' +
    'get.pnpm.io pnpm.io yarnpkg.com volta.sh vercel.com netlify.com supabase.com railway.com railway.app render.com ' +
    'ollama.com ollama.ai get.helm.sh k3s.io get.k3s.io sdkman.io get.sdkman.io get.scoop.sh scoop.sh chocolatey.org ' +
    'community.chocolatey.org aka.ms microsoft.com cli.github.com githubcli.com claude.ai anthropic.com cursor.com ' +
    'opencode.ai poetry.eu install.python-poetry.org python-poetry.org pyenv.run bootstrap.pypa.io pypa.io pypi.org ' +
    'npmjs.com rubygems.org get.rvm.io rvm.io haskell.org get-ghcup.haskell.org golang.org go.dev ' +
    'cloud.google.com sdk.cloud.google.com google.com googleapis.com amazonaws.com aws.amazon.com awscli.amazonaws.com ' +
    'foundry.paradigm.xyz getfoundry.sh solana.com release.solana.com release.anza.xyz anza.xyz sh.rustup.rs ' +
    'cloudflare.com digitalocean.com hetzner.com doppler.com cli.doppler.com infisical.com hashicorp.com ' +
    'openai.com api.openai.com deepseek.com huggingface.co groq.com mistral.ai openrouter.ai x.ai replicate.com ' +
    'elevenlabs.io perplexity.ai tavily.com brave.com github.com githubusercontent.com gitlab.com bitbucket.org ' +
    'gitee.com notion.com notion.so slack.com linear.app atlassian.net trello.com todoist.com airtable.com ' +
    'stripe.com twilio.com sendgrid.com resend.com mailgun.net spotify.com apple.com icloud.com reddit.com x.com ' +
    'twitter.com dropboxapi.com dropbox.com graph.microsoft.com office.com wttr.in open-meteo.com openweathermap.org ' +
    'coingecko.com binance.com etherscan.io infura.io alchemy.com ubuntu.com alpinelinux.org nixos.org ' +
    'warp.dev modal.com sentry.io posthog.com jina.ai firecrawl.dev wandb.ai pinecone.io qdrant.io baidu.com ' +
    'aliyuncs.com dashscope.aliyuncs.com tencentcloudapi.com volces.com moonshot.cn bigmodel.cn siliconflow.cn ' +
    'minimax.chat feishu.cn dingtalk.com weixin.qq.com telegram.org discord.com nextcloud.com syncthing.net mise.run rclone.org pytorch.org download.pytorch.org jup.ag finnhub.io yahoo.com wikipedia.org wikimedia.org tsinghua.edu.cn npmmirror.com aliyun.com ustc.edu.cn molt.bot clawd.bot moltbook.com ' +
    'mise.jdx.dev devbox.sh get.jetify.com jetify.com determinate.systems install.determinate.systems cachix.org'
  ).split(' '),
);

const LOCAL =
  /^(?:localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[?::1\]?|10\.\d+\.\d+\.\d+|192\.168\.\d+\.\d+|172\.(?:1[6-9]|2\d|3[01])\.\d+\.\d+|169\.254\.\d+\.\d+|(?:[\w-]+\.)*(?:local|lan|internal|home\.arpa|localdomain)|host\.docker\.internal)$/;
const NUMERIC = /^(?:\d{1,3}(?:\.\d{1,3}){3}|0x[0-9a-f]{8}|\d{8,10}|\[[0-9a-f:]+\])$/;
/** Left open for whoever uses it: a variable, a placeholder. */
const GIVEN =
  /[$<>{}%\ue000]|^(?:your|my|host|hostname|server|domain|example|user|ip|address)\b|your[-_.]|_here|[*…]/i;

const URL_PATTERN =
  /\b(?:https?|wss?|ftp|tcp):\/\/(?:[^\s/@'"`<>\\]{0,100}@)?([^\s/:'"`)\]\\,;?#|]{1,253})(?::(\d{1,5}))?([^\s'"`)\]\\|;]{0,400})/gi;

/** An address in a text: its host in lower case, and what stands after it. */
export interface Address {
  readonly host: string;
  readonly path: string;
  readonly secure: boolean;
  readonly index: number;
}

/** Every address with a host in a text. */
export const addressesIn = (text: string): readonly Address[] =>
  [...text.matchAll(URL_PATTERN)].map(({ 0: all, 1: host = '', 3: path = '', index }) => ({
    host: host.toLowerCase(),
    path,
    secure: /^(?:https|wss)/i.test(all),
    index,
  }));

/** The last two labels of a name, or three below a suffix like `com.cn`. */
export const domainOf = (host: string): string => {
  const labels = host.split('.');
  const short = labels.length > 2 && /^(?:com|net|org|gov|edu|co|ac)$/.test(labels.at(-2) ?? '');
  return labels.slice(short ? -3 : -2).join('.');
};

/** How much an address's host is to be believed, going by what it is and what the extension says that it is about. */
export function rankOf({ host, path }: Pick<Address, 'host' | 'path'>, { about }: Surroundings): HostRank {
  if (GIVEN.test(host)) return 'given';
  // A name without a dot is one of the same network.
  if (LOCAL.test(host) || /^[a-z][\w-]*$/.test(host)) return 'local';
  if (NUMERIC.test(host)) return 'doubtful';
  if (DOUBTFUL.test(host)) return 'doubtful';
  if (CHAT_HOOK.test(host + path))
    return GIVEN.test(path) || /\/(?:xxx|\.\.\.)/i.test(path) ? 'given' : 'doubtful';
  if (KNOWN.has(host) || KNOWN.has(domainOf(host))) return 'known';
  const name = domainOf(host).split('.')[0] ?? '';
  if (
    name.length > 2 &&
    (about.has(name) || about.has(domainOf(host)) || about.has(name.replaceAll('-', '')))
  )
    return 'related';
  return 'named';
}

const RANKS: readonly HostRank[] = ['local', 'given', 'known', 'related', 'named', 'doubtful'];

/** The worst of some ranks; null of none. */
export const worstRank = (ranks: readonly HostRank[]): HostRank | null =>
  ranks.reduce<HostRank | null>((a, b) => (a !== null && RANKS.indexOf(a) > RANKS.indexOf(b) ? a : b), null);

/** Where somebody else would read what is sent. */
export const isElsewhere = (rank: HostRank | null | undefined): boolean =>
  rank === 'named' || rank === 'doubtful';
