import { createHash } from 'node:crypto';
import { createReadStream, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bakedParts, must } from './parts.mjs';
import { debianSources } from './sources.mjs';
import { kept } from './store.mjs';

/** What the inside of a tank needs from Debian, and what shows that its network is closed. */
const PACKAGES = ['ca-certificates', 'git', 'iproute2', 'libatomic1', 'nftables', 'procps', 'tini'];
/** Left out of the tar: nobody reads them in a container, and every megabyte is copied several times. */
const WITHOUT = ['/usr/share/doc/*', '/usr/share/man/*', '/usr/share/locale/*', '/var/cache/apt/*'];

/**
 * A root file system with everything that a tank has inside, so that making one needs no network: Debian's packages
 * from wherever this machine gets its own, then the parts that every baked image shares. Needs root.
 * @returns {Promise<{ file: string, digest: string, size: number }>} a tar, its SHA-256 in hex, its bytes
 */
export async function bakedRoot() {
  const parts = await bakedParts();
  const release = /^VERSION_CODENAME=(\w+)$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? '';
  const sources = debianSources(release);
  const folder = await kept({
    name: 'root',
    what: 'Making a root file system from Debian’s packages for the containers of the tests',
    inputs: [
      release,
      sources,
      PACKAGES,
      WITHOUT,
      parts,
      readFileSync(fileURLToPath(import.meta.url), 'utf8'),
    ],
    make: (to) => make(to, { parts, release, sources }),
  });
  return { file: join(folder, 'root.tar'), ...JSON.parse(readFileSync(join(folder, 'root.json'), 'utf8')) };
}

async function make(folder, { parts, release, sources }) {
  const file = join(folder, 'root.tar');
  const list = join(folder, 'apt.list');
  writeFileSync(list, `${sources}\n`);
  await must('mmdebstrap', [
    '--variant=minbase',
    `--include=${PACKAGES.join(',')}`,
    ...WITHOUT.map((path) => `--dpkgopt=path-exclude=${path}`),
    `--customize-hook=copy-in ${join(parts, 'opt')} /`,
    release,
    file,
    list,
  ]);
  rmSync(list);
  const hash = createHash('sha256');
  for await (const part of createReadStream(file)) hash.update(part);
  writeFileSync(
    join(folder, 'root.json'),
    JSON.stringify({ digest: hash.digest('hex'), size: statSync(file).size }),
  );
}

/**
 * The same without OpenClaw, for containers that only have to be looked at from inside: a third of its size.
 * @returns {Promise<string>} a tar
 */
export async function smallRoot() {
  const { file, digest } = await bakedRoot();
  const folder = await kept({
    name: 'small-root',
    what: 'Taking OpenClaw out of that root file system',
    inputs: [digest],
    async make(to) {
      const root = join(to, 'root');
      mkdirSync(root);
      await must('tar', ['xpf', file, '-C', root, '--numeric-owner', '--exclude=./opt/openclaw']);
      await must('tar', ['cpf', join(to, 'root.tar'), '--numeric-owner', '-C', root, '.']);
      rmSync(root, { recursive: true });
    },
  });
  return join(folder, 'root.tar');
}
