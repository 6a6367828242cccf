import type { Message } from '../../contract/finding';
import { recordOrEmpty } from '../../isolation/json-values';
import { isRuntime } from '../../openclaw/gateway-process';
import { isNodeRange } from '../../openclaw/node-range';
import type { Host } from '../../system/read';
import { programCandidates } from '../../system/read/program-places';
import type { Gateway, GatewayProbe } from '../gateways/types';
import type { IsolationProbe } from '../isolation';
import type { Copy, OpenClawProbe, StartMethod } from '../openclaw/types';
import { memoizeBy, readFailure } from '../partial-result';
import { readNodeVersion } from './node-version';
import type { CopyRuntimes, Runtime, RuntimeProbe, WantedNode } from './types';

const HERE = 'this-computer';
const INSIDE: Message = { id: 'node.inside' };
/** Where Windows' installers of Node, and OpenClaw's own, put it (nodejs.org; OpenClaw docs, install/installer). */
const WINDOWS_PLACES = ['ProgramFiles', 'ProgramFiles(x86)'];

/** Finds and reads what runs each copy. It reads files, and what the other probes know; nothing is run for it. */
export function createRuntimeProbe(
  host: Host,
  openclaw: Pick<OpenClawProbe, 'copies' | 'starts'>,
  gateways: Pick<GatewayProbe, 'running'>,
  isolation: Pick<IsolationProbe, 'containers'>,
): RuntimeProbe {
  const { join, dirname, basename, resolve } = host.path;
  const name = host.platform === 'win32' ? 'node.exe' : 'node';
  const same = (a: string | null, b: string) =>
    a !== null && (host.platform === 'linux' ? a === b : a.toLowerCase() === b.toLowerCase());
  const reading = memoizeBy((file: string) => readNodeVersion(host, file));

  const nothing = (from: Runtime['from'], by: string | null, path: string, unknown: Message): Runtime => ({
    path,
    from,
    by,
    version: null,
    unknown,
  });

  /** A program that runs JavaScript. `file` is where it can be read, where that isn't its path. */
  async function runtimeAt(
    path: string,
    from: Runtime['from'],
    by: string | null,
    file = path,
  ): Promise<Runtime> {
    const program = basename(path).replace(/ \(deleted\)$/, '');
    if (!/^node/i.test(program))
      return nothing(from, by, path, {
        id: isRuntime(program) ? 'node.other' : 'node.app',
        values: { program },
      });
    return { path, from, by, ...(await reading(file)) };
  }

  /** The first file that a process has mapped as its text is its program (lsof(8), `-d txt`, `-F n`). */
  async function mappedProgram(pid: number): Promise<string | null> {
    const asked = ['-nP', '-a', '-p', String(pid), '-d', 'txt', '-F', 'n'];
    const answer = await host.run('/usr/sbin/lsof', asked).catch(() => null);
    return /^n(\/.+)$/m.exec(answer?.stdout.toString('utf8') ?? '')?.[1] ?? null;
  }

  /** Null: it can't be told of the process itself, and what starts it has to say. */
  async function ofGateway({ pid, file }: Gateway): Promise<Runtime | null> {
    const by = `pid ${pid}`;
    if (host.platform === 'darwin') {
      // Its title hides its path from ps.
      const program = file ?? (await mappedProgram(pid));
      return program === null ? null : runtimeAt(program, 'gateway', by);
    }
    if (file === undefined) return nothing('gateway', by, by, { id: 'look.not-allowed' });
    // The link leads to the very program that runs, even where another lies in its place since (proc(5)).
    const replaced = host.platform === 'linux' && file.endsWith(' (deleted)');
    return runtimeAt(file, 'gateway', by, replaced ? `/proc/${pid}/exe` : file);
  }

  /** The first of these that is there: what a shell, or `#!/usr/bin/env node`, would take. */
  async function firstOf(files: readonly string[]): Promise<string | null> {
    for (const file of files)
      if (
        await host.stat(file).then(
          ({ kind }) => kind === 'file',
          () => false,
        )
      )
        return file;
    return null;
  }

  /** Where a copy's own command looks for its Node: its installer's private one, the one beside it, then `PATH`. */
  async function ofCommand(
    copy: Copy,
    env: Readonly<Record<string, string>>,
    by: string | null,
  ): Promise<Runtime> {
    const modules = dirname(copy.path);
    const prefix = basename(dirname(modules)) === 'lib' ? dirname(dirname(modules)) : dirname(modules);
    const from = by === null ? 'command' : 'start';
    const tools = join(prefix, 'tools');
    const inTools = copy.kind === 'install-cli' ? await host.list(tools).catch(() => []) : [];
    const own = inTools.filter((each) => /node/.test(each)).map((each) => join(tools, each, 'bin', name));
    const beside = host.platform === 'win32' ? join(prefix, name) : join(prefix, 'bin', name);
    const more = WINDOWS_PLACES.flatMap((each) => (host.env[each] ? [join(host.env[each], 'nodejs')] : []));
    const path = env.PATH ?? env.Path;
    const search = path === undefined ? host.env : { ...host.env, PATH: path };
    const found = await firstOf([
      ...own,
      beside,
      ...(copy.bundledIn ? [] : programCandidates('node', host.platform, search, more)),
    ]);
    if (found !== null) return runtimeAt(found, from, by);
    return copy.bundledIn
      ? nothing(from, by, copy.bundledIn, { id: 'node.app', values: { program: basename(copy.bundledIn) } })
      : nothing(from, by, copy.path, { id: 'node.none' });
  }

  async function ofStart(copy: Copy, { program, env, where, cwd }: StartMethod): Promise<Runtime> {
    if (program === null || !isRuntime(basename(program))) return ofCommand(copy, env, where);
    if (/[\\/]/.test(program)) return runtimeAt(resolve(cwd ?? host.home, program), 'start', where);
    const search = env.PATH === undefined ? host.env : { ...host.env, PATH: env.PATH };
    const found = await firstOf(programCandidates(program, host.platform, search));
    return found === null
      ? nothing('start', where, program, { id: 'node.none' })
      : runtimeAt(found, 'start', where);
  }

  async function wantedBy(copy: Copy): Promise<WantedNode> {
    try {
      const manifest: unknown = JSON.parse(await host.readText(join(copy.path, 'package.json')));
      const { node } = recordOrEmpty(recordOrEmpty(manifest).engines);
      if (typeof node !== 'string' || node.trim() === '')
        return { range: null, unknown: { id: 'node.not-said' } };
      // One that npm can't read is none.
      return isNodeRange(node)
        ? { range: node.trim() }
        : { range: null, unknown: { id: 'node.odd', values: { range: node.trim().slice(0, 60) } } };
    } catch (error) {
      const broken = error instanceof SyntaxError;
      return { range: null, unknown: broken ? { id: 'openclaw.broken-package' } : readFailure(error) };
    }
  }

  async function inContainer(where: string): Promise<Runtime> {
    const own = (await isolation.containers()).items.find((each) => `container:${each.name}` === where);
    if (own?.node === undefined) return nothing('image', null, where, INSIDE);
    return { path: where, from: 'image', by: null, version: own.node };
  }

  return {
    under: memoizeBy(async (copy: Copy): Promise<CopyRuntimes> => {
      if (copy.where !== HERE)
        return { wanted: { range: null, unknown: INSIDE }, runtimes: [await inContainer(copy.where)] };
      const [running, starts, wanted] = await Promise.all([
        gateways.running(),
        openclaw.starts(),
        wantedBy(copy),
      ]);
      const mine = running.items.filter(({ where, copyPath }) => where === HERE && same(copyPath, copy.path));
      const started = starts.items.filter(
        ({ by, role, copyPath }) => by !== 'process' && role !== null && same(copyPath, copy.path),
      );
      const asked = await Promise.all([
        ...mine.map(ofGateway),
        ...started.map((each) => ofStart(copy, each)),
      ]);
      const found = asked.filter((each) => each !== null);
      const runtimes = found.length > 0 ? found : [await ofCommand(copy, {}, null)];
      return {
        wanted,
        runtimes: [...new Map(runtimes.toReversed().map((each) => [each.path, each])).values()].reverse(),
      };
    }),

    async ofOthers() {
      const [running, copies] = await Promise.all([gateways.running(), openclaw.copies()]);
      const lost = running.items.filter(
        ({ where, copyPath }) => where === HERE && !copies.items.some(({ path }) => same(copyPath, path)),
      );
      return (await Promise.all(lost.map(ofGateway))).filter((each) => each !== null);
    },
  };
}
