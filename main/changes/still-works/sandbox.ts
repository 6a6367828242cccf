import { agentsOf, readSettings } from '../../openclaw/read-settings';
import { imageName, SANDBOX_IMAGE } from '../../openclaw/sandbox-image';
import { sandboxOf } from '../../openclaw/sandbox-settings';
import type { Probes } from '../../probes';
import type { SandboxEngine } from '../../probes/engines';
import type { OpenClawSettings } from '../../probes/settings';
import type { RunProcess } from '../../system/write/commands/run-process';
import type { JournalEntry } from '../journal';
import { edited } from '../plan/edited';
import { fixMessage } from '../reason';
import { redact } from '../redact';
import { type StillWorks, touching } from './types';

/** One sandbox that the settings ask for. */
interface Wanted {
  readonly engine: string;
  readonly image: string;
}

const NAMES: Readonly<Record<string, string>> = { docker: 'Docker', podman: 'Podman' };
const RUN_MS = 180_000;

/** What the settings of one setup ask for; those over ssh and the like are not ours to try. */
function wanted(settings: OpenClawSettings): readonly Wanted[] {
  if (settings.state !== 'read') return [];
  const reader = readSettings(settings.value, settings.environment);
  const all = agentsOf(reader).flatMap(({ path }): Wanted[] => {
    const { mode, backend, place } = sandboxOf(reader, path);
    if (mode === 'off' || NAMES[backend] === undefined) return [];
    return [{ engine: backend, image: reader.text(place('docker.image')) ?? SANDBOX_IMAGE }];
  });
  return [...new Map(all.map((each) => [`${each.engine} ${each.image}`, each])).values()];
}
const idOf = ({ setup }: OpenClawSettings, { engine, image }: Wanted) =>
  `${setup.stateDir}\0${engine}\0${image}`;

/** As OpenClaw starts it (dist: agents/sandbox/docker, buildSandboxCreateArgs), for one command that does nothing. */
const engineArgs = ({ id }: SandboxEngine, image: string): readonly string[] => [
  ...['run', '--rm', '--init', '--network', 'none', '--read-only', '--cap-drop', 'ALL'],
  ...['--security-opt', 'no-new-privileges', '--tmpfs', '/tmp'],
  ...(id === 'podman' && process.getuid?.() !== 0 ? ['--userns=keep-id'] : []),
  ...['--pull=never', image, 'true'],
];

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

/** Engine and image that the settings ask for are there, and where that is new, one really starts. */
export const sandboxStarts = (run: RunProcess): StillWorks<ReadonlySet<string>> => ({
  async before(probes) {
    const { items } = await probes.settings.all();
    return new Set(items.flatMap((settings) => wanted(settings).map((each) => idOf(settings, each))));
  },
  async after(remembered, { entries, probes, signal }) {
    const { items } = await probes.settings.all();
    for (const settings of items) {
      if (settings.state !== 'read') continue;
      const entry = culprit(touching(entries, settings.files));
      const fresh = wanted(settings).filter((each) => !remembered.has(idOf(settings, each)));
      if (!entry || fresh.length === 0) continue;
      const engines = await enginesOf(probes);
      for (const { engine, image } of fresh) {
        const name = NAMES[engine] ?? engine;
        const here = engines.find(({ id }) => id === engine);
        if (!here || here.lacks) return { entry, because: fixMessage('works.no-engine', { engine: name }) };
        if (here.images && !here.images.has(imageName(image)))
          return { entry, because: fixMessage('works.no-image', { engine: name, image }) };
        const ended = await run({
          program: here.program,
          args: engineArgs(here, image),
          env: surroundings(),
          limitMs: RUN_MS,
          signal,
        });
        if (ended.stopped === 'too-slow' || ended.code === 0) continue;
        const reason = redact(ended.err.trim().split('\n').at(-1) ?? '', 'lines').slice(0, 300);
        return { entry, because: fixMessage('works.no-sandbox', { engine: name, reason }) };
      }
    }
    return null;
  },
});

const enginesOf = (probes: Probes) => probes.engines.sandbox();

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
