import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build, type Rolldown } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LIST, listBundledPackages, packageOf } from '../../scripts/notices/bundled-packages.mjs';
import { bundledIn, noticeOf, noticesText, shippedOf } from '../../scripts/notices/notices.mjs';

const ROOT = process.cwd();
let root = '';
const put = (name: string, text: string) => {
  const file = join(root, 'node_modules', name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
};
const manifest = (name: string, fields: object) =>
  put(`${name}/package.json`, JSON.stringify({ name, version: '1.0.0', ...fields }));
const noticeFor = (name: string) =>
  noticeOf({ name, version: '1.0.0', folder: `node_modules/${name}` }, root);

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'tankmate-notices-'));
  manifest('whole', { license: 'MIT' });
  put('whole/LICENSE.md', 'MIT, of Ann\n');
  put('whole/NOTICE', 'Holds work of Bob\n');
  put('whole/esm/package.json', '{"type":"module"}');
  put('whole/esm/a.js', '');
  manifest('old', { licenses: [{ type: 'MIT' }, { type: 'Apache2' }] });
  put('old/LICENCE', 'Two of them\n');
  manifest('bare', { license: 'ISC', author: 'Ann <ann@example.org> (https://example.org)' });
  manifest('odd', { license: 'Custom-1.0' });
  manifest('none', {});
  manifest('sly', { license: '../../../etc/passwd' });
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('the notice of a package', () => {
  test('is its own licence with its notice', () =>
    expect(noticeFor('whole')).toEqual({
      name: 'whole',
      version: '1.0.0',
      licence: 'MIT',
      text: 'MIT, of Ann\n\nHolds work of Bob',
    }));
  test('names licences as packages did long ago', () =>
    expect(noticeFor('old')).toMatchObject({ licence: 'MIT OR Apache2', text: 'Two of them' }));
  test('is the text that it names, with its author, where it brings none', () => {
    const { text } = noticeFor('bare');
    expect(text).toMatch(/^Copyright \(c\) Ann\n\nPermission to use, copy/);
  });
  test.each(['odd', 'none', 'sly'])('%s has none, so it can’t be shipped', (name) =>
    expect(() => noticeFor(name)).toThrow('brings no text of its licence'),
  );
});

test('a module belongs to the package that has a name, not to a folder of it', () => {
  const at = (path: string) => packageOf(join(root, path), root);
  const whole = { name: 'whole', version: '1.0.0', folder: 'node_modules/whole' };
  expect(at('node_modules/whole/esm/a.js')).toEqual(whole);
  expect(at('node_modules/whole/esm/a.js?commonjs-module')).toEqual(whole);
  expect(packageOf(`\0${join(root, 'node_modules/whole/a.js')}`, root)).toEqual(whole);
  expect(at('main/index.ts')).toBeNull();
  expect(packageOf('\0vite/helper', root)).toBeNull();
});

test('a build lists each package whose modules went into it', async () => {
  const built = (await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [listBundledPackages(ROOT)],
    ssr: { noExternal: true },
    build: { write: false, ssr: 'main/probes/openclaw/services-launchd.ts' },
  })) as Rolldown.RolldownOutput;
  const asset = built.output.find(({ fileName }) => fileName === LIST);
  const listed = JSON.parse(String(asset && 'source' in asset ? asset.source : '[]')) as { folder: string }[];
  const modules = built.output.flatMap((each) => (each.type === 'chunk' ? each.moduleIds : []));
  const foreign = modules.filter((id) => id.includes('/node_modules/'));
  expect(foreign.length).toBeGreaterThan(10);
  expect(foreign.filter((id) => !listed.some(({ folder }) => id.includes(`${ROOT}/${folder}/`)))).toEqual([]);
  expect(listed.map(({ folder }) => folder)).toEqual(
    expect.arrayContaining(['node_modules/fast-xml-parser', 'node_modules/plist']),
  );
});

test('the bill holds what is shipped and nothing else', () => {
  const component = (name: string) => ({
    'bom-ref': `${name}@1.0.0`,
    name,
    version: '1.0.0',
    type: 'library',
  });
  const bom = {
    metadata: { component: { 'bom-ref': 'app@1', name: 'folder', type: 'library' } },
    components: ['whole', 'tool', 'electron'].map(component),
    dependencies: [
      { ref: 'app@1', dependsOn: ['whole@1.0.0', 'tool@1.0.0'] },
      { ref: 'whole@1.0.0', dependsOn: ['tool@1.0.0'] },
      { ref: 'tool@1.0.0', dependsOn: [] },
    ],
  };
  const whole = { name: 'whole', version: '1.0.0', folder: 'node_modules/whole' };
  const app = { name: 'tankmate', electron: '1.0.0' };
  const shipped = shippedOf(bom, [whole], app);
  expect(shipped.metadata.component).toEqual({ 'bom-ref': 'app@1', name: 'tankmate', type: 'application' });
  expect(shipped.components.map(({ name, type }: { name: string; type: string }) => [name, type])).toEqual([
    ['whole', 'library'],
    ['electron', 'framework'],
  ]);
  expect(shipped.dependencies).toEqual([
    { ref: 'app@1', dependsOn: ['electron@1.0.0', 'whole@1.0.0'] },
    { ref: 'whole@1.0.0', dependsOn: [] },
  ]);
  expect(() => shippedOf(bom, [{ ...whole, name: 'unheard' }], app)).toThrow('unheard@1.0.0');
});

describe.skipIf(!existsSync(`out/main/${LIST}`))('the app as it is built', () => {
  test('has a notice for each package in it, and names all of them', () => {
    const packages = bundledIn('out');
    const text = noticesText(packages.map((each) => noticeOf(each, ROOT)));
    expect(packages.length).toBeGreaterThan(50);
    for (const { name, version } of packages) expect(text).toContain(`\n${name} ${version} (`);
  });
});
