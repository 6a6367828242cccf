import { writeFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { sumOfRun } from './sum.mjs';

/** Vitest loads this beside its own reporter; what came of the run goes to the file named in TANKMATE_TEST_RESULT. */
export default class ResultFile {
  onTestRunEnd(modules, unhandledErrors) {
    const tests = [];
    const broken = unhandledErrors.map((error) => failure('outside of any test', [error]));
    for (const module of modules) {
      const file = module.relativeModuleId;
      // A file that does not load has no tests that could fail.
      broken.push(...module.errors().map((error) => failure(file, [error])));
      for (const suite of module.children.allSuites())
        broken.push(...suite.errors().map((error) => failure(`${file}: ${suite.fullName}`, [error])));
      for (const test of module.children.allTests()) {
        const { state, note, errors = [] } = test.result();
        const { why } = failure('', errors);
        tests.push({ name: `${file}: ${test.fullName}`, state, ...(note && { note }), why });
      }
    }
    writeFileSync(process.env.TANKMATE_TEST_RESULT, JSON.stringify(sumOfRun(tests, broken)));
  }
}

/** What failed, and the first and last of its errors' own words: a program says at its end why it failed. */
const failure = (name, errors) => {
  const why = errors
    .map(({ message, diff = '' }) =>
      stripVTControlCharacters(`${message} ${diff}`).replace(/\s+/g, ' ').trim(),
    )
    .join('; ');
  return { name, why: why.length <= 700 ? why : `${why.slice(0, 200)} […] ${why.slice(-500)}` };
};
