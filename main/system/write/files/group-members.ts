import type { WriteTools } from '../write-tools';

const rows = (text: string) => text.split('\n').map((line) => line.split(':'));

/**
 * True when nobody but `owner` is in a group, as with the private groups that most Linux systems give each account
 * (there folders are writable for the group). An account that passwd(5) doesn't know answers false.
 */
export function isOnlyMember(passwd: string, group: string, gid: number, owner: number): boolean {
  const accounts = rows(passwd).filter((row) => row.length >= 7);
  const name = accounts.find(([, , uid]) => uid === String(owner))?.[0];
  const entry = rows(group).find(([, , id]) => id === String(gid));
  if (name === undefined || entry === undefined) return false;
  const first = accounts.filter((row) => row[3] === String(gid)).map(([each]) => each);
  const others = (entry[3] ?? '').split(',').map((each) => each.trim());
  return [...first, ...others].every((each) => each === '' || each === name || each === 'root');
}

async function textOf({ fs }: WriteTools, path: string): Promise<string> {
  const handle = await fs.open(path, 'r');
  return handle.readFile('utf8').finally(() => handle.close());
}

export async function isOnlyGroupMember(tools: WriteTools, gid: number, owner: number): Promise<boolean> {
  if (gid === 0) return true;
  try {
    const [passwd, group] = await Promise.all([textOf(tools, '/etc/passwd'), textOf(tools, '/etc/group')]);
    return isOnlyMember(passwd, group, gid, owner);
  } catch {
    return false;
  }
}
