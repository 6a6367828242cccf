import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import {
  chmod,
  lchown,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  realpath,
  rm,
} from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checks } from '../../main/checks';
import type { Report } from '../../main/contract/report';
import { reportText } from '../../main/report/text';
import { builtTerminal, inspect, isAlive } from './look';
import { ordinary, type Place, RESTS_ON } from './place';
import { TRAITS } from './traits';

/** `TANKMATE_HOSTILE=100` looks at so many homes, `TANKMATE_HOSTILE=17-17` at that one; a few that meet every trait unless told.
 * `TANKMATE_HOSTILE_TRAITS=pipe,names` lays these traps alone. */
const NAMES = Object.keys(TRAITS);
const EACH = 6;
const { TANKMATE_HOSTILE: told } = process.env;
const wanted = told ?? String(Math.ceil(NAMES.length / EACH));
const [first = 1, last = first] = wanted.split('-').map(Number);
const seeds = Array.from({ length: wanted.includes('-') ? last - first + 1 : first }, (_, at) =>
  wanted.includes('-') ? first + at : at + 1,
);

/** Root reads everything and owns what it makes: an account that may not is looked as, where this is root. */
const NOBODY = 65534;
const who = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
/** Seconds of processor in which a look ends by itself, whatever lies there: its limits of fifteen to forty, and its start. */
const MOST = 100;
/** Milliseconds in which Ctrl-C ends it on a computer as busy as can be: what is measured is in `TANKMATE_HOSTILE`'s words. */
const AT_ONCE = 30_000;

const isReport = new Ajv2020({ allErrors: true, strictTypes: false }).compile(
  JSON.parse(readFileSync('assets/report.schema.json', 'utf8')),
);

let top = '';
let script = '';
beforeAll(async () => {
  top = await realpath(await mkdtemp(join(tmpdir(), 'tankmate-hostile-')));
  await chmod(top, 0o755);
  script = (await builtTerminal(join(top, 'built'))).terminal;
}, 120_000);
afterAll(() => rm(top, { recursive: true, force: true }));

/** mulberry32: the same numbers for the same seed. */
function numbers(seed: number): (most: number) => number {
  let state = seed * 0x9e3779b1;
  return (most) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % most;
  };
}

/** The first homes go through all traits in turn; later ones mix them. */
function traitsOf(seed: number, random: Place['random']): readonly string[] {
  const from = (seed - 1) * EACH;
  if (from < NAMES.length) return NAMES.slice(from, from + EACH);
  return [...new Set(Array.from({ length: 1 + random(6) }, () => NAMES[random(NAMES.length)] ?? ''))];
}

/** Everything below a folder: kind, mode, owner, size, times and what the first bytes are. Opens only what is a small file. */
async function digest(folder: string): Promise<string> {
  const hash = createHash('sha256');
  const visit = async (path: string): Promise<void> => {
    const facts = await lstat(path, { bigint: true });
    hash.update(
      [path, facts.mode, facts.uid, facts.size, facts.mtimeNs, facts.ctimeNs, facts.nlink].join('\0'),
    );
    if (facts.isSymbolicLink()) hash.update(await readlink(path));
    else if (facts.isDirectory())
      for (const name of (await readdir(path)).sort()) await visit(join(path, name));
    else if (facts.isFile() && facts.size < 4_000_000n) hash.update(await readFile(path));
  };
  await visit(folder);
  return hash.digest('hex');
}

async function own(folder: string): Promise<void> {
  if (who.uid === undefined) return;
  const visit = async (path: string): Promise<void> => {
    await lchown(path, NOBODY, NOBODY);
    if ((await lstat(path)).isDirectory())
      for (const name of await readdir(path)) await visit(join(path, name));
  };
  await visit(folder);
}

