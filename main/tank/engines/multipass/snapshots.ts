import type { Snapshot } from '../../../contract/tank';
import type { At, Snapshots } from '../..';
import { field } from '../ask';
import { machineOf } from '../claim';
import { info, multipass } from './client';

/** Snapshots are named like machines: letters, digits and hyphens (reference/instance-name-format). */
const spelled = (name: string): string => name.replaceAll(/[^A-Za-z0-9-]/g, '-');
const whole = (at: At, name: string): string => `${machineOf(at)}.${spelled(name)}`;

/** It prints a time in the reader's own way, so ours goes into the comment: `NAME TIME`. */
function read(comment: unknown): Snapshot | null {
  const [, name, at] = /^(\S+) (\d{4}-\d{2}-\d{2}T\S+Z)$/.exec(String(comment)) ?? [];
  return name && at ? { name, at } : null;
}

async function list(at: At): Promise<readonly Snapshot[]> {
  const told = field(await info(at, '--snapshots'), 'snapshots');
  return Object.values(Object(told))
    .map((each) => read(field(each, 'comment')))
    .filter((each) => each !== null);
}

/** Of a stopped machine (reference/command-line-interface/snapshot). */
export const multipassSnapshots: Snapshots = {
  list,
  async take(at, name) {
    const comment = `${name} ${new Date(at.needs.now()).toISOString()}`;
    const args = ['snapshot', '--name', spelled(name), '--comment', comment, machineOf(at)];
    await multipass(at).does('snapshot', args, { limitMs: 300_000 });
  },
  async restore(at, name) {
    // Without a terminal it can't ask whether the present may be thrown away.
    await multipass(at).does('restoring', ['restore', '--destructive', whole(at, name)], {
      limitMs: 300_000,
    });
  },
  async drop(at, name) {
    if (!(await list(at)).some((each) => each.name === name)) return;
    await multipass(at).does('removing', ['delete', '--purge', whole(at, name)], { limitMs: 300_000 });
  },
};
