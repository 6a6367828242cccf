import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { finished } from './island';

/**
 * 2026.9.6 gives up where a worker thread of its own needs more than 5 s to begin, as it may on a busy computer, and asks
 * for `doctor --fix` and another start (its own words, with `timeoutMs=5000`).
 */
const GAVE_UP = /startup migrations did not complete cleanly/;
const MOST_STARTS = 4;
/** How often it is asked whether it answers, each half second. */
const MOST_TRIES = 360;

export interface GatewayStart {
  /** Starts it. */
  readonly start: () => ChildProcess;
  readonly isHealthy: () => Promise<boolean>;
  /** Runs `openclaw doctor --fix`. */
  readonly repair: () => Promise<unknown>;
}

/** Starts a gateway and resolves when it answers. Rejects with all that it said. */
export async function startUntilHealthy({ start, isHealthy, repair }: GatewayStart): Promise<ChildProcess> {
  for (let starts = 1; ; starts++) {
    const gateway = start();
    const said = finished(gateway);
    for (let tries = 0; tries < MOST_TRIES && gateway.exitCode === null; tries++) {
      if (await isHealthy()) return gateway;
      await sleep(500);
    }
    gateway.kill('SIGKILL');
    const { out, err } = await said;
    const text = `${out}\n${err}`;
    if (starts === MOST_STARTS || !GAVE_UP.test(text)) throw new Error(`the gateway did not start:\n${text}`);
    console.log(`OpenClaw gave up its start ${starts}: its worker was too slow; mended and started anew`);
    await repair();
  }
}
