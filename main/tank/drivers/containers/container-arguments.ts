import type { TankContext } from '../../model/types';
import type { ContainerCli } from './container-flavour';
import { type ContainerNames, labels } from './container-names';

/** The gateway's door inside (OpenClaw's own default). */
export const CONTAINER_PORT = 18789;
export const HOME = '/home/openclaw';
/** `openclaw` as the set-up script makes it: the same number in every tank. */
export const OPENCLAW_ACCOUNT = '10001:10001';
const NOBODY = '65534:65534';
const GATEWAY_PATH = '/opt/node/bin:/opt/openclaw/bin:/usr/bin:/bin';
export const ROOT_PATH = '/opt/node/bin:/usr/sbin:/usr/bin:/sbin:/bin';
/** Processes and threads: an idle gateway has about 60. */
export const PROCESSES = 1024;

/**
 * The first process: starts the gateway, starts it again when it ended by itself, hands on the word to stop, and buries
 * orphans, which a shell does whenever it waits.
 */
const KEEPER = `umask 077
stopping= child=
trap 'stopping=yes; [ -z "$child" ] || kill -TERM "$child" 2>/dev/null' TERM INT
while [ -z "$stopping" ]; do
  "$@" &
  child=$!
  while :; do wait "$child"; code=$?; kill -0 "$child" 2>/dev/null || break; done
  [ -n "$stopping" ] || sleep 10
done
exit "$code"`;

const GATEWAY = [
  '/opt/node/bin/node',
  '/opt/openclaw/lib/node_modules/openclaw/openclaw.mjs',
  ...['gateway', 'run', '--bind', 'lan', '--port', String(CONTAINER_PORT), '--auth', 'token'],
];

/** No right is left, and none can be had. */
const POWERLESS = ['--cap-drop', 'ALL', '--security-opt', 'no-new-privileges'];

const named = (name: string, names: ContainerNames, role: string) => [
  '--pull',
  'never',
  '--name',
  name,
  ...labels(names, role),
];

/** Only what the kernel can hold it to: a word without force would look like a limit. */
export function limitArguments(
  { plan: { limits } }: TankContext,
  { facts }: Pick<ContainerCli, 'facts'>,
): string[] {
  const memory = `${limits.memoryMiB}m`;
  return [
    ...(facts.limits.memory ? ['--memory', memory, '--memory-swap', memory] : []),
    ...(facts.limits.processors ? ['--cpus', String(limits.processors)] : []),
    ...(facts.limits.processes ? ['--pids-limit', String(PROCESSES)] : []),
  ];
}

/** The container that holds the network: it has the door on this computer's 127.0.0.1, and does nothing. */
export const holderArguments = (
  tank: TankContext,
  { facts, flavour }: ContainerCli,
  names: ContainerNames,
): string[] => [
  'run',
  '--detach',
  ...named(names.network, names, 'network'),
  ...facts.network,
  ...['--publish', `127.0.0.1:${tank.plan.ports.gateway}:${CONTAINER_PORT}`],
  ...['--user', NOBODY],
  ...POWERLESS,
  ...flavour.readOnly,
  ...['--ipc', 'private', '--stop-signal', 'SIGKILL'],
  ...flavour.log,
  names.inside,
  ...['sleep', 'infinity'],
];

/** Puts rules into the network before OpenClaw is in it, gone when it is done. Its standard input is a shell script. */
export const firewallArguments = (
  { flavour }: ContainerCli,
  names: ContainerNames,
  addresses: readonly string[] = [],
): string[] => [
  'run',
  ...['--rm', '--interactive'],
  ...named(names.oneShot, names, 'errand'),
  ...['--network', `container:${names.network}`],
  ...['--user', '0:0', '--cap-drop', 'ALL', '--cap-add', 'NET_ADMIN', '--security-opt', 'no-new-privileges'],
  ...flavour.readOnly,
  ...['--env', `PATH=${ROOT_PATH}`],
  names.inside,
  ...['sh', '-s', '--', 'container', String(CONTAINER_PORT), ...addresses],
];

/** Does something to files in volumes, without any network, gone when it is done. Its standard input is a shell script. */
export const volumeArguments = (
  { flavour }: ContainerCli,
  names: ContainerNames,
  volumes: readonly string[],
  account: 'root' | 'openclaw',
  args: readonly string[] = [],
): string[] => [
  'run',
  ...['--rm', '--interactive'],
  ...named(names.oneShot, names, 'errand'),
  ...['--network', 'none'],
  ...(account === 'openclaw'
    ? ['--user', OPENCLAW_ACCOUNT, ...POWERLESS]
    : [
        ...['--user', '0:0', '--cap-drop', 'ALL', '--security-opt', 'no-new-privileges'],
        ...['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID'].flatMap((right) => ['--cap-add', right]),
      ]),
  ...flavour.readOnly,
  ...volumes.flatMap((volume) => ['--volume', volume]),
  names.inside,
  ...['sh', '-s', '--', ...args],
];

/** Where the inside is put together, as root of the container, with a network of its own and no door. */
export const builderArguments = (
  { facts, flavour }: ContainerCli,
  names: ContainerNames,
  image: string,
): string[] => [
  'run',
  '--detach',
  ...named(names.builder, names, 'workshop'),
  ...facts.network,
  ...['--user', '0:0', '--ipc', 'private', '--stop-signal', 'SIGKILL'],
  ...flavour.log,
  image,
  ...['sleep', 'infinity'],
];

/** OpenClaw's own container. `environment`: a file with the token. */
export const gatewayArguments = (
  tank: TankContext,
  cli: ContainerCli,
  names: ContainerNames,
  environment: string,
): string[] => [
  'run',
  '--detach',
  ...named(names.gateway, names, 'gateway'),
  ...['--network', `container:${names.network}`],
  ...['--user', OPENCLAW_ACCOUNT],
  ...POWERLESS,
  ...cli.flavour.readOnly,
  ...['--tmpfs', '/tmp:rw,nosuid,nodev,noexec,size=256m', '--ipc', 'private'],
  ...['--volume', `${names.home}:${HOME}:${cli.flavour.homeOptions}`],
  ...limitArguments(tank, cli),
  ...['--env-file', environment, '--env', `HOME=${HOME}`, '--env', `PATH=${GATEWAY_PATH}`],
  ...['--workdir', HOME],
  ...cli.flavour.log,
  names.inside,
  ...['sh', '-c', KEEPER, 'gateway', ...GATEWAY],
];
