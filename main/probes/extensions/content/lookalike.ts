/** Names that others imitate: of packages with many users at npm and PyPI, of OpenClaw and what belongs to it. */
const FAMOUS = (
  'openclaw clawhub clawdbot moltbot clawdhub moltbook mcporter ' +
  'lodash express react react-dom axios chalk commander typescript webpack eslint prettier jquery moment dotenv uuid debug ' +
  'request async underscore mongoose mongodb mysql2 redis socket.io puppeteer playwright cheerio node-fetch cross-env ' +
  'nodemon rimraf minimist yargs inquirer vite vitest esbuild rollup next nuxt angular svelte tailwindcss postcss electron ' +
  'ethers web3 bitcoinjs-lib discord.js telegraf openai langchain zod fastify winston colors jsonwebtoken bcrypt passport ' +
  'requests numpy pandas matplotlib scipy scikit-learn tensorflow torch flask django fastapi uvicorn pydantic sqlalchemy ' +
  'beautifulsoup4 selenium pillow opencv-python urllib3 cryptography paramiko boto3 botocore setuptools virtualenv pytest ' +
  'python-dateutil pyyaml jinja2 click httpx aiohttp websockets colorama tqdm rich psutil transformers anthropic ' +
  'huggingface-hub telethon pyautogui pyperclip pynput yfinance pyinstaller streamlit gradio seaborn plotly networkx'
).split(' ');
const KNOWN = new Set([
  ...FAMOUS,
  ...'preact query click-cli element rick expresso chalks lodash-es vue nest jest mocha got ky ora pino koa hapi flask-cors torchvision scikit-image pil httpx2 requests-html asyncio panda pandas-ta next-auth bcryptjs redis-py ioredis rich-click types uuid4 axis mysql psycopg2 colour color click-spinner aiohttp-socks openai-whisper langchain-core pytest-asyncio clack test tests flak selenium-wire web3.js websocket openapi torchaudio nuxi nest vitess ethers5 ether axioms uuidv4 typer boto numpy-stl'.split(
    ' ',
  ),
]);

/** Whether two names differ by one letter: put in, left out, another, or two swapped. */
function isOneApart(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  const [restA, restB] = [a.slice(at), b.slice(at)];
  if (a.length === b.length)
    return (
      restA.slice(1) === restB.slice(1) ||
      (restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2))
    );
  return a.length > b.length ? restA.slice(1) === restB : restA === restB.slice(1);
}

/** The famous name that a package imitates; null: none. Letters of other scripts that look alike count as the same. */
export function imitated(name: string): string | null {
  const plain = plainLetters(name.toLowerCase());
  const bare = plain.replace(/^@[^/]{1,60}\//, '').replace(/[_]/g, '-');
  if (plain !== name.toLowerCase() && FAMOUS.includes(bare)) return bare;
  if (KNOWN.has(bare) || bare.length < 5) return null;
  return FAMOUS.find((each) => each.length > 4 && isOneApart(bare, each)) ?? part(bare);
}

/** OpenClaw's own names within a longer one: `opencalw-charts`. */
function part(name: string): string | null {
  const parts = name.split('-');
  if (parts.length < 2) return null;
  return (
    ['openclaw', 'clawhub', 'clawdbot', 'moltbot'].find((own) =>
      parts.some(
        (each) =>
          each !== own &&
          each.length > 5 &&
          isOneApart(each, own) &&
          !/^openclaws?$|^clawhubs?$|^clawdbots?$|^moltbots?$/.test(each),
      ),
    ) ?? null
  );
}

/** A skill's name that looks like one of OpenClaw's own programs; null: none. */
export function imitatedSkill(name: string): string | null {
  const plain = plainLetters(name.toLowerCase());
  const own = ['openclaw', 'clawhub', 'clawdhub', 'clawdbot', 'moltbot'];
  if (plain !== name.toLowerCase()) return own.find((each) => plain.includes(each)) ?? name;
  const found =
    own.find((each) => isOneApart(plain, each) && !own.includes(plain) && plain !== `${each}s`) ?? null;
  return found;
}

/** Cyrillic and Greek letters, and digits, that are drawn like Latin ones (Unicode TR39, confusables). */
const ALIKE: Readonly<Record<string, string>> = {
  а: 'a',
  е: 'e',
  о: 'o',
  р: 'p',
  с: 'c',
  х: 'x',
  у: 'y',
  і: 'i',
  ј: 'j',
  ѕ: 's',
  ԁ: 'd',
  һ: 'h',
  ӏ: 'l',
  ո: 'n',
  ο: 'o',
  α: 'a',
  ν: 'v',
  ι: 'i',
  κ: 'k',
  ρ: 'p',
};
const plainLetters = (name: string): string =>
  /[a-z]/.test(name) ? [...name].map((char) => ALIKE[char] ?? char).join('') : name;

const INSTALLS =
  /\b(?:npm\s+(?:i|install|add|exec)|npx|pnpm\s+(?:add|i|install|dlx)|yarn\s+(?:global\s+)?(?:add|dlx)|bun\s+(?:add|install|x)|bunx|(?:python[\d.]*\s+-m\s+)?pip[\d.]*\s+install|pipx\s+(?:install|run)|uvx|uv\s+(?:add|pip\s+install|tool\s+install))\s+([^\n;|&`#)'"]{2,400})/g;

/** Packages that commands in a text install, each with where it stands. */
export function installedPackages(
  text: string,
): readonly { readonly name: string; readonly index: number }[] {
  const all: { name: string; index: number }[] = [];
  for (const { 1: list = '', index } of text.matchAll(INSTALLS))
    for (const each of list.trim().split(/\s+/).slice(0, 40)) {
      if (/^-|^[./~$<]|:\/\//.test(each)) continue;
      const name = each
        .replace(/^["']|["']$/g, '')
        .replace(
          /(?<=.)(?:@[\w.^~<>=*-]{1,40}|[=<>~!]=?[^=<>~![]{0,80}(?:,[^,]{0,80}){0,4}|\[[^[\]]{0,80}\].{0,80})$/,
          '',
        );
      if (/^@?[\p{L}\w][\p{L}\w./-]{1,80}$/u.test(name)) all.push({ name, index });
    }
  return all;
}
