import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Platform } from '../../main/contract/finding';
import { COPY, copyAt, type Files, PASSWD, processAt, SAFE, tcpTable } from '../checks/whole-scan';
import type { FakeFile, FakeMachine } from '../fakes/host';

type State = 'good' | 'attention' | 'unknown' | 'not-applicable';

/** A home and a machine, labelled: what it is in one sentence, what stands there, what a look must say of it. */
export interface Scenario {
  readonly name: string;
  readonly about: string;
  readonly platform?: Platform;
  /** `hardened`: OpenClaw with settings that nothing is wrong with, the default; `bare`: no OpenClaw. */
  readonly base?: 'hardened' | 'bare';
  /** Version of OpenClaw; the newest line when it doesn't matter. */
  readonly release?: string;
  /** Merged into the base's settings (RFC 7396: null takes a key out); keys in `replace` are not merged but put. */
  readonly settings?: object;
  readonly replace?: readonly string[];
  /** The settings' text instead. */
  readonly raw?: string;
  readonly stateDir?: string;
  /** Root looks, from its own home. */
  readonly root?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  /** By path; `~` is the home. A text, or what the fake host knows of a file; without a text only its mode changes. */
  readonly files?: Readonly<Record<string, string | FakeFile>>;
  readonly processes?: readonly {
    readonly args: readonly string[];
    readonly listens?: readonly string[];
    readonly exe?: string;
    readonly cwd?: string;
    readonly comm?: string;
    readonly uid?: number;
  }[];
  /** What programs answer, by their whole command line. */
  readonly commands?: Readonly<Record<string, string>>;
  /** Lines of /etc/passwd besides root's and lin's. */
  readonly accounts?: readonly string[];
  /** By id of a check; several states where OpenClaw's documents allow more than one. `any`: of any check at all. */
  readonly expect: Readonly<Record<string, State | readonly State[]>>;
}

/** Every scenario, by the name of its file below its folder. */
export function readScenarios(folder: string): readonly Scenario[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => ({
      ...parse(readFileSync(join(folder, file), 'utf8')),
      name: file.replace(/\.yaml$/, '').replaceAll('\\', '/'),
    }));
}

const HOMES = { linux: '/home/lin', darwin: '/Users/lin', win32: 'C:\\Users\\lin' } as const;

/** The machine that a scenario describes, for the fake host. */
export function machineOf(scenario: Scenario): { readonly files: Files; readonly machine: FakeMachine } {
  const { platform = 'linux', base = 'hardened', release = '2026.9.6' } = scenario;
  const home = scenario.root ? '/root' : HOMES[platform];
  const place = (path: string) => {
    const whole = path.replace(/^~(?=\/|$)/, home);
    return platform === 'win32' ? whole.replaceAll('/', '\\') : whole;
  };
  const state = place(scenario.stateDir ?? '~/.openclaw');
  const separator = platform === 'win32' ? '\\' : '/';
  const files: Files = {};
  if (base === 'hardened') {
    const program = place(COPY.replace('/home/lin', '~'));
    for (const [path, file] of Object.entries(copyAt(program, release)))
      files[platform === 'win32' ? path.replaceAll('/', '\\') : path] = file;
    const kept = Object.fromEntries(Object.entries(SAFE).filter(([key]) => !scenario.replace?.includes(key)));
    const value = merged({ ...kept, meta: { lastTouchedVersion: release } }, scenario.settings ?? {});
    files[state] = { folder: true, mode: 0o700 };
    files[`${state}${separator}openclaw.json`] = {
      text: scenario.raw ?? JSON.stringify(value),
      mode: 0o600,
    };
  }
  for (const [path, file] of Object.entries(scenario.files ?? {})) {
    const before = files[place(path)];
    const known = typeof before === 'string' ? { text: before } : before;
    const isMode = typeof file === 'object' && Object.keys(file).join() === 'mode';
    files[place(path)] = isMode ? { ...known, ...file } : file;
  }
  if (platform === 'linux') Object.assign(files, running(scenario));
  const env = Object.fromEntries(
    Object.entries({ PATH: '/usr/bin', HOME: home, ...scenario.env }).map(([name, value]) => [
      name,
      place(value),
    ]),
  );
  const { commands } = scenario;
  return {
    files,
    machine: {
      platform,
      env,
      ...(commands && { commands }),
      ...(scenario.root && { home, uid: 0, userName: 'root' }),
    },
  };
}

function running({ processes = [], accounts = [] }: Scenario): Files {
  const files: Files = { '/etc/passwd': `${PASSWD}${accounts.map((each) => `${each}\n`).join('')}` };
  const rows: (readonly [string, number, number])[] = [];
  processes.forEach(({ args, listens = [], uid = 1000, ...more }, at) => {
    const sockets = listens.map((each, socket) => {
      const [address = '', port = ''] = each.split(':');
      // The kernel's own spelling: four bytes, the last first (proc(5)).
      const bytes = address.split('.').map((byte) => Number(byte).toString(16).padStart(2, '0'));
      const inode = 9000 + at * 10 + socket;
      rows.push([bytes.reverse().join('').toUpperCase(), Number(port), inode]);
      return inode;
    });
    for (const [path, file] of Object.entries(processAt(700 + at, args, { ...more, sockets })))
      files[path] =
        typeof file === 'string' && path.endsWith('/status')
          ? file.replace(/^(Uid|Gid):.*$/gm, `$1:\t${uid}\t${uid}\t${uid}\t${uid}`)
          : file;
  });
  return { ...files, ...tcpTable(...rows) };
}

/** JSON Merge Patch (RFC 7396). */
function merged(target: unknown, patch: unknown): unknown {
  const isObject = (value: unknown): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isObject(patch)) return patch;
  const result: Record<string, unknown> = isObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch))
    if (value === null) delete result[key];
    else result[key] = merged(result[key], value);
  return result;
}
