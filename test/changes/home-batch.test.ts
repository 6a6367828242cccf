import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { type ChangeEngineOptions, createChangeEngine } from '../../main/changes/engine';
import { planFixes } from '../../main/changes/plan/plan-fixes';
import { recommended } from '../../main/cli/recommended';
import type { Outcome } from '../../main/contract/change';
import { createRescan, type RescanOptions } from '../../main/scan/rescan';
import { createActions } from '../../main/system/write/create-actions';
import { quietHost } from '../fakes/quiet-host';

const OPEN = `{
  // Everything has to work from the phone!
  gateway: { mode: 'local', port: 18789, bind: 'lan', auth: { mode: 'none' } },
  tools: { profile: 'full', exec: { host: 'gateway', security: 'full', ask: 'off' } },
  channels: { telegram: { enabled: true, dmPolicy: 'open', allowFrom: ['*'] } },
}
`;
const INCLUDING = `{ $include: './gateway.json5', channels: { telegram: { enabled: true, dmPolicy: 'open', allowFrom: ['*'] } } }\n`;
const INCLUDED = `{ gateway: { mode: 'local', port: 18789, bind: 'lan', auth: { mode: 'none' } }, tools: { profile: 'full' } }\n`;
const KEY = 'sk-proj-4f8a1c9e2b7d6035a8c4e1f97b3d2a60c5e8f1b4';

/** A home of one's own with these files, each readable by everyone as the umask of most makes it. */
async function homeWith(files: Readonly<Record<string, string>>, mode = 0o666) {
  const home = await mkdtemp(join(tmpdir(), 'tankmate-row-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  // As a home lies where everybody may go through.
  await chmod(home, 0o755);
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(home, path)), { recursive: true });
    await writeFile(join(home, path), text);
    await chmod(join(home, path), mode);
  }
  return home;
}

/** The real engine with all checks over a home. */
function engineOver(
  home: string,
  glance: Partial<RescanOptions> = {},
  needs: Partial<ChangeEngineOptions> = {},
) {
  const { signal } = new AbortController();
  const folder = join(home, '.config/Tankmate');
  const look = createRescan({ folder, signal, host: quietHost(home), ...glance });
  const engine = createChangeEngine({
    ...{ folder, signal, actions: createActions(), rescan: look, now: Date.now, onProgress: () => {} },
    ...{ wait: (ms) => sleep(ms / 10), ...needs },
  });
  return { engine, look, folder };
}
const told = (outcomes: readonly Outcome[]) =>
  Object.fromEntries(outcomes.map(({ fix, result }) => [fix.replace(/-[0-9a-f]{8}$/, ''), result]));
const allFixed = (outcomes: readonly Outcome[]) =>
  expect(
    outcomes
      .filter(({ result }) => result !== 'fixed')
      .map(({ fix, because }) => [fix, JSON.stringify(because)]),
  ).toEqual([]);

test('settings that everybody may write and no password: closed first, then locked, and all the rest', async () => {
  const home = await homeWith({ '.openclaw/openclaw.json': OPEN });
  const { engine } = engineOver(home);
  const outcomes = await engine.apply(recommended);
  allFixed(outcomes);
  const order = outcomes.map(({ fix }) => fix);
  expect(order.indexOf('close-permissions')).toBeLessThan(order.indexOf('strong-password'));
  expect(order).toEqual(expect.arrayContaining(['close-chats', 'tools-hardened', 'listen-locally']));
  const settings = join(home, '.openclaw/openclaw.json');
  expect((await stat(settings)).mode & 0o777).toBe(0o600);
  expect(await readFile(settings, 'utf8')).toContain('// Everything has to work');
  expect((await engine.undo([])).every(({ result }) => result === 'fixed')).toBe(true);
  expect(await readFile(settings, 'utf8')).toBe(OPEN);
  expect((await stat(settings)).mode & 0o777).toBe(0o666);
}, 120_000);

test('as shown, with an included file and a second profile beside: each one is still what was agreed to', async () => {
  const home = await homeWith({
    '.openclaw/openclaw.json': INCLUDING,
    '.openclaw/gateway.json5': INCLUDED,
    '.openclaw-work/openclaw.json': OPEN.replace('18789', '18999'),
  });
  const { engine, look, folder } = engineOver(home);
  const { findings, probes } = await look();
  const plans = await planFixes(findings, probes, { quarantine: join(folder, 'quarantine') });
  const wanted = plans.filter((plan) => plan.recommended);
  expect(wanted.length).toBeGreaterThan(4);
  allFixed(await engine.apply(wanted));
}, 120_000);

test('keys in the settings are stored though the row has given the door a new one', async () => {
  const text = OPEN.replace(
    'channels',
    `models: { providers: { openai: { baseUrl: 'https://api.openai.com/v1', apiKey: '${KEY}', models: [] } } },\n  channels`,
  );
  const home = await homeWith({ '.openclaw/openclaw.json': text });
  const { engine, look, folder } = engineOver(home);
  const { findings, probes } = await look();
  const plans = await planFixes(findings, probes, { quarantine: join(folder, 'quarantine') });
  const outcomes = await engine.apply(plans.filter((plan) => plan.recommended));
  expect(outcomes.filter(({ because }) => because.id === 'fixes.not-as-shown')).toEqual([]);
  allFixed(outcomes);
}, 120_000);

