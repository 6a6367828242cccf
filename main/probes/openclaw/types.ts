import type { Message } from '../../contract/finding';
import type { ReportCopy } from '../../contract/report';
import type { Role } from '../../openclaw/gateway-process';
import type { PartialResult } from '../partial-result';

export type CopyKind = ReportCopy['kind'];

/** One installed copy of the program. */
export interface Copy {
  /** Real path of the package folder, or the image's name for a container. */
  readonly path: string;
  /** Name in its package.json: `openclaw`, or an older or foreign one. */
  readonly package: string;
  /** From its package.json, never by running it. Null when it could not be told; `versionUnknown` says why. */
  readonly version: string | null;
  readonly versionUnknown?: Message;
  readonly kind: CopyKind;
  /** Account that owns the folder; null when it could not be told. */
  readonly owner: string | null;
  /** `this-computer`, `container:<name>`, `wsl:<distro>` or `vm:<name>`. */
  readonly where: string;
  /** The app or tool that it is a part of, as in `/Applications/OpenClaw.app`. */
  readonly bundledIn?: string;
}

/** One state folder with its configuration: what a profile is on disk. */
export interface Setup {
  /** `default`, the profile's name, or the folder's name for a moved or legacy one. */
  readonly name: string;
  readonly stateDir: string;
  readonly configPath: string;
  /** Home folder that `~` in its settings stands for. */
  readonly home: string;
  readonly owner: string | null;
  /** How it was found. */
  readonly from: 'home' | 'environment' | 'service' | 'process' | 'start' | 'search';
  /** True for .clawdbot, .moltbot and .moldbot folders. */
  readonly legacy: boolean;
}

/** What a service gives its processes besides what its account has (systemd.exec(5)). */
export interface ServiceGrants {
  /** Names or numbers, as the unit writes them. */
  readonly groups: readonly string[];
  /** Names of capabilities that are as good as root. */
  readonly powers: readonly string[];
}

/** A unit, agent or task that starts OpenClaw by itself. */
export interface Service {
  readonly name: string;
  readonly kind:
    | 'systemd-user'
    | 'systemd-system'
    | 'launch-agent'
    | 'launch-daemon'
    | 'scheduled-task'
    | 'startup-item';
  /** Its file; the task's name on Windows. */
  readonly file: string;
  /** Account it runs as; `root` or `SYSTEM` where none is named in a system one; null when it could not be told. */
  readonly account: string | null;
  /** Asked to run with the highest rights, or as root or SYSTEM. Null when it could not be told. */
  readonly administrator: boolean | null;
  /** Environment that it sets. */
  readonly env: Readonly<Record<string, string>>;
  /** What its command line decides over the settings, by switch (openclaw/start-options.ts). */
  readonly options?: Readonly<Record<string, string>>;
  readonly legacy: boolean;
  readonly grants?: ServiceGrants;
  /** Only its name, or a script that could not be read, says that it starts OpenClaw. */
  readonly unproven?: true;
}

/**
 * One way in which OpenClaw is started on this computer, with all that decides how: its command line, its environment,
 * its working folder and its state folder. The settings alone don't say it.
 */
export interface StartMethod {
  /** A service; what starts at login; a program that keeps others running; cron; a shell's own files; what runs now. */
  readonly by: 'service' | 'login' | 'keeper' | 'schedule' | 'shell' | 'process';
  /** The file that says so, or the process. */
  readonly where: string;
  /** What it starts; null where only variables are given to whatever OpenClaw is started there. */
  readonly role: Role | null;
  /** False where only a name says that it is OpenClaw. */
  readonly certain: boolean;
  /** Variables that it gives. Secrets: never shown. */
  readonly env: Readonly<Record<string, string>>;
  /** What its command line decides, by switch (openclaw/start-options.ts). No secrets. */
  readonly options: Readonly<Record<string, string>>;
  /** Words of its command line that let somebody in, by `--token` and `--password`. Never shown. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly cwd: string | null;
  /** Home folder of the account that it runs as. */
  readonly home: string;
  /** Package that it starts; null where that can't be told, or in a container. */
  readonly copyPath: string | null;
  /** First word of the command that it comes to in the end, after shells and scripts; null where that can't be told. */
  readonly program: string | null;
  /** Image that it starts a container of. */
  readonly image: string | null;
  /** Where it keeps its state, by OpenClaw's own precedence, and the settings file where that is named apart. */
  readonly stateDir: string;
  readonly configPath: string | null;
  /** True where nothing but the default says that it is that folder. */
  readonly byDefault: boolean;
  /** Files that may decide more and could not be followed. */
  readonly unread: readonly string[];
}

/** A container that OpenClaw made for the browser of its sandbox, running or not. */
export interface SandboxBrowser {
  readonly name: string;
  /** It was made from settings that OpenClaw can compare with those of now. */
  readonly marked: boolean;
  /** Which guards it was made with: OpenClaw names another epoch whenever they change. Null where it says none. */
  readonly epoch: string | null;
  /** Its ports that others than this computer can reach, as `address:port`. */
  readonly published: readonly string[];
}

export interface OpenClawProbe {
  copies(): Promise<PartialResult<Copy>>;
  setups(): Promise<PartialResult<Setup>>;
  services(): Promise<PartialResult<Service>>;
  /** Of a docker whose daemon runs already; a gap where there is one that couldn't be asked. */
  sandboxBrowsers(): Promise<PartialResult<SandboxBrowser>>;
  /** Every way in which OpenClaw is started here: services among them. */
  starts(): Promise<PartialResult<StartMethod>>;
}
