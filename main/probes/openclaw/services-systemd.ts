import { isLegacyServiceName, isServiceName, mayStartOpenClaw } from '../../openclaw/service-names';
import { expandArguments } from '../../openclaw/shell-variables';
import { isAbsentReading } from '../../system/read';
import { rootLikeInUnit } from '../account/process-status';
import type { AccountHome, AccountHomes } from './account-homes';
import { type IdentifiedStart, identifyStart } from './identify-start';
import { assignments, parseEnvFile, parseUnit, splitArguments } from './parse-unit';
import type { TolerantReader } from './tolerant-reader';
import type { Service, ServiceGrants } from './types';

/** A service with what leads on: the command that it starts tells of a copy, its home of a setup. */
export interface FoundService extends Service {
  readonly command: readonly string[];
  /** Home that it lies in; null for a system's service, whose account's home counts. */
  readonly home: string | null;
  readonly start: IdentifiedStart;
  /** Files that it gets its environment from and that could not be read. */
  readonly missing?: readonly string[];
}

/** Unit folders in the order in which they win (systemd.unit(5)). Packages of the distribution come last. */
const SYSTEM_UNITS = ['/etc/systemd/system', '/run/systemd/system', '/usr/local/lib/systemd/system'];
const PACKAGED_UNITS = ['/usr/lib/systemd/system', '/lib/systemd/system'];
const USER_UNITS = ['/etc/systemd/user', '/usr/local/lib/systemd/user', '/usr/lib/systemd/user'];

interface Scope {
  readonly folders: readonly string[];
  /** Folders whose units count by their name only: there are hundreds, none of them OpenClaw's. */
  readonly byName: readonly string[];
  /** Whose units they are; null for the system's. */
  readonly home: AccountHome | null;
}

/** Units that start OpenClaw, of the system and of each home. One that is masked (a link to /dev/null) starts nothing. */
export async function systemdServices(
  reader: TolerantReader,
  people: AccountHomes,
): Promise<readonly FoundService[]> {
  const { join } = reader.host.path;
  const homes = people.homes.map((home): Scope => {
    const config = (home.own && reader.host.env.XDG_CONFIG_HOME) || join(home.path, '.config');
    const folders = [join(config, 'systemd/user'), join(home.path, '.local/share/systemd/user')];
    return { folders: home.own ? [...folders, ...USER_UNITS] : folders, byName: [], home };
  });
  const scopes: Scope[] = [{ folders: SYSTEM_UNITS, byName: PACKAGED_UNITS, home: null }, ...homes];
  return (await Promise.all(scopes.map((scope) => unitsOf(reader, people, scope)))).flat();
}

async function unitsOf(
  reader: TolerantReader,
  people: AccountHomes,
  scope: Scope,
): Promise<readonly FoundService[]> {
  const { join } = reader.host.path;
  const units = new Map<string, { file: string; folder: string }>();
  const all = [...scope.folders, ...scope.byName];
  const listed = await Promise.all(all.map((folder) => reader.list(folder)));
  const dropIns = new Map<string, string[]>();
  listed.forEach((names, at) => {
    const folder = all[at] ?? '';
    for (const name of names) {
      if (name.endsWith('.service.d')) dropIns.set(name, [...(dropIns.get(name) ?? []), join(folder, name)]);
      if (!name.endsWith('.service') || units.has(name)) continue;
      if (scope.byName.includes(folder) && !isServiceName(name)) continue;
      units.set(name, { file: join(folder, name), folder });
    }
  });
  const found = await Promise.all(
    [...units].map(([name, { file }]) =>
      readUnit(reader, people, scope, name, file, dropIns.get(`${name}.d`) ?? []),
    ),
  );
  return found.filter((service) => service !== null);
}

/** Text of a unit. A file of another name that this account may not read is passed over: OpenClaw's own are named so. */
async function unitText(reader: TolerantReader, name: string, file: string): Promise<string | null> {
  try {
    return await reader.host.readText(file);
  } catch (error) {
    const masked = (await reader.host.readLink(file).catch(() => '')) === '/dev/null';
    if (isServiceName(name) && !masked && !isAbsentReading(error)) reader.addFailure(file, error);
    return null;
  }
}

