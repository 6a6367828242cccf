import { createHash } from 'node:crypto';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { type Home, makeHome } from './start';

/** Where it listens, once something listens there. */
export const PORT = 18789;

/** Made up, in the shape of a Telegram bot’s. */
export const BOT_TOKEN = '7012345678:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw1';

/** Everything wrong at once, with comments that must outlive each change. */
const SETTINGS = `{
  // My lobster. Don’t touch the port.
  gateway: {
    mode: 'local', port: ${PORT}, bind: 'lan', // so that my phone gets in
    auth: { mode: 'none' },
    controlUi: { enabled: true, allowedOrigins: ['*'], dangerouslyDisableDeviceAuth: true },
  },
  discovery: { mdns: { mode: 'full' } },
  agents: { defaults: { workspace: '~/Documents', sandbox: { mode: 'off' } } },
  /* It may do anything. */
  tools: {
    profile: 'full',
    elevated: { enabled: true, allowFrom: { telegram: ['*'] } },
    exec: { host: 'gateway', security: 'full', ask: 'off' },
    fs: { workspaceOnly: false },
  },
  channels: {
    telegram: {
      enabled: true, botToken: '${BOT_TOKEN}',
      dmPolicy: 'open', allowFrom: ['*', '42'], groupPolicy: 'open',
    },
  },
  plugins: { entries: { hello: { enabled: true } } },
}
`;

export const COMMENTS = ['// My lobster. Don’t touch the port.', '/* It may do anything. */'];

const FILES: readonly (readonly [path: string, mode: number, text: string])[] = [
  ['.openclaw/openclaw.json', 0o644, SETTINGS],
  ['.openclaw/openclaw.json.bak', 0o664, SETTINGS],
  ['.openclaw/credentials/telegram-pairing.json', 0o644, '{}\n'],
  ['.openclaw/skills/weather/SKILL.md', 0o644, '---\nname: weather\n---\nRun the script.\n'],
  ['.openclaw/skills/weather/run.sh', 0o755, '#!/bin/sh\n'],
  ['.openclaw/extensions/hello/openclaw.plugin.json', 0o644, '{ "id": "hello" }\n'],
  ['.openclaw/extensions/hello/index.js', 0o644, 'export default {};\n'],
  ['Documents/AGENTS.md', 0o644, '# Agents\n'],
  ['Documents/memory/2026-11-01.md', 0o644, 'Rain.\n'],
  ['Documents/letter.txt', 0o644, 'Dear aunt,\n'],
  ['.clawdbot/clawdbot.json', 0o644, '{}\n'],
  [
    '.npm-global/lib/node_modules/openclaw/package.json',
    0o644,
    '{ "name": "openclaw", "version": "2026.9.6" }\n',
  ],
  ['.npm-global/lib/node_modules/openclaw/openclaw.mjs', 0o755, ''],
];

export const settingsOf = (home: Home) => join(home.path, '.openclaw/openclaw.json');

/** A home in which everything is as it should not be. Nothing in it runs. */
export function makeBadHome(): Home {
  const home = makeHome();
  // What lies in it can be reached by everybody, as on many computers.
  chmodSync(home.path, 0o755);
  for (const [name, mode, text] of FILES) {
    const path = join(home.path, name);
    mkdirSync(dirname(path), { recursive: true, mode: 0o755 });
    writeFileSync(path, text);
    chmodSync(path, mode);
  }
  return home;
}

/** What Tankmate and Chromium keep of their own. */
const OWN = /^\.(config|cache|local|pki)(\/|$)/;

/** Every other path below the home with its kind, mode, owner and bytes. */
export function pictureOf({ path: top }: Home): Record<string, string> {
  const all: Record<string, string> = {};
  const walk = (folder: string) => {
    for (const name of readdirSync(join(top, folder))) {
      const place = join(folder, name);
      if (OWN.test(place)) continue;
      const path = join(top, place);
      const facts = lstatSync(path);
      const base = `${facts.mode.toString(8)} ${facts.uid}:${facts.gid}`;
      const bytes = () => createHash('sha256').update(readFileSync(path)).digest('hex');
      all[place] = facts.isSymbolicLink()
        ? `${base} → ${readlinkSync(path)}`
        : facts.isFile()
          ? `${base} ${bytes()}`
          : base;
      if (facts.isDirectory()) walk(place);
    }
  };
  walk('');
  return all;
}
