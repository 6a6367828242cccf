#!/usr/bin/env node
import { execFileSync } from 'node:child_process';
// Answers to the one call of fpm that electron-builder makes for a .deb or .rpm, with dpkg-deb or rpmbuild: fpm is not in
// Debian. For test builds, so it packs quickly rather than small.
import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { controlFile, readCall, specFile } from './fpm-call.mjs';

const call = readCall(process.argv.slice(2));
const scratch = mkdtempSync(join(tmpdir(), 'tankmate-package-'));
const root = join(scratch, 'root');

/** Every file and link below a folder, from `/`. @param {string} folder @returns {string[]} */
const pathsIn = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((each) => {
    const path = join(folder, each.name);
    return each.isDirectory() ? pathsIn(path) : [`/${relative(root, path)}`];
  });

function debian() {
  const kilobytes = Number(execFileSync('du', ['-sk', root], { encoding: 'utf8' }).split('\t')[0]);
  mkdirSync(join(root, 'DEBIAN'));
  writeFileSync(join(root, 'DEBIAN/control'), controlFile(call, kilobytes));
  for (const [name, script] of Object.entries(call.scripts))
    writeFileSync(join(root, 'DEBIAN', name), readFileSync(script), { mode: 0o755 });
  execFileSync('dpkg-deb', ['--root-owner-group', '-Zgzip', '-z1', '--build', root, call.output], {
    stdio: 'inherit',
  });
}

function rpm() {
  const scripts = Object.fromEntries(
    Object.entries(call.scripts).map(([name, file]) => [name, readFileSync(file, 'utf8')]),
  );
  const spec = join(scratch, 'package.spec');
  writeFileSync(spec, specFile(call, pathsIn(root), scripts));
  const folders = { _topdir: join(scratch, 'top'), _rpmdir: join(scratch, 'out') };
  const defines = Object.entries(folders).flatMap(([name, value]) => ['--define', `${name} ${value}`]);
  const target = ['--target', `${call.fields.Architecture}-linux`];
  execFileSync('rpmbuild', ['-bb', '--quiet', ...target, '--buildroot', root, ...defines, spec], {
    stdio: 'inherit',
  });
  const [made] = readdirSync(folders._rpmdir, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.rpm'),
  );
  copyFileSync(join(folders._rpmdir, made), call.output);
}

try {
  mkdirSync(root);
  for (const { from, to } of call.files) {
    const target = join(root, to);
    mkdirSync(dirname(target), { recursive: true });
    cpSync(from, target, { recursive: true, verbatimSymlinks: true });
    if (statSync(target).isFile()) chmodSync(target, to.startsWith('/usr/bin/') ? 0o755 : 0o644);
  }
  // The packers set owners to root; everybody may read, root alone may change.
  execFileSync('chmod', ['-R', 'u+rwX,go+rX,go-w', root]);
  rmSync(call.output, { force: true });
  if (call.kind === 'deb') debian();
  else rpm();
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
