/**
 * @typedef {object} Step
 * @property {string} title what it proves
 * @property {string[]} [command] a program of the project that passes or fails as one
 * @property {string} [suite] or a folder of test/ for vitest ('unit' is all that start no real program)
 * @property {boolean} [ordinary] runs as an ordinary account, with a display and a message bus of its own
 * @property {boolean} [island] sees no programs and ports but its own
 * @property {number} [parts] its files are dealt out to so many runs beside each other, each in surroundings of its own
 * @property {boolean} [disk] gets a disk for virtual machines, made once, and a network of its own beside the loopback
 * @property {boolean} [beside] goes on while those after it run, one such after another: it waits much and hurries nobody
 * @property {boolean} [alone] waits for those that go on beside: what it starts gives up on a computer that is too busy
 * @property {boolean} [memory] its home and folder for temporary files are in memory, where that can be had
 * @property {boolean} [network] gets the user's npm and proxy settings
 * @property {string[]} [files] only test files whose path has one of these in it
 * @property {Record<string, string>} [variables] for its tests
 * @property {string[]} [packages] of Debian that it needs beside those of all suites
 */

/** @type {Step[]} Everything that `npm test` runs, in this order; one that fails does not stop those after it. */
export const STEPS = [
  { title: 'Types', command: ['tsc', '--noEmit'] },
  { title: 'Lint and format', command: ['biome', 'check', '--error-on-warnings'] },
  { title: 'Units and house rules', suite: 'unit', memory: true },
  { title: 'A real tank, with rootless Podman', suite: 'real-tank', network: true, beside: true },
  {
    title: 'The Windows terminal version under Wine',
    suite: 'wine',
    ordinary: true,
    network: true,
    beside: true,
  },
  { title: 'The wizard in Chromium', suite: 'wizard', ordinary: true, memory: true },
  {
    title: 'The app in Electron, sandbox on',
    suite: 'electron',
    ordinary: true,
    island: true,
    parts: 2,
    memory: true,
  },
  { title: 'A real tank, with QEMU', suite: 'real-vm', ordinary: true, island: true, disk: true },
  { title: 'Random unsafe homes, mended and taken back', suite: 'homes', memory: true },
  { title: 'A real OpenClaw', suite: 'real', network: true, alone: true, memory: true },
  { title: 'The Debian package', suite: 'package', network: true },
];

/** @type {Step[]} What runs only when it is named: what hangs together with no change but its own. */
export const BY_NAME = [
  {
    title: 'Our own installer for Windows, under Wine',
    suite: 'installer',
    ordinary: true,
    network: true,
    packages: ['nsis'],
  },
];

/** @type {Step[]} What `npm test -- quick` runs: all that starts no real program, and each screen of the wizard once. */
export const QUICK = [
  ...STEPS.slice(0, 3),
  {
    title: 'One scene of each screen of the wizard',
    suite: 'wizard',
    ordinary: true,
    memory: true,
    files: ['wizard/screens-'],
    variables: { TANKMATE_SCENES: 'one' },
  },
];
