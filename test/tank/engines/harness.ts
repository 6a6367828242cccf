import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Platform } from '../../../main/contract/finding';
import type { EngineId, TryOutcome } from '../../../main/contract/tank';
import type { Words } from '../../../main/language/words';
import {
  type At,
  type Engine,
  type OutsideFact,
  type TankCommand,
  type TankPlan,
  TankTrouble,
} from '../../../main/tank';
import { pathOf } from '../../../main/tank/downloads';
import { imageFor } from '../../../main/tank/downloads/catalogue';
import { keyFiles } from '../../../main/tank/keys';
import { tankWords } from '../../../main/tank/words';
import { type Answer, scriptedHands, tankAt } from '../../fakes/hands';

/** One engine's programs as a small machine of states: it does what they would do, and refuses every word it doesn't know. */
export interface StandIn {
  /** Undefined: a program, a word or an input that the real one would not take so. Effects happen at once. */
  answer(program: string, command: TankCommand): Answer | undefined;
  /** What it still holds, in words. Empty once the tank is removed. */
  left(): readonly string[];
}

export interface Proof {
  readonly id: EngineId;
  readonly engine: Engine;
  readonly platform: Platform;
  readonly plan?: Partial<TankPlan>;
  makeStandIn(at: Pick<At, 'folder' | 'plan'>): StandIn;
  /** What is seen from outside while it runs. */
  readonly outside: Readonly<Partial<Record<OutsideFact['id'], TryOutcome>>>;
}

/** How one command goes wrong: refused, not to be started, ended by us, or cut off once it had done its work. */
const FAULTS = ['refused', 'unstartable', 'too-slow', 'cut-off'] as const;
type Fault = (typeof FAULTS)[number];

interface Bench {
  readonly at: At;
  readonly standIn: StandIn;
  /** Commands given so far. */
  readonly lines: string[];
  readonly unknown: string[];
  /** The next command with this number (from 0) goes wrong. */
  fault: { readonly number: number; readonly kind: Fault } | null;
  end(): void;
}

/** The image is a real one, of a disk with a few bytes on it. */
let image: Buffer | null = null;
function smallImage(): Buffer {
  if (image) return image;
  const folder = mkdtempSync(join(tmpdir(), 'tank-image-'));
  writeFileSync(join(folder, 'raw'), Buffer.alloc(1024 * 1024, 'a tank '));
  execFileSync('qemu-img', ['convert', '-q', '-O', 'qcow2', '-c', join(folder, 'raw'), join(folder, 'img')]);
  image = readFileSync(join(folder, 'img'));
  rmSync(folder, { recursive: true });
  return image;
}

const put = (path: string, content: string | Buffer) => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
};

