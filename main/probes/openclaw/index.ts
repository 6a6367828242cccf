import { startOptions } from '../../openclaw/start-options';
import type { Host } from '../../system/read';
import { type Gap, memoize, memoizeBy, type PartialResult } from '../partial-result';
import { type AccountHome, accountHomes } from './account-homes';
import { dockerContainers } from './docker-containers';
import { findCopies } from './find-copies';
import { findSetups, setupsOfApps } from './find-setups';
import { findStarts } from './find-starts';
import { foldersOfShells } from './follow-launcher';
import { runningOpenClaw } from './running-processes';
import { sandboxBrowsersAmong } from './sandbox-browsers';
import { searchHome } from './search-home';
import { systemdServices } from './services-systemd';
import { startSources } from './start-sources';
import { createTolerantReader, type TolerantReader } from './tolerant-reader';
import type { OpenClawProbe } from './types';

export type {
  Copy,
  CopyKind,
  OpenClawProbe,
  SandboxBrowser,
  Service,
  ServiceGrants,
  Setup,
  StartMethod,
} from './types';

/** Each place once. */
const unique = (gaps: readonly Gap[]): readonly Gap[] => [
  ...new Map(gaps.map((each) => [each.where, each])).values(),
];

/**
 * Finds OpenClaw on this computer by reading files: package folders, state folders, units, agents and tasks.
 * Starts no program on Linux, except docker's own list where its daemon runs already.
 */
export function createOpenClawProbe(host: Host): OpenClawProbe {
  const who = memoize(async () => {
    const reader = createTolerantReader(host);
    return { reader, people: await accountHomes(reader) };
  });
  const ask = <T>(
    find: (reader: TolerantReader) => Promise<readonly T[]>,
  ): (() => Promise<PartialResult<T>>) =>
    memoize(async () => {
      const reader = createTolerantReader(host);
      const items = await find(reader);
      return { items, gaps: [...(await who()).reader.gaps, ...reader.gaps] };
    });
  const starting = ask(async (reader) => {
    const { people } = await who();
    // Their readers of XML are large, and no other system needs them.
    if (host.platform === 'darwin')
      return (await import('./services-launchd')).launchdServices(reader, people);
    if (host.platform === 'win32')
      return (await import('./services-windows')).windowsServices(reader, people);
    return systemdServices(reader, people);
  });
  const running = memoize(async () => runningOpenClaw(createTolerantReader(host), (await who()).people));
  // Answers of their own as well: most changes touch no start file, and there are many of them.
  const sources = ask(async (reader) => startSources(reader, (await who()).people));
  const shellFolders = memoizeBy(async (home: AccountHome) => {
    const reader = createTolerantReader(host);
    return { items: await foldersOfShells(reader, home), gaps: reader.gaps };
  });
  const starts = ask(async (reader) => {
    const [{ people }, { items, gaps }] = await Promise.all([who(), sources()]);
    for (const { where, because } of gaps) reader.addGap(where, because);
    return findStarts(reader, people, (await starting()).items, await running(), items);
  });
  const ofApps = memoizeBy((home: AccountHome) => setupsOfApps(createTolerantReader(host), home));
  const setups = ask(async (reader) =>
    findSetups(reader, (await who()).people, (await starts()).items, ofApps),
  );
  const docker = memoize(async () => {
    const reader = createTolerantReader(host);
    return { items: await dockerContainers(reader), gaps: reader.gaps };
  });
  // Answers of their own: which packages are started changes less often than how they are, and what is edited in a home changes no package, and the search goes through many folders.
  const startedCopies = memoize(async () => [
    ...new Set((await starts()).items.flatMap(({ copyPath }) => (copyPath === null ? [] : [copyPath]))),
  ]);
  const searched = memoizeBy(async (home: AccountHome) => searchHome(createTolerantReader(host), home));
  const installed = ask(async (reader) => {
    const { people } = await who();
    return findCopies(
      reader,
      people,
      (await starting()).items,
      await running(),
      await startedCopies(),
      searched,
      docker,
      shellFolders,
    );
  });
  return {
    /** A service that could not be looked at may start a copy that lies anywhere. */
    async copies() {
      const [{ items, gaps }, services] = await Promise.all([installed(), starting()]);
      return { items, gaps: unique([...gaps, ...services.gaps]) };
    },
    /** What could not be looked at may tell OpenClaw to keep its settings in another place. */
    async setups() {
      const [{ items, gaps }, from, services] = await Promise.all([setups(), starts(), starting()]);
      return { items, gaps: unique([...gaps, ...from.gaps, ...services.gaps]) };
    },
    async starts() {
      const [{ items, gaps }, services] = await Promise.all([starts(), starting()]);
      return { items, gaps: unique([...gaps, ...services.gaps]) };
    },
    async sandboxBrowsers() {
      const { items, gaps } = await docker();
      return { items: sandboxBrowsersAmong(items), gaps };
    },
    async services() {
      const { items, gaps } = await starting();
      return {
        items: items.map(({ command, home: _home, start: _start, missing: _missing, ...service }) => ({
          ...service,
          options: startOptions(command),
        })),
        gaps,
      };
    },
  };
}
