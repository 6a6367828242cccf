// A process that puts the newer version that was accepted in place as the app does, and kills itself before a certain write.
import type { RunningApp } from '../../main/app-update/choose-release';
import type { ReleaseSource } from '../../main/app-update/release-source';
import { DEFAULTS } from '../../main/config/preferences';
import { runAppUpdate } from '../../main/worker/jobs/app-update';
import { watchWrites } from '../changes/kill/writes';

export interface UpdateRun {
  readonly folder: string;
  readonly app: RunningApp;
  readonly source: ReleaseSource;
  readonly now: number;
  /** Dies before this write, counted from 1; 0: lives. */
  readonly dieAt: number;
}
export interface RunSaid {
  readonly result: string;
  /** Id of the reason. */
  readonly because: string;
  /** How many writes there were. */
  readonly writes: number;
}

const { folder, app, source, now, dieAt } = JSON.parse(process.argv[2] ?? '') as UpdateRun;
let writes = 0;
await watchWrites(process.argv[1] ?? '', () => {
  writes += 1;
  if (writes === dieAt) process.kill(process.pid, 'SIGKILL');
});
const { signal } = new AbortController();
const { result, because } = await runAppUpdate(
  { folder, app, preferences: DEFAULTS },
  { signal, emit() {} },
  { source, now, line: {} },
);
process.stdout.write(JSON.stringify({ result, because: because.id, writes } satisfies RunSaid));
