import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Every path below a folder with its kind, mode, owner, size, time of change and content's hash. */
export function snapshot(top: string): Record<string, string> {
  const all: Record<string, string> = {};
  const walk = (folder: string) => {
    for (const name of readdirSync(folder)) {
      const path = join(folder, name);
      const facts = lstatSync(path);
      const place = relative(top, path);
      const base = `${facts.mode.toString(8)} ${facts.uid}:${facts.gid}`;
      if (facts.isDirectory()) {
        all[place] = base;
        walk(path);
      } else if (facts.isSymbolicLink()) all[place] = `${base} → ${readlinkSync(path)}`;
      else if (!facts.isFile()) all[place] = base;
      // The copy has tens of thousands of files: its times and sizes would show a change as well.
      else if (place.includes('node_modules')) all[place] = `${base} ${facts.size} ${facts.mtimeMs}`;
      else
        all[place] =
          `${base} ${facts.mtimeMs} ${createHash('sha256').update(readFileSync(path)).digest('hex')}`;
    }
  };
  walk(top);
  return all;
}
