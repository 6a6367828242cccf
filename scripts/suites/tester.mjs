import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accountOf, asAccount } from '../setup/display.mjs';
import { PINNED_NODE, ROOT } from '../setup/places.mjs';
import { hear } from '../setup/run.mjs';
import { say, saying, Told } from '../setup/say.mjs';

const NAME = 'tankmate-tests';

/** Where tests put empty folders over what this computer has, in namespaces of their own. */
const HIDDEN = ['/home/', '/opt/', '/root/', '/run/', '/srv/', '/usr/local/'];
/** @param {string} folder whether programs in it are gone while a test hides this computer's own */
export const isHidden = (folder) => HIDDEN.some((each) => `${folder}/`.startsWith(each));

/**
 * The ordinary account that starts windows in tests: Chromium's sandbox does not work for root. It has no password,
 * is made once and used again.
 * @returns {Promise<{ name: string, uid: number, gid: number } | undefined>} undefined when this is one already
 */
export async function tester() {
  if (process.getuid?.() !== 0) return undefined;
  const there = await accountOf(NAME);
  if (there) {
    // OpenClaw's logs lie there, whatever its home is: those of an earlier run would be looked into by every test.
    for (const folder of ['/tmp/openclaw', `/tmp/openclaw-${there.uid}`])
      if (statSync(folder, { throwIfNoEntry: false })?.uid === there.uid) rmSync(folder, { recursive: true });
    return there;
  }
  say(`Making the account ${NAME} to run windows in, as they must not run as root.`);
  const { code, all } = await hear('useradd', ['--create-home', '--shell', '/bin/sh', NAME]);
  if (code !== 0) throw new Told(`useradd failed: ${all.trim()}`);
  return accountOf(NAME);
}

/**
 * A checkout that an account can read and no test hides: this one, or else a copy without the history.
 * @param {{ name: string, uid: number, gid: number } | undefined} account
 * @returns {Promise<{ root: string, remove: () => void }>}
 */
export async function readableCheckout(account) {
  const here = { root: ROOT, remove: () => {} };
  if (account === undefined) return here;
  const [program, ...args] = asAccount(account);
  const can = await hear(
    program,
    [...args, 'test', '-x', PINNED_NODE, '-a', '-r', join(ROOT, 'package.json')],
    { cwd: '/' },
  );
  if (can.code === 0 && !isHidden(ROOT)) return here;
  const why = can.code === 0 ? 'tests hide the folder of' : `${account.name} can't read`;
  return saying(`Copying the checkout, as ${why} this one`, async () => {
    const top = mkdtempSync(join(tmpdir(), 'tankmate-checkout-'));
    const root = join(top, 'tankmate');
    const parts = readdirSync(ROOT).filter((name) => name !== '.git');
    await must('mkdir', [root]);
    await must('cp', [
      '-a',
      '--reflink=auto',
      '--no-preserve=ownership',
      ...parts.map((name) => join(ROOT, name)),
      root,
    ]);
    await must('chmod', ['-R', 'a+rX', top]);
    return { root, remove: () => rmSync(top, { recursive: true, force: true }) };
  });
}

async function must(program, args) {
  const { code, all } = await hear(program, args);
  if (code !== 0) throw new Told(`${program} failed: ${all.trim()}`);
}
