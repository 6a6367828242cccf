import { createHash } from 'node:crypto';
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
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checks } from '../../main/checks';
import { builtLook, lookAt } from './look';
import { type Place, TRAITS } from './traits';

/** `TANKMATE_HOSTILE=100` looks at so many homes, `TANKMATE_HOSTILE=17-17` at that one; a few that meet every trait unless told.
 * `TANKMATE_HOSTILE_TRAITS=pipe,names` lays these traps alone. */
const NAMES = Object.keys(TRAITS);
const EACH = 4;
const { TANKMATE_HOSTILE: wanted = String(Math.ceil(NAMES.length / EACH)) } = process.env;
const [first = 1, last = first] = wanted.split('-').map(Number);
const seeds = Array.from({ length: wanted.includes('-') ? last - first + 1 : first }, (_, at) =>
  wanted.includes('-') ? first + at : at + 1,
);

/** Root reads everything and owns what it makes: an account that may not is looked as, where this is root. */
const NOBODY = 65534;
const who = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
/** Seconds of processor in which a look ends by itself, whatever lies there: two limits of fifteen, and its start. */
const MOST = 60;

let top = '';
let script = '';
beforeAll(async () => {
  top = await realpath(await mkdtemp(join(tmpdir(), 'tankmate-hostile-')));
  await chmod(top, 0o755);
  script = await builtLook(join(top, 'look'));
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
  return [...new Set(Array.from({ length: 1 + random(4) }, () => NAMES[random(NAMES.length)] ?? ''))];
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

/** What rests on the settings: never good where these can't be read. */
const OF_SETTINGS = ['gateway-bind-setting', 'gateway-password', 'tool-rights', 'tool-sandbox', 'chat-doors'];

test.each(seeds)('home %i', { timeout: 600_000 }, async (seed) => {
  const home = join(top, `home-${seed}`);
  await mkdir(join(home, '.openclaw'), { recursive: true });
  const random = numbers(seed);
  const place: Place = { home, random, unreadable: new Set() };
  const traits = process.env.TANKMATE_HOSTILE_TRAITS?.split(',') ?? traitsOf(seed, random);
  const skipped: string[] = [];
  // One that finds another's file in its place has nothing to add.
  for (const trait of traits) await TRAITS[trait]?.(place).catch(() => skipped.push(trait));
  await own(home);
  const server = createServer().listen(join(home, '.openclaw/gateway.sock'));
  try {
    const before = await digest(home);
    const { look, seconds, complaints } = await lookAt(script, home, who, MOST);
    const told = `seed ${seed}: ${traits.filter((each) => !skipped.includes(each)).join(', ')}; ${seconds} s`;
    if (process.env.TANKMATE_HOSTILE) console.info(told);
    expect(look, `${told}: it did not end by itself`).not.toBeNull();
    expect(await digest(home), told).toBe(before);
    expect(complaints, told).toBe('');
    const findings = look?.findings ?? [];
    expect(findings, told).toHaveLength(checks.filter(({ platforms }) => platforms.includes('linux')).length);
    expect(
      findings
        .filter(({ because }) => because.id === 'look.failed')
        .map(({ id, because }) => [id, because.values]),
      told,
    ).toEqual([]);
    if (place.unreadable.has('settings') && !skipped.some((trait) => /ettings|Includes/.test(trait)))
      expect(
        findings.filter(({ id, state }) => OF_SETTINGS.includes(id) && state === 'good').map(({ id }) => id),
        told,
      ).toEqual([]);
  } finally {
    server.close();
    await rm(home, { recursive: true, force: true });
  }
});
