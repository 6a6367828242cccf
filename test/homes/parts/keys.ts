import type { Making } from '../home';

/** Keys where a shell starts, in `.env`, in sign-ins and logs. */
export function addKeys({ file, draw, has }: Making, state: string): void {
  if (!has('keys')) return;
  const r = draw('keys');
  if (r.chance(0.3))
    file('.bashrc', `# ~/.bashrc\nexport OPENAI_API_KEY="sk-proj-${r.hex(40)}"\nalias claw=openclaw\n`);
  if (r.chance(0.2)) file('.zshrc', `export ANTHROPIC_API_KEY=sk-ant-api03-${r.hex(40)}\n`, 0o600);
  if (r.chance(0.3))
    file(
      `${state}/agents/main/agent/auth-profiles.json`,
      JSON.stringify({
        version: 1,
        profiles: { 'openai:default': { type: 'api_key', provider: 'openai', key: `sk-proj-${r.hex(40)}` } },
      }),
      r.pick([0o600, 0o644]),
    );
  if (r.chance(0.3))
    file(`${state}/credentials/whatsapp/default/creds.json`, '{"noiseKey":{}}', r.pick([0o600, 0o664]));
  if (r.chance(0.3))
    file(
      `${state}/agents/main/sessions/a1.jsonl`,
      '{"role":"user","content":"hello"}\n',
      r.pick([0o600, 0o644]),
    );
  if (r.chance(0.2)) file(`${state}/logs/gateway.log`, `token sk-proj-${r.hex(40)} refused\n`);
}
