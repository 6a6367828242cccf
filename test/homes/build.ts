import { execFile } from 'node:child_process';
import { chmod, lchown, link, mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { UnsafeHome } from './home';

const run = promisify(execFile);

/** A group that no account of the test's is in. */
const FOREIGN = 64_321;

async function own(
  folder: string,
  { uid, gid }: { readonly uid: number; readonly gid: number },
): Promise<void> {
  await lchown(folder, uid, gid);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await own(path, { uid, gid });
    else await lchown(path, uid, gid);
  }
}

/** Lays a home out at `top`. Needs root: its owner is another account, and some of its files are of another group. */
export async function build(
  home: UnsafeHome,
  top: string,
  account: { readonly uid: number; readonly gid: number },
): Promise<void> {
  const fill = (text: string) => text.replaceAll('{home}', top);
  await mkdir(top, { recursive: true, mode: 0o755 });
  const modes: [string, number][] = [];
  for (const item of home.items) {
    const path = join(top, item.path);
    await mkdir(item.kind === 'folder' ? path : dirname(path), { recursive: true, mode: 0o755 });
    if (item.kind === 'file') {
      await writeFile(path, typeof item.text === 'string' ? fill(item.text) : item.text);
      modes.push([path, item.mode]);
    } else if (item.kind === 'folder') modes.push([path, item.mode]);
    else if (item.kind === 'link') await symlink(fill(item.to), path);
    else await link(join(top, item.of), path);
  }
  await own(top, account);
  for (const path of home.foreign) await lchown(join(top, path), account.uid, FOREIGN);
  for (const [path, mode] of modes) await chmod(path, mode);
  for (const { path, name, value } of home.attributes)
    await run('setfattr', ['-n', name, '-v', value, join(top, path)]);
  for (const { path, entry } of home.lists) await run('setfacl', ['-m', entry, join(top, path)]);
  await chmod(top, 0o750);
}