test('so slow that most checks are late: the row goes as on a quick computer', async () => {
  const files = { '.openclaw/openclaw.json': OPEN };
  const quick = await engineOver(await homeWith(files)).engine.apply(recommended);
  const home = await homeWith(files);
  const host = quietHost(home, async () => {
    await sleep(12);
  });
  const late: string[] = [];
  const { engine, look } = engineOver(
    home,
    { host, limitMs: 150 },
    {
      rescan: async (influences) => {
        const glance = await look(influences);
        late.push(
          ...glance.findings.filter(({ because }) => because.id === 'look.too-late').map(({ id }) => id),
        );
        return glance;
      },
      wait: (ms) => sleep(ms),
    },
  );
  const slow = await engine.apply(recommended);
  expect(late.length).toBeGreaterThan(3);
  expect(told(slow)).toEqual(told(quick));
  allFixed(slow);
}, 300_000);

test('others at work between the looks: OpenClaw rewrites its settings, keys turn up elsewhere; the row goes on', async () => {
  const files = { '.openclaw/openclaw.json': OPEN, '.openclaw/workspace/AGENTS.md': '# Agents\n' };
  const quiet = await engineOver(await homeWith(files)).engine.apply(recommended);
  const home = await homeWith(files);
  let looks = 0;
  const { engine, look } = engineOver(
    home,
    {},
    {
      rescan: async (influences) => {
        const settings = join(home, '.openclaw/openclaw.json');
        if (looks > 0) {
          const text = await readFile(settings, 'utf8');
          await writeFile(
            settings,
            text.replace(/^\{(?: meta: \{ at: \d+ \},)?/, `{ meta: { at: ${looks} },`),
          );
        }
        if (looks === 2)
          await writeFile(join(home, '.openclaw/workspace/notes.md'), `OPENAI_API_KEY=${KEY}\n`, {
            mode: 0o600,
          });
        looks++;
        return look(influences);
      },
    },
  );
  const outcomes = await engine.apply(recommended);
  expect(told(outcomes)).toEqual(told(quiet));
  allFixed(outcomes);
  // The key that turned up is told, and held against nobody.
  expect(JSON.stringify(outcomes.map(({ because }) => because))).toContain('notes.md');
}, 120_000);

describe('what is marked immutable', () => {
  /** Marks it until the test is over. */
  const mark = (path: string) => {
    execFileSync('chattr', ['+i', path], { stdio: 'ignore' });
    onTestFinished(() => void execFileSync('chattr', ['-i', path]));
  };
  const can = (() => {
    const folder = mkdtempSync(join(tmpdir(), 'tankmate-mark-'));
    try {
      for (const sign of ['+i', '-i']) execFileSync('chattr', [sign, folder], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    } finally {
      rmSync(folder, { recursive: true });
    }
  })();
  const CANNOT = 'no file can be marked immutable here: that takes root, and a file system that knows it';
  const files = { '.openclaw/openclaw.json': '{}\n', '.openclaw/credentials/x.json': '{}\n' };
  const modeOf = async (path: string) => (await stat(path)).mode & 0o777;
  const wanted = [{ id: 'close-permissions', fingerprint: null }];
  /** Which fixes are offered after a row, and what is said to be in the way of a finding. */
  const offered = async ({ look, folder }: ReturnType<typeof engineOver>) => {
    const { findings, probes } = await look();
    const ways: string[] = [];
    const plans = await planFixes(findings, probes, {
      quarantine: join(folder, 'quarantine'),
      onObstacle: (finding, { where, because }) => ways.push(`${finding} ${because.id} ${where}`),
    });
    return { ids: plans.map(({ id }) => id), ways };
  };

  beforeEach(({ skip }) => {
    if (!can) skip(CANNOT);
  });

  test('keeps nothing around it from being closed', async () => {
    const home = await homeWith(files);
    const inside = join(home, '.openclaw/credentials/x.json');
    mark(inside);
    const made = engineOver(home);
    expect(await made.engine.apply(wanted)).toMatchObject([
      { result: 'fixed', because: { id: 'fixes.helped' } },
    ]);
    expect(await modeOf(join(home, '.openclaw'))).toBe(0o700);
    expect(await modeOf(inside)).toBe(0o666);
    expect((await offered(made)).ids).not.toContain('close-permissions');
  }, 120_000);

  test.each(['before the row', 'after it was planned'])(
    'is left, told with the reason, and not offered again: %s',
    async (when) => {
      const home = await homeWith(files);
      const [state, settings] = [join(home, '.openclaw'), join(home, '.openclaw/openclaw.json')];
      if (when === 'before the row') mark(state);
      const real = createActions();
      let late = when !== 'before the row';
      const carryOut: typeof real.carryOut = (change, options) => {
        if (late) mark(state);
        late = false;
        return real.carryOut(change, options);
      };
      const made = engineOver(home, {}, { actions: { ...real, carryOut } });
      const [outcome] = await made.engine.apply(wanted);
      expect(outcome).toMatchObject({
        result: 'fixed',
        because: {
          id: 'fixes.in-part-why',
          values: {
            because: { id: 'fixes.helped' },
            why: { id: 'obstacle.immutable', values: { where: state } },
          },
        },
      });
      // Its part is done and stays.
      expect(await modeOf(settings)).toBe(0o600);
      expect(await modeOf(state)).toBe(0o755);
      const { ids, ways } = await offered(made);
      expect(ids).not.toContain('close-permissions');
      expect(ways).toContain(`state-permissions obstacle.immutable ${state}`);
      expect((await made.engine.undo([])).map(({ result }) => result)).toEqual(['fixed']);
      expect(await modeOf(settings)).toBe(0o666);
    },
    120_000,
  );
});
