import type { Change, CommandChange } from '../../contract/change';
import type { FileProbe } from '../../probes/files';
import type { Service } from '../../probes/openclaw';
import { needsAdmin, schtasksIn } from '../stop/disable-services';

const SYSTEMCTL = '/usr/bin/systemctl';
const LAUNCHCTL = '/bin/launchctl';

const command = (
  program: string,
  args: readonly string[],
  undo: readonly string[] | null,
): CommandChange => ({
  kind: 'command',
  program,
  args,
  admin: false,
  undo: undo && { program, args: undo },
  optional: true,
  limitMs: 5000,
});

/** All that makes a unit: its file, copies beside it, drop-ins, and the links by which it starts (systemctl(1), enable). */
async function unitFiles(files: FileProbe, file: string): Promise<readonly string[]> {
  const { dirname, basename, join } = files.path;
  const folder = dirname(file);
  const unit = basename(file);
  const names = await files.list(folder).catch(() => []);
  const own = names.filter((name) => name === unit || name === `${unit}.d` || name === `${unit}.bak`);
  const wants = names.filter((name) => /\.(wants|requires)$/.test(name));
  const links = await Promise.all(
    wants.map(async (each) =>
      ((await files.list(join(folder, each)).catch(() => [])) as readonly string[])
        .filter((name) => name === unit)
        .map((name) => join(folder, each, name)),
    ),
  );
  return [...links.flat(), ...own.map((name) => join(folder, name))];
}

/** What becomes of one service: files to quarantine, between what its manager is told before and after. */
export interface ServiceToRemove {
  readonly before: readonly Change[];
  readonly files: readonly string[];
  readonly after: readonly Change[];
}

/**
 * Takes a service away. Its manager reads its files anew after they are gone, and, taken back in reverse, after they
 * are back. A scheduled task has no file of its own: it is switched off now and deleted for good later.
 */
export async function removeService(files: FileProbe, service: Service): Promise<ServiceToRemove | null> {
  if (needsAdmin(files, service)) return null;
  switch (service.kind) {
    case 'systemd-user':
    case 'systemd-system': {
      if (/^\/(usr|lib)\//.test(service.file)) return null;
      const managerArgs = service.kind === 'systemd-user' ? ['--user'] : [];
      const reload = [...managerArgs, 'daemon-reload'];
      const stop = [...managerArgs, 'stop', '--no-block', files.path.basename(service.file)];
      return {
        before: [command(SYSTEMCTL, stop, null), command(SYSTEMCTL, reload, reload)],
        files: await unitFiles(files, service.file),
        after: [command(SYSTEMCTL, reload, null)],
      };
    }
    case 'launch-agent':
    case 'launch-daemon': {
      const domain = service.kind === 'launch-daemon' ? 'system' : `gui/${files.uid}`;
      return {
        before: [command(LAUNCHCTL, ['bootout', `${domain}/${service.name}`], null)],
        files: [service.file],
        after: [],
      };
    }
    case 'scheduled-task': {
      const name = ['/TN', service.file];
      const off = command(
        schtasksIn(files),
        ['/Change', ...name, '/DISABLE'],
        ['/Change', ...name, '/ENABLE'],
      );
      return { before: [off], files: [], after: [] };
    }
    case 'startup-item':
      return { before: [], files: [service.file], after: [] };
  }
}

/** The same for one of the whole computer, by one command; null where there is none that can be taken back. */
export function removeServiceAsAdmin(files: FileProbe, { kind, file }: Service): Change | null {
  const unit = files.path.basename(file);
  if (kind === 'systemd-system')
    return {
      kind: 'command',
      program: SYSTEMCTL,
      args: ['disable', '--now', unit],
      admin: true,
      undo: { program: SYSTEMCTL, args: ['enable', unit] },
    };
  if (kind !== 'scheduled-task') return null;
  const name = ['/TN', file];
  return {
    kind: 'command',
    program: schtasksIn(files),
    args: ['/Change', ...name, '/DISABLE'],
    admin: true,
    undo: { program: schtasksIn(files), args: ['/Change', ...name, '/ENABLE'] },
  };
}
