import type { EditChange } from '../../contract/change';
import { CRON_FOLDERS, withoutCronLines } from '../../openclaw/shell-lines';
import type { FileProbe } from '../../probes/files';

/** This account's table of cron without OpenClaw's lines; `untold` where there is cron and its tables may not be read. */
export async function cronEdits(
  files: FileProbe,
): Promise<{ readonly edits: readonly EditChange[]; readonly untold: boolean }> {
  if (files.platform === 'win32') return { edits: [], untold: false };
  const edits: EditChange[] = [];
  let untold = false;
  for (const folder of CRON_FOLDERS) {
    const path = files.path.join(folder, files.userName);
    try {
      const before = await files.exact(path);
      const after = before && withoutCronLines(before.text);
      if (before && after !== null)
        edits.push({ kind: 'edit', path, before: before.text, after, format: 'lines' });
    } catch {
      untold = true;
    }
  }
  return { edits, untold };
}
