import { devNull } from 'node:os';
import { join } from 'node:path';
import { quoteShell } from '../../openclaw/shell-quote';
import { tankError } from '../model/tank-error';
import type { Guest, ProgramCommand, TankContext } from '../model/types';

/** Where ssh of the guest answers. */
export interface SshEndpoint {
  readonly host: string;
  readonly port: number;
}

/** Name under which the tank's host key is known, whatever port it answers on today. */
export const HOST_ALIAS = 'tankmate-tank';
/** The account inside that Tankmate itself comes in by: its key only, and the only one that ssh lets in. */
export const CONTROL_ACCOUNT = 'tankmate';
const HOME = '/home/openclaw';
/** As the gateway has it. */
const PATH = '/opt/node/bin:/opt/openclaw/bin:/usr/bin:/bin';
/** ssh's own failure; the other side's codes are passed on (ssh(1), "Exit status"). */
const OWN_FAILURE = 255;

/** Files of one tank that ssh works with. */
export interface SshFiles {
  readonly key: string;
  readonly knownHosts: string;
}

/** As `keyFiles` names them. */
export const sshFiles = (folder: string): SshFiles => ({
  key: join(folder, 'keys', 'control'),
  knownHosts: join(folder, 'keys', 'known_hosts'),
});

/** A path as ssh reads it: `%` begins a token, a backslash may hide what follows it (ssh_config(5), "TOKENS"). */
export const asRead = (path: string): string => {
  const slashes = process.platform === 'win32' ? path.replaceAll('\\', '/') : path;
  return slashes.replaceAll('%', '%%');
};

/**
 * Options for every call: this key and this host key alone, no settings of the user's or the system's, no agent, no
 * question, nothing passed on (ssh(1), ssh_config(5)). A line that fell is noticed within a minute.
 */
export function sshOptions({ key, knownHosts }: SshFiles, { host, port }: SshEndpoint): readonly string[] {
  const options = [
    'BatchMode=yes',
    'IdentitiesOnly=yes',
    'IdentityAgent=none',
    'PreferredAuthentications=publickey',
    'StrictHostKeyChecking=yes',
    `UserKnownHostsFile="${asRead(knownHosts)}"`,
    `GlobalKnownHostsFile=${devNull}`,
    `HostKeyAlias=${HOST_ALIAS}`,
    'UpdateHostKeys=no',
    'ForwardAgent=no',
    'ForwardX11=no',
    'ControlPath=none',
    'ConnectTimeout=15',
    'ServerAliveInterval=15',
    'ServerAliveCountMax=3',
    'ExitOnForwardFailure=yes',
    'LogLevel=ERROR',
  ];
  return [
    ...['-F', 'none', '-i', asRead(key), '-T', '-p', String(port), '-l', CONTROL_ACCOUNT],
    ...options.flatMap((option) => ['-o', option]),
    host,
  ];
}

/** The line that runs `argv` inside, as that account: the shell on the other side gets a single one (ssh(1)). */
export function remoteLine(account: 'root' | 'openclaw', argv: readonly string[]): string {
  const as =
    account === 'root'
      ? ['sudo', '-n', '--']
      : ['sudo', '-n', '-H', '-u', 'openclaw', '--', 'env', '-C', HOME, `HOME=${HOME}`, `PATH=${PATH}`];
  return [...as, ...argv].map(quoteShell).join(' ');
}

/** ssh's whole path. Rejects with TankTrouble when this computer has none. */
export async function sshProgram({ needs }: TankContext): Promise<string> {
  const program = await needs.runner.find('ssh');
  if (program === null) throw tankError('no-ssh');
  return program;
}

/** The inside of a virtual machine, by ssh with the tank's own key. `where` is asked anew for each command. */
export const sshGuest = (
  tank: TankContext,
  where: SshEndpoint | (() => Promise<SshEndpoint>),
  files = sshFiles(tank.folder),
): Guest => ({
  async run(account, argv, options = {}) {
    const there = typeof where === 'function' ? await where() : where;
    const command: ProgramCommand = {
      program: await sshProgram(tank),
      args: [...sshOptions(files, there), '--', remoteLine(account, argv)],
      ...options,
    };
    const ended = await tank.needs.runner.run(command);
    if (ended.code === OWN_FAILURE) throw tankError('unreachable', undefined, ended.err.trim());
    return ended;
  },
});
