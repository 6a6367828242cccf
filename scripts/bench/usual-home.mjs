import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What somebody set who wanted everything to work at once. */
const SETTINGS = `{
  // Everything has to work from the phone!
  gateway: { mode: 'local', port: 18789, bind: 'lan', auth: { mode: 'token', token: 'lobster-1234' } },
  tools: {
    profile: 'full',
    elevated: { enabled: true, allowFrom: { telegram: ['*'] } },
    exec: { host: 'gateway', security: 'full', ask: 'off' },
  },
  agents: { defaults: { sandbox: { mode: 'off' }, workspace: '~/Documents' } },
  channels: {
    telegram: { enabled: true, botToken: '8123456789:AAHq3x9v7Jk2LmZt5RbWcYdEfGhIjKlMnOp', dmPolicy: 'open', allowFrom: ['*'] },
  },
  models: { providers: { openai: { apiKey: 'sk-proj-4f8a1c9e2b7d6035a8c4e1f97b3d2a60c5e8f1b4' } } },
}
`;

/**
 * Makes what lies in an ordinary person's home beside OpenClaw: its settings, a workspace with notes and skills, the
 * transcripts of some weeks, documents. Files of a second year of use are as many and as large as seen on real homes.
 * @param {string} home an empty folder, or one in which this was made before: it is made as it was then
 */
export function makeUsualHome(home) {
  const put = (path, text, mode = 0o644) => {
    const file = join(home, path);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, text);
    chmodSync(file, mode);
  };
  const VOCABULARY =
    'we met at 9 and wrote 3 letters; the boat needs paint, says Ann. Lunch was noodles: 12 yuan! In 2026 prices rose by 4% (see page 17).'.split(
      ' ',
    );
  const words = (count, seed) =>
    Array.from({ length: count }, (_, at) => VOCABULARY[(at * seed) % VOCABULARY.length]).join(' ');
  put('.openclaw/openclaw.json', SETTINGS, 0o666);
  put('.openclaw/openclaw.json.bak', SETTINGS, 0o644);
  put('.openclaw/.env', 'OPENCLAW_LOG=info\n');
  for (let at = 0; at < 60; at++) {
    const lines = Array.from({ length: 120 }, (_, line) =>
      JSON.stringify({
        type: 'message',
        id: `${at}-${line}`,
        message: { role: 'user', content: words(40, line + 1) },
      }),
    );
    put(`.openclaw/agents/main/sessions/${at}.jsonl`, `${lines.join('\n')}\n`);
  }
  for (let at = 0; at < 12; at++) put(`.openclaw/logs/gateway-${at}.log`, `${words(4000, at + 1)}\n`);
  for (let at = 0; at < 2; at++)
    put(
      `.openclaw/skills/skill-${at}/SKILL.md`,
      `---\nname: skill-${at}\ndescription: one of mine\n---\n${words(200, at + 1)}\n`,
    );
  for (const name of ['AGENTS.md', 'SOUL.md', 'USER.md', 'MEMORY.md', 'TOOLS.md'])
    put(`Documents/${name}`, `# ${name}\n${words(400, 3)}\n`);
  for (let at = 0; at < 40; at++) put(`Documents/memory/2026-${at}.md`, `${words(600, at + 1)}\n`);
  for (let at = 0; at < 200; at++) put(`Documents/letters/letter-${at}.txt`, `${words(300, at + 1)}\n`);
  put('.bashrc', `export PATH="$HOME/.npm-global/bin:$PATH"\n${'alias ll="ls -l"\n'.repeat(40)}`);
  put('.config/autostart/mail.desktop', '[Desktop Entry]\nName=Mail\n');
  chmodSync(join(home, '.openclaw'), 0o755);
}
