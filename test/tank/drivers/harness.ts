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
import type { AttemptOutcome, EngineId } from '../../../main/contract/tank';
import type { Messages } from '../../../main/i18n/messages';
import { keyFiles } from '../../../main/tank/guest/tank-keys';
import { downloadPath } from '../../../main/tank/images/download';
import { imageFor } from '../../../main/tank/images/image-catalogue';
import { tankMessages } from '../../../main/tank/messages';
import {
  type BoundaryFact,
  type Driver,
  type ProgramCommand,
  type TankContext,
  TankError,
  type TankPlan,
} from '../../../main/tank/model/types';
import { type Answer, scriptedRunner, tankAt } from '../../fakes/command-runner';

/** One engine's programs as a small machine of states: it does what they would do, and refuses every word it doesn't know. */
export interface StandIn {
  /** Undefined: a program, a word or an input that the real one would not take so. Effects happen at once. */
  answer(program: string, command: ProgramCommand): Answer | undefined;
  /** What it still holds, in words. Empty once the tank is removed. */
  left(): readonly string[];
}

export interface Proof {
  readonly id: EngineId;
  readonly driver: Driver;
  readonly platform: Platform;
  readonly plan?: Partial<TankPlan>;
  makeStandIn(at: Pick<TankContext, 'folder' | 'plan'>): StandIn;
  /** What is seen from outside while it runs. */
  readonly outside: Readonly<Partial<Record<BoundaryFact['id'], AttemptOutcome>>>;
}

/** How one command goes wrong: refused, not to be started, ended by us, or cut off once it had done its work. */
const FAULTS = ['refused', 'unstartable', 'too-slow', 'cut-off'] as const;
type Fault = (typeof FAULTS)[number];

