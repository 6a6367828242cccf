import { writeFileSync } from 'node:fs';
import { sumOfRun } from './sum.mjs';

/** Vitest loads this beside its own reporter; what came of the run goes to the file named in TANKMATE_TEST_RESULT. */
export default class ResultFile {
  onTestRunEnd(modules, unhandledErrors) {
    const tests = [];
    let broken = unhandledErrors.length;
    for (const module of modules) {
      // A file that does not load has no tests that could fail.
      broken += module.errors().length;
      for (const suite of module.children.allSuites()) broken += suite.errors().length;
      for (const test of module.children.allTests()) {
        const { state, note } = test.result();
        tests.push({ name: test.fullName, state, ...(note && { note }) });
      }
    }
    writeFileSync(process.env.TANKMATE_TEST_RESULT, JSON.stringify(sumOfRun(tests, broken)));
  }
}
