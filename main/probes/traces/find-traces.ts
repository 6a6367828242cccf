import type { Message } from '../../contract/finding';
import { DEFAULT_PORTS } from '../../openclaw/endpoint';
import { isActing, isRuntime } from '../../openclaw/gateway-process';
import { compareVersions, isVersion } from '../../openclaw/openclaw-version';
import { readSettings, valueAt } from '../../openclaw/read-settings';
import type { Host } from '../../system/read';
import type { Gateway, Listener, Process } from '../gateways/types';
import type { Copy, Setup, StartMethod } from '../openclaw/types';
import type { OpenClawSettings } from '../settings/types';
import type { Lead, Trace } from './types';

const HERE = 'this-computer';

/** What the other probes found. */
export interface FoundByProbes {
  readonly copies: readonly Copy[];
  readonly setups: readonly Setup[];
  readonly starts: readonly StartMethod[];
  readonly settings: readonly OpenClawSettings[];
  readonly gateways: readonly Gateway[];
  readonly processes: readonly Process[];
  readonly listeners: readonly Listener[];
}

/** Apps that run on the default folder (OpenClaw docs, platforms/macos; ClawX README). */
const USES_DEFAULT = /^(open-?claw|clawx)([ ._-].*)?$/i;
/** A name without signs and spaces, as it may be spelled in a folder's. */
const plainName = (name: string) => name.toLowerCase().replace(/[^a-z0-9\u0080-\uffff/\\]/g, '');

const lead = (found: boolean): Lead => (found ? 'found' : 'missing');