interface Bench {
  readonly tank: TankContext;
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
export function bench({ id, driver, platform, plan, makeStandIn }: Proof): Bench {
  const root = mkdtempSync(join(tmpdir(), `tank-${id}-`));
  const folder = join(root, 'openclaw');
  const unknown: string[] = [];
  const lines: string[] = [];
  const runner = scriptedRunner((line, command) => {
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
  const tank = tankAt(
    folder,
    runner,
    { engine: id, ...plan },
    { platform, root, env: { HOME: join(root, 'home'), SystemRoot: 'C:\\Windows' } },
  );
  put(downloadPath(root, imageFor(driver.base, tank.plan.architecture, tank.plan.mirror)), smallImage());
  const keys = keyFiles(folder);
  put(keys.hostKey, '-----BEGIN OPENSSH PRIVATE KEY-----\nnot a key\n-----END OPENSSH PRIVATE KEY-----\n');
  put(keys.hostPublicKey, 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHost tank\n');
  put(keys.publicKey, 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKey tankmate\n');
  put(join(folder, 'seed.iso'), 'a seed');
  const made: Bench = {
    tank,
    standIn: makeStandIn(tank),
    lines,
    unknown,
    fault: null,
    end: () => rmSync(root, { recursive: true, force: true }),
  };
  return made;
}

const outcomes = (facts: readonly BoundaryFact[]) =>
  Object.fromEntries(facts.map(({ id, outcome }) => [id, outcome]));

/** What is a trouble of whoever called: a step that was run and looks undone, a program inside that failed. */
class NotDone extends Error {}

/** Makes it, as `makeTank` does: each step only where it isn't done. */
export async function makeIt({ tank }: Pick<Bench, 'tank'>, driver: Driver): Promise<void> {
  for (const step of driver.steps(tank)) {
    if (await step.done()) continue;
    await step.run(() => {});
    if (!(await step.done())) throw new NotDone(`${step.id} was run and is not done`);
  }
}

/** The whole life of a tank, from whatever is there. */
export async function wholeLife(made: Bench, { driver, outside }: Proof): Promise<void> {
  const { tank } = made;
  const state = (wanted: string) => driver.state(tank).then((reported) => expect(reported).toBe(wanted));
  await makeIt(made, driver);
  await driver.start(tank);
  await state('running');
  await driver.start(tank);
  if (driver.sshAt) expect((await driver.sshAt(tank)).port).toBeGreaterThan(0);
  // An exit code is data: whoever asked makes a trouble of it.
  if (driver.guest && (await driver.guest(tank).run('root', ['true'])).code !== 0) throw new NotDone('true');
  const seen = await driver.inspectBoundary(tank);
  for (const { saw } of seen) expectArgs(saw.id);
  // What could not be read while a command failed is untested, and never sealed or open instead.
  const known = Object.entries(outcomes(seen)).filter(
    ([, outcome]) => !(made.fault && outcome === 'untested'),
  );
  expect(outside).toMatchObject(Object.fromEntries(known));
  if (!made.fault) expect(known).toHaveLength(Object.keys(outside).length);
  await driver.version(tank);
  await driver.usage(tank);
  const { snapshots } = driver;
  if (snapshots) {
    const names = async () => (await snapshots.list(tank)).map(({ name }) => name).sort();
    // As callers do: never in place of one that is there, and what a cut-off run left of it goes first.
    const take = async (name: string) => {
      if ((await names()).includes(name)) return;
      await snapshots.drop(tank, name);
      await snapshots.take(tank, name);
    };
    await take('clean');
    await state('running');
    await take('before-2026.9.6');
    expect(await names()).toEqual(['before-2026.9.6', 'clean']);
    await snapshots.restore(tank, 'clean');
    await state('stopped');
    await driver.start(tank);
    await snapshots.drop(tank, 'before-2026.9.6');
    await snapshots.drop(tank, 'before-2026.9.6');
    expect(await names()).toEqual(['clean']);
  }
  await driver.stop(tank);
  await state('stopped');
  await driver.stop(tank);
  await driver.remove(tank);
  await state('absent');
  await driver.remove(tank);
}

const catalogues: readonly Messages[] = tankMessages;
/** A sentence that is there in both languages. */
export function expectArgs(id: string): void {
  const reported = catalogues.filter(({ en, 'zh-CN': zh }) => id in en && id in zh);
  expect(reported.length, `words for ${id}`).toBe(1);
}

function expectError(error: unknown): void {
  if (error instanceof NotDone) return;
  if (!(error instanceof TankError)) throw error;
  expectArgs(error.because.id);
  const doing = error.because.values?.doing;
  if (typeof doing === 'object' && 'id' in doing) expectArgs(doing.id);
}

/** Ends well, or in one trouble that has words. */
const lifeWith = (made: Bench, proof: Proof) => wholeLife(made, proof).catch(expectError);

/**
 * The tests that every engine has to pass: the whole sequence against its stand-in; then the same with each command of it
 * going wrong in each way. After every one of those a second run ends well, and so does removing at once.
 */
export function provesEngine(proof: Proof): void {
  const { id, driver } = proof;
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
      expect(driver.id).toBe(id);
      expect(driver.platforms).toContain(proof.platform);
      const made = bench(proof);
      for (const { now, seconds } of driver.steps(made.tank)) {
        expectArgs(now.id);
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
        const shown = (await driver.commands?.(made.tank)) ?? [];
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
        await driver.remove(made.tank);
        expect(await driver.state(made.tank)).toBe('absent');
        expect(made.standIn.left()).toEqual([]);
      }));
    test.each(['refused', 'cut-off'] as const)(
      'dropping takes away what a snapshot left that was %s',
      async (kind) => {
        let reached = true;
        for (let number = 0; reached; number += 1)
          await run(async (made) => {
            const { tank, standIn } = made;
            await makeIt(made, driver);
            const copies = join(tank.folder, 'snapshots');
            const all = () => [...standIn.left(), ...(existsSync(copies) ? readdirSync(copies) : [])];
            const before = all();
            made.fault = { number: made.lines.length + number, kind };
            const failed = await driver.snapshots?.take(tank, 'clean').then(
              () => false,
              () => true,
            );
            reached = made.lines.length > made.fault.number;
            made.fault = null;
            if (!failed) return;
            await driver.snapshots?.drop(tank, 'clean');
            expect(await driver.snapshots?.list(tank)).toEqual([]);
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
        await driver.remove(made.tank);
        expect(made.standIn.left()).toEqual([]);
      }),
    );
  });
}
