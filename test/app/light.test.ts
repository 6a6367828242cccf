import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

/** What the module asks for at once: neither types nor what is imported when it is needed. */
function importsOf(file: string): readonly string[] {
  const pattern = /(?:^|\n)(?:import|export)\s+(?!type\s)(?:[^'";]*?from\s+)?'([^']+)'/g;
  return [...readFileSync(file, 'utf8').matchAll(pattern)].map(([, from]) => from ?? '');
}

const fileOf = (path: string): string | undefined =>
  [path, `${path}.ts`, `${path}/index.ts`].find((each) => existsSync(each) && /\.(ts|json)$/.test(each));

/** All of our files and all libraries that a start of `entry` loads. */
function loadedBy(entry: string) {
  const files = new Set([entry]);
  const libraries = new Set<string>();
  for (const file of files) {
    if (!file.endsWith('.ts')) continue;
    for (const from of importsOf(file)) {
      // A text loads nothing.
      if (from.endsWith('?raw')) continue;
      if (!from.startsWith('.')) libraries.add(from);
      else {
        const found = fileOf(join(dirname(file), from));
        if (!found) throw new Error(`${file} imports ${from}, which isn’t there`);
        files.add(found);
      }
    }
  }
  return {
    files: [...files],
    libraries: [...libraries].filter((name) => !/^(electron|node:.*)$/.test(name)),
  };
}

/**
 * What a start may load besides our own. valibot: settings and IPC need their shapes from the first moment on.
 * The bundler leaves 24 kB of its 206 (13 minified; 4 in the page), and a start takes 1.1 ms longer for it and for all
 * shapes (both measured in `out/`, 40 runs).
 */
const SMALL = ['valibot'];

test('a start, with or without a window, loads no checks, no catalogue, no probes and no big library', () => {
  const { files, libraries } = loadedBy('main/index.ts');
  expect(files.length).toBeGreaterThan(25);
  expect(libraries).toEqual(SMALL);
  // The four words of the scale are no catalogue.
  const heavy =
    /^main\/(checks|report|probes|i18n(?!\/severity-messages)|openclaw|changes|operations|advisories|scan|tank)\//;
  expect(files.filter((file) => heavy.test(file))).toEqual([]);
});

test('the search finds what another process loads', () => {
  const { files, libraries } = loadedBy('main/worker/worker.ts');
  expect(files).toContain('main/checks/index.ts');
  expect(libraries).toContain('make-fetch-happen');
});
