import { XMLValidator } from 'fast-xml-parser';
import { parse } from 'plist';
import { isLegacyServiceName, isServiceName, mayStartOpenClaw } from '../../openclaw/service-names';
import { isAbsentReading } from '../../system/read';
import { malformedFile } from '../../system/read/plain-error';
import type { AccountHome, AccountHomes } from './account-homes';
import { identifyStart } from './identify-start';
import { parseEnvFile } from './parse-unit';
import type { FoundService } from './services-systemd';
import type { TolerantReader } from './tolerant-reader';

/** What a launchd job file says that matters here (launchd.plist(5)). */
export interface LaunchdJob {
  readonly label: string | null;
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly user: string | null;
  readonly cwd: string | null;
}

const strings = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];

/** Reads a job file in XML; null when it is none. */
export function parseJob(xml: string): LaunchdJob | null {
  // plist writes to the console about what isn't well formed.
  if (XMLValidator.validate(xml) !== true) return null;
  let parsed: unknown;
  try {
    parsed = parse(xml);
  } catch {
    return null;
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return null;
  const job = parsed as Readonly<Record<string, unknown>>;
  const program = typeof job.Program === 'string' ? [job.Program] : [];
  const args = strings(job.ProgramArguments);
  const env = Object.entries(job.EnvironmentVariables ?? {}).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return {
    label: typeof job.Label === 'string' ? job.Label : null,
    // `Program` is what runs; the first argument is then only its name.
    command: program.length > 0 ? [...program, ...args.slice(1)] : args,
    env: Object.fromEntries(env),
    user: typeof job.UserName === 'string' ? job.UserName : null,
    cwd: typeof job.WorkingDirectory === 'string' ? job.WorkingDirectory : null,
  };
}

interface Scope {
  readonly folder: string;
  readonly kind: 'launch-agent' | 'launch-daemon';
  readonly home: AccountHome | null;
}

/** Agents of each home and of everyone, and daemons. A daemon that names no account runs as root (launchd.plist(5)). */
export async function launchdServices(
  reader: TolerantReader,
  people: AccountHomes,
): Promise<readonly FoundService[]> {
  const { join } = reader.host.path;
  const agents = people.homes.map(
    (home): Scope => ({ folder: join(home.path, 'Library', 'LaunchAgents'), kind: 'launch-agent', home }),
  );
  const scopes: readonly Scope[] = [
    ...agents,
    { folder: '/Library/LaunchAgents', kind: 'launch-agent', home: people.homes[0] ?? null },
    { folder: '/Library/LaunchDaemons', kind: 'launch-daemon', home: null },
  ];
  const found = await Promise.all(
    scopes.map(async (scope) => {
      const names = (await reader.list(scope.folder)).filter((name) => name.endsWith('.plist'));
      return Promise.all(names.map((name) => readJob(reader, people, scope, name)));
    }),
  );
  return found.flat().filter((service) => service !== null);
}

async function readJob(
  reader: TolerantReader,
  people: AccountHomes,
  scope: Scope,
  name: string,
): Promise<FoundService | null> {
  const file = reader.host.path.join(scope.folder, name);
  const bare = name.replace(/\.plist$/, '');
  const named = isServiceName(bare);
  let xml: string | null;
  try {
    xml = await readJobXml(reader, file);
  } catch (error) {
    // Of another program's file that this account may not read only the name is known, and OpenClaw's own are named so.
    if (named && !isAbsentReading(error)) reader.addFailure(file, error);
    return null;
  }
  const job = xml === null ? null : parseJob(xml);
  if (!job) {
    if (named) reader.addFailure(file, malformedFile('a job of launchd'));
    return null;
  }
  if (!named && !isServiceName(job.label ?? '') && !mayStartOpenClaw(job.command)) return null;
  const daemonHome = job.user === null ? null : people.homeOf(job.user);
  const start = await identifyStart(reader, [job.command], {
    cwd: job.cwd ?? '/',
    env: job.env,
    home: scope.home?.path ?? daemonHome ?? '/var/root',
    hinted: named || isServiceName(job.label ?? ''),
  });
  if (start === null) return null;
  const account = scope.kind === 'launch-daemon' ? (job.user ?? 'root') : (scope.home?.account ?? null);
  return {
    ...(!start.is.certain && { unproven: true }),
    name: job.label ?? bare,
    kind: scope.kind,
    file,
    account,
    administrator: scope.kind === 'launch-daemon' ? account === 'root' : scope.home?.uid === 0,
    env: { ...job.env, ...(await generatedEnv(reader, job.command)) },
    legacy: isLegacyServiceName(bare) || isLegacyServiceName(job.label ?? ''),
    command: job.command,
    home: scope.home?.path ?? null,
    start,
  };
}

/** The file as XML; a binary one is translated by plutil(1), which only prints. */
export async function readJobXml(
  { host }: Pick<TolerantReader, 'host'>,
  file: string,
): Promise<string | null> {
  const bytes = await host.readBytes(file);
  if (!bytes.subarray(0, 6).equals(Buffer.from('bplist'))) return bytes.toString('utf8');
  const { code, stdout } = await host.run('/usr/bin/plutil', ['-convert', 'xml1', '-o', '-', file]);
  return code === 0 ? stdout.toString('utf8') : null;
}

/** OpenClaw starts through `…-env-wrapper.sh <file> <command…>`; the file's `export` lines are its environment. */
async function generatedEnv(
  reader: TolerantReader,
  command: readonly string[],
): Promise<Record<string, string>> {
  const wrapper = command.findIndex((word) => word.endsWith('-env-wrapper.sh'));
  const file = wrapper < 0 ? undefined : command[wrapper + 1];
  return file && reader.host.path.isAbsolute(file) ? parseEnvFile((await reader.readText(file)) ?? '') : {};
}
