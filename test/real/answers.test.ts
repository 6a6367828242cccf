import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { validate } from '../../main/changes/still-works/validate';
import type { Json } from '../../main/openclaw/read-settings';
import { SANDBOX_IMAGE, SANDBOX_STEPS } from '../../main/openclaw/sandbox-image';
import { runProcess } from '../../main/system/write/commands/run-process';
import { answerIn, provided, question, RELEASES, SENTENCE, startProvider } from './answering';
import { type Installation, install, ordinaryAccount } from './installation';
import { finished, type Island, makeIsland } from './island';
import { snapshot } from './snapshot';

const PROVIDER = 9911;
const MINUTE = 60_000;
const account = ordinaryAccount();
const { TANKMATE_ANSWERS: asked = '' } = process.env;
const say = (line: string) => void process.stderr.write(`answers: ${line}\n`);

/** Settings with which every fix of settings has something to do, and which every release takes. */
const UNSAFE = {
  gateway: { mode: 'local', port: 18789, bind: 'lan', auth: { mode: 'token', token: 'lobster-1234' } },
  tools: {
    profile: 'full',
    elevated: { enabled: true, allowFrom: { telegram: ['*'] } },
    exec: { security: 'full', ask: 'off' },
  },
  channels: {
    telegram: {
      enabled: true,
      tokenFile: '/nonexistent/token',
      dmPolicy: 'open',
      allowFrom: ['4242424242', '*'],
      groupPolicy: 'open',
      groups: { '*': { requireMention: false } },
    },
  },
  browser: { enabled: true },
};
const PLUGIN = {
  'openclaw.plugin.json': {
    id: 'hello',
    name: 'Hello',
    version: '1.0.0',
    configSchema: { type: 'object', additionalProperties: false, properties: {} },
  },
  'package.json': {
    name: 'hello',
    version: '1.0.0',
    type: 'module',
    openclaw: { extensions: ['./index.js'] },
  },
};

interface Outcome {
  readonly fix: string;
  readonly result: string;
  readonly because: string;
}

