/**
 * What an expression holds or was made of. `others`, `own`, `private`: files of that kind; `environment`: all variables;
 * `fetched`: an answer from the network, `part-fetched`: a part of one; `decoded`; `messages`: what people wrote to the agent.
 */
export type Taint =
  | 'others'
  | 'own'
  | 'private'
  | 'environment'
  | 'fetched'
  | 'part-fetched'
  | 'decoded'
  | 'messages'
  | 'screen';

export interface Expression {
  readonly texts: readonly string[];
  readonly decoded: readonly string[];
  readonly taints: ReadonlySet<Taint>;
}
export interface CodeCall {
  /** `subprocess.run`: aliases undone. */
  readonly path: string;
  readonly line: number;
  /** Where its arguments begin and end in the tokens. */
  readonly from: number;
  readonly to: number;
  /** The first name of the path, as it was written. */
  readonly base: string;
}

export const KEEPS_WHOLE =
  /^(?:read|read_text|read_bytes|readlines|text|toString|encode|decode|content|json|copy|items|entries|strip|trim|slice|replace|replaceAll|map|join|splitlines|getvalue|buffer|data|hexdigest|hex|body|stdout|then|catch|arrayBuffer|concat|b64encode|getbuffer|format|values|toJSON|finally|expanduser|name)$/;
export const FETCH_CALL =
  /^(?:requests|httpx|session|aiohttp|client)\.(?:get|request|stream)$|urlopen$|urlretrieve$|^fetch$|^(?:axios|got|needle|superagent|ky|phin|undici)(?:\.(?:get|request|fetch))?$|^(?:http|https)\.(?:get|request)$|\.recv(?:from)?$|DownloadString$|^node-fetch$/;
export const DECODES =
  /b64decode$|b32decode$|fromhex$|unhexlify$|^atob$|zlib\.(?:decompress|inflate\w*|gunzip\w*|unzip\w*|brotli\w*)$|gzip\.decompress$|marshal\.loads$|codecs\.decode$|lzma\.decompress$|bz2\.decompress$|^unescape$|^(?:CryptoJS|crypto)\.\w*(?:[dD]ecipher|AES\.decrypt)\w*/;
export const SCREEN =
  /ImageGrab\.grab|pyautogui\.screenshot|mss\.mss|desktopCapturer|screenshot-desktop|getDisplayMedia|screencapture/;

/** Keys that programs of different makers share: no other service needs them. */
export const VENDOR_KEY =
  /^(?:OPENAI|ANTHROPIC|GEMINI|DEEPSEEK|OPENROUTER|MOONSHOT|DASHSCOPE|AWS|GITHUB|GH|GITLAB|NPM|HF|HUGGINGFACE|OPENCLAW|CLAWDBOT|MOLTBOT|OPENCLAW_GATEWAY|GOOGLE|AZURE|STRIPE|DATABASE)_(?:[A-Z]+_){0,2}(?:KEY|TOKEN|SECRET|PASSWORD|URL)$/;
