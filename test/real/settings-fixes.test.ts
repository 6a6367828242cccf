import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { chmod, chown, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import JSON5 from 'json5';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../main/contract/report';
import { startUntilHealthy } from './gateway';
import { type Installation, install, OPENCLAW, ordinaryAccount } from './installation';
import { finished, type Island, makeIsland } from './island';

const PORT = 18789;
/** What a busy computer may need until a gateway is as it was told. */
const PATIENT = { timeout: 90_000, interval: 1000 };
const OLD_TOKEN = 'lobster-1234';
const account = ordinaryAccount();

/** Everything open that settings can open, as somebody might have written it. */
const OPEN = (auth: string) => `{
  // My lobster. Everything has to work from the phone!
  gateway: {
    mode: 'local', port: ${PORT}, bind: 'lan', // phone
    auth: ${auth},
    controlUi: { allowedOrigins: ['*'], dangerouslyAllowHostHeaderOriginFallback: true, dangerouslyDisableDeviceAuth: true },
  },
  tools: {
    profile: 'full',
    elevated: { enabled: true, allowFrom: { telegram: ['*'] } },
    exec: { host: 'gateway', security: 'full', ask: 'off', applyPatch: { workspaceOnly: false } },
    fs: { workspaceOnly: false },
  },
  agents: {
    defaults: { sandbox: { mode: 'off', docker: { binds: ['/etc:/host-etc:ro'] } } },
    entries: { main: { tools: { profile: 'full', exec: { mode: 'full' } } } },
  },
  channels: {
    telegram: {
      enabled: true,
      tokenFile: '/nonexistent/token',
      dmPolicy: 'open',
      allowFrom: ['4242424242', '*'], // me, and everybody
      groupPolicy: 'open',
      groups: { '*': { requireMention: false } },
    },
  },
  browser: { enabled: true },
}
`;
/** What settings alone decide. */
const FINDINGS = ['gateway-bind-setting', 'gateway-password', 'chat-doors', 'tool-rights'];
const FIXES = ['listen-locally', 'strong-password', 'close-chats', 'tools-hardened'];

describe.skipIf(process.getuid?.() !== 0)(
  `settings of a real OpenClaw ${OPENCLAW}, mended (needs root, for a network of its own)`,
  () => {
    let here: Installation;
    let island: Island;
    let gateway: ChildProcess | undefined;
    const env = () => ({ HOME: here.home, PATH: here.path, LANG: 'C.UTF-8', OPENCLAW_DISABLE_BONJOUR: '1' });
    const run = (...words: string[]) => finished(island.start(words, env(), account));
    const settings = () => readFileSync(here.config, 'utf8');
    const configure = async (text: string) => {
      await writeFile(here.config, text);
      await chmod(here.config, 0o600);
      if (account) await chown(here.config, account.uid, account.gid);
    };

    /** The terminal version, as the ordinary account. */
    async function tankmate<T>(...words: string[]): Promise<T> {
      const program = [
        process.execPath,
        resolve('scripts/terminal.mjs'),
        ...words,
        '--json',
        '--language',
        'en',
      ];
      const { out, err } = await run(...program);
      expect(out, err).not.toBe('');
      return JSON.parse(out) as T;
    }
    interface Outcomes {
      readonly outcomes: readonly { fix: string; result: string; because: string; entry: string | null }[];
    }
    const apply = async (...fixes: string[]) => {
      const { outcomes } = await tankmate<Outcomes>('fix', 'apply', ...fixes, '--yes');
      return outcomes;
    };
    /**
     * One fix, which must come out done at once; else all that was said of it is shown. Only where OpenClaw itself ended
     * as it started anew, so that the fix was rightly taken back, is it tried again.
     */
    const applied = async (fix: string) => {
      let outcomes = await apply(fix);
      const gaveUp = () =>
        /no longer answers/.test(outcomes[0]?.because ?? '') &&
        gateway !== undefined &&
        gateway.exitCode !== null;
      for (let again = 0; again < 2 && gaveUp(); again++) {
        console.log(JSON.stringify(outcomes));
        await revive();
        outcomes = await apply(fix);
      }
      expect(outcomes, JSON.stringify(outcomes)).toMatchObject([{ fix, result: 'fixed' }]);
    };
    const states = async (...ids: string[]) => {
      const report = await tankmate<Report>('inspect');
      return ids.map((id) => report.findings.find((each) => each.id === id)?.state);
    };
    const validate = async () =>
      JSON.parse((await run('openclaw', 'config', 'validate', '--json')).out) as { valid: boolean };

    const isHealthy = async () =>
      (await run('curl', '-sf', '-m', '2', `http://127.0.0.1:${PORT}/healthz`)).code === 0;
    async function startGateway(): Promise<void> {
      gateway = await startUntilHealthy({
        start: () => island.start(['openclaw', 'gateway', 'run'], env(), account),
        isHealthy,
        repair: () => run('openclaw', 'doctor', '--fix', '--non-interactive'),
      });
    }
    /** One that gave up as it started anew by itself is started again. */
    const revive = async () => {
      if (gateway && gateway.exitCode !== null && !(await isHealthy())) await startGateway();
    };
    const listening = async () =>
      (await run('ss', '-Hltn', `sport = :${PORT}`)).out
        .split('\n')
        .flatMap((line) => line.trim().split(/\s+/)[3] ?? [])
        .sort();
    /** Whether a token opens the gateway's own interface for tools (docs/gateway/tools-invoke-http-api.md). */
    const opens = async (token: string) => {
      const words = [
        '-s',
        '-m',
        '60',
        '-o',
        '/dev/null',
        '-w',
        '%{http_code}',
        '-X',
        'POST',
        '-d',
        '{"tool":"none"}',
      ];
      const headers = ['-H', `Authorization: Bearer ${token}`, '-H', 'Content-Type: application/json'];
      const { code, out } = await run('curl', ...words, ...headers, `http://127.0.0.1:${PORT}/tools/invoke`);
      return code === 0 && out !== '401';
    };
    const until = async (ready: () => Promise<boolean>) => {
      for (let tries = 0; tries < 300 && !(await ready()); tries++) {
        await revive();
        await new Promise((tick) => setTimeout(tick, 500));
      }
    };

    beforeAll(async () => {
      [here, island] = await Promise.all([install(account), makeIsland()]);
    });
    afterEach(async () => {
      if (!gateway) return;
      await finished(island.start(['pkill', '-KILL', '-x', 'openclaw-gatewa'], {}));
      gateway = undefined;
    });
    afterAll(async () => {
      await island?.remove();
      await here?.remove();
    });

    test('everything open becomes good, valid and undone again to the byte', async () => {
      const before = OPEN("{ mode: 'none' }");
      await configure(before);
      expect(await states(...FINDINGS)).toEqual(FINDINGS.map(() => 'attention'));
      const outcomes = await apply(...FIXES);
      // In which order follows from what each needs; here none needs another.
      expect(outcomes.map(({ fix, result }) => `${fix} ${result}`).sort(), JSON.stringify(outcomes)).toEqual(
        FIXES.map((fix) => `${fix} fixed`).sort(),
      );
      expect(await validate()).toMatchObject({ valid: true });
      expect(await states(...FINDINGS)).toEqual(FINDINGS.map(() => 'good'));
      expect(settings()).toContain("allowFrom: ['4242424242'], // me, and everybody");
      expect(settings()).toContain('// My lobster. Everything has to work from the phone!');

      const { outcomes: undone } = await tankmate<Outcomes>('fix', 'undo', '--yes');
      expect(undone.map(({ result }) => result)).toEqual(FIXES.map(() => 'fixed'));
      expect(settings()).toBe(before);
    });

    test('“ask me first” is valid too, and good', async () => {
      await configure(OPEN("{ mode: 'none' }"));
      const outcomes = await apply('tools-ask-first');
      expect(outcomes, JSON.stringify(outcomes)).toMatchObject([{ result: 'fixed' }]);
      expect(await validate()).toMatchObject({ valid: true });
      expect(await states('tool-rights')).toEqual(['good']);
    });

    test('a gateway that is open to all listens to this computer only, with a token of its own', async () => {
      await configure(OPEN(`{ mode: 'token', token: '${OLD_TOKEN}' }`));
      await startGateway();
      // It answers on one address before it listens on all.
      await expect.poll(listening, PATIENT).toContain(`0.0.0.0:${PORT}`);
      await expect.poll(() => opens(OLD_TOKEN), PATIENT).toBe(true);
      await applied('strong-password');
      const { gateway: after } = JSON5.parse<{ gateway: { auth: { token: string } } }>(settings());
      expect(after.auth.token).toMatch(/^[0-9a-f]{48}$/);
      // It finishes what it is at, then takes the token up by itself.
      await until(async () => (await opens(after.auth.token)) && !(await opens(OLD_TOKEN)));
      expect([await opens(OLD_TOKEN), await opens(after.auth.token)]).toEqual([false, true]);

      // Started by hand, it would keep its address until its process ends.
      await applied('listen-locally');
      await expect.poll(listening, PATIENT).toEqual([]);
      await startGateway();
      await expect.poll(listening, PATIENT).toEqual([`127.0.0.1:${PORT}`, `[::1]:${PORT}`]);
      await expect
        .poll(async () => [await opens(OLD_TOKEN), await opens(after.auth.token)], PATIENT)
        .toEqual([false, true]);
      await expect
        .poll(() => states('gateway-listens-locally', 'gateway-password'), PATIENT)
        .toEqual(['good', 'good']);
    }, 600_000);

    test('OpenClaw writing its settings meanwhile loses nothing, and neither do we', async () => {
      await configure(OPEN("{ mode: 'none' }"));
      const set = (key: string, value: string) => run('openclaw', 'config', 'set', key, value);
      const [outcomes, ...sets] = await Promise.all([
        apply('listen-locally', 'close-chats', 'tools-hardened'),
        set('messages.ackReactionScope', 'all'),
        set('session.dmScope', 'per-channel-peer'),
      ]);
      const now = JSON5.parse<Record<string, Record<string, unknown>>>(settings());
      const done = (fix: string) => outcomes.some((each) => each.fix === fix && each.result === 'fixed');
      // Each of theirs that said it was written is there, and each fix that said it helped still holds.
      if (sets[0]?.code === 0) expect(now.messages?.ackReactionScope).toBe('all');
      if (sets[1]?.code === 0) expect(now.session?.dmScope).toBe('per-channel-peer');
      if (done('listen-locally')) expect(now.gateway?.bind).toBe('loopback');
      if (done('tools-hardened')) expect(now.tools?.profile).toBe('messaging');
      expect(sets.some(({ code }) => code === 0) || outcomes.some(({ result }) => result === 'fixed')).toBe(
        true,
      );
      expect(await validate()).toMatchObject({ valid: true });
    });

    // After those that start a gateway: once OpenClaw has written its settings, a gateway may go back to what it wrote.
    test('after a write of OpenClaw’s own all goes back by key, one by one from the oldest', async () => {
      const before = OPEN("{ mode: 'none' }");
      await configure(before);
      const outcomes = await apply(...FIXES);
      expect(outcomes.map(({ result }) => result)).toEqual(FIXES.map(() => 'fixed'));
      const set = await run('openclaw', 'config', 'set', 'messages.ackReactionScope', 'all');
      expect(set.code, set.err + set.out).toBe(0);
      expect(settings(), 'it writes all of it anew').not.toContain('// My lobster');
      const preview = await tankmate<{
        changes: readonly { id: string; undo: unknown[]; left: unknown[] }[];
      }>('fix', 'undo');
      // The tests above leave changes of theirs.
      const own = preview.changes.filter(({ id }) => outcomes.some(({ entry }) => entry === id));
      expect(own.map(({ undo, left }) => [undo.length > 0, left])).toEqual(FIXES.map(() => [true, []]));
      for (const { entry, fix } of outcomes) {
        const { outcomes: undone } = await tankmate<Outcomes>('fix', 'undo', entry ?? '', '--yes');
        expect(undone, fix).toMatchObject([{ result: 'fixed' }]);
      }
      const now = JSON5.parse<Record<string, unknown>>(settings());
      const was = JSON5.parse<Record<string, unknown>>(before);
      for (const [name, value] of Object.entries(was)) expect(now[name], name).toEqual(value);
      expect(now.messages).toMatchObject({ ackReactionScope: 'all' });
      expect(await validate()).toMatchObject({ valid: true });
    });
  },
);