async function readUnit(
  reader: TolerantReader,
  people: AccountHomes,
  scope: Scope,
  name: string,
  file: string,
  dropInFolders: readonly string[],
): Promise<FoundService | null> {
  const { join } = reader.host.path;
  const text = await unitText(reader, name, file);
  if (text === null) return null;
  const own = parseUnit([text], 'Service');
  // A drop-in can replace the command, but nobody turns another program's unit into OpenClaw's that way.
  if (!isServiceName(name) && !mayStartOpenClaw(commandOf(own.ExecStart))) return null;

  const folders = [...dropInFolders].reverse();
  const parts = new Map<string, string>();
  for (const folder of folders)
    for (const part of await reader.list(folder))
      if (part.endsWith('.conf')) parts.set(part, join(folder, part));
  const extra = await Promise.all(
    [...parts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, part]) => reader.readText(part)),
  );
  const unit = parseUnit([text, ...extra.filter((part) => part !== null)], 'Service');

  const root: AccountHome = { path: '/root', account: 'root', uid: 0, own: false };
  const who = scope.home ?? root;
  const fill = (value: string) =>
    value.replace(/%(.)/g, (whole, letter: string) =>
      letter === '%' ? '%' : letter === 'h' ? who.path : letter === 'u' ? (who.account ?? whole) : whole,
    );
  const env = assignments((unit.Environment ?? []).flatMap((line) => splitArguments(fill(line))));
  const missing: string[] = [];
  for (const line of unit.EnvironmentFile ?? []) {
    for (const path of await environmentFiles(reader, fill(line.replace(/^-/, '')))) {
      const given = await reader.readText(path);
      // What isn't there gives nothing; what can't be read may give anything.
      if (given === null && (await reader.host.stat(path).then(Boolean, (error) => !isAbsentReading(error))))
        missing.push(path);
      Object.assign(env, parseEnvFile(given ?? ''));
    }
  }
  const user = unit.User?.at(-1);
  const account = scope.home ? scope.home.account : user === undefined ? dynamic(unit, name) : fill(user);
  const cwd = unit.WorkingDirectory?.at(-1);
  // `$NAME` and `${NAME}` of a command come from the unit's own environment (systemd.service(5), "Command lines").
  const commands = (unit.ExecStart ?? []).map((line) =>
    expandArguments(commandOf([line]).map(fill), { variables: env }),
  );
  const home = scope.home?.path ?? (account === null ? null : people.homeOf(account)) ?? who.path;
  const start = await identifyStart(reader, commands, {
    cwd: cwd === undefined ? (scope.home?.path ?? '/') : cwd === '~' ? who.path : fill(cwd.replace(/^-/, '')),
    env,
    home,
    hinted: isServiceName(name),
  });
  if (start === null) return null;
  // A service of one account can give nothing that the account hasn't.
  const grants: ServiceGrants = {
    groups: [...(unit.Group?.slice(-1) ?? []), ...(unit.SupplementaryGroups ?? [])].flatMap((line) =>
      splitArguments(fill(line)),
    ),
    powers: rootLikeInUnit(unit.AmbientCapabilities ?? []),
  };
  const isGiven = scope.home === null && (grants.groups.length > 0 || grants.powers.length > 0);
  return {
    ...(!start.is.certain && { unproven: true }),
    ...(isGiven && { grants }),
    name: name.replace(/\.service$/, ''),
    kind: scope.home ? 'systemd-user' : 'systemd-system',
    file,
    account,
    administrator: scope.home ? scope.home.uid === 0 : account === 'root' || account === '0',
    env,
    legacy: isLegacyServiceName(name),
    command: commands.flat(),
    home: scope.home?.path ?? null,
    start,
    ...(missing.length > 0 && { missing }),
  };
}

/** Without `User=` a system unit runs as root, unless systemd makes up an account for it (systemd.exec(5)). */
const dynamic = (unit: ReturnType<typeof parseUnit>, name: string): string =>
  /^(yes|true|on|1)$/i.test(unit.DynamicUser?.at(-1) ?? '') ? name.replace(/\.service$/, '') : 'root';

/** The words of all commands; the first one's prefix characters are systemd's own (systemd.service(5)). */
const commandOf = (lines: readonly string[] | undefined): readonly string[] =>
  (lines ?? []).flatMap((line) => splitArguments(line.replace(/^[-@:+!|]+/, '')));

/** The files that an `EnvironmentFile=` names, which may be a pattern (systemd.exec(5)), in order. */
const environmentFiles = async (reader: TolerantReader, written: string): Promise<readonly string[]> =>
  written.replace(/\[.\]/g, '').includes('*')
    ? [...(await reader.expand(written))].sort()
    : [unglob(written)];

/** OpenClaw writes `[*]` for a `*` in a path, since systemd would take it for a pattern. */
const unglob = (path: string): string => path.replace(/\[(.)\]/g, '$1');