describe
  .skipIf(process.getuid?.() !== 0)
  .each(RELEASES.map((version, index) => ({ version, first: index === 0 })))(
  'OpenClaw $version still answers (needs root, for a network of its own)',
  ({ version, first }) => {
    let here: Installation;
    let island: Island;
    const env = () => ({ HOME: here.home, PATH: here.path, LANG: 'C.UTF-8', OPENCLAW_DISABLE_BONJOUR: '1' });
    const run = (...words: string[]) => finished(island.start(words, env(), account));
    const ask = async () => answerIn(await run('timeout', '900', 'openclaw', ...question()));

    async function tankmate<T>(...words: string[]): Promise<T> {
      const program = [process.execPath, resolve('scripts/terminal.mjs'), ...words];
      const { out, err } = await run(...program, '--json', '--language', 'en');
      expect(out, err).not.toBe('');
      return JSON.parse(out) as T;
    }
    const recommended = async () => {
      const { fixes } = await tankmate<{ fixes: { id: string; recommended: boolean }[] }>(
        'fix',
        'plan',
        '--offline',
      );
      return fixes.filter((fix) => fix.recommended).map(({ id }) => id);
    };
    const apply = async (...ids: string[]) =>
      (await tankmate<{ outcomes: Outcome[] }>('fix', 'apply', ...ids, '--yes')).outcomes;
    const undo = async () => {
      const { outcomes } = await tankmate<{ outcomes: Outcome[] }>('fix', 'undo', '--yes');
      expect(outcomes.filter(({ result }) => result !== 'fixed')).toEqual([]);
    };

    const own = async (folder: string) => {
      if (account)
        await finished(island.start(['chown', '-R', `${account.uid}:${account.gid}`, folder], env()));
    };

    beforeAll(async () => {
      [here, island] = await Promise.all([install(account, version), makeIsland()]);
      const state = dirname(here.config);
      const { models, agents } = provided(PROVIDER);
      const settings = {
        ...UNSAFE,
        models,
        agents: { defaults: { ...agents.defaults, workspace: '~/Documents' } },
      };
      const text = `// My lobster.\n${JSON.stringify(settings, null, 2)}\n`;
      const files = {
        [here.config]: text,
        [`${here.config}.bak`]: text,
        [join(state, 'skills/odd/SKILL.md')]:
          '---\nname: odd\ndescription: An odd skill\n---\nDo odd things.\n',
        [join(state, 'extensions/hello/index.js')]:
          'export default { id: "hello", name: "Hello", register() {} };\n',
        [join(here.home, 'Documents/letter.txt')]: 'mine\n',
        ...Object.fromEntries(
          Object.entries(PLUGIN).map(([name, value]) => [
            join(state, 'extensions/hello', name),
            JSON.stringify(value),
          ]),
        ),
      };
      for (const [path, content] of Object.entries(files)) {
        await mkdir(dirname(path), { recursive: true });
        await writeFile(path, content);
      }
      for (const path of [here.home, state]) await chmod(path, 0o755);
      for (const folder of [state, join(here.home, 'Documents')]) await own(folder);
      await startProvider((words) => island.start(words, env(), account), PROVIDER);
    }, 20 * MINUTE);
    afterAll(async () => {
      await island?.remove();
      await here?.remove();
    });

    test(
      'before, and after all that is recommended, together and undone',
      async () => {
        expect(await ask()).toBe(SENTENCE);
        const ids = await recommended();
        expect(ids.length).toBeGreaterThan(6);
        const outcomes = await apply(...ids);
        expect(outcomes.filter(({ result }) => result !== 'fixed')).toEqual([]);
        say(`${version}: ${ids.length} fixes together`);
        expect(await ask()).toBe(SENTENCE);
        expect(await recommended()).toEqual([]);
        await undo();
        expect(await ask()).toBe(SENTENCE);
      },
      45 * MINUTE,
    );

    test(
      'its own validation judges settings on a copy, and nothing of the home is touched',
      async () => {
        const folder = await mkdtemp(join(tmpdir(), 'tankmate-trial-'));
        try {
          const node = join(here.path.split(':')[0] ?? '', 'node');
          const runnable = { copy: { path: here.copy }, node };
          const value = JSON.parse(JSON.stringify({ ...UNSAFE, ...provided(PROVIDER) }));
          const before = snapshot(dirname(here.config));
          const judge = (settings: Json) =>
            validate(runProcess, folder, runnable, settings, new Map(), new AbortController().signal);
          expect(await judge(value)).toEqual([]);
          const issues = await judge({ ...value, gateway: { ...value.gateway, bind: 'nowhere' } });
          expect(issues?.join()).toContain('gateway.bind');
          // 2026.5.28 doesn't say which one.
          expect(await judge({ ...value, lobster: true })).toHaveLength(1);
          expect(await readdir(folder)).toEqual([]);
          expect(snapshot(dirname(here.config))).toEqual(before);
        } finally {
          await rm(folder, { recursive: true, force: true });
        }
      },
      20 * MINUTE,
    );

    test('prints for its sandbox’s image what it is made of here', async () => {
      const docs = join(here.copy, 'docs/gateway');
      const pages = ['sandboxing.md', 'sandboxing/images-and-setup.md'].map((page) => join(docs, page));
      const texts = await Promise.all(pages.map((page) => readFile(page, 'utf8').catch(() => '')));
      const text = texts.join('').replace(/^ {4}/gm, '');
      expect(text).toContain(
        `docker build -t ${SANDBOX_IMAGE} - <<'DOCKERFILE'\nFROM debian:bookworm-slim\n${SANDBOX_STEPS}DOCKERFILE`,
      );
    });

    test(
      'a sandbox that can’t start is taken back with the reason',
      async ({ skip }) => {
        skip(!first, 'tried with the newest of them');
        // A record of an image that isn't there: planned as if it were, and tried before it counts as done.
        const store = join(here.home, '.local/share/containers/storage/overlay-images');
        await mkdir(store, { recursive: true });
        const record = [
          { id: 'f'.repeat(64), digest: `sha256:${'f'.repeat(64)}`, names: [`localhost/${SANDBOX_IMAGE}`] },
        ];
        await writeFile(join(store, 'images.json'), JSON.stringify(record));
        await own(join(here.home, '.local'));
        try {
          const before = await readFile(here.config, 'utf8');
          expect(await recommended()).toContain('sandbox-on');
          const [outcome] = await apply('sandbox-on');
          say(`${version}: ${outcome?.because}`);
          expect(outcome).toMatchObject({ fix: 'sandbox-on', result: 'rolled-back' });
          expect(outcome?.because).toMatch(
            /Podman .*OpenClaw could not answer without it.*Everything is as it was before\.$/,
          );
          expect(await readFile(here.config, 'utf8')).toBe(before);
          expect(await ask()).toBe(SENTENCE);
        } finally {
          await finished(island.start(['rm', '-rf', join(here.home, '.local/share/containers')], env()));
        }
      },
      45 * MINUTE,
    );

    test(
      'after each recommended fix alone',
      async ({ skip }) => {
        skip(
          !first && asked !== 'all' && asked !== version,
          `three to four minutes more for each; TANKMATE_ANSWERS=${version} npm test -- real, or all`,
        );
        const silent: string[] = [];
        for (const id of await recommended()) {
          let outcomes = await apply(id);
          // Files are closed before keys are written into them.
          if (outcomes[0]?.because.includes('choose that as well'))
            outcomes = await apply('close-permissions', id);
          const results = outcomes.map(({ result }) => result);
          const answer = await ask();
          say(`${version}: ${id} ${results}: ${answer === SENTENCE ? 'answers' : 'SILENT'}`);
          if (answer !== SENTENCE) silent.push(`${id}: ${answer}`);
          for (const result of results) expect(['fixed', 'rolled-back', 'skipped']).toContain(result);
          await undo();
        }
        expect(silent).toEqual([]);
        expect(await ask()).toBe(SENTENCE);
      },
      90 * MINUTE,
    );
  },
);
