import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LIST } from './bundled-packages.mjs';

/** @typedef {import('./bundled-packages.mjs').BundledPackage} BundledPackage */
/**
 * @typedef {object} Notice what is said of one package
 * @property {string} name
 * @property {string} version
 * @property {string} licence its SPDX id, or what the package says instead
 * @property {string} text the whole licence, with whose it is
 */

/** Parts of the bundle, each built by itself. */
const PARTS = ['main', 'preload', 'renderer'];
const FILE = /^(?:licen[cs]e|copying|unlicense)/i;
const NOTICE = /^notice/i;
const TEXTS = new URL('texts/', import.meta.url);

/**
 * All packages of a bundle, each once, by name and version.
 * @param {string} out the folder that was built
 * @returns {BundledPackage[]} it fails where a part has no list
 */
export function bundledIn(out) {
  const all = PARTS.flatMap((part) => JSON.parse(readFileSync(join(out, part, LIST), 'utf8')));
  const once = new Map(all.map((each) => [`${each.name}@${each.version}`, each]));
  return [...once.keys()].toSorted().map((key) => once.get(key));
}

/** @param {unknown} author of a package.json @returns {string} a name, without address and page */
const nameOf = (author) =>
  (typeof author === 'string' ? author : String(Object(author).name ?? '')).replace(/\s*[<(].*$/, '');

/** @param {any} manifest @returns {string} what it says of its licence, also as packages did long ago */
function licenceIn({ license, licenses }) {
  const all = [license ?? licenses ?? []].flat();
  return all.map((each) => (typeof each === 'string' ? each : String(Object(each).type ?? ''))).join(' OR ');
}

/**
 * The notice of one package: its own licence file and NOTICE, or where it brings none the text of the licence that it
 * names, with its author.
 * @param {BundledPackage} bundled
 * @param {string} root the checkout
 * @returns {Notice} it fails where no text can be found: such a package must not be shipped
 */
export function noticeOf({ name, version, folder }, root) {
  const inside = join(root, folder);
  const manifest = JSON.parse(readFileSync(join(inside, 'package.json'), 'utf8'));
  const files = readdirSync(inside).filter((each) => FILE.test(each) || NOTICE.test(each));
  const texts = files.toSorted().map((each) => readFileSync(join(inside, each), 'utf8').trim());
  const own = files.some((each) => FILE.test(each));
  const licence = licenceIn(manifest);
  if (!own) {
    const known = new URL(`${licence}.txt`, TEXTS);
    if (!/^[\w.-]+$/.test(licence) || !existsSync(known))
      throw new Error(
        `${name} ${version} brings no text of its licence (“${licence}”), and there is none here.`,
      );
    const whose = nameOf(manifest.author) || `The authors of ${name}`;
    texts.unshift(`Copyright (c) ${whose}\n\n${readFileSync(known, 'utf8').trim()}`);
  }
  return { name, version, licence: licence || 'see below', text: texts.join('\n\n') };
}

/**
 * One text for people.
 * @param {Notice[]} notices
 * @returns {string}
 */
export const noticesText = (notices) =>
  [
    'Parts of other people’s work in Tankmate. Electron and Chromium bring their own: LICENSE.electron.txt and',
    'LICENSES.chromium.html.',
    '',
    ...notices.flatMap(({ name, version, licence, text }) => [
      '='.repeat(100),
      `${name} ${version} (${licence})`,
      '',
      text,
      '',
    ]),
  ].join('\n');

/**
 * Of npm's bill of materials only what is shipped: the app, Electron, and what is bundled (cyclonedx.org, 1.5).
 * @param {any} bom what `npm sbom --sbom-format cyclonedx` printed
 * @param {BundledPackage[]} packages
 * @param {{ name: string, electron: string }} app
 * @returns {any} it fails where npm does not know a package that is bundled
 */
export function shippedOf(bom, packages, { name, electron }) {
  const wanted = new Set([...packages.map((each) => `${each.name}@${each.version}`), `electron@${electron}`]);
  const components = bom.components.filter((each) => wanted.has(`${each.name}@${each.version}`));
  const named = new Set(components.map((each) => `${each.name}@${each.version}`));
  const unknown = [...wanted].filter((each) => !named.has(each));
  if (unknown.length > 0) throw new Error(`npm does not know ${unknown.join(', ')}.`);
  const kept = new Set(components.map((each) => each['bom-ref']));
  const own = { ...bom.metadata.component, name, type: 'application' };
  return {
    ...bom,
    metadata: { ...bom.metadata, component: own },
    // For npm all of them are tools for development, because the bundle needs none of them beside it.
    components: components.map(({ properties: _, ...each }) => ({
      ...each,
      ...(each.name === 'electron' && { type: 'framework' }),
    })),
    dependencies: [
      { ref: own['bom-ref'], dependsOn: [...kept].toSorted() },
      ...bom.dependencies
        .filter(({ ref }) => kept.has(ref))
        .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((each) => kept.has(each)) })),
    ],
  };
}
