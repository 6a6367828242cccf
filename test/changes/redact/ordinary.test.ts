import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { redact } from '../../../main/changes/redact';

/** Texts as they lie on people's computers, without a secret in them. */
const ORDINARY: readonly (readonly [string, 'json5' | 'lines'])[] = [
  ['{ gateway: { bind: "loopback", port: 18789, auth: { mode: "token" } } }', 'json5'],
  [
    '{ gateway: { auth: { mode: "token", token: { source: "env", id: "OPENCLAW_GATEWAY_TOKEN", provider: "default" } } } }',
    'json5',
  ],
  ['{ gateway: { auth: { mode: "token" token: { source: "env", id: "A_TOKEN" } } }', 'json5'],
  [
    '{ agents: { defaults: { maxTokens: 4096, contextTokens: 200000, model: "claude-opus-4-8-20260807" } } }',
    'json5',
  ],
  ['{ session: { dmScope: "per-channel-peer", key: "main", reset: { mode: "daily", atHour: 4 } } }', 'json5'],
  [
    '{ tools: { exec: { security: "allowlist", ask: "always" }, profile: "coding", deny: ["group:fs", "sessions_spawn"] } }',
    'json5',
  ],
  [
    '{ plugins: { entries: { "voice-call": { enabled: true } } }, skills: { allowBundled: ["weather", "github"] } }',
    'json5',
  ],
  [
    '{ channels: { telegram: { dmPolicy: "pairing", allowFrom: ["123456789"], groups: { "-100123": { requireMention: true } } } } }',
    'json5',
  ],
  [
    `{ models: { providers: { openai: { baseUrl: "https://api.openai.com/v1", apiKey: "$\{OPENAI_API_KEY}" } } } }`,
    'json5',
  ],
  [
    'export PATH="$HOME/.npm-global/bin:$PATH"\nalias oc="openclaw --profile work"\nexport EDITOR=vim\n',
    'lines',
  ],
  ['export NODE_OPTIONS="--max-old-space-size=4096"\nexport OPENCLAW_STATE_DIR=/srv/claw/state\n', 'lines'],
  ['if [ -z "$OPENAI_API_KEY" ]; then echo "no key"; fi\n', 'lines'],
  [`TOKEN=$OPENCLAW_GATEWAY_TOKEN\nAPI_KEY=$\{MY_API_KEY}\n`, 'lines'],
  [
    'ExecStart=/home/lin/.nvm/versions/node/v24.21.0/bin/node /usr/lib/node_modules/openclaw/dist/entry.js gateway --port 18789\n',
    'lines',
  ],
  [
    '[Unit]\nDescription=OpenClaw Gateway (v2026.9.6)\nAfter=network-online.target\n[Service]\nRestart=always\nRestartSec=5\nKillMode=process\n[Install]\nWantedBy=default.target\n',
    'lines',
  ],
  [
    'services:\n  openclaw:\n    image: ghcr.io/openclaw/openclaw:2026.9.6\n    ports:\n      - "127.0.0.1:18789:18789"\n    volumes:\n      - ./state:/home/node/.openclaw\n    restart: unless-stopped\n',
    'lines',
  ],
  [
    'version: 2\nauthor: Lin\ndescription: Keeps tokens of a board game\nsteps:\n  - run: npm test\n  - run: npm run build\n',
    'lines',
  ],
  [
    'FROM node:24-bookworm-slim\nWORKDIR /app\nCOPY package.json .\nRUN npm ci --omit=dev\nENV NODE_ENV production\nEXPOSE 18789\nCMD ["node", "index.js"]\n',
    'lines',
  ],
  [
    '[tool.poetry]\nname = "weather"\nversion = "0.3.1"\n[tool.poetry.dependencies]\npython = "^3.12"\nrequests = "^2.32.0"\n',
    'lines',
  ],
  [
    '<dict>\n<key>Label</key>\n<string>ai.openclaw.gateway</string>\n<key>ProgramArguments</key>\n<array>\n<string>/opt/homebrew/bin/node</string>\n<string>gateway</string>\n<string>--port</string>\n<string>18789</string>\n</array>\n<key>RunAtLoad</key>\n<true/>\n</dict>',
    'lines',
  ],
  [
    '<Task><Principals><Principal id="Author"><UserId>S-1-5-18</UserId><RunLevel>HighestAvailable</RunLevel></Principal></Principals></Task>',
    'lines',
  ],
  [
    '# Weather\n\nAsk for the weather of a city. Don’t forget: the key is the city’s name.\n\n- Set it up once\n- The session starts again at 4:00\n',
    'lines',
  ],
  ['It’s said that a password should be long. Your token is in the settings; renew it there.\n', 'lines'],
  ['npm warn deprecated glob@10.5.0: old versions are not supported\nadded 312 packages in 14s\n', 'lines'],
  [
    "Error: ENOENT: no such file or directory, open '/home/lin/.openclaw/openclaw.json'\n    at async open (node:internal/fs/promises:639:25)\n",
    'lines',
  ],
  ['connect ECONNREFUSED 127.0.0.1:18789\nlisten EADDRINUSE: address already in use :::18789\n', 'lines'],
  [
    'git clone https://github.com/openclaw/openclaw.git ~/src/openclaw && cd ~/src/openclaw && npm-check-updates\n',
    'lines',
  ],
  [
    'docker run -d --name openclaw -p 127.0.0.1:18789:18789 -v "$HOME/.openclaw:/home/node/.openclaw" --user 1000:1000 openclaw:local\n',
    'lines',
  ],
  ['ssh -N -L 18789:127.0.0.1:18789 lin@tank.example -i ~/.ssh/id_ed25519 -p 2222\n', 'lines'],
  ['curl -fsSL https://openclaw.ai/install.sh | bash\npip install huggingface-hub==0.36.0\n', 'lines'],
  ['网关只听本机。密码在设置里，请不要告诉别人。\n端口：18789\n', 'lines'],
  [
    '{"name":"@scope/hf-transformers","version":"3.1.4-beta.20260101","engines":{"node":">=22.12.0"},"keywords":["token","password"]}',
    'json5',
  ],
  [
    '{ "keys": ["a", "b"], "access": "read", "auth": "basic", "pass": true, "value": 3, "code": "en-us" }',
    'json5',
  ],
  [
    'def tokenize(text: str) -> list[str]:\n    """Splits a text into tokens."""\n    tokens = []\n    return tokens\n',
    'lines',
  ],
  [
    'const tokens = 0;\nfor (const each of list) { count(each); }\nexport default { name: "weather" };\n',
    'lines',
  ],
];

test.each(ORDINARY)('is shown as it is: %s', (text, format) => {
  expect(redact(text, format)).toBe(text);
});

test('in the documents of this project next to nothing is hidden', () => {
  let [letters, hidden] = [0, 0];
  for (const file of ['README.md', 'main/README.md', 'package.json', 'electron-builder.yml', 'biome.json']) {
    const text = readFileSync(file, 'utf8');
    redact(text, 'lines', (secret) => {
      hidden += secret.length;
      return '‹›';
    });
    letters += text.length;
  }
  expect(hidden / letters).toBeLessThan(0.002);
});
