import { copyFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeImage } from '../../main/checks/settings/build-sandbox-image';
import type { CommandChange } from '../../main/contract/change';
import { SANDBOX_IMAGE } from '../../main/openclaw/sandbox-image';
import { debianBase } from '../../scripts/suites/tank/base.mjs';
import { kept } from '../../scripts/suites/tank/store.mjs';
import type { Nest } from './nest';

const BASE = 'localhost/debian-of-the-tests:1';

/** The change that makes the image from the tests' own base, as the fix plans it where the base is there. */
export function buildChange(): CommandChange {
  const images = new Set([BASE]);
  const [change, ...more] = makeImage({ id: 'podman', program: 'podman', images, account: null }, BASE);
  if (change?.kind !== 'command' || more.length > 0) throw new Error('the image is made by other steps now');
  return change;
}

async function must(nest: Nest, ...words: string[]): Promise<string> {
  const { code, out, err } = await nest.run(words);
  if (code !== 0) throw new Error(`${words.slice(0, 3).join(' ')}: ${out}\n${err}`.slice(-3000));
  return out;
}

/**
 * Puts the image of OpenClaw's sandbox into the store of the nest's account. It is made there by the fix's own command,
 * which takes a minute and asks Debian's servers, and kept until one of its steps changes.
 */
export async function sandboxImageIn(nest: Nest): Promise<void> {
  const base = await debianBase();
  const change = buildChange();
  const folder = await kept({
    name: 'sandbox-image',
    what: 'Making the image of OpenClaw’s sandbox with rootless Podman',
    inputs: [base, change.program, change.args],
    async make(to) {
      await must(nest, 'podman', 'import', base, BASE);
      await must(nest, change.program, ...change.args);
      const file = join(nest.home, 'image.tar');
      await must(nest, 'podman', 'save', '--quiet', '--output', file, SANDBOX_IMAGE);
      await must(nest, 'podman', 'image', 'rm', '--force', SANDBOX_IMAGE, BASE);
      await copyFile(file, join(to, 'image.tar'));
      await rm(file);
    },
  });
  await must(nest, 'podman', 'load', '--quiet', '--input', join(folder, 'image.tar'));
}
