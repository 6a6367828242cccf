// What one progress event costs the main process on its way to the page, beside a push of the whole state.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serialize } from 'node:v8';
import { createStore, sendChanges } from '../../main/app/store.ts';
import { print } from './figures.mjs';
import { makeUsualHome } from './usual-home.mjs';

const RUNS = 2000;
/** A release with a few hundred published holes, each of which is a line of the report. */
const OLD = '2026.3.13';

/** The report of a usual home with an old copy in it, as the window gets it. */
async function reportOf(root, home) {
  makeUsualHome(home);
  const copy = join(home, '.npm-global/lib/node_modules/openclaw');
  mkdirSync(copy, { recursive: true });
  writeFileSync(join(copy, 'package.json'), JSON.stringify({ name: 'openclaw', version: OLD }));
  const words = [join(root, 'scripts/terminal.mjs'), 'inspect', '--offline', '--json'];
  const child = spawn(process.execPath, words, {
    env: { ...process.env, HOME: home },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  child.stdout.on('data', (part) => {
    out += part;
  });
  await once(child, 'close');
  return JSON.parse(out);
}

/** @param {string} root the checkout */
export async function measurePushes(root) {
  const home = mkdtempSync(join(tmpdir(), 'tankmate-bench-'));
  try {
    const store = createStore({
      language: 'en',
      report: await reportOf(root, home),
      changes: [],
      history: [],
    });
    // Electron hands over what the structured clone algorithm makes of a value, as this does.
    let sent;
    sendChanges(store, (change) => {
      sent = serialize(change);
    });
    const lines = Array.from({ length: 50 }, (_, at) => `npm http fetch GET 200 package-${at} (cache hit)`);
    /** One line more of a program, as an update tells it. */
    const event = (done) => store.publish({ working: { kind: 'update', now: '', done, of: RUNS, lines } });
    const measured = (act) =>
      Array.from({ length: RUNS }, (_, done) => {
        const began = performance.now();
        const { length } = act(done);
        return { ms: performance.now() - began, kb: length / 1000 };
      }).slice(RUNS / 10);
    const ours = measured((done) => {
      event(done);
      return sent;
    });
    const whole = measured((done) => {
      event(done);
      return serialize(store.get());
    });
    const against = `the whole state with a report of ${OLD}, serialised`;
    print({
      figure: 'one progress event in the main process, from publish to serialised',
      unit: 'ms',
      ours: ours.map(({ ms }) => ms),
      against,
      theirs: whole.map(({ ms }) => ms),
      goal: { atMost: 1, of: 'value' },
    });
    print({
      figure: 'one progress event on its way to the page',
      unit: 'kB',
      ours: ours.map(({ kb }) => kb),
      against,
      theirs: whole.map(({ kb }) => kb),
      goal: { atMost: 0.1, of: 'ratio' },
    });
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
