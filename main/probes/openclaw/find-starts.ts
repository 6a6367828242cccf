import { noVariables } from '../../openclaw/shell-variables';
import { startOptions } from '../../openclaw/start-options';
import { placeFrom } from '../../openclaw/state-folders';
import type { ProgramIdentity } from '../ownership/types';
import type { AccountHomes } from './account-homes';
import type { IdentifiedLaunch, IdentifiedStart } from './identify-start';
import type { OpenClawProcess } from './running-processes';
import type { FoundService } from './services-systemd';
import type { TolerantReader } from './tolerant-reader';
import type { StartMethod } from './types';

/** A way to start OpenClaw, before it is known where that leads. */
export interface StartSource {
  readonly by: StartMethod['by'];
  readonly where: string;
  readonly home: string;
  readonly cwd: string | null;
  readonly env: Readonly<Record<string, string>>;
  /** What the words start; null where only variables are given. */
  readonly start: IdentifiedStart | null;
  /** It is a gateway that runs. */
  readonly gateway?: boolean;
  /** The command as it stands, for what could not be followed. */
  readonly command: readonly string[];
  readonly unread?: readonly string[];
}

const imageOf = (is: ProgramIdentity): string | null =>
  is.evidence.find(({ by }) => by === 'image')?.saw ?? null;

/** The first line of a file with a password in it, as OpenClaw takes it (dist: infra/secret-file, trimmed). */
async function secretIn(reader: TolerantReader, file: string): Promise<string | null> {
  return reader.host.readText(file, 64 * 1024).then(
    (text) => text.trim(),
    () => null,
  );
}

/** Puts together what a source gives and what its command says. */
async function startOf(
  reader: TolerantReader,
  source: StartSource,
  launch: IdentifiedLaunch | null,
): Promise<StartMethod> {
  const { path } = reader.host;
  const env = noVariables({ ...source.env, ...launch?.env });
  const cwd = launch ? launch.cwd : source.cwd;
  const base = env.HOME ?? env.USERPROFILE ?? source.home;
  const asked = placeFrom(env, base, path, cwd);
  const place = asked ?? placeFrom({ ...env, OPENCLAW_PROFILE: 'default' }, base, path, cwd);
  const unread = [...(source.unread ?? []), ...(source.start?.unread ?? [])];
  const secrets: Record<string, string> = noVariables();
  for (const name of ['--token', '--password']) {
    const value = launch?.secrets[name];
    if (value !== undefined) secrets[name] = value;
  }
  const file = launch?.secrets['--password-file'];
  if (file !== undefined) {
    const whole = path.resolve(
      cwd ?? base,
      file.replace(/^~(?=$|[\\/])/, () => base),
    );
    const secret = await secretIn(reader, whole);
    if (secret === null) unread.push(whole);
    else secrets['--password'] = secret;
  }
  const is = launch?.is ?? source.start?.is ?? null;
  return {
    by: source.by,
    where: source.where,
    role: is?.role ?? (source.gateway ? 'gateway' : null),
    certain: is?.certain ?? true,
    env,
    options: launch?.options ?? startOptions(source.command),
    secrets,
    cwd,
    home: base,
    copyPath: is?.copyPath ?? source.start?.is.copyPath ?? null,
    program: launch?.args[0] ?? null,
    image: is ? imageOf(is) : null,
    stateDir: place?.stateDir ?? path.join(base, '.openclaw'),
    configPath: place?.configPath ?? null,
    byDefault: asked === null,
    unread: [...new Set(unread)],
  };
}

/** A source's starts: one for each program of OpenClaw's that it ends in, or the one that its variables speak of. */
export async function startsOf(reader: TolerantReader, source: StartSource): Promise<readonly StartMethod[]> {
  const launches = source.start?.launches ?? [];
  if (launches.length === 0) return [await startOf(reader, source, null)];
  return Promise.all(launches.map((launch) => startOf(reader, source, launch)));
}

/** Home of the account that a service runs as. */
const homeFor = (people: AccountHomes, service: FoundService, fallback: string): string =>
  service.home ?? (service.account === null ? null : people.homeOf(service.account)) ?? fallback;

/** What services start, what runs now, and the other sources. */
export async function findStarts(
  reader: TolerantReader,
  people: AccountHomes,
  services: readonly FoundService[],
  running: readonly OpenClawProcess[],
  others: readonly StartSource[],
): Promise<readonly StartMethod[]> {
  const { host } = reader;
  const processes = running.map(async ({ pid, uid, env, cwd, gateway }): Promise<StartSource> => {
    const name = await people.nameOf(uid);
    const home = env.HOME ?? (name === null ? null : people.homeOf(name)) ?? host.home;
    return { by: 'process', where: `/proc/${pid}`, home, cwd, env, gateway, start: null, command: [] };
  });
  const sources: readonly StartSource[] = [
    ...services.map(
      (service): StartSource => ({
        by: 'service',
        where: service.file,
        home: homeFor(people, service, host.home),
        cwd: null,
        env: service.env,
        start: service.start,
        command: service.command,
        ...(service.missing && { unread: service.missing }),
      }),
    ),
    ...(await Promise.all(processes)),
    ...others,
  ];
  return (await Promise.all(sources.map((source) => startsOf(reader, source)))).flat();
}
