import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { must } from './parts.mjs';
import { debianSources } from './sources.mjs';
import { kept } from './store.mjs';

/** Left out, as in the images that Debian gives to Docker Hub. */
const WITHOUT = ['/usr/share/doc/*', '/usr/share/man/*', '/usr/share/locale/*'];

/**
 * What stands in for `debian:bookworm-slim` where no registry of images can be reached: Debian's smallest set with apt,
 * which asks the same servers as this machine's. Needs root.
 * @returns {Promise<string>} a tar of the root file system
 */
export async function debianBase() {
  const release = 'bookworm';
  const sources = debianSources(release);
  const folder = await kept({
    name: 'base',
    what: 'Making a small Debian from its packages for the sandbox of the tests',
    inputs: [release, sources, WITHOUT, readFileSync(fileURLToPath(import.meta.url), 'utf8')],
    async make(to) {
      const list = join(to, 'apt.list');
      writeFileSync(list, `${sources}\n`);
      const without = WITHOUT.map((path) => `--dpkgopt=path-exclude=${path}`);
      await must('mmdebstrap', ['--variant=minbase', ...without, release, join(to, 'base.tar'), list]);
      rmSync(list);
    },
  });
  return join(folder, 'base.tar');
}
