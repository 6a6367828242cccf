import type { At } from '../..';
import { type Tool, toolOf } from '../ask';
import { machineOf } from '../claim';

/** VBoxManage is on PATH, or where its installer puts it: `find` knows the places. */
export const manage = (at: At): Tool => toolOf(at, 'virtualbox', 'VBoxManage');

/** `--machinereadable`: `key="value"`, `"key"="value"` or `key=1` a line (Frontends/VBoxManage/VBoxManageInfo.cpp). */
export function parseMachine(text: string): ReadonlyMap<string, string> {
  const facts = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const [, key, , value] = /^"?([^"=]+)"?=("?)(.*)\2$/.exec(line) ?? [];
    if (key !== undefined && value !== undefined) facts.set(key, value);
  }
  return facts;
}

/** What VirtualBox says of the machine; null when it knows none of that name. */
export async function machine(at: At): Promise<ReadonlyMap<string, string> | null> {
  // `"name" {uuid}` a line, in every language.
  const { out } = await manage(at).does('asking', ['list', 'vms']);
  if (!out.split(/\r?\n/).some((line) => line.startsWith(`"${machineOf(at)}" {`))) return null;
  const told = await manage(at).does('asking', ['showvminfo', machineOf(at), '--machinereadable']);
  return parseMachine(told.out);
}
