// `npm test [-- words]`: sets a fresh clone up and runs everything. Words name the suites to run (suites/choose.mjs).
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from './setup/build.mjs';
import { ensureDebianPackages, FOR_THE_TESTS } from './setup/debian.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { againOnPinnedNode } from './setup/node.mjs';
import { ROOT } from './setup/places.mjs';
import { asCommand, say, Told } from './setup/say.mjs';
import { chooseSteps } from './suites/choose.mjs';
import { processorSeconds } from './suites/processor.mjs';
import { recordOf } from './suites/record.mjs';
import { closingLine, total } from './suites/sum.mjs';

/** @type {import('./suites/sum.mjs').Result[]} */
const results = [];

/** What each suite came to, by its name. @type {{ name: string, result: import('./suites/sum.mjs').Result }[]} */
const ran = [];

/**
 * @param {string} title
 * @param {() => Promise<import('./suites/sum.mjs').Result>} work
 */
async function step(title, work) {
  console.log(`\n── ${title} ──`);
  const [start, before] = [Date.now(), processorSeconds()];
  const result = await work().catch((error) => {
    say(error instanceof Told ? error.message : error.stack);
    return { passed: 0, failed: 1, skipped: [] };
  });
  const nameless = result.failed > 0 && !result.failures?.length;
  results.push(nameless ? { ...result, failures: [{ name: title, why: 'told above' }] } : result);
  const spent =
    before === null ? '' : `, ${Math.round((processorSeconds() ?? before) - before)} s of processor`;
  console.log(`${title}: ${closingLine(result)} (${Math.round((Date.now() - start) / 1000)} s${spent})`);
  return result;
}

await asCommand(async () => {
  const { steps, watch } = chooseSteps(process.argv.slice(2));
  try {
    await ensureDependencies();
  } catch (error) {
    say(error.message);
    console.log(closingLine({ passed: 0, failed: 1, skipped: [] }));
    return 1;
  }
  const again = await againOnPinnedNode(fileURLToPath(import.meta.url));
  if (again !== undefined) return again;
  const stage = { account: undefined, root: ROOT, variables: {}, watch };
  let checkout;
  await step('Set-up: Debian packages, Electron, an ordinary account', async () => {
    const { readableCheckout, tester } = await import('./suites/tester.mjs');
    const { ensureRuntime, runtimeVariables } = await import('./setup/runtime.mjs');
    const packages = [...FOR_THE_TESTS, ...steps.flatMap((each) => each.packages ?? [])];
    const complete = await ensureDebianPackages(packages, 'The tests');
    const runtime = await ensureRuntime();
    stage.account = await tester();
    await ensureBuilt();
    checkout = await readableCheckout(stage.account);
    stage.root = checkout.root;
    if (watch && stage.root !== ROOT)
      throw new Told(
        `The tests run in a copy of this checkout, as ${stage.account?.name} can't read it or tests hide its folder: it would not see your changes.`,
      );
    const moved = (path) => path.replace(ROOT, checkout.root);
    stage.variables = runtimeVariables({ ...runtime, dist: moved(runtime.dist), exec: moved(runtime.exec) });
    return { passed: complete ? 1 : 0, failed: complete ? 0 : 1, skipped: [] };
  });
  if (watch && total(results).failed > 0) return 1;
  const { perform } = await import('./suites/perform.mjs');
  // Steps that go on beside the others do so one after another.
  let beside = Promise.resolve();
  for (const each of steps) {
    const aside = each.beside === true && steps.length > 1;
    const title = aside ? `${each.title}, beside what follows` : each.title;
    const done = async () => {
      const result = await step(title, () => perform(each, stage, aside));
      ran.push({ name: each.suite ?? each.command[0], result });
    };
    if (aside) beside = beside.then(done);
    else {
      if (each.alone) await beside;
      await done();
    }
  }
  await beside;
  checkout?.remove();
  const sum = total(results);
  const file = process.env.TANKMATE_RESULTS;
  if (file) {
    const before = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
    writeFileSync(file, `${JSON.stringify(recordOf(ran, new Date(), before), null, 2)}\n`);
  }
  for (const { name, why } of sum.skipped) console.log(`skipped: ${name}: ${why}`);
  // Once more together: a long record is read from its end.
  for (const { name, why } of sum.failures) console.log(`failed: ${name}: ${why}`);
  console.log(`\n${closingLine(sum)}`);
  return sum.failed === 0 && sum.passed > 0 ? 0 : 1;
});