/** A tank whose downloads, keys and seed are there, with the engine's stand-in. */
export function bench({ id, engine, platform, plan, makeStandIn }: Proof): Bench {
  const root = mkdtempSync(join(tmpdir(), `tank-${id}-`));
  const folder = join(root, 'openclaw');
  const unknown: string[] = [];
  const lines: string[] = [];
  const hands = scriptedHands((line, command) => {
    const number = lines.push(line) - 1;
    const fault = made.fault?.number === number ? made.fault.kind : null;
    if (fault === 'refused') return { code: 1, err: 'a fault of the test' };
    if (fault === 'unstartable') return new Error('spawn EAGAIN');
    if (fault === 'too-slow') return { code: null, stopped: 'too-slow' };
    const program = command.program.split('/').at(-1) ?? '';
    const answer = made.standIn.answer(program, command);
    if (answer === undefined) unknown.push(line);
    return fault === 'cut-off'
      ? { code: null, err: 'killed' }
      : (answer ?? { code: 64, err: `unknown: ${line}` });
  });
  const at = tankAt(
    folder,
    hands,
    { engine: id, ...plan },
    { platform, root, env: { HOME: join(root, 'home'), SystemRoot: 'C:\\Windows' } },
  );
  put(pathOf(root, imageFor(engine.base, at.plan.architecture, at.plan.mirror)), smallImage());
  const keys = keyFiles(folder);
  put(keys.hostKey, '-----BEGIN OPENSSH PRIVATE KEY-----\nnot a key\n-----END OPENSSH PRIVATE KEY-----\n');
  put(keys.hostPublicKey, 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHost tank\n');
  put(keys.publicKey, 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKey tankmate\n');
  put(join(folder, 'seed.iso'), 'a seed');
  const made: Bench = {
    at,
    standIn: makeStandIn(at),
    lines,
    unknown,
    fault: null,
    end: () => rmSync(root, { recursive: true, force: true }),
  };
  return made;
}

const outcomes = (facts: readonly OutsideFact[]) =>
  Object.fromEntries(facts.map(({ id, outcome }) => [id, outcome]));

/** What is a trouble of whoever called: a step that was run and looks undone, a program inside that failed. */
class NotDone extends Error {}

/** Makes it, as `makeTank` does: each step only where it isn't done. */
export async function makeIt({ at }: Pick<Bench, 'at'>, engine: Engine): Promise<void> {
  for (const step of engine.steps(at)) {
    if (await step.done()) continue;
    await step.run(() => {});
    if (!(await step.done())) throw new NotDone(`${step.id} was run and is not done`);
  }
}

/** The whole life of a tank, from whatever is there. */
export async function wholeLife(made: Bench, { engine, outside }: Proof): Promise<void> {
  const { at } = made;
  const state = (wanted: string) => engine.state(at).then((told) => expect(told).toBe(wanted));
  await makeIt(made, engine);
  await engine.start(at);
  await state('running');
  await engine.start(at);
  if (engine.sshAt) expect((await engine.sshAt(at)).port).toBeGreaterThan(0);
  // An exit code is data: whoever asked makes a trouble of it.
  if (engine.guest && (await engine.guest(at).run('root', ['true'])).code !== 0) throw new NotDone('true');
  const seen = await engine.outside(at);
  for (const { saw } of seen) expectWords(saw.id);
  // What could not be read while a command failed is untested, and never sealed or open instead.
  const known = Object.entries(outcomes(seen)).filter(
    ([, outcome]) => !(made.fault && outcome === 'untested'),
  );
  expect(outside).toMatchObject(Object.fromEntries(known));
  if (!made.fault) expect(known).toHaveLength(Object.keys(outside).length);
  await engine.version(at);
  await engine.usage(at);
  const { snapshots } = engine;
  if (snapshots) {
    const names = async () => (await snapshots.list(at)).map(({ name }) => name).sort();
    // As callers do: never in place of one that is there, and what a cut-off run left of it goes first.
    const take = async (name: string) => {
      if ((await names()).includes(name)) return;
      await snapshots.drop(at, name);
      await snapshots.take(at, name);
    };
    await take('clean');
    await state('running');
    await take('before-2026.9.6');
    expect(await names()).toEqual(['before-2026.9.6', 'clean']);
    await snapshots.restore(at, 'clean');
    await state('stopped');
    await engine.start(at);
    await snapshots.drop(at, 'before-2026.9.6');
    await snapshots.drop(at, 'before-2026.9.6');
    expect(await names()).toEqual(['clean']);
  }
  await engine.stop(at);
  await state('stopped');
  await engine.stop(at);
  await engine.remove(at);
  await state('absent');
  await engine.remove(at);
}

const catalogues: readonly Words[] = tankWords;
/** A sentence that is there in both languages. */
export function expectWords(id: string): void {
  const told = catalogues.filter(({ en, 'zh-CN': zh }) => id in en && id in zh);
  expect(told.length, `words for ${id}`).toBe(1);
}

function expectTrouble(error: unknown): void {
  if (error instanceof NotDone) return;
  if (!(error instanceof TankTrouble)) throw error;
  expectWords(error.because.id);
  const doing = error.because.values?.doing;
  if (typeof doing === 'object' && 'id' in doing) expectWords(doing.id);
}

/** Ends well, or in one trouble that has words. */
const lifeWith = (made: Bench, proof: Proof) => wholeLife(made, proof).catch(expectTrouble);

/**
 * The tests that every engine has to pass: the whole sequence against its stand-in; then the same with each command of it
 * going wrong in each way. After every one of those a second run ends well, and so does removing at once.
 */
export function provesEngine(proof: Proof): void {
  const { id, engine } = proof;
  const run = async (work: (made: Bench) => Promise<void>) => {
    const made = bench(proof);
    try {
      await work(made);
      expect(made.unknown).toEqual([]);
    } finally {
      made.end();
    }
  };

  describe(`${id}: the whole sequence`, () => {
    test('is what it says it is', () => {
      expect(engine.id).toBe(id);
      expect(engine.platforms).toContain(proof.platform);
      const made = bench(proof);
      for (const { now, seconds } of engine.steps(made.at)) {
        expectWords(now.id);
        expect(seconds).toBeGreaterThan(0);
      }
      made.end();
    });
    test('from nothing to running, with snapshots, and to nothing again', () =>
      run(async (made) => {
        await wholeLife(made, proof);
        expect(made.standIn.left()).toEqual([]);
      }));
    test('what is shown beforehand is what is run, and changes nothing', () =>
      run(async (made) => {
        const shown = (await engine.commands?.(made.at)) ?? [];
        expect(made.standIn.left()).toEqual([]);
        expect(shown.join('\n')).not.toMatch(/PRIVATE KEY|not a key/);
        await wholeLife(made, proof);
        const given = made.lines.map((line) => line.replace(/^\S*\//, ''));
        // Lines of a program whose arguments say it all; scripts and settings are shown as their text.
        for (const line of shown.filter((each) => /^(multipass|VBoxManage|wsl) /.test(each)))
          expect(given).toContain(line.replaceAll("'", ''));
      }));
    test('removing what was never made does nothing', () =>
      run(async (made) => {
        await engine.remove(made.at);
        expect(await engine.state(made.at)).toBe('absent');
        expect(made.standIn.left()).toEqual([]);
      }));
    test.each(['refused', 'cut-off'] as const)(
      'dropping takes away what a snapshot left that was %s',
      async (kind) => {
        let reached = true;
        for (let number = 0; reached; number += 1)
          await run(async (made) => {
            const { at, standIn } = made;
            await makeIt(made, engine);
            const copies = join(at.folder, 'snapshots');
            const all = () => [...standIn.left(), ...(existsSync(copies) ? readdirSync(copies) : [])];
            const before = all();
            made.fault = { number: made.lines.length + number, kind };
            const failed = await engine.snapshots?.take(at, 'clean').then(
              () => false,
              () => true,
            );
            reached = made.lines.length > made.fault.number;
            made.fault = null;
            if (!failed) return;
            await engine.snapshots?.drop(at, 'clean');
            expect(await engine.snapshots?.list(at)).toEqual([]);
            expect(all()).toEqual(before);
          });
      },
    );
    test('no line says a secret', () =>
      run(async (made) => {
        await wholeLife(made, proof);
        expect(made.lines.join('\n')).not.toMatch(/PRIVATE KEY|not a key/);
      }));
  });

  describe.each(FAULTS)(`${id}: a command is %s`, (kind) => {
    const eachCommand = async (after: (made: Bench) => Promise<void>) => {
      let hit = 0;
      for (let number = 0; ; number += 1) {
        let reached = false;
        await run(async (made) => {
          made.fault = { number, kind };
          await lifeWith(made, proof);
          reached = made.lines.length > number;
          made.fault = null;
          if (reached) await after(made);
        });
        if (!reached) break;
        hit += 1;
      }
      expect(hit).toBeGreaterThan(10);
    };
    test('a second run goes on from the facts and ends well', { timeout: 240_000 }, () =>
      eachCommand(async (made) => {
        await wholeLife(made, proof);
        expect(made.standIn.left()).toEqual([]);
      }),
    );
    // Whatever was said, either the command had its effect or it hadn't.
    if (kind === 'unstartable' || kind === 'too-slow') return;
    test('removing it leaves nothing', { timeout: 240_000 }, () =>
      eachCommand(async (made) => {
        await engine.remove(made.at);
        expect(made.standIn.left()).toEqual([]);
      }),
    );
  });
}
