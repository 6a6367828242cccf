import type { Json } from '../../openclaw/read-settings';
import type { Probes } from '../../probes';

/** A copy of a settings file that OpenClaw made itself. */
export interface SettingsBackup {
  readonly path: string;
  /** To the byte, byte order mark and line ends kept. */
  readonly text: string;
  /** When it was put aside, in milliseconds since 1970. */
  readonly at: number;
}

/**
 * What OpenClaw puts beside its settings: what a gateway last took up, what stood there before each of the last five
 * writes, and before an update (2026.5.28 and 2026.9.6, dist: config/io, config/backup-rotation). A copy of a person's
 * own isn't taken: only they know what it is.
 */
const ENDINGS = ['.last-good', '.bak', '.bak.1', '.bak.2', '.bak.3', '.bak.4', '.pre-update'];

/** Stands for a secret in a text that was made to be shown: OpenClaw puts no such text back (dist: config/recovery-policy). */
const isPlaceholder = (text: string) => ['***', '[redacted]'].includes(text.trim());

/** Whether anything in some settings is a placeholder instead of a value. */
export function hasPlaceholder(settings: Json): boolean {
  const open: Json[] = [settings];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next === 'string' && isPlaceholder(next)) return true;
    if (typeof next === 'object' && next !== null) open.push(...Object.values(next));
  }
  return false;
}

/** Whether nobody but this account and the administrator can have written what a file says. */
async function isTrusted({ files, permissions }: Probes, path: string): Promise<boolean> {
  if (files.platform !== 'win32') {
    const { kind, uid, mode } = await files.lstat(path);
    return kind === 'file' && (uid === files.uid || uid === 0) && (mode & 0o022) === 0;
  }
  const { kind } = await files.lstat(path);
  const [seen] = kind === 'file' ? await permissions.of([path]) : [];
  return seen?.others === 'none' || seen?.others === 'read';
}

/** The backups of a settings file that can be trusted, newest first; what can't be looked at is none. */
export async function settingsBackups(probes: Probes, file: string): Promise<readonly SettingsBackup[]> {
  const { files } = probes;
  const found = await Promise.all(
    ENDINGS.map(async (ending): Promise<readonly SettingsBackup[]> => {
      const path = `${file}${ending}`;
      try {
        if (!(await isTrusted(probes, path))) return [];
        const [exact, { modifiedAt }] = await Promise.all([files.exact(path), files.lstat(path)]);
        return exact ? [{ path, text: exact.text, at: modifiedAt }] : [];
      } catch {
        return [];
      }
    }),
  );
  return found.flat().toSorted((a, b) => b.at - a.at);
}
