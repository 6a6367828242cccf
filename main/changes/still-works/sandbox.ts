import { randomUUID } from 'node:crypto';
import { agentsOf, readSettings } from '../../openclaw/read-settings';
import { containerOptions } from '../../openclaw/sandbox-container';
import { imageName, SANDBOX_IMAGE } from '../../openclaw/sandbox-image';
import { isRefusedContainer, sandboxOf } from '../../openclaw/sandbox-settings';
import type { OpenClawSettings } from '../../probes/settings';
import type { RunProcess } from '../../system/write/commands/run-process';
import type { JournalEntry } from '../journal';
import { edited } from '../plan/edited';
import { fixMessage } from '../reason';
import { redact } from '../redact';
import { type StillWorks, touching } from './types';

/** One agent's sandbox that the settings ask for. */
interface Wanted {
  /** Which it is, whatever it is made with. */
  readonly id: string;
  readonly engine: 'docker' | 'podman';
  readonly image: string;
  /** What follows `run --rm`, up to the image. */
  readonly args: readonly string[];
  /** Does nothing, or is the user's own that sets it up. */
  readonly command: readonly string[];
  /** OpenClaw itself doesn't start it: nobody tries it then. */
  readonly refused: boolean;
}

const NAMES = { docker: 'Docker', podman: 'Podman' } as const;
const same = (one: readonly string[], other: readonly string[]) => one.join('\0') === other.join('\0');
const isLocal = (backend: string): backend is keyof typeof NAMES => Object.hasOwn(NAMES, backend);
const NOTHING = ['true'];
const RUN_MS = 180_000;

/** Null on Windows, where nobody has a number. */
const owner = () =>
  process.getuid && process.getgid ? { uid: process.getuid(), gid: process.getgid() } : null;

/** What the settings of one setup ask for; those over ssh and the like are not ours to try. */
function wanted(settings: OpenClawSettings): readonly Wanted[] {
  if (settings.state !== 'read') return [];
  const reader = readSettings(settings.value, settings.environment);
  return agentsOf(reader).flatMap(({ name, path }): Wanted[] => {
    const sandbox = sandboxOf(reader, path);
    const { mode, backend: engine, place } = sandbox;
    if (mode === 'off' || !isLocal(engine)) return [];
    const image = reader.text(place('docker.image')) ?? SANDBOX_IMAGE;
    // It ends each turn where it fails, as it may without a network. With one it could do something out there, and with
    // variables of its own it can't be told from here.
    const setup = reader.text(place('docker.setupCommand'))?.trim();
    const isAlone = (reader.text(place('docker.network'))?.trim() || 'none') === 'none';
    const hasVariables = reader.raw(place('docker.env')) !== undefined;
    const command = setup && isAlone && !hasVariables ? ['/bin/sh', '-lc', setup] : NOTHING;
    const args = [...containerOptions(reader, sandbox, engine, owner()), '--pull=never', image];
    const id = [settings.setup.stateDir, name, engine, image].join('\0');
    return [{ id, engine, image, args, command, refused: isRefusedContainer(reader, sandbox) }];
  });
}

/** The last entry that changed what stands in the settings about sandboxes. */
const culprit = (entries: readonly JournalEntry[]) =>
  entries.findLast(({ changes }) =>
    changes.some((change) => {
      const values = change.kind === 'edit' ? edited(change) : null;
      return (
        values &&
        [...values.set.map(([path]) => path), ...values.gone].some((path) => path.includes('sandbox'))
      );
    }),
  );

/** Engine and image that the settings ask for are there, and what is new about a sandbox lets it really start. */
export const sandboxStarts = (run: RunProcess): StillWorks<ReadonlyMap<string, Wanted>> => ({
  async before(probes) {
    const { items } = await probes.settings.all();
    return new Map(items.flatMap(wanted).map((each) => [each.id, each]));
  },
  async after(remembered, { entries, probes, signal }) {
    const { items } = await probes.settings.all();
    const tried = new Map<string, Promise<string | null>>();
    /** Why it doesn't start; null where it does, or takes too long to tell. */
    const failure = (program: string, args: readonly string[]) => {
      const key = JSON.stringify([program, args]);
      const known = tried.get(key) ?? start(run, program, args, signal);
      tried.set(key, known);
      return known;
    };
    for (const settings of items) {
      if (settings.state !== 'read') continue;
      const entry = culprit(touching(entries, settings.files));
      if (!entry) continue;
      for (const { id, engine, image, args, command, refused } of wanted(settings)) {
        const was = remembered.get(id);
        if (refused || was?.refused) continue;
        if (was && same(was.args, args) && same(was.command, command)) continue;
        const name = NAMES[engine];
        const here = (await probes.engines.sandbox()).find((each) => each.id === engine);
        const lacks = !here || here.lacks;
        if (lacks || (here.images && !here.images.has(imageName(image)))) {
          if (was) continue;
          return {
            entry,
            because: lacks
              ? fixMessage('works.no-engine', { engine: name })
              : fixMessage('works.no-image', { engine: name, image }),
          };
        }
        const reason = await failure(here.program, [...args, ...command]);
        // What didn't start before either is not held against it.
        if (reason === null || (was && (await failure(here.program, [...was.args, ...was.command])) !== null))
          continue;
        return { entry, because: fixMessage('works.no-sandbox', { engine: name, reason }) };
      }
    }
    return null;
  },
});

/** Tries a container. An engine goes on with one whose client was stopped: that one is removed, by its own name. */
async function start(run: RunProcess, program: string, args: readonly string[], signal: AbortSignal) {
  const name = `tankmate-trial-${randomUUID()}`;
  const call = { program, env: surroundings(), limitMs: RUN_MS };
  const ended = await run({ ...call, args: ['run', '--rm', '--name', name, ...args], signal });
  if (ended.stopped !== null) await run({ ...call, args: ['rm', '--force', '--volumes', name] });
  if (ended.stopped === 'too-slow' || ended.code === 0) return null;
  return redact(ended.err.trim().split('\n').at(-1) ?? '', 'lines').slice(0, 300);
}

/** Engines find their own service and store by these. */
const surroundings = (): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value !== undefined &&
      /^(HOME|PATH|USER|LOGNAME|USERPROFILE|SYSTEMROOT|XDG_.*|DOCKER_.*|CONTAINER_.*|TMPDIR)$/i.test(name)
        ? [[name, value] as const]
        : [],
    ),
  );