/** Puts together what speaks for OpenClaw and where it leads to. Pure but for the host's way to write paths. */
export function findTraces(host: Pick<Host, 'path' | 'platform'>, found: FoundByProbes): readonly Trace[] {
  const { copies, setups, starts, settings, gateways, processes, listeners } = found;
  const same = (a: string, b: string) => {
    const [x, y] = [host.path.resolve(a), host.path.resolve(b)];
    return host.platform === 'linux' ? x === y : x.toLowerCase() === y.toLowerCase();
  };
  const isCopy = (path: string | null) =>
    path !== null && copies.some((copy) => copy.where === HERE && same(copy.path, path));
  const isSetup = (stateDir: string | null, configPath: string | null = null) =>
    setups.some((setup) =>
      configPath === null
        ? stateDir !== null && same(setup.stateDir, stateDir)
        : same(setup.configPath, configPath),
    );

  const ofSetups = setups.flatMap((setup): readonly Trace[] => {
    const own = settings.find((each) => each.setup.configPath === setup.configPath);
    const touched = own?.state === 'read' ? valueAt(own.value, 'meta.lastTouchedVersion') : undefined;
    const version = typeof touched === 'string' && isVersion(touched) ? touched : null;
    // An app's own copy may run on its settings, and so may one in a container that has the folder inside.
    const versions = copies.map((copy) => copy.version);
    const isOlder = (each: string | null) =>
      each !== null && isVersion(each) && version !== null && compareVersions(each, version) < 0;
    const newer = version !== null && copies.length > 0 && versions.every(isOlder);
    const saw: Message = newer
      ? { id: 'trace.newer', values: { version } }
      : version === null
        ? { id: 'trace.settings-plain' }
        : { id: 'trace.settings', values: { version } };
    return [
      { kind: 'folder', where: setup.stateDir, saw, copy: lead(copies.length > 0 && !newer), setup: 'none' },
    ];
  });

  const ofStarts = starts
    .filter(({ by }) => by !== 'process')
    .map((start): Trace => {
      const { role, image, copyPath, stateDir, configPath, byDefault } = start;
      // A default folder that isn't there yet is made at the first start, with defaults.
      const setup = isSetup(stateDir, configPath) ? 'found' : byDefault ? 'none' : 'missing';
      const contained = image !== null && copies.some(({ kind }) => kind === 'container');
      const runs = role !== null;
      return {
        kind: start.by === 'service' ? 'service' : 'file',
        where: start.where,
        saw: byDefault
          ? { id: 'trace.start' }
          : { id: runs ? 'trace.start-in' : 'trace.named-folder', values: { folder: stateDir } },
        copy: !runs
          ? 'none'
          : lead(
              image === null ? isCopy(copyPath) || (copyPath === null && fetched(start, copies)) : contained,
            ),
        setup: image === null ? setup : 'none',
      };
    });

  /** What the unit of a process starts is what it runs. */
  const byUnit = (pid: number): boolean => {
    const unit = processes.find((each) => each.pid === pid)?.unit?.name;
    return (
      unit !== undefined &&
      starts.some(
        ({ by, where, copyPath }) =>
          by === 'service' && host.path.basename(where) === unit && isCopy(copyPath),
      )
    );
  };
  const ofGateways = gateways.map(({ pid, program, copyPath, stateDir, where }): Trace => {
    const inside = where !== HERE;
    // A process shows its container's id, a list the name: any container of OpenClaw may be the one.
    const copy = inside
      ? copyPath !== null || copies.some((each) => each.where !== HERE)
      : isCopy(copyPath) || (copyPath === null && byUnit(pid));
    // Where its folder can't be seen, it is one of those that were found.
    const setup = inside ? 'none' : lead(stateDir === null ? setups.length > 0 : isSetup(stateDir));
    const saw: Message = { id: 'trace.gateway' };
    return { kind: 'process', where: `${program} (pid ${pid})`, saw, copy: lead(copy), setup };
  });

  const ofPrograms = processes.flatMap((process): readonly Trace[] => {
    const { openclaw: is, pid, program, where } = process;
    if (!is || !isActing(is.role) || is.role === 'gateway' || is.role === 'helper' || where !== HERE)
      return [];
    if (gateways.some((gateway) => gateway.pid === pid || gateway.pid === process.parent)) return [];
    const saw: Message = { id: 'trace.program' };
    const copy = is.copyPath === null ? 'none' : lead(isCopy(is.copyPath));
    return [{ kind: 'process', where: `${program} (pid ${pid})`, saw, copy, setup: 'none' }];
  });

  const named = settings.flatMap((each) => {
    if (each.state !== 'read') return [];
    const reader = readSettings(each.value, each.environment);
    const port = Number(
      reader.environment['--port'] ?? reader.environment.OPENCLAW_GATEWAY_PORT ?? reader.raw('gateway.port'),
    );
    return Number.isInteger(port) && port > 0 ? [port] : [];
  });
  const pids = new Set(gateways.map(({ pid }) => pid));
  const family = new Set(processes.flatMap(({ openclaw, pid }) => (openclaw ? [pid] : [])));
  const ofPorts = listeners.flatMap(({ port, pid, program }): readonly Trace[] => {
    if (![...DEFAULT_PORTS, ...named].includes(port)) return [];
    if (pid !== null && (pids.has(pid) || family.has(pid))) return [];
    if (gateways.some((each) => (each.listeners ?? each.perhaps ?? []).some((own) => own.port === port)))
      return [];
    // Another program of which it is known what it is has only taken the number.
    const isOwn =
      named.includes(port) ||
      program === null ||
      isRuntime(program) ||
      /openclaw|clawdbot|moltbot/i.test(program);
    if (!isOwn) return [];
    const saw: Message = { id: 'trace.port', values: { port: String(port), program: program ?? '?' } };
    return [{ kind: 'port', where: String(port), saw, copy: 'missing', setup: lead(setups.length > 0) }];
  });

  // An app that carries OpenClaw keeps its settings where its maker wanted, and not in the default folder.
  const ofApps = copies.flatMap(({ bundledIn, where }): readonly Trace[] => {
    if (bundledIn === undefined || where !== HERE) return [];
    const app = host.path.basename(bundledIn).replace(/\.app$/i, '');
    if (USES_DEFAULT.test(app)) return [];
    const name = plainName(app);
    const own = setups.some(
      ({ stateDir }) =>
        plainName(host.path.dirname(stateDir)).includes(name) || plainName(stateDir).includes(name),
    );
    return [{ kind: 'package', where: bundledIn, saw: { id: 'trace.app' }, copy: 'found', setup: lead(own) }];
  });

  const ofContainers = copies
    .filter(({ where }) => where !== HERE)
    .map(
      ({ where }): Trace => ({
        kind: 'package',
        where,
        saw: { id: 'trace.container' },
        copy: 'found',
        setup: 'none',
      }),
    );
  const unique = new Map<string, Trace>();
  for (const each of [
    ...ofSetups,
    ...ofStarts,
    ...ofGateways,
    ...ofPrograms,
    ...ofPorts,
    ...ofApps,
    ...ofContainers,
  ])
    unique.set(`${each.kind}\n${each.where}\n${each.copy}\n${each.setup}`, each);
  return [...unique.values()];
}

/** What npx and its like fetch is no copy until it was started once: then it lies in their cache. */
const fetched = ({ certain }: StartMethod, copies: readonly Copy[]): boolean =>
  certain && copies.some(({ path }) => /[\\/](_npx|dlx|\.bun|bunx[^\\/]*)[\\/]/.test(path));
