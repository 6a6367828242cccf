/** One sort of key as its issuer makes it. */
export interface IssuedKey {
  /** Rule's name, by which `key-issuers` knows whose it is. */
  readonly kind: string;
  /** Texts of which one stands in every such key: most text is passed over by them. */
  readonly marks: readonly string[];
  /** Every quantifier is bounded or last, and starts at the mark: a search takes time that grows with the length only. */
  readonly shape: RegExp;
  /** The shape alone is not enough: the text must look drawn, not written. */
  readonly loose?: true;
}

type Row = readonly [kind: string, marks: string, shape: RegExp, loose?: true];

/** Not in the midst of another word. */
const rows: readonly Row[] = [
  // Providers of models. `sk-` is OpenAI's and that of a dozen others: DeepSeek, Moonshot, DashScope, SiliconFlow, StepFun.
  ['anthropic-api-key', 'sk-ant-', /(?<![\w-])sk-ant-[a-z]{2,8}\d\d-[\w-]{40,}/g],
  [
    'openai-api-key',
    'sk-proj- sk-svcacct- sk-admin- T3BlbkFJ',
    /(?<![\w-])sk-(?:proj-|svcacct-|admin-)?[\w-]{16,200}T3BlbkFJ[\w-]{16,}/g,
  ],
  ['openrouter-api-key', 'sk-or-v1-', /(?<![\w-])sk-or-v1-[0-9a-f]{48,}/g],
  ['model-api-key', 'sk-', /(?<![\w-])sk-[\w-]{20,}/g, true],
  ['elevenlabs-api-key', 'sk_', /(?<!\w)sk_[0-9a-f]{40,}(?!\w)/g],
  ['google-api-key', 'AIza', /(?<!\w)AIza[\w-]{35}(?![\w-])/g],
  ['google-api-key', 'AQ.', /(?<!\w)AQ\.Ab[\w-]{40,}/g],
  ['google-cloud-key', 'GOCSPX-', /(?<!\w)GOCSPX-[\w-]{24,}/g],
  ['google-cloud-key', 'ya29.', /(?<!\w)ya29\.[\w-]{40,}/g],
  ['google-cloud-key', '1//0', /(?<![\w/])1\/\/0[\w-]{40,}/g],
  ['groq-api-key', 'gsk_', /(?<!\w)gsk_[A-Za-z0-9]{40,}/g],
  ['xai-api-key', 'xai-', /(?<!\w)xai-[A-Za-z0-9]{60,}/g],
  ['perplexity-api-key', 'pplx-', /(?<!\w)pplx-[A-Za-z0-9]{40,}/g],
  ['hugging-face-token', 'hf_', /(?<!\w)hf_[A-Za-z0-9]{30,}/g, true],
  ['hugging-face-token', 'api_org_', /(?<!\w)api_org_[A-Za-z]{34}(?!\w)/g],
  ['replicate-token', 'r8_', /(?<!\w)r8_[A-Za-z0-9]{30,}/g],
  ['fireworks-api-key', 'fw_', /(?<!\w)fw_[A-Za-z0-9]{20,}/g, true],
  ['cerebras-api-key', 'csk-', /(?<!\w)csk-[a-z0-9]{40,}/g],
  ['nvidia-api-key', 'nvapi-', /(?<!\w)nvapi-[\w-]{50,}/g],
  ['together-api-key', 'tgp_v1_', /(?<!\w)tgp_v1_[\w-]{30,}/g],
  ['voyage-api-key', 'pa-', /(?<![\w-])pa-[A-Za-z0-9_-]{43}(?![\w-])/g, true],
  ['chutes-api-key', 'cpk_', /(?<!\w)cpk_[0-9a-f]{20,}\.[0-9a-f]{20,}[.\w]*/g],
  ['zhipu-api-key', '.', /(?<![\w.])[0-9a-f]{32}\.[A-Za-z0-9]{16}(?![\w.])/g, true],
  ['web-token', 'eyJ', /(?<![\w.-])eyJ[\w-]{8,2000}\.eyJ[\w-]{8,4000}\.[\w-]{10,}/g],
  ['langsmith-api-key', 'lsv2_', /(?<!\w)lsv2_(?:pt|sk)_[0-9a-f]{32}_[0-9a-f]{10}/g],
  // Clouds.
  ['aws-access-key', 'AKIA ASIA ABIA ACCA', /(?<!\w)(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?!\w)/g],
  ['aws-access-key', 'ABSK', /(?<!\w)ABSK[A-Za-z0-9+/]{100,280}/g],
  ['volcengine-access-key', 'AKLT', /(?<!\w)AKLT[\w-]{24,}={0,2}/g],
  ['tencent-cloud-secret-id', 'AKID', /(?<!\w)AKID[A-Za-z0-9]{32}(?!\w)/g],
  ['alibaba-cloud-access-key', 'LTAI', /(?<!\w)LTAI[A-Za-z0-9]{12,26}(?!\w)/g],
  ['baidu-api-key', 'bce-v3/', /bce-v3\/ALTAK-[A-Za-z0-9]{16,}\/[0-9a-f]{40}/g],
  ['azure-key', 'Q~', /(?<![\w~.-])[\w~.]{3}\dQ~[\w~.-]{31,34}(?![\w~])/g],
  ['azure-key', 'AccountKey=', /AccountKey=[A-Za-z0-9+/]{80,}={0,2}/g],
  ['azure-key', 'sig=', /[?&]sig=[\w%-]{40,100}/g],
  ['digitalocean-token', 'dop_v1_ doo_v1_ dor_v1_', /(?<!\w)do[opr]_v1_[0-9a-f]{64}/g],
  ['cloudflare-token', 'v1.0-', /(?<!\w)v1\.0-[0-9a-f]{24}-[0-9a-f]{100,}/g],
  ['heroku-token', 'HRKU-', /(?<!\w)HRKU-[\w-]{36,}/g],
  ['fly-token', 'fo1_ fm1r_ fm1a_ fm2_', /(?<!\w)(?:fo1|fm1[ar]|fm2)_[\w+/-]{40,}/g],
  ['vercel-token', 'vercel_', /(?<!\w)vercel_[A-Za-z]{2,8}_[A-Za-z0-9]{20,}/g, true],
  ['netlify-token', 'nfp_', /(?<!\w)nfp_[A-Za-z0-9]{36,}/g],
  ['supabase-token', 'sbp_ sb_secret_', /(?<!\w)(?:sbp_[0-9a-f]{40}|sb_secret_[\w-]{20,})/g],
  ['databricks-token', 'dapi', /(?<!\w)dapi[0-9a-f]{32}/g],
  ['vault-token', 'hvs. hvb. hvr.', /(?<!\w)hv[sbr]\.[\w-]{24,}/g],
  ['terraform-token', '.atlasv1.', /(?<!\w)[A-Za-z0-9]{14}\.atlasv1\.[\w=-]{60,70}/g],
  ['planetscale-token', 'pscale_', /(?<!\w)pscale_(?:tkn|oauth|pw)_[\w=.-]{32,64}/g],
  ['pulumi-token', 'pul-', /(?<!\w)pul-[0-9a-f]{40}/g],
  ['doppler-token', 'dp.pt. dp.st. dp.ct. dp.sa.', /(?<![\w.])dp\.(?:pt|st|ct|sa)\.[\w.]{40,}/g],
  // Chats, and addresses that let whoever knows them write there.
  ['telegram-bot-token', ':AA', /(?<![\w:])\d{8,10}:AA[\w-]{32,33}(?![\w-])/g],
  ['discord-bot-token', '.', /(?<![\w.])[MNO][\w-]{23,27}\.[\w-]{6}\.[\w-]{27,40}(?![\w.])/g, true],
  ['discord-webhook', '/api/webhooks/', /discord(?:app)?\.com\/api\/webhooks\/\d{15,21}\/[\w-]{50,}/g],
  ['slack-token', 'xox xapp-', /(?<!\w)(?:xox[abposre]-[\w-]{20,}|xapp-\d-[A-Z0-9]+-\d+-[a-z0-9]{20,})/gi],
  ['slack-webhook', 'hooks.slack.com/', /hooks\.slack\.com\/(?:services|workflows|triggers)\/[\w+/]{30,}/g],
  ['feishu-webhook', '/bot/v2/hook/', /\/open-apis\/bot\/v2\/hook\/[\w-]{20,}/g],
  ['dingtalk-webhook', 'oapi.dingtalk.com/', /oapi\.dingtalk\.com\/robot\/send\?access_token=[0-9a-f]{40,}/g],
  ['wecom-webhook', '/cgi-bin/webhook/', /\/cgi-bin\/webhook\/send\?key=[\w-]{30,}/g],
  [
    'teams-webhook',
    '.webhook.office.com/',
    /\.webhook\.office\.com\/webhookb2\/[\w@-]{60,}\/IncomingWebhook\/[0-9a-f]{32}/g,
  ],
  ['facebook-token', 'EAA', /(?<!\w)EAA[A-Za-z0-9]{80,}/g],
  // Tools and shops.
  ['github-token', 'ghp_ gho_ ghu_ ghs_ ghr_', /(?<!\w)gh[pousr]_[A-Za-z0-9]{36,}/g],
  ['github-token', 'github_pat_', /(?<!\w)github_pat_\w{60,}/g],
  [
    'gitlab-token',
    'glpat- gldt- glrt- glptt- glsoat- glft- glcbt- gloas- glagent- glimt- glffct-',
    /(?<!\w)gl(?:pat|dt|rt|ptt|soat|ft|cbt|oas|agent|imt|ffct)-[\w.-]{20,}/g,
  ],
  ['npm-access-token', 'npm_', /(?<!\w)npm_[A-Za-z0-9]{36}(?!\w)/g],
  ['pypi-token', 'pypi-AgE', /(?<!\w)pypi-AgE[\w-]{50,}/g],
  ['rubygems-token', 'rubygems_', /(?<!\w)rubygems_[0-9a-f]{48}/g],
  ['crates-token', 'cio', /(?<!\w)cio[A-Za-z0-9]{32}(?!\w)/g, true],
  ['docker-token', 'dckr_', /(?<!\w)dckr_(?:pat|oat)_[\w-]{20,}/g],
  [
    'stripe-key',
    'sk_live_ rk_live_ sk_test_ rk_test_ sk_prod_',
    /(?<!\w)[sr]k_(?:live|test|prod)_[A-Za-z0-9]{16,}/g,
  ],
  ['stripe-key', 'whsec_', /(?<!\w)whsec_[A-Za-z0-9+/]{24,}/g],
  ['square-token', 'sq0atp- sq0csp- EAAA', /(?<!\w)(?:sq0(?:atp|csp)-[\w-]{22,}|EAAA[\w-]{55,60}(?![\w-]))/g],
  ['shopify-key', 'shpat_ shpca_ shppa_ shpss_', /(?<!\w)shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}/g],
  ['sendgrid-key', 'SG.', /(?<!\w)SG\.[\w-]{20,24}\.[\w-]{39,50}/g],
  ['twilio-token', 'SK', /(?<!\w)SK[0-9a-f]{32}(?!\w)/g],
  ['mailgun-key', 'key-', /(?<![\w-])key-[0-9a-f]{32}(?!\w)/g],
  ['mailchimp-key', '-us', /(?<!\w)[0-9a-f]{32}-us\d{1,2}(?!\w)/g],
  ['brevo-key', 'xkeysib- xsmtpsib-', /(?<!\w)x(?:key|smtp)sib-[0-9a-f]{64}-\w{16}/g],
  ['resend-key', 're_', /(?<!\w)re_[A-Za-z0-9]{8}_[A-Za-z0-9]{20,}/g],
  ['postman-key', 'PMAK-', /(?<!\w)PMAK-[0-9a-f]{24}-[0-9a-f]{34}/gi],
  ['linear-api-token', 'lin_api_ lin_oauth_', /(?<!\w)lin_(?:api|oauth)_[A-Za-z0-9]{32,}/g],
  ['notion-token', 'ntn_', /(?<!\w)ntn_[A-Za-z0-9]{40,}/g],
  ['notion-token', 'secret_', /(?<!\w)secret_[A-Za-z0-9]{43}(?!\w)/g],
  ['figma-token', 'figd_', /(?<!\w)figd_[\w-]{36,}/g],
  ['airtable-token', 'pat', /(?<!\w)pat[A-Za-z0-9]{14}\.[0-9a-f]{64}/g],
  ['asana-token', '/1', /(?<!\w)[12]\/\d{13,19}(?:\/\d{13,19})?:[0-9a-f]{32}(?!\w)/g],
  ['atlassian-token', 'ATATT3 ATCTT3', /(?<!\w)AT[AC]TT3[\w=-]{60,}/g],
  [
    'grafana-token',
    'glsa_ glc_ eyJrIjoi',
    /(?<!\w)(?:glsa_[A-Za-z0-9]{32}_[0-9a-fA-F]{8}|glc_[A-Za-z0-9+/]{32,}|eyJrIjoi[A-Za-z0-9+/]{60,})/g,
  ],
  ['sentry-token', 'sntrys_ sntryu_', /(?<!\w)sntry[su]_[\w+/=]{40,}/g],
  ['newrelic-key', 'NRAK-', /(?<!\w)NRAK-[A-Z0-9]{27}/g],
  ['dynatrace-token', 'dt0c01.', /(?<!\w)dt0[a-z]\d\d\.[A-Z0-9]{24}\.[A-Z0-9]{64}/gi],
  ['sourcegraph-token', 'sgp_', /(?<!\w)sgp_(?:[0-9a-f]{16}_|local_)?[0-9a-f]{40}/gi],
  ['posthog-key', 'phx_', /(?<!\w)phx_[A-Za-z0-9]{40,}/g],
  ['hubspot-token', 'pat-na1- pat-eu1-', /(?<!\w)pat-(?:na|eu|ap)\d-[0-9a-f-]{36}/g],
  ['contentful-token', 'CFPAT-', /(?<!\w)CFPAT-[\w-]{43}/g],
  ['prefect-key', 'pnu_', /(?<!\w)pnu_[A-Za-z0-9]{36}/g],
  ['readme-key', 'rdme_', /(?<!\w)rdme_[a-z0-9]{70}/g],
  ['artifactory-key', 'AKCp cmVmd', /(?<!\w)(?:AKCp[A-Za-z0-9]{69}|cmVmd[A-Za-z0-9]{59})(?!\w)/g],
  ['tavily-api-key', 'tvly-', /(?<!\w)tvly-[A-Za-z0-9-]{28,}/g],
  ['firecrawl-api-key', 'fc-', /(?<![\w-])fc-[0-9a-f]{32}(?!\w)/g],
  ['brave-api-key', 'BSA', /(?<!\w)BSA[\w-]{24,32}(?![\w-])/g, true],
  ['exa-api-key', 'exa_', /(?<!\w)exa_[\w-]{20,}/g, true],
  ['jina-api-key', 'jina_', /(?<!\w)jina_[A-Za-z0-9]{40,}/g],
  ['ops-token', 'ops_eyJ', /(?<!\w)ops_eyJ[A-Za-z0-9+/]{80,}/g],
  ['ops-token', 'A3-', /(?<!\w)A3-[A-Z0-9]{6}-[A-Z0-9]{6}(?:-?[A-Z0-9]{5}){4}(?!\w)/g],
  ['private-key', 'AGE-SECRET-KEY-1', /AGE-SECRET-KEY-1[0-9A-Z]{50,60}/g],
  [
    'private-key',
    'PRIVATE KEY',
    /-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----\s{0,4}(?:[A-Za-z][\w-]{1,24}: [^\n]{1,80}\s{1,4}){0,4}[A-Za-z0-9+/=]{16,}/g,
  ],
  ['private-key', 'PuTTY-User-Key-File', /PuTTY-User-Key-File-\d: /g],
  ['openshift-token', 'sha256~', /(?<!\w)sha256~[\w-]{43}(?![\w-])/g],
];

/**
 * Keys that secretlint's preset does not know, or knows in one of their shapes only. Shapes as the issuers' consoles make
 * them and as gitleaks' rules have them (github.com/gitleaks/gitleaks, config/gitleaks.toml, July 2026).
 */
export const ISSUED_KEYS: readonly IssuedKey[] = rows.map(([kind, marks, shape, loose]) => ({
  kind,
  marks: marks
    .split(' ')
    .map((mark) => (mark === 'PRIVATE' ? 'PRIVATE KEY' : mark))
    .filter((mark) => mark !== 'KEY'),
  shape,
  ...(loose && { loose }),
}));
