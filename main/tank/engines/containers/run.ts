import type { At } from '../..';
import type { Engineer } from './ask';
import { labels, type Names } from './names';

/** The gateway's door inside (OpenClaw's own default). */
export const DOOR = 18789;
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
  ...['gateway', 'run', '--bind', 'lan', '--port', String(DOOR), '--auth', 'token'],
];

/** No right is left, and none can be had. */
const POWERLESS = ['--cap-drop', 'ALL', '--security-opt', 'no-new-privileges'];

const named = (name: string, names: Names, role: string) => [
  '--pull',
  'never',
  '--name',
  name,
  ...labels(names, role),
];

/** Only what the kernel can hold it to: a word without force would look like a limit. */
export function limitWords({ plan: { limits } }: At, { facts }: Pick<Engineer, 'facts'>): string[] {
  const memory = `${limits.memoryMiB}m`;
  return [
    ...(facts.limits.memory ? ['--memory', memory, '--memory-swap', memory] : []),
    ...(facts.limits.processors ? ['--cpus', String(limits.processors)] : []),
    ...(facts.limits.processes ? ['--pids-limit', String(PROCESSES)] : []),
  ];
}

/** The container that holds the network: it has the door on this computer's 127.0.0.1, and does nothing. */
export const holderWords = (at: At, { facts, flavour }: Engineer, names: Names): string[] => [
  'run',
  '--detach',
  ...named(names.network, names, 'network'),
  ...facts.network,
  ...['--publish', `127.0.0.1:${at.plan.ports.gateway}:${DOOR}`],
  ...['--user', NOBODY],
  ...POWERLESS,
  ...flavour.readOnly,
  ...['--ipc', 'private', '--stop-signal', 'SIGKILL'],
  ...flavour.log,
  names.inside,
  ...['sleep', 'infinity'],
];

/** Puts rules into the network before OpenClaw is in it, gone when it is done. Its standard input is a shell script. */
export const rulesWords = (
  { flavour }: Engineer,
  names: Names,
  addresses: readonly string[] = [],
): string[] => [
  'run',
  ...['--rm', '--interactive'],
  ...named(names.errand, names, 'errand'),
  ...['--network', `container:${names.network}`],
  ...['--user', '0:0', '--cap-drop', 'ALL', '--cap-add', 'NET_ADMIN', '--security-opt', 'no-new-privileges'],
  ...flavour.readOnly,
  ...['--env', `PATH=${ROOT_PATH}`],
  names.inside,
  ...['sh', '-s', '--', 'container', String(DOOR), ...addresses],
];

/** Does something to files in volumes, without any network, gone when it is done. Its standard input is a shell script. */
export const filesWords = (
  { flavour }: Engineer,
  names: Names,
  volumes: readonly string[],
  account: 'root' | 'openclaw',
  args: readonly string[] = [],
): string[] => [
  'run',
  ...['--rm', '--interactive'],
  ...named(names.errand, names, 'errand'),
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
export const workshopWords = ({ facts, flavour }: Engineer, names: Names, image: string): string[] => [
  'run',
  '--detach',
  ...named(names.workshop, names, 'workshop'),
  ...facts.network,
  ...['--user', '0:0', '--ipc', 'private', '--stop-signal', 'SIGKILL'],
  ...flavour.log,
  image,
  ...['sleep', 'infinity'],
];

/** OpenClaw's own container. `environment`: a file with the token. */
export const gatewayWords = (at: At, engineer: Engineer, names: Names, environment: string): string[] => [
  'run',
  '--detach',
  ...named(names.gateway, names, 'gateway'),
  ...['--network', `container:${names.network}`],
  ...['--user', OPENCLAW_ACCOUNT],
  ...POWERLESS,
  ...engineer.flavour.readOnly,
  ...['--tmpfs', '/tmp:rw,nosuid,nodev,noexec,size=256m', '--ipc', 'private'],
  ...['--volume', `${names.home}:${HOME}:${engineer.flavour.homeOptions}`],
  ...limitWords(at, engineer),
  ...['--env-file', environment, '--env', `HOME=${HOME}`, '--env', `PATH=${GATEWAY_PATH}`],
  ...['--workdir', HOME],
  ...engineer.flavour.log,
  names.inside,
  ...['sh', '-c', KEEPER, 'gateway', ...GATEWAY],
];
