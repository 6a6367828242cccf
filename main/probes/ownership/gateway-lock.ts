import { type Host, isAbsentReading } from '../../system/read';
import { parseStat } from '../../system/read/processes/linux-process';

/**
 * The lock of OpenClaw's that names a process as the gateway of a state folder, from early in its start (2026.9.6,
 * dist/gateway-lock: `<state>/tmp/openclaw-<uid>/gateway.*.lock`; until 2026.6 in the process's own folder for temporary
 * files; a role other than the gateway's is told). Its `startTime` is field 22 of /proc/<pid>/stat. Null where none does.
 * `temporary`: that folder, as the process sees it.
 */
export async function lockOf(
  host: Host,
  pid: number,
  { state, temporary }: { readonly state: string | null; readonly temporary: string },
): Promise<string | null> {
  const { uid } = await host.stat(`/proc/${pid}`).catch(() => ({ uid: -1 }));
  const started = parseStat(await host.readText(`/proc/${pid}/stat`).catch(() => ''))?.startedAt;
  const above = new Set([...(state === null ? [] : [`${state}/tmp`]), temporary, '/tmp']);
  const places = [...above].map((each) => `${each}/openclaw-${uid}`);
  for (const folder of places) {
    const names = await host.list(folder).catch(() => []);
    for (const name of names.filter((each) => /^gateway\..*\.lock$/.test(each))) {
      const file = host.path.join(folder, name);
      // In a folder that everybody may write into, anybody could name somebody else's process.
      const owner = await host.stat(file).catch(() => null);
      if (owner?.uid !== uid && owner?.uid !== 0) continue;
      const claimed = await read(host, file);
      if (claimed?.pid !== pid || (claimed.role !== undefined && claimed.role !== 'gateway')) continue;
      if (claimed.startTime !== undefined && String(claimed.startTime) !== started) continue;
      return file;
    }
  }
  return null;
}

/** The folder for temporary files of a process with this environment (nodejs.org/api/os, os.tmpdir). */
export const temporaryFolder = (environment: ReadonlyMap<string, string> | null): string => {
  const named = ['TMPDIR', 'TMP', 'TEMP'].map((name) => environment?.get(name)).find((value) => value);
  return named?.startsWith('/') ? named.replace(/(?<=.)\/$/, '') : '/tmp';
};

async function read(host: Host, file: string): Promise<Partial<Record<string, unknown>> | null> {
  try {
    const claimed: unknown = JSON.parse(await host.readText(file));
    return typeof claimed === 'object' && claimed !== null ? { ...claimed } : null;
  } catch (error) {
    if (!isAbsentReading(error)) host.signal.throwIfAborted();
    return null;
  }
}
