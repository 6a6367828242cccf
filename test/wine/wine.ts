import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { run } from './run';
import { fetchWindowsNode } from './windows-node';

const WINE = ['/usr/lib/wine/wine64', '/usr/bin/wine64', '/usr/bin/wine'].find((path) => existsSync(path));
const SERVER = ['/usr/lib/wine/wineserver64', '/usr/lib/wine/wineserver', '/usr/bin/wineserver'].find(
  (path) => existsSync(path),
);
const COMPILER = 'x86_64-w64-mingw32-gcc';
const HERE = import.meta.dirname;
const TERMINAL = resolve(HERE, '../../out/main/terminal.js');

/** Programs that Wine lacks, or has as a stub or with less to say; by their place in System32. */
const STAND_INS = ['whoami', 'netstat', 'schtasks', 'wsl', 'WindowsPowerShell\\v1.0\\powershell'];

/** What a stand-in says where its command line has a word in it; the first that fits counts. */
export interface Answer {
  readonly to: string;
  readonly code?: number;
  readonly says: string | Buffer;
}
/** By the program's name; a text is a script for Windows' Node, for a program that keeps something in mind. */
export type Answers = Readonly<Record<string, readonly Answer[] | string>>;

export interface Errand {
  readonly args: readonly string[];
  /** Windows' name of the home folder, which exists. */
  readonly home: string;
  readonly answers: Answers;
  readonly env?: Readonly<Record<string, string>>;
  /** The home unless told. */
  readonly cwd?: string;
  /** Ends it as a power cut would, ahead of the first (or `nth`) such call of Node's files on a path that holds `on`. */
  readonly kill?: { readonly call: 'open' | 'rename'; readonly on: string; readonly nth?: number };
}

/** Some program of that Windows, run with what its account has. */
export interface Call {
  readonly program: string;
  /** What follows the program's name on the command line, word for word. */
  readonly words: string;
  readonly answers?: Answers;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** A folder, by its Windows path, that is an empty disk of so many bytes as long as this runs. */
  readonly disk?: { readonly at: string; readonly bytes: number };
}

export interface Outcome {
  /** Null when it was killed. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** `<program's path>: <command line>` of every stand-in that was started. */
  readonly asked: readonly string[];
  /** What lay in the end on the disk that was made for it. */
  readonly left?: readonly string[];
}

/** A Windows of its own in a scratch folder, with drives C and D. */
export class Wine {
  private constructor(
    private readonly top: string,
    /** The file of Windows' node.exe. */
    readonly node: string,
    /** The file of every program that stands in for one of Windows. */
    readonly standIn: string,
  ) {}

  /** Makes it: takes about 15 s. Wine, a display and the cross compiler must be there. */
  static async start(): Promise<Wine> {
    if (!WINE || !SERVER) throw new Error('the Debian package wine64 is not there');
    if (!existsSync(TERMINAL)) throw new Error('out/main/terminal.js is not there: npm run build');
    const top = mkdtempSync(join(tmpdir(), 'tankmate-wine-'));
    const standIn = join(top, 'stand-in.exe');
    const env = variables(top);
    for (const name of ['d', 'prefix']) mkdirSync(join(top, name));
    const wine = new Wine(top, join(top, 'node/package/bin/node.exe'), standIn);
    try {
      await Promise.all([
        fetchWindowsNode(join(top, 'node')),
        run(COMPILER, ['-Os', '-s', '-Wall', '-Werror', '-o', standIn, join(HERE, 'stand-in.c')]),
        (async () => {
          await quietly(SERVER, ['--persistent=600'], env);
          await quietly(WINE, ['wineboot', '-i'], env);
          await quietly(WINE, ['winecfg', '-v', 'win10'], env);
        })(),
      ]);
      wine.furnish();
    } catch (error) {
      await wine.remove();
      throw error;
    }
    return wine;
  }

  private furnish(): void {
    symlinkSync('../../d', join(this.top, 'prefix/dosdevices/d:'));
    mkdirSync(this.unix('C:\\stand-in'));
    symlinkSync(this.node, this.unix('C:\\stand-in\\node.exe'));
    for (const name of STAND_INS) {
      const path = this.unix(`C:\\windows\\system32\\${name}.exe`);
      mkdirSync(dirname(path), { recursive: true });
      rmSync(path, { force: true });
      copyFileSync(this.standIn, path);
    }
  }

  /** Where Linux sees a path of drive C or D. */
  unix(path: string): string {
    const [drive = '', ...rest] = path.split('\\');
    return join(this.top, drive.toUpperCase() === 'C:' ? 'prefix/drive_c' : 'd', ...rest);
  }

