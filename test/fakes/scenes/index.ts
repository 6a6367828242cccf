import type { fakeProbes } from '../probes';

/** Verbs of probes, subject by subject: those that are given answer in place of the real ones. */
export type SomeProbes = Parameters<typeof fakeProbes>[0];

/**
 * A throw-away home on which one fix has something to do. One file a fix, `test/fakes/scenes/<fix-id>.ts`:
 *
 *     import type { Scene } from '.';
 *     export const scene: Scene = {
 *       async build(home) {
 *         await mkdir(join(home, '.openclaw'));
 *         await writeFile(join(home, '.openclaw/openclaw.json'), '{ gateway: { bind: "lan" } }\n');
 *       },
 *     };
 *
 * The fix plans on it with the real probes, which read as if `home` were the home of the account (`HOME` and
 * `USERPROFILE` point to it, `PATH` is empty). Its plan is then carried out by the real engine and the real writers,
 * and killed with SIGKILL before every single write; afterwards undo must bring back every file of `home`, byte for
 * byte and mode for mode. So:
 * - everything that the fix edits, moves or sets a mode on lies below `home`;
 * - commands and ends of programs are only written down there, never run: the scene needs no real program;
 * - what a folder can't show (a gateway that runs, a service, a container) is told by `probes`;
 * - `build` is called many times, each time with another empty folder: small and quick, the same every time.
 */
export interface Scene {
  /** Writes the home into an empty folder that is there, absolute and without links. */
  build(home: string): Promise<void>;
  /** What the real probes could not see here. */
  probes?(home: string): SomeProbes;
}

const modules = import.meta.glob<Scene>(['./*.ts', '!./index.ts'], { eager: true, import: 'scene' });

/** Scenes by the id of their fix. */
export const scenes: Readonly<Record<string, Scene>> = Object.fromEntries(
  Object.entries(modules).map(([file, scene]) => [file.replace(/^.*\/|\.ts$/g, ''), scene]),
);
