import type { ProcessExit } from '../../system/write/commands/run-process';
import type { Guest } from '../model/types';

/** A command of OpenClaw's takes a minute to start where the processor is emulated. Milliseconds. */
const LIMIT_MS = 5 * 60_000;

/**
 * Runs its arguments as the gateway runs: with its account, home and environment, so that a command finds the same
 * settings and may speak with it. In a container that is what everybody is; in a virtual machine root takes it on.
 */
const AS_GATEWAY = `set -eu
if [ "$(id -u)" = 0 ] && [ -f /etc/openclaw/gateway.env ]; then
  set -a; . /etc/openclaw/gateway.env; set +a
  exec setpriv --reuid=openclaw --regid=openclaw --init-groups -- env -C /home/openclaw HOME=/home/openclaw \\
    PATH=/opt/node/bin:/opt/openclaw/bin:/usr/bin:/bin "$@"
fi
exec "$@"`;

/** Runs a command of the OpenClaw inside; an exit code is data. `input`: for its standard input, where secrets go. */
export const runOpenClaw = (
  guest: Guest,
  args: readonly string[],
  { input = '', limitMs = LIMIT_MS }: { readonly input?: string; readonly limitMs?: number } = {},
): Promise<ProcessExit> =>
  guest.run('root', ['/bin/sh', '-c', AS_GATEWAY, 'sh', 'openclaw', ...args], { input, limitMs });
