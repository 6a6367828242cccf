import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { RescanResult } from '../../main/changes';
import { influencesOf } from '../../main/changes/plan/influences';
import type { Change } from '../../main/contract/change';
import { createRescan } from '../../main/scan/rescan';
import { createActions } from '../../main/system/write/create-actions';
import { quietHost } from '../fakes/quiet-host';
import { seeded } from '../openclaw/json5/random';

const KEY = 'sk-proj-4f8a1c9e2b7d6035a8c4e1f97b3d2a60c5e8f1b4';
const SKILL = '---\nname: a\ndescription: b\n---\nDo it.\n';
const COPY = { name: 'openclaw', version: '2026.5.28', bin: { openclaw: 'openclaw.mjs' } };

/** What a home holds at the start: settings behind a link, one part included, a workspace behind another link. */
const FILES: Record<string, string> = {
  'dotfiles/openclaw.json': `{ "$include": "./gateway.json5", agents: { defaults: { workspace: "~/notes" } } }`,
  'dotfiles/gateway.json5': `{ gateway: { mode: "local", bind: "lan", auth: { mode: "token", token: "lobster-1234" } } }`,
  '.openclaw/gateway.json5': `{ gateway: { mode: "local", bind: "lan", auth: { mode: "token", token: "lobster-1234" } } }`,
  '.openclaw/skills/one/SKILL.md': SKILL,
  '.openclaw/openclaw.json.bak': `{ models: { providers: { openai: { apiKey: "${KEY}" } } } }`,
  '.openclaw/agents/main/sessions/1.jsonl': '{"text":"hello"}\n',
  '.openclaw/logs/gateway.log': 'started\n',
  '.openclaw-work/openclaw.json': '{ gateway: { bind: "loopback" } }',
  'documents/AGENTS.md': '# Agents\n',
  'documents/plan.md': 'We meet at noon.\n',
  '.npm-global/lib/node_modules/openclaw/package.json': JSON.stringify(COPY),
  '.npm-global/lib/node_modules/openclaw/openclaw.mjs': '',
  '.bashrc': 'alias ll="ls -l"\n',
  '.ssh/config': 'Host x\n',
};
const TEXTS: Readonly<Record<string, readonly string[]>> = {
  json: [
    '{ gateway: { bind: "loopback", auth: { token: "a4c1e6f8b2d3905716c8e4f0a9b7d2c35e1f6a8890b4c7d2" } } }',
    `{ gateway: { bind: "lan" }, models: { providers: { openai: { apiKey: "${KEY}" } } } }`,
    '{ channels: { telegram: { enabled: true, dmPolicy: "open", allowFrom: ["*"] } }, agents: { defaults: { workspace: "~/documents" } } }',
    '{ tools: { profile: "full", exec: { security: "full", ask: "off" } }, plugins: { allow: [] } }',
    '{ broken: ',
  ],
  other: ['nothing\n', `OPENAI_API_KEY=${KEY}\n`, SKILL, 'phone 13812345678, card 6222 0202 0001 2345 678\n'],
};

async function makeHome(): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'tankmate-partial-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(FILES)) {
    await mkdir(dirname(join(home, path)), { recursive: true });
    await writeFile(join(home, path), text);
    await chmod(join(home, path), 0o644);
  }
  await mkdir(join(home, '.openclaw/workspace'));
  await mkdir(join(home, '.openclaw/skills/two'));
  await symlink('../dotfiles/openclaw.json', join(home, '.openclaw/openclaw.json'));
  await symlink('documents', join(home, 'notes'));
  return home;
}

test.each([1, 2, 3])(
  'after random changes a look at what they influenced finds what a look at everything finds (seed %s)',
  async (seed) => {
    const random = seeded(seed);
    const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
    const home = await makeHome();
    const options = { folder: join(home, '.config/Tankmate'), signal: new AbortController().signal };
    const reads = { partial: 0, whole: 0 };
    const reader = (kind: keyof typeof reads) =>
      quietHost(home, async () => {
        reads[kind]++;
      });
    const host = reader('partial');
    const look = createRescan({ ...options, host });
    const whole = async () => (await createRescan({ ...options, host: reader('whole') })()).findings;
    const actions = createActions();
    const names = Object.keys(FILES);
    const made: string[] = [];
    const settings = ['.openclaw/openclaw.json', 'dotfiles/openclaw.json', '.openclaw-work/openclaw.json'];

    const change = async (): Promise<Change | null> => {
      const path = join(home, pick([...names, ...made, ...settings, ...settings]));
      const before = await readFile(path, 'utf8').catch(() => null);
      const format = /json5?(\.bak)?$/.test(path) ? 'json5' : 'lines';
      const after = pick(TEXTS[format === 'json5' ? 'json' : 'other'] ?? []);
      switch (pick(['edit', 'edit', 'edit', 'make', 'remove', 'mode', 'move', 'folder'])) {
        case 'edit':
          return before === null ? null : { kind: 'edit', path, before, after, format };
        case 'make': {
          const fresh = `${pick(['notes', '.openclaw/workspace', '.openclaw', '.openclaw/skills/two'])}/${pick(['.env', 'SKILL.md', 'memory.md'])}`;
          const there = await readFile(join(home, fresh), 'utf8').catch(() => null);
          made.push(fresh);
          return there === null
            ? {
                kind: 'edit',
                path: join(home, fresh),
                before: null,
                after: pick(TEXTS.other ?? []),
                format: 'lines',
              }
            : null;
        }
        case 'remove':
          return before === null ? null : { kind: 'edit', path, before, after: null, format };
        case 'mode': {
          const place = pick([path, dirname(path), join(home, '.openclaw')]);
          const facts = await host.stat(place).catch(() => null);
          if (facts === null) return null;
          const mode = (bits: number) => bits.toString(8).padStart(4, '0');
          const bits = facts.kind === 'folder' ? [0o700, 0o755, 0o777] : [0o600, 0o644, 0o666];
          return { kind: 'mode', path: place, before: mode(facts.mode), after: mode(pick(bits)) };
        }
        default: {
          const from = random() < 0.5 ? path : dirname(path);
          if (from === home || !(await host.lstat(from).catch(() => null))) return null;
          return { kind: 'move', from, to: join(home, '.config/Tankmate/quarantine', String(random())) };
        }
      }
    };

    const settle = async ({ ask }: RescanResult) => ask?.({}, async () => {});
    await settle(await look());
    reads.partial = 0;
    let done = 0;
    for (let tries = 0; done < 16 && tries < 100; tries++) {
      const one = await change();
      if (one === null) continue;
      const went = await actions
        .carryOut(one, { signal: options.signal })
        .then(() => true)
        .catch(() => false);
      if (!went) continue;
      done++;
      const partial = await look(influencesOf({ changes: [one] }));
      await settle(partial);
      expect(partial.findings, `seed ${seed}, change ${done}: ${JSON.stringify(one)}`).toEqual(await whole());
    }
    expect(done).toBe(16);
    expect(reads.partial).toBeLessThan(reads.whole * 0.6);
  },
  600_000,
);
