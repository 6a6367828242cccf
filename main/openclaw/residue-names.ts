import type { Platform } from '../contract/finding';

/** A file or folder in a shared place (cache, temporary files, logs) that OpenClaw made: it names all of them after itself. */
export const isLeftover = (name: string): boolean => /^(openclaw|clawdbot|moltbot)(-[\w.-]+)?$/i.test(name);

/**
 * Archives of `openclaw backup create` (docs/cli/backup.md: `<time>-openclaw-backup.tar.gz`): the whole state, tokens
 * and all, wherever the command was run.
 */
export const isBackupArchive = (name: string): boolean =>
  /^\d{4}-\d\d-\d\dT[\d.Z+-]+-(openclaw|clawdbot|moltbot)-backup\.tar\.gz$/i.test(name);

/** Copies of the settings that OpenClaw leaves beside them (`openclaw.json.bak`, `.bak.1`, `.pre-update…`): tokens in them. */
export const isSettingsBackup = (name: string): boolean =>
  /^(openclaw|clawdbot|moltbot|moldbot)\.json[.-](bak|backup|old|orig|pre|last-good|clobbered|rejected|broken)[\w.:-]*$/i.test(
    name,
  );

/** Folders whose OpenClaw-named children are caches and logs, with what `{…}` stands for on the machine. */
export const LEFTOVER_FOLDERS: Readonly<Record<Platform, readonly string[]>> = {
  linux: ['{home}/.cache', '{XDG_CACHE_HOME}', '{tmp}', '/var/tmp'],
  darwin: ['{home}/.cache', '{home}/Library/Caches', '{home}/Library/Logs', '{tmp}', '/tmp', '/var/tmp'],
  win32: ['{home}/.cache', '{TEMP}', '{LOCALAPPDATA}/Temp'],
};
