// `npm run what-moved`: tells what has moved since this source was written: OpenClaw, Electron, advisories of OpenClaw's.
// Ends with 1 when something did, so that a scheduled run is seen; with 2 when somebody could not be asked.
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../setup/places.mjs';
import { hear } from '../setup/run.mjs';

const OSV = 'https://api.osv.dev/v1/query';
const LIMIT_MS = 30_000;

/** @param {string} name @returns {string} a file of the checkout */
const source = (name) => readFileSync(join(ROOT, name), 'utf8');

/** The newest version of a package, by npm and the registry that it is set to. @param {string} name */
async function newest(name) {
  const words = ['view', name, 'version'];
  const npm = process.env.npm_execpath;
  const { code, out } = npm
    ? await hear(process.execPath, [npm, ...words], { cwd: ROOT })
    : await hear('npm', words, { cwd: ROOT, shell: process.platform === 'win32' });
  if (code !== 0) throw new Error(`npm does not say which ${name} is the newest`);
  return out.trim();
}

/**
 * What is known here: the OpenClaw that the tests run, the Electron that is pinned, and every name of an advisory.
 * @returns {{ openclaw: string, electron: string, advisories: Set<string> }}
 */
export function whatIsKnown() {
  const openclaw = /OPENCLAW = '([\d.]+)'/.exec(source('test/real/installation.ts'))?.[1];
  const { electron } = JSON.parse(source('package.json')).devDependencies;
  const { advisories } = JSON.parse(source('main/advisories/advisories.json'));
  if (!openclaw) throw new Error('test/real/installation.ts names no version of OpenClaw');
  return {
    openclaw,
    electron,
    advisories: new Set(advisories.flatMap(({ id, aliases }) => [id, ...aliases])),
  };
}

/**
 * The lines of the report, from what is known and what was answered.
 * @param {ReturnType<typeof whatIsKnown>} known
 * @param {{ openclaw: string | null, electron: string | null,
 *   advisories: { id: string, aliases?: string[], withdrawn?: string }[] | null }} now null: nobody answered
 * @returns {string[]} none where nothing moved
 */
export function whatMoved(known, now) {
  const isKnown = ({ id, aliases = [] }) => [id, ...aliases].some((each) => known.advisories.has(each));
  const fresh = (now.advisories ?? [])
    .filter((each) => !each.withdrawn && !isKnown(each))
    .map(({ id }) => id);
  const moved = (name, from, to) => (to === null || to === from ? [] : [`${name} ${from} → ${to}`]);
  return [
    ...moved('OpenClaw', known.openclaw, now.openclaw),
    ...moved('Electron', known.electron, now.electron),
    ...(fresh.length === 0
      ? []
      : [`${fresh.length} advisories that the app does not carry: ${fresh.join(', ')}`]),
  ];
}

/** All advisories of a package; OSV gives them in pages (google.github.io/osv.dev/post-v1-query). */
async function advisoriesOf(name) {
  const found = [];
  let page;
  do {
    const body = { package: { name, ecosystem: 'npm' }, ...(page && { page_token: page }) };
    const answer = await fetch(OSV, {
      method: 'POST',
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(LIMIT_MS),
    });
    if (!answer.ok) throw new Error(`OSV answered ${answer.status}`);
    const { vulns = [], next_page_token } = await answer.json();
    found.push(...vulns);
    page = next_page_token;
  } while (page);
  return found;
}

async function main() {
  const lines = [];
  /** @template T @param {string} what @param {Promise<T>} answer @returns {Promise<T | null>} */
  const orSaid = (what, answer) =>
    answer.catch((error) => {
      lines.push(`${what} could not be asked: ${error.message}`);
      return null;
    });
  const [openclaw, electron, advisories] = await Promise.all([
    orSaid('OpenClaw', newest('openclaw')),
    orSaid('Electron', newest('electron')),
    orSaid('Advisories', advisoriesOf('openclaw')),
  ]);
  const moved = whatMoved(whatIsKnown(), { openclaw, electron, advisories });
  const all = [...moved, ...lines];
  const text = all.length === 0 ? 'Nothing moved.' : all.map((line) => `- ${line}`).join('\n');
  console.log(text);
  if (process.env.GITHUB_STEP_SUMMARY) appendFileSync(process.env.GITHUB_STEP_SUMMARY, `${text}\n`);
  return moved.length > 0 ? 1 : lines.length > 0 ? 2 : 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exitCode = await main();
