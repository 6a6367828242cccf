import type { At, Engine, StepProgress } from '.';
import type { Parts } from './parts';
import { startTank, stopTank } from './start-stop';
import { guestOf } from './steps';
import { trouble } from './trouble';

/** systemd gives the old one half a minute to end. */
const RESTART_MS = 120_000;

/** Puts a version in, where it runs or beside it, as the engine can, and starts the gateway anew with it. */
export async function putIn(
  at: At,
  engine: Engine,
  parts: Parts,
  version: string,
  tell: (progress: StepProgress) => void,
  limitMs: number,
): Promise<void> {
  if (engine.renew) {
    await engine.renew(at, async (workshop) => {
      await parts.installOpenClaw(at, workshop, version, tell);
      return version;
    });
    await stopTank(at, engine);
  } else {
    const guest = guestOf(at, engine);
    await parts.installOpenClaw(at, guest, version, tell);
    // Only the gateway: the machine itself may take minutes to start.
    const { code, err } = await guest.run('root', ['systemctl', 'restart', 'openclaw-gateway.service'], {
      limitMs: RESTART_MS,
    });
    if (code !== 0) throw trouble('silent', undefined, err.slice(-2000));
  }
  await startTank(at, engine, tell, limitMs);
}
