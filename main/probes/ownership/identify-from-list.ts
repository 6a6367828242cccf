import { isRuntime, titledRole } from '../../openclaw/gateway-process';
import type { Host } from '../../system/read';
import { packageFinder } from './find-package';
import { byFamily, identifyScript, identity } from './identify';
import { stateFolderIn } from './state-folder';
import type { ProgramIdentity, Proof } from './types';

/** One process as macOS' ps or Windows' CIM lists it. */
export interface ProcessListLine {
  readonly pid: number;
  readonly parent: number;
  /** Short name, without `.exe`. */
  readonly program: string;
  readonly args: readonly string[];
  /** Whole path of what runs; null when it was not told. */
  readonly file: string | null;
}

/** An app's identifier, as it stands in its Info.plist, in text or in Apple's binary form (CFBundleIdentifier). */
const IDENTIFIER = /(?:ai|com|bot|org)\.(?:openclaw|clawdbot|moltbot|molt)\b/;

/**
 * What each of these processes is of OpenClaw's, by number, on macOS and Windows: by the package of its script, by a
 * helper whose package is known, or as the desktop app. `listening` are the numbers of those seen to listen.
 */
export async function identitiesFromList(
  host: Host,
  lines: readonly ProcessListLine[],
  listening: ReadonlySet<number>,
): Promise<ReadonlyMap<number, ProgramIdentity>> {
  const find = packageFinder(host);

  async function app({ file }: ProcessListLine): Promise<ProgramIdentity | null> {
    const bundle = /^(.*?\.app)\/Contents\/MacOS\/[^/]+$/.exec(file ?? '')?.[1];
    if (host.platform !== 'darwin' || bundle === undefined) return null;
    const plist = await host.readBytes(`${bundle}/Contents/Info.plist`).catch(() => null);
    return plist !== null && IDENTIFIER.test(plist.toString('latin1'))
      ? identity('app', true, null, [{ by: 'program', saw: bundle }])
      : null;
  }

  const state = await stateFolderIn(host, host.home);
  const scripts = new Map<number, ProgramIdentity>();
  await Promise.all(
    lines.map(async (line) => {
      const is = (await identifyScript({ ...line, cwd: null }, find, host.path)) ?? (await app(line));
      if (is) scripts.set(line.pid, is);
    }),
  );

  /** Nothing tells what overwrote its arguments but what is beside it; a title that is also the program's own name is none. */
  function byTitle({ pid, parent, args, file }: ProcessListLine): ProgramIdentity | null {
    const title = host.platform === 'darwin' ? titledRole(args) : null;
    if (title === null) return null;
    // Commands listen nowhere, but for the moment of a login: it is a gateway, or nobody can say that it is none.
    const isOpen = title === 'starting' && listening.has(pid);
    // ps shows the title as the program, too; a path is that of a program of machine code.
    if (file !== null && host.path.isAbsolute(file) && !isRuntime(file.replace(/^.*\//, ''))) return null;
    const evidence: Proof[] = [{ by: 'title', saw: args[0] ?? '' }];
    const children = lines.filter((each) => each.parent === pid).map((each) => ['child', each.pid] as const);
    let copy: string | null = null;
    for (const [by, other] of [...children, ['parent', parent] as const]) {
      const known = scripts.get(other);
      if (!known?.certain || known.copyPath === null) continue;
      copy ??= known.copyPath;
      evidence.push({ by, saw: known.copyPath });
    }
    const helped = evidence.length > 1;
    if (listening.has(pid)) evidence.push({ by: 'socket', saw: String(pid) });
    if (state !== null) evidence.push({ by: 'state', saw: state });
    const certain = helped || (title === 'gateway' && listening.has(pid) && state !== null);
    return identity(isOpen ? 'gateway' : title, certain && !isOpen, copy, evidence);
  }

  const known = new Map(scripts);
  for (const line of lines) {
    const is = known.has(line.pid) ? null : byTitle(line);
    if (is) known.set(line.pid, is);
  }
  return byFamily(lines, known);
}
