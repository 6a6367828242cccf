#!/usr/bin/env node
import { execFileSync } from 'node:child_process';
// Answers to the one call of fpm that electron-builder makes for a .deb, with Debian's own dpkg-deb: fpm is not in
// Debian. For test builds, so it packs quickly rather than small.
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { controlFile, readCall } from './fpm-call.mjs';

const call = readCall(process.argv.slice(2));
const scratch = mkdtempSync(join(tmpdir(), 'tankmate-deb-'));
try {
  for (const { from, to } of call.files) {
    const target = join(scratch, to);
    mkdirSync(dirname(target), { recursive: true });
    cpSync(from, target, { recursive: true, verbatimSymlinks: true });
    if (statSync(target).isFile()) chmodSync(target, to.startsWith('/usr/bin/') ? 0o755 : 0o644);
  }
  // dpkg sets owners by --root-owner-group; everybody may read, root alone may change.
  execFileSync('chmod', ['-R', 'u+rwX,go+rX,go-w', scratch]);
  const kilobytes = Number(execFileSync('du', ['-sk', scratch], { encoding: 'utf8' }).split('\t')[0]);
  mkdirSync(join(scratch, 'DEBIAN'));
  writeFileSync(join(scratch, 'DEBIAN/control'), controlFile(call, kilobytes));
  for (const [name, script] of Object.entries(call.scripts))
    writeFileSync(join(scratch, 'DEBIAN', name), readFileSync(script), { mode: 0o755 });
  rmSync(call.output, { force: true });
  execFileSync('dpkg-deb', ['--root-owner-group', '-Zgzip', '-z1', '--build', scratch, call.output], {
    stdio: 'inherit',
  });
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