  /** Writes files, by their Windows paths. */
  write(files: Readonly<Record<string, string | Buffer>>): void {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(this.unix(path)), { recursive: true });
      writeFileSync(this.unix(path), content);
    }
  }

  /** The text of a file, by its Windows path. */
  read(path: string): string {
    return readFileSync(this.unix(path), 'utf8');
  }

  /** Leaves nobody's home, not even that of Wine's own account, and an empty drive D. */
  clear(): void {
    for (const folder of ['C:\\users', 'D:\\'].map((path) => this.unix(path))) {
      for (const name of readdirSync(folder))
        if (name !== 'Public') rmSync(join(folder, name), { recursive: true, force: true });
    }
  }

  /** `reg add`, by Wine's own reg.exe. */
  async register(key: string, name: string, type: string, value: string): Promise<void> {
    const words = ['reg', 'add', key, '/v', name, '/t', type, '/d', value, '/f'];
    await quietly(WINE ?? '', words, variables(this.top));
  }

  /** Runs the terminal version once. */
  async terminal({ args, home, answers, env = {}, cwd = home, kill }: Errand): Promise<Outcome> {
    mkdirSync(this.unix(home), { recursive: true });
    const folder = this.newFolder(answers);
    const variablesOfHome = {
      USERPROFILE: home,
      APPDATA: `${home}\\AppData\\Roaming`,
      LOCALAPPDATA: `${home}\\AppData\\Local`,
      TEMP: `${home}\\AppData\\Local\\Temp`,
      TMP: `${home}\\AppData\\Local\\Temp`,
    };
    const terminal = `file:///${drive(TERMINAL).replaceAll('\\', '/')}`;
    return this.launch(folder, { args, cwd, kill, terminal, env: { ...variablesOfHome, ...env } });
  }

  /** Runs a program of that Windows once, to its end. */
  program({ program, words, answers = {}, env = {}, cwd = 'C:\\', disk }: Call): Promise<Outcome> {
    return this.launch(this.newFolder(answers), { program, words, env, cwd, look: disk?.at }, disk);
  }

  /** A place for what the stand-ins say, and write down. */
  private newFolder(answers: Answers): string {
    const folder = mkdtempSync(join(this.top, 'errand-'));
    rmSync(this.unix('C:\\stand-in\\errand'), { force: true });
    symlinkSync(folder, this.unix('C:\\stand-in\\errand'));
    for (const [program, all] of Object.entries(answers)) {
      if (typeof all === 'string') {
        writeFileSync(join(folder, `${program}.mjs`), all);
        continue;
      }
      const lines = all.map(({ to, code = 0, says }, index) => {
        writeFileSync(join(folder, `${program}.${index}`), says);
        return `${to} ${code} ${program}.${index}\n`;
      });
      writeFileSync(join(folder, `${program}.txt`), lines.join(''));
    }
    return folder;
  }

  private async launch(folder: string, plan: object, disk?: Call['disk']): Promise<Outcome> {
    const result = join(folder, 'result.json');
    writeFileSync(join(folder, 'plan.json'), JSON.stringify({ ...plan, result: drive(result) }));
    const log = openSync(join(folder, 'log.txt'), 'w');
    const words = [this.node, join(HERE, 'launch.mjs'), join(folder, 'plan.json')].map(drive);
    const around = disk ? withDisk(this.unix(disk.at), disk.bytes) : [];
    // Wine's server opens the files, and the one that runs does not see that disk.
    if (disk) await quietly(SERVER ?? '', ['--kill', '--wait'], variables(this.top));
    const [program = '', ...rest] = [...around, WINE ?? '', ...words];
    const child = spawn(program, rest, { env: variables(this.top), stdio: ['ignore', log, log] });
    await once(child, 'exit');
    closeSync(log);
    if (!existsSync(result)) throw new Error(`Wine said: ${readFileSync(join(folder, 'log.txt'), 'utf8')}`);
    const asked = readdirSync(folder)
      .filter((name) => name.startsWith('asked.'))
      .flatMap((name) => readFileSync(join(folder, name), 'latin1').trim().split('\n'));
    return { ...JSON.parse(readFileSync(result, 'utf8')), asked };
  }

  /** Ends it and takes everything away. */
  async remove(): Promise<void> {
    await quietly(SERVER ?? '', ['--kill', '--wait'], variables(this.top)).catch(() => {});
    rmSync(this.top, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Runs to its end with no pipe: what Wine leaves running in the background would hold that open. */
async function quietly(program: string, words: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const [code] = await once(spawn(program, words, { env, stdio: 'ignore' }), 'exit');
  if (code !== 0) throw new Error(`${program} ${words.join(' ')} ended with ${code}`);
}

/** What to put before a command so that a folder is a small disk for it alone (mount_namespaces(7), tmpfs(5)). */
function withDisk(folder: string, bytes: number): readonly string[] {
  mkdirSync(folder, { recursive: true });
  const script = `mount -t tmpfs -o size=${bytes} none "$0" && "$@"; code=$?; '${SERVER}' --kill --wait; exit $code`;
  return ['unshare', '--user', '--map-current-user', '--keep-caps', '--mount', 'sh', '-c', script, folder];
}

const drive = (path: string) => `Z:${path.replaceAll('/', '\\')}`;

/** Wine takes its stand-in of a program before ours, unless told `n` for native. */
const variables = (top: string): NodeJS.ProcessEnv => ({
  ...process.env,
  WINEPREFIX: join(top, 'prefix'),
  WINEARCH: 'win64',
  WINEDEBUG: '-all',
  WINEDLLOVERRIDES: `mscoree,mshtml=;${STAND_INS.map((name) => `${name.split('\\').at(-1)}.exe=n`).join(';')}`,
  // Node 20 knows Windows 10 only by its build number.
  NODE_SKIP_PLATFORM_CHECK: '1',
});
