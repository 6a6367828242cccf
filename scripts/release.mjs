// `npm run release -- COMMAND …`: keys, metadata and signatures for newer versions (docs/releasing.md).
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { assembleMetadata } from './release/metadata.mjs';
import { makeKey, signKeyList, signPayload } from './release/signing.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { againOnPinnedNode } from './setup/node.mjs';
import { ROOT } from './setup/places.mjs';
import { asCommand, say, Told } from './setup/say.mjs';

const USAGE = `usage: npm run release -- keys FOLDER
       npm run release -- assemble PACKAGES ABOUT.json OUT.json [--previous PUBLISHED.json]
       npm run release -- sign PAYLOAD.json OUT.json --key KEY.pem [--key KEY.pem] [--lists LISTS.json]
       npm run release -- lists PUBLIC.json LISTS.json --key SPARE.pem
       npm run release -- verify PUBLISHED.json [--trust PUBLIC.json]`;

/** @param {string} file */
const read = (file) => JSON.parse(readFileSync(file, 'utf8'));
/** @param {string} file @param {unknown} value */
const write = (file, value) => writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
/** @param {readonly string[]} files @returns {readonly string[]} */
const pemsOf = (files) => {
  if (files.length === 0) throw new Told('Say with --key which private key signs.');
  return files.map((file) => readFileSync(file, 'utf8'));
};
/** @param {{ payload: string }} signed */
const payloadOf = ({ payload }) => JSON.parse(Buffer.from(payload, 'base64').toString('utf8'));

/** Makes an online and a spare key. What is there already is never written over. @param {string} folder */
function keys(folder) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const made = /** @type {const} */ (['online', 'spare']).map((role) => {
    const { pem, key } = makeKey(role);
    writeFileSync(join(folder, `${role}.pem`), pem, { mode: 0o600, flag: 'wx' });
    return key;
  });
  const file = join(folder, 'public.json');
  writeFileSync(file, `${JSON.stringify({ version: 1, keys: made }, null, 2)}\n`, { flag: 'wx' });
  say(`Made. ${file} goes into main/app-update/release-source.json as keyList; spare.pem goes offline now.`);
}

/** Checks by the app's own code what is to be published. @param {string} file @param {string | undefined} trusted */
async function verify(file, trusted) {
  const { runnerImport } = await import('vite');
  const { module } = await runnerImport(join(ROOT, 'main/app-update/metadata.ts'), { configFile: false });
  const keyList = trusted ? read(trusted) : read(join(ROOT, 'main/app-update/release-source.json')).keyList;
  try {
    const { metadata } = module.verifyMetadata(read(file), { keyList, counter: 0 }, Date.now());
    const { counter, expires, releases } = metadata;
    say(
      `Good: counter ${counter}, until ${expires}, newest ${releases[0].version} for ${releases[0].rollout * 100} %.`,
    );
  } catch (error) {
    throw new Told(`Copies that are out there would refuse it: ${error.problem ?? error}.`);
  }
}

await asCommand(async () => {
  await ensureDependencies();
  const again = await againOnPinnedNode(fileURLToPath(import.meta.url));
  if (again !== undefined) return again;
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      key: { type: 'string', multiple: true, default: [] },
      lists: { type: 'string' },
      previous: { type: 'string' },
      trust: { type: 'string' },
    },
  });
  const [command, ...files] = positionals;
  const [first = '', second = '', third = ''] = files;
  const wanted = { keys: 1, assemble: 3, sign: 2, lists: 2, verify: 1 }[command ?? ''];
  if (wanted !== files.length) throw new Told(USAGE);
  if (command === 'keys') keys(first);
  if (command === 'assemble') {
    const previous = values.previous ? payloadOf(read(values.previous)) : null;
    write(third, await assembleMetadata(first, read(second), previous, Date.now()));
  }
  if (command === 'sign') {
    const signed = signPayload(read(first), pemsOf(values.key));
    write(second, { ...signed, ...(values.lists && { keyLists: read(values.lists) }) });
  }
  if (command === 'lists') {
    const { version, keys: named } = read(first);
    const before = existsSync(second) ? read(second) : [];
    write(second, [...before, signKeyList(version, named, pemsOf(values.key))]);
  }
  if (command === 'verify') await verify(first, values.trust);
  return 0;
});
