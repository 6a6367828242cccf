import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join, relative } from 'node:path';

/**
 * All of a tree but for times: each path with kind, mode, owner, group, content or target, the names that share its file,
 * extended attributes and access lists.
 */
export function picture(top: string, leaveOut: RegExp = /^$/): Readonly<Record<string, string>> {
  const all = new Map<string, string>();
  const shared = new Map<number, string[]>();
  const walk = (path: string) => {
    const place = relative(top, path);
    if (leaveOut.test(place)) return;
    const facts = lstatSync(path);
    const { mode, uid, gid, ino, nlink } = facts;
    const base = `${mode.toString(8)} ${uid}:${gid}`;
    if (facts.isDirectory()) {
      all.set(place, base);
      for (const name of readdirSync(path).sort()) walk(join(path, name));
    } else if (facts.isSymbolicLink()) all.set(place, `${base} → ${readlinkSync(path)}`);
    else {
      const bytes = facts.isFile() ? createHash('sha256').update(readFileSync(path)).digest('hex') : '';
      all.set(place, `${base} ${bytes}`);
      if (nlink > 1) shared.set(ino, [...(shared.get(ino) ?? []), place]);
    }
  };
  walk(top);
  for (const names of shared.values())
    for (const name of names) all.set(name, `${all.get(name)} = ${names.join(' = ')}`);
  const told = execFileSync(
    'getfattr',
    ['-R', '-P', '-h', '-d', '-m', '-', '-e', 'hex', '--absolute-names', top],
    {
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  for (const block of told.split('\n\n')) {
    const [head = '', ...lines] = block.split('\n');
    // Its own escapes, in octal, for what isn't plain.
    const path = Buffer.from(
      head
        .replace('# file: ', '')
        .replace(/\\(\d{3})/g, (_, digits) => String.fromCharCode(Number.parseInt(digits, 8))),
      'latin1',
    ).toString('utf8');
    const place = relative(top, path);
    if (all.has(place)) all.set(place, `${all.get(place)} ${lines.filter(Boolean).sort().join(' ')}`);
  }
  return Object.fromEntries(all);
}

/** What differs between two pictures, in lines. */
export function differences(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): readonly string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((path) => before[path] !== after[path])
    .map((path) => `${path}: ${before[path] ?? 'not there'} ⇒ ${after[path] ?? 'gone'}`);
}
