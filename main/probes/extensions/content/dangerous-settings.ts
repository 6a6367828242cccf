import type { WholeText } from './whole-text';

/** Settings that open OpenClaw to others or let it act unasked, each as key and value (docs/gateway/security). */
const OPENING: readonly RegExp[] = [
  /gateway\W{1,8}bind\W{1,8}(?:lan|auto|0\.0\.0\.0|custom)\b|\bbind["']?\W{1,8}(?:lan|0\.0\.0\.0)\b/i,
  /(?:gateway\W{1,4})?auth\W{1,6}(?:mode\W{1,6})?none\b/i,
  /(?:allowInsecureAuth|dangerously\w{3,50}|allowRealIpFallback)\W{1,6}(?:true|1|on)\b/i,
  /exec(?:\W{1,6}\w{0,12}){0,2}\W{1,6}security\W{1,6}full\b|\bsecurity["']?[ \t]{0,3}[:=][ \t]{0,3}["']full\b|--security\W{1,3}full\b/i,
  /exec(?:\W{1,6}\w{0,12}){0,2}\W{1,6}ask\W{1,6}off\b|\bask["']?[ \t]{0,3}[:=][ \t]{0,3}["']off\b|--ask\W{1,3}off\b/i,
  /sandbox(?:\W{1,6}mode)?\W{1,10}(?:mode["']?\W{1,8})?off\b/i,
  /(?:dm|group)Policy\W{1,6}open\b/i,
  /allowFrom[^\w\n*]{1,12}\*/,
  /autoAllowSkills\W{1,6}true/i,
  /tools\W{1,4}profile\W{1,6}full\b/i,
  /elevated\W{1,4}enabled\W{1,6}true/i,
  /skipPermissions\W{1,6}true|--dangerously-skip-permissions|permissionMode\W{1,6}(?:approve-all|bypassPermissions)/i,
];

/** How many different dangerous settings a text sets. */
export const openingIn = (text: string | WholeText): number =>
  OPENING.filter((each) => (typeof text === 'string' ? each.test(text) : text.says(each))).length;

/** Whether a text speaks of OpenClaw's settings at all. */
export const namesSettings = (text: string): boolean =>
  /\b(?:openclaw|clawdbot|moltbot)\b.{0,40}\b(?:config|approvals)\b|exec-approvals\.json|(?:openclaw|clawdbot|moltbot)\.json/i.test(
    text,
  );

/** Where the traffic of a model, a registry or the whole computer is led; null: nowhere else. */
export const detourIn = (text: string): string | null =>
  /(?:(?:ANTHROPIC|OPENAI|GEMINI|GOOGLE|DEEPSEEK|OPENROUTER|MOONSHOT|DASHSCOPE)_(?:BASE_URL|API_BASE|API_URL|ENDPOINT)|\bbaseUrl|\bbase_url|HTTPS?_PROXY|ALL_PROXY|index-url|INDEX_URL|\bregistry|NPM_CONFIG_REGISTRY|http\.proxy)["']?[\s=:]{1,4}["']?((?:https?|socks5?):\/\/[^\s"'`;]{1,200})/i.exec(
    text,
  )?.[1] ?? null;
