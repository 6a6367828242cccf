import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { arch, release } from 'node:os';
import { ROOT } from '../setup/places.mjs';

/**
 * What a suite came to when it ran last.
 * @typedef {object} RecordedSuite
 * @property {string} suite
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {string} day YYYY-MM-DD
 * @property {string} commit that was run, short; with `+` where files were changed; or `unknown`
 *
 * What `npm test` came to on one system, as docs/results/<platform>.json holds it.
 * @typedef {object} Recorded
 * @property {NodeJS.Platform} platform
 * @property {string} system its own name and version, and the processor's kind
 * @property {readonly RecordedSuite[]} suites
 */

/** The name that a system gives itself (os-release(5)). */
function systemName() {
  try {
    const [, name] = /^PRETTY_NAME="?(.+?)"?$/m.exec(readFileSync('/etc/os-release', 'utf8')) ?? [];
    if (name !== undefined) return name;
  } catch {}
  return `${process.platform} ${release()}`;
}

/** What was run; unknown where this is no checkout, or git doesn't trust whose it is. */
function commitNow() {
  const git = (/** @type {string[]} */ ...args) =>
    execFileSync('git', ['-C', ROOT, ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  try {
    return git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain') === '' ? '' : '+');
  } catch {
    return 'unknown';
  }
}

/**
 * What ran now, in place of what was recorded of the same suites before.
 * @param {readonly { name: string, result: import('./sum.mjs').Result }[]} ran
 * @param {Date} now
 * @param {Recorded | null} before
 * @returns {Recorded}
 */
export function recordOf(ran, now, before) {
  const [day, commit] = [now.toISOString().slice(0, 10), commitNow()];
  const fresh = ran.map(({ name, result: { passed, failed, skipped } }) => ({
    ...{ suite: name, passed, failed, skipped: skipped.length, day, commit },
  }));
  const names = fresh.map(({ suite }) => suite);
  const kept = (before?.suites ?? []).filter(({ suite }) => !names.includes(suite));
  return { platform: process.platform, system: `${systemName()}, ${arch()}`, suites: [...kept, ...fresh] };
}

const COLUMNS = /** @type {const} */ ([
  ['linux', 'Linux'],
  ['win32', 'Windows'],
  ['darwin', 'macOS'],
]);

/** @param {RecordedSuite | undefined} ran */
function cellOf(ran) {
  if (ran === undefined || ran.passed + ran.failed === 0) return 'never run';
  const failed = ran.failed > 0 ? `, **${ran.failed} failed**` : '';
  const skipped = ran.skipped > 0 ? `, ${ran.skipped} skipped` : '';
  return `${ran.passed} passed${failed}${skipped} (${ran.day}, ${ran.commit})`;
}

/**
 * A table of what ran where, from what was recorded; a system of which nothing was recorded has run nothing.
 * @param {readonly import('./steps.mjs').Step[]} steps
 * @param {readonly Recorded[]} recorded one at most for each system
 * @returns {string} Markdown, with a line's end at its end
 */
export function tableOf(steps, recorded) {
  const on = (/** @type {string} */ platform) => recorded.find((each) => each.platform === platform);
  const head = COLUMNS.map(([platform, name]) => {
    const its = on(platform);
    return its ? `${name}: ${its.system}` : name;
  });
  const rows = steps.map(({ title, suite, command }) => [
    title,
    ...COLUMNS.map(([platform]) =>
      cellOf(on(platform)?.suites.find((each) => each.suite === (suite ?? command?.[0]))),
    ),
  ]);
  const line = (/** @type {readonly string[]} */ cells) => `| ${cells.join(' | ')} |\n`;
  return line(['', ...head]) + line(COLUMNS.concat([['', '']]).map(() => '---')) + rows.map(line).join('');
}

const [BEGIN, END] = [
  '<!-- what ran: made by `npm run what-ran` from docs/results -->\n',
  '<!-- end of what ran -->',
];

/** Puts the table between its marks; throws where they are not there. @param {string} text @param {string} table */
export function withTable(text, table) {
  const [from, to] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (from < 0 || to < from) throw new Error('The marks of the table are not there.');
  return `${text.slice(0, from + BEGIN.length)}${table}${text.slice(to)}`;
}
