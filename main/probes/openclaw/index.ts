import type { Message } from '../../contract/finding';
import { startOptions } from '../../openclaw/start-options';
import type { Host } from '../host';
import { once, type Seen } from '../seen';
import { findCopies } from './copies';
import { type Eyes, openEyes } from './eyes';
import { people } from './homes';
import { launchdServices } from './launchd';
import { runningOpenClaw } from './processes';
import { findSetups } from './setups';
import { systemdServices } from './systemd';
import { windowsServices } from './tasks';

export type CopyKind =
  | 'npm'
  | 'pnpm'
  | 'yarn'
  | 'bun'
  | 'git'
  | 'install-cli'
  | 'app-bundle'
  | 'container'
  | 'wsl'
  | 'other';

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
  readonly from: 'home' | 'environment' | 'service' | 'process';
  /** True for .clawdbot, .moltbot and .moldbot folders. */
  readonly legacy: boolean;
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
}

export interface OpenClawProbe {
  copies(): Promise<Seen<Copy>>;
  setups(): Promise<Seen<Setup>>;
  services(): Promise<Seen<Service>>;
}

/**
 * Finds OpenClaw on this computer by reading files: package folders, state folders, units, agents and tasks.
 * Starts no program on Linux, except docker's own list where its daemon runs already.
 */
export function createOpenClawProbe(host: Host): OpenClawProbe {
  const who = once(async () => {
    const eyes = openEyes(host);
    return { eyes, people: await people(eyes) };
  });
  const ask = <T>(find: (eyes: Eyes) => Promise<readonly T[]>): (() => Promise<Seen<T>>) =>
    once(async () => {
      const eyes = openEyes(host);
      const found = await find(eyes);
      return { found, unseen: [...(await who()).eyes.unseen, ...eyes.unseen] };
    });
  const starting = ask(async (eyes) => {
    const { people } = await who();
    const find = { linux: systemdServices, darwin: launchdServices, win32: windowsServices }[host.platform];
    return find(eyes, people);
  });
  const running = once(async () => runningOpenClaw(openEyes(host), (await who()).people));
  const installed = ask(async (eyes) =>
    findCopies(eyes, (await who()).people, (await starting()).found, await running()),
  );
  return {
    /** A service that could not be looked at may start a copy that lies anywhere. */
    async copies() {
      const [{ found, unseen }, services] = await Promise.all([installed(), starting()]);
      const all = [...unseen, ...services.unseen];
      return { found, unseen: [...new Map(all.map((each) => [each.where, each])).values()] };
    },
    setups: ask(async (eyes) =>
      findSetups(eyes, (await who()).people, (await starting()).found, await running()),
    ),
    async services() {
      const { found, unseen } = await starting();
      return {
        found: found.map(({ command, home: _home, ...service }) => ({
          ...service,
          options: startOptions(command),
        })),
        unseen,
      };
    },
  };
}
