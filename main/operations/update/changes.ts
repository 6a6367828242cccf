import type { Change, MoveChange } from '../../contract/change';
import { serviceSteps } from './services';
import type { GatewayProcess, UpdateJournal } from './update-journal';

/** What takes the place of the old program. */
export type Replacing =
  /** One folder for another: npm. */
  | { readonly kind: 'folder'; readonly staged: string; readonly kept: string }
  /** Its traces go, and the package manager installs it anew from what it has fetched: pnpm. */
  | {
      readonly kind: 'reinstall';
      readonly moves: readonly MoveChange[];
      readonly program: string;
      readonly install: readonly string[];
      readonly remove: readonly string[];
      readonly env: Readonly<Record<string, string>>;
    };

export interface Swapping {
  /** The package folder, and the script in it that is OpenClaw's command. */
  readonly copy: string;
  readonly entry: string;
  readonly replacing: Replacing;
  readonly swaps: UpdateJournal['swaps'];
  /** A Node that is brought along, into the place where OpenClaw looks for one itself. */
  readonly bringing: readonly MoveChange[];
  readonly ran: readonly GatewayProcess[];
  readonly uid: number | null;
  /** The Node that runs the new version, and the environments of the setups that are migrated. */
  readonly node: string;
  readonly migrate: readonly Readonly<Record<string, string>>[];
}

const MIGRATE_MS = 30 * 60_000;
/**
 * As OpenClaw's own updater runs its doctor: it repairs what the new version can't start without and leaves the rest
 * alone (2026.9.6, update-runner-doctor: without the first it also turns off skills that lack a program here, without
 * the second it leaves settings that the new version refuses).
 */
const AS_UPDATER = {
  OPENCLAW_UPDATE_IN_PROGRESS: '1',
  OPENCLAW_UPDATE_PARENT_SUPPORTS_DOCTOR_CONFIG_WRITE: '1',
  OPENCLAW_SERVICE_REPAIR_POLICY: 'external',
  OPENCLAW_NO_AUTO_UPDATE: '1',
};

/**
 * The swap, as data: services held back, each state folder for its copy, the old program for the new one, then
 * OpenClaw's own migration, then the services. Taken back in the reverse order it is the way back: services stop, the
 * old program and the untouched old state come home, services start.
 * Migration: `openclaw doctor --fix --non-interactive` (docs/install/updating/rollback-and-recovery.md), which with
 * OPENCLAW_SERVICE_REPAIR_POLICY=external leaves services alone (docs/cli/doctor/checks.md).
 */
export function swapChanges({
  copy,
  entry,
  replacing,
  swaps,
  bringing,
  ran,
  uid,
  node,
  migrate,
}: Swapping): readonly Change[] {
  const services = ran.flatMap(({ service }) => (service ? (serviceSteps(service, uid) ?? []) : []));
  const move = (from: string, to: string): Change => ({ kind: 'move', from, to });
  const program: readonly Change[] =
    replacing.kind === 'folder'
      ? [move(copy, replacing.kept), move(replacing.staged, copy)]
      : [
          ...replacing.moves,
          {
            kind: 'command',
            program: replacing.program,
            args: replacing.install,
            env: replacing.env,
            admin: false,
            undo: { program: replacing.program, args: replacing.remove },
            // Removing what isn't there fails, and must not stand in the way back; an installation that failed is
            // noticed when the new version is asked for its number.
            optional: true,
            limitMs: MIGRATE_MS,
          },
        ];
  return [
    ...services.map(
      ({ stop, start }): Change => ({ kind: 'command', ...stop, admin: false, undo: start, optional: true }),
    ),
    ...swaps.flatMap(({ live, fresh, kept }) => [move(live, kept), move(fresh, live)]),
    ...bringing,
    ...program,
    ...migrate.map(
      (env): Change => ({
        kind: 'command',
        program: node,
        args: [entry, 'doctor', '--fix', '--non-interactive'],
        env: { ...env, ...AS_UPDATER },
        admin: false,
        undo: null,
        limitMs: MIGRATE_MS,
      }),
    ),
    ...services
      .toReversed()
      .map(({ stop, start }): Change => ({ kind: 'command', ...start, admin: false, undo: stop })),
  ];
}
