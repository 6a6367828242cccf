import { execFileSync } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** A home that somebody has laid traps in, and numbers that are the same for the same seed. */
export interface Place {
  readonly home: string;
  /** 0 ≤ n < most. */
  random(most: number): number;
  /** What was read before and can't be read any more: what rests on it is not known to be good. */
  readonly hidden: Set<string>;
  /** What goes on while the look runs, each started with it and ended after it: these homes don't stay as they were. */
  readonly meanwhile: string[];
  /** As many of them as make a crowd. */
  readonly crowd: number;
}

export type Trait = (place: Place) => Promise<unknown>;
export type Traits = Readonly<Record<string, Trait>>;

export const SETTINGS = '.openclaw/openclaw.json';
export const UNIT = '.config/systemd/user/openclaw-gateway.service';
export const DATABASE = '.openclaw/state/openclaw.sqlite';
/** The number on a card and a key, which nobody overlooks in a text that can be read. */
const TOLD = 'name: Ann\nsk-ant-api03-Qm7xV2nLr9TbYc4WdKe8ZpHs5JgUa6Xf\n4539 1488 0343 6467\n';

/** What no check that looks at it complains of, but for what is private in `TOLD`. */
const SAFE = {
  gateway: {
    ...{ mode: 'local', port: 18789, bind: 'loopback', tailscale: { mode: 'off' } },
    auth: { mode: 'token', token: '9f2c7e5b1a8d4036c7e9f1b35d7a2048e6c4b8a09d1f3e57' },
  },
  session: { dmScope: 'per-channel-peer' },
  agents: {
    defaults: {
      sandbox: {
        ...{ mode: 'all', backend: 'docker', scope: 'session', workspaceAccess: 'none' },
        docker: { readOnlyRoot: true, network: 'none', capDrop: ['ALL'] },
      },
    },
  },
  tools: {
    profile: 'coding',
    deny: ['group:automation', 'group:nodes', 'browser', 'sessions_spawn'],
    fs: { workspaceOnly: true },
    exec: { host: 'sandbox', security: 'allowlist', ask: 'always', strictInlineEval: true },
    elevated: { enabled: false },
  },
  browser: { enabled: false },
  discovery: { mdns: { mode: 'off' } },
  channels: { telegram: { enabled: true, dmPolicy: 'pairing', groupPolicy: 'disabled' } },
};

/** Files that a look opens, with what stands in them before traps are laid. */
const ORDINARY: Readonly<Record<string, string>> = {
  [SETTINGS]: JSON.stringify(SAFE),
  '.openclaw/.env': 'OPENCLAW_LOG=info\n',
  '.openclaw/credentials/whatsapp/creds.json': '{"noiseKey":{}}',
  [DATABASE]: '',
  '.openclaw/workspace/AGENTS.md': '# Agents\nBe kind.\n',
  '.openclaw/workspace/memory/2026-01-01.md': TOLD,
  '.openclaw/skills/a/SKILL.md': '---\nname: a\ndescription: x\n---\nSay hello.\n',
  '.openclaw/agents/main/agent/auth-profiles.json': '{"profiles":{}}',
  '.openclaw/agents/main/sessions/1.jsonl': `${JSON.stringify({ type: 'message', message: { content: 'hi' } })}\n`,
  [UNIT]: '[Service]\nExecStart=/usr/bin/node /opt/openclaw/dist/index.js gateway --port 18789\n',
  '.config/containers/storage.conf': '[storage]\n',
  '.config/user-dirs.dirs': 'XDG_DOWNLOAD_DIR="$HOME/Downloads"\n',
  '.config/autostart/openclaw.desktop': '[Desktop Entry]\nName=x\nExec=openclaw gateway\n',
  '.npmrc': 'registry=http://127.0.0.1:9/\n',
  '.bashrc': 'alias ll="ls -l"\n',
  '.ssh/config': 'Host a\n',
};

const OF_SETTINGS = [
  'chat-doors',
  'control-page-origins',
  'gateway-bind-setting',
  'gateway-password',
  'guards-off',
  'tool-rights',
  'tool-sandbox',
];
/** What is known to be good only when all of that was read. */
export const RESTS_ON: Readonly<Record<string, readonly string[]>> = {
  [SETTINGS]: OF_SETTINGS,
  '.openclaw/.env': ['plain-secrets'],
  '.openclaw/credentials/whatsapp/creds.json': ['plain-secrets'],
  [DATABASE]: ['plain-secrets'],
  '.openclaw/workspace/AGENTS.md': ['instructions', 'personal-data'],
  '.openclaw/workspace/memory/2026-01-01.md': ['personal-data', 'plain-secrets'],
  '.openclaw/skills/a/SKILL.md': ['skills-content'],
  '.openclaw/agents/main/agent/auth-profiles.json': ['plain-secrets'],
  '.openclaw/agents/main/sessions/1.jsonl': ['personal-data', 'plain-secrets'],
};

export const READ = Object.keys(ORDINARY);
/** What isn't settings: a look that can't read these has nothing else to say. */
export const OTHER = READ.filter((path) => path !== SETTINGS);

export const one = <T>({ random }: Place, all: readonly T[]): T => all[random(all.length)] as T;

/** Where something is to lie that isn't there any more, with a folder around it. */
export async function room({ home, hidden }: Place, path: string): Promise<string> {
  const at = join(home, path);
  await mkdir(dirname(at), { recursive: true });
  await rm(at, { recursive: true, force: true });
  for (const each of [...hidden]) if (each === path || each.startsWith(`${path}/`)) hidden.delete(each);
  return at;
}

export async function put(place: Place, path: string, content: string | Uint8Array): Promise<void> {
  await writeFile(await room(place, path), content);
}

/** What lay there, or below, can't be read any more. */
export function hide({ hidden }: Place, path: string): void {
  for (const each of READ) if (each === path || each.startsWith(`${path}/`)) hidden.add(each);
}

export async function pipe(place: Place, path: string): Promise<void> {
  execFileSync('mkfifo', [await room(place, path)]);
  hide(place, path);
}

export const settings = (place: Place, value: unknown) => put(place, SETTINGS, JSON.stringify(value));

/** A home in which all can be read. */
export async function ordinary(place: Place): Promise<void> {
  for (const [path, text] of Object.entries(ORDINARY)) if (path !== DATABASE) await put(place, path, text);
}
