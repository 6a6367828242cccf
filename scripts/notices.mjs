// `npm run notices`: writes out/THIRD-PARTY.txt (the licences of all that is bundled) and out/sbom.cdx.json (a bill of
// materials in CycloneDX). Nobody is asked for it: npm reads what is installed.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundledIn, noticeOf, noticesText, shippedOf } from './notices/notices.mjs';
import { ensureBuilt } from './setup/build.mjs';
import { ROOT } from './setup/places.mjs';
import { hear } from './setup/run.mjs';
import { asCommand, say, Told } from './setup/say.mjs';

const BOM = ['sbom', '--sbom-format', 'cyclonedx'];

/** Writes both files beside the bundle, which has to be there. */
export async function writeNotices() {
  const out = join(ROOT, 'out');
  const packages = bundledIn(out);
  writeFileSync(join(out, 'THIRD-PARTY.txt'), noticesText(packages.map((each) => noticeOf(each, ROOT))));
  const npm = process.env.npm_execpath;
  const {
    code,
    out: printed,
    all,
  } = npm
    ? await hear(process.execPath, [npm, ...BOM], { cwd: ROOT })
    : await hear('npm', BOM, { cwd: ROOT, shell: process.platform === 'win32' });
  if (code !== 0) throw new Told(`npm could not say what is installed: ${all}`);
  const { name, devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const shipped = shippedOf(JSON.parse(printed), packages, { name, electron: devDependencies.electron });
  writeFileSync(join(out, 'sbom.cdx.json'), `${JSON.stringify(shipped, null, 1)}\n`);
  return packages.length;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  await asCommand(async () => {
    await ensureBuilt();
    say(`out/THIRD-PARTY.txt and out/sbom.cdx.json name ${await writeNotices()} packages.`);
    return 0;
  });
