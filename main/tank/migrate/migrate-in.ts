import type { Readable } from 'node:stream';
import JSON5 from 'json5';
import type { Message } from '../../contract/finding';
import { healthyWithin } from '../../system/read/gateway-health';
import { errorDetail } from '../model/tank-error';
import { type Driver, type Guest, type StepProgress, type TankContext, TankError } from '../model/types';
import { migrateMessage, NotRolledBack } from './migrate-error';
import type { PlannedMove } from './migration-plan';
import { snapshotBefore } from './snapshot-before';
import { withStagedFiles } from './staged-files';

/** A gateway in an emulated machine takes up to three minutes to answer. */
const ANSWER_MS = 7 * 60_000;
const UNPACK_MS = 10 * 60_000;

// Each can be cut off at any line and run again. The home as it was is kept until OpenClaw has answered from the new one,
// and for good where somebody lived in it: what came along may have the same names. One that an earlier move left behind
// is older than what was done in the tank since: it is set aside before all else, so that nobody is brought back to it.
const RECEIVE = `set -eu; umask 077; cd "$HOME"
if [ -d .openclaw-before ]; then mv -T .openclaw-before ".before-moving-in-$(date +%s)-$$"; fi
rm -rf .openclaw-moving; mkdir .openclaw-moving
( cd .openclaw-moving; tar -xf - --no-same-owner )
if [ -d .openclaw/workspace ]; then echo lived-in; fi`;
const SWAP = `set -eu; umask 077; cd "$HOME"
rm -rf .openclaw-copying; cp -a .openclaw .openclaw-copying; mv -T .openclaw-copying .openclaw-before
cp -a .openclaw-moving/. .openclaw/
cat > .openclaw/openclaw.json.new; mv .openclaw/openclaw.json.new .openclaw/openclaw.json
rm -rf .openclaw-moving`;
// A gateway that still runs may make the folder anew in between: then it fails rather than to put one into the other.
const BACK = `set -eu; cd "$HOME"; rm -rf .openclaw-moving
if [ -d .openclaw-before ]; then
  rm -rf .openclaw-failed; if [ -d .openclaw ]; then mv -T .openclaw .openclaw-failed; fi
  mv -T .openclaw-before .openclaw; rm -rf .openclaw-failed
fi`;
/** What was carried in, ticked private files among it. */
const CLEAR = 'rm -rf "$HOME/.openclaw-moving"';
const DONE = `set -eu; cd "$HOME"; rm -rf .openclaw-moving
if [ -d .openclaw-before/workspace ]; then mv -T .openclaw-before ".before-moving-in-$(date +%s)-$$"; fi
rm -rf .openclaw-before`;

const SETTINGS = '/home/openclaw/.openclaw/openclaw.json';

async function inside(
  guest: Guest,
  argv: readonly string[],
  input?: string | Readable,
  limitMs = 60_000,
): Promise<string> {
  const { code, out, err } = await guest.run('openclaw', argv, {
    limitMs,
    ...(input !== undefined && { input }),
  });
  if (code !== 0) throw new TankError(migrateMessage('failed-inside'), err.slice(-2000));
  return out;
}
const sh = (script: string) => ['/bin/sh', '-c', script];

/** The tank's own settings with what came along. Its gateway part stays its own: door, token, origins. */
async function settingsWith(guest: Guest, { settings }: PlannedMove): Promise<string> {
  const text = await inside(guest, ['/bin/cat', SETTINGS]);
  const own: unknown = JSON5.parse(text);
  if (typeof own !== 'object' || own === null || Array.isArray(own))
    throw new TankError(migrateMessage('odd-inside'));
  return `${JSON.stringify({ ...own, ...settings }, null, 2)}\n`;
}

/** Starts OpenClaw anew, as the engine runs it: as the container's own program, or as a service of the guest. */
async function startAnew(tank: TankContext, driver: Driver, guest: Guest): Promise<void> {
  if (driver.access === 'published') {
    await driver.stop(tank);
    await driver.start(tank);
    return;
  }
  const { code, err } = await guest.run('root', ['systemctl', 'restart', 'openclaw-gateway.service'], {
    limitMs: 120_000,
  });
  if (code !== 0) throw new TankError(migrateMessage('failed-inside'), err.slice(-2000));
}

/** The same tank for putting it back after it was cancelled, when the other can run nothing more. */
interface UncancelledTank {
  readonly tank: TankContext;
  readonly guest: Guest;
}

/** Brings the inside back to what it was before the swap. Rejects with NotAsBefore. */
async function putBack(driver: Driver, { tank, guest }: UncancelledTank, kept: string | null): Promise<void> {
  try {
    // Nobody gets into a container that doesn't run. Where it doesn't start, the next line can't be done.
    await driver.start(tank).catch(() => {});
    await inside(guest, sh(BACK), undefined, UNPACK_MS);
  } catch (error) {
    const because =
      kept === null ? migrateMessage('not-back-inside') : migrateMessage('not-back', { snapshot: kept });
    throw new NotRolledBack(because, errorDetail(error), { cause: error });
  }
  try {
    await startAnew(tank, driver, guest);
  } catch (error) {
    throw new NotRolledBack(migrateMessage('stays-stopped'), errorDetail(error), { cause: error });
  }
}

/**
 * Moves a home into the tank, and looks whether OpenClaw answers from it; if not, the inside is as it was before, or it
 * rejects with NotAsBefore. The home outside is only read. Resolves to the snapshot that keeps who lived there before;
 * null where nobody did.
 */
export async function migrateIn(
  tank: TankContext,
  driver: Driver,
  guest: Guest,
  plan: PlannedMove,
  ticked: readonly string[],
  report: (now: Message, progress: StepProgress) => void,
  calm: UncancelledTank = { tank, guest },
): Promise<string | null> {
  const { signal } = tank.needs;
  const kept = await snapshotBefore(tank, driver, report, calm.tank);
  // One that nobody is told of is not kept: it may be a whole copy of the tank.
  const forget = async () => kept && driver.snapshots?.drop(calm.tank, kept).catch(() => {});
  const packing = migrateMessage('packing');
  let livedIn: boolean;
  let settings: string;
  try {
    livedIn = await withStagedFiles(
      tank,
      plan,
      ticked,
      (part) => report(packing, { part }),
      async (luggage) => {
        report(migrateMessage('carrying'), {});
        const said = await inside(guest, sh(RECEIVE), luggage as Readable, UNPACK_MS);
        return said.includes('lived-in');
      },
    );
    signal.throwIfAborted();
    report(migrateMessage('unpacking'), {});
    settings = await settingsWith(guest, plan);
  } catch (error) {
    await inside(calm.guest, sh(CLEAR)).catch((left: unknown) => {
      throw new NotRolledBack(migrateMessage('left-inside'), errorDetail(left), { cause: error });
    });
    await forget();
    throw error;
  }
  try {
    await inside(guest, sh(SWAP), settings, UNPACK_MS);
    report(migrateMessage('waiting'), {});
    await startAnew(tank, driver, guest);
    const well = await healthyWithin(tank.plan.ports.gateway, ANSWER_MS, signal, (part) =>
      report(migrateMessage('waiting'), { part }),
    );
    if (!well) throw new TankError(migrateMessage('no-answer'));
  } catch (error) {
    await putBack(driver, calm, kept);
    await forget();
    throw error;
  }
  await inside(guest, sh(DONE)).catch(() => {});
  if (livedIn) return kept;
  await forget();
  return null;
}
