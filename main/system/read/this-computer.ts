import { arch, homedir, hostname, release, type, userInfo, version } from 'node:os';

/** Which system this is, and by what it and whoever uses it are called. */
export interface ThisComputer {
  /** Name, version and architecture as the system tells them (`uname`, `RtlGetVersion`). */
  readonly system: string;
  readonly homes: readonly string[];
  readonly people: readonly string[];
  readonly computers: readonly string[];
}

const orNone = (ask: () => string): readonly string[] => {
  try {
    return [ask()];
  } catch {
    return [];
  }
};

/** What Node tells of this computer and this account; an account that the system doesn't list has no name. */
export function thisComputer(): ThisComputer {
  const name = process.platform === 'win32' ? version() : type();
  return {
    system: `${name} ${release()} ${arch()}`,
    homes: [...orNone(homedir), ...orNone(() => userInfo().homedir)],
    people: orNone(() => userInfo().username),
    computers: orNone(hostname),
  };
}
