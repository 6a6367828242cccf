// A process that carries changes out as the app does, and kills itself before a certain write.
import type { Change } from '../../../main/contract/change';
import { engineIn, runIn } from './run';
import { watchWrites } from './writes';

export interface Job {
  readonly folder: string;
  /** What is carried out; null: everything is undone. */
  readonly changes: readonly Change[] | null;
  /** Dies before this write, counted from 1; 0: lives. */
  readonly dieAt: number;
}
export interface Said {
  readonly result: string;
  /** How many writes there were. */
  readonly writes: number;
}

const job = JSON.parse(process.argv[2] ?? '') as Job;
let writes = 0;
await watchWrites(process.argv[1] ?? '', () => {
  writes += 1;
  if (writes === job.dieAt) process.kill(process.pid, 'SIGKILL');
});
const outcomes = await runIn(job.folder, job.changes, engineIn(job.folder));
const said: Said = { result: outcomes.map(({ result }) => result).join(), writes };
process.stdout.write(JSON.stringify(said));