/** What a terminal would obey, and what turns the direction of a line (UAX #9). */
const OBEYED = /[^\P{Cc}\n]|\p{Bidi_Control}/u;
function expectReport(output: string, place: Place, about: string): void {
  const report = JSON.parse(output) as Report;
  expect(isReport(report), `${about}: ${JSON.stringify(isReport.errors)}`).toBe(true);
  const findings = report.findings;
  expect(findings, about).toHaveLength(checks.filter(({ platforms }) => platforms.includes('linux')).length);
  expect(
    [output, reportText(report)].map((text) => OBEYED.exec(text)?.[0]),
    about,
  ).toEqual([undefined, undefined]);
  const resting = new Set([...place.hidden].flatMap((path) => RESTS_ON[path] ?? []));
  expect(
    findings
      .filter(({ id, state }) => resting.has(id) && (state === 'good' || state === 'not-applicable'))
      .map(({ id, state, because }) => [id, state, because]),
    `${about}: what can't be read is not good`,
  ).toEqual([]);
  expect(
    findings.filter(({ because }) => /look failed/i.test(because)).map(({ id, because }) => [id, because]),
    about,
  ).toEqual([]);
}

test('a home without traps', async () => {
  const home = join(top, 'home-ordinary');
  await mkdir(home);
  await ordinary({ home, random: numbers(0), hidden: new Set(), meanwhile: [], crowd: 0 });
  await own(home);
  const { output } = await inspect(script, home, { who, most: MOST });
  const findings = (JSON.parse(output) as Report).findings;
  // Otherwise “not good any more” would say nothing of these.
  const resting = new Set(Object.values(RESTS_ON).flat());
  const good = findings
    .filter(({ id, state }) => resting.has(id) && state === 'good')
    .map(({ id }) => id)
    .sort();
  expect(good).toEqual([...resting].filter((id) => id !== 'personal-data' && id !== 'plain-secrets').sort());
});

test.each(seeds)('home %i', { timeout: 900_000 }, async (seed) => {
  const home = join(top, `home-${seed}`);
  await mkdir(home);
  const random = numbers(seed);
  const place: Place = { home, random, hidden: new Set(), meanwhile: [], crowd: told ? 200_000 : 2000 };
  await ordinary(place);
  const traits = process.env.TANKMATE_HOSTILE_TRAITS?.split(',') ?? traitsOf(seed, random);
  const skipped: string[] = [];
  // One that finds another's file in its place has nothing to add.
  for (const trait of traits) await TRAITS[trait]?.(place).catch(() => skipped.push(trait));
  await own(home);
  const server = createServer().listen(join(home, '.openclaw/gateway.sock'));
  server.on('error', () => {});
  const others = place.meanwhile.map((source) =>
    spawn(process.execPath, ['-e', source], { stdio: 'ignore', cwd: '/', ...who }),
  );
  try {
    const before = others.length === 0 ? await digest(home) : '';
    const began = performance.now();
    const look = await inspect(script, home, { who, most: MOST });
    const took = performance.now() - began;
    const laid = traits.filter((each) => !skipped.includes(each)).join(', ');
    const about = `seed ${seed}: ${laid}; ${look.seconds.toFixed(1)} s, ${look.memory} MiB`;
    if (others.length === 0) expect(await digest(home), about).toBe(before);
    expect(look.code, `${about}: it did not end by itself; ${look.complaints}`).toBeOneOf([0, 1, 2]);
    expect(look.complaints, about).toBe('');
    expect(look.family.filter(isAlive), about).toEqual([]);
    expectReport(look.output, place, about);
    // Each takes a second look: a third of them says it as well where nobody waits for all.
    if (!told && seed % 3 !== 0) return;
    const cancelAfter = random(1000) * (took / 1000);
    const cancelled = await inspect(script, home, { who, most: MOST, cancelAfter });
    if (told) console.info(`${about}; Ctrl-C after ${Math.round(cancelAfter)} ms: ${cancelled.toEnd} ms`);
    // It may have been done before, and it may have been too early to say anything.
    expect(cancelled.code, about).toBeOneOf(cancelled.toEnd === null ? [0, 1, 2] : [0, 1, 2, 70, null]);
    expect(cancelled.toEnd ?? 0, about).toBeLessThan(AT_ONCE);
    // The system takes its time with a large one.
    await expect.poll(() => cancelled.family.filter(isAlive), { message: about }).toEqual([]);
  } finally {
    server.close();
    for (const other of others) {
      const ended = once(other, 'exit');
      other.kill('SIGKILL');
      await ended;
    }
    await rm(home, { recursive: true, force: true });
  }
});
