import { Told } from '../setup/say.mjs';
import { BY_NAME, QUICK, STEPS } from './steps.mjs';

const ALL = [...STEPS, ...BY_NAME];

const nameOf = ({ suite, command }) => suite ?? command?.[0];

/**
 * What the words after `npm test --` ask for: none `STEPS`, `quick` the quick steps, names of suites those, and
 * `--watch SUITE [FILE …]` one suite again after each change, of the files whose path has one of the words in it.
 * @param {string[]} words
 * @returns {{ steps: import('./steps.mjs').Step[], watch: boolean }} it fails with a sentence for words that name nothing
 */
export function chooseSteps(words) {
  const watch = words.includes('--watch');
  const names = words.filter((word) => word !== '--watch');
  if (watch) {
    const [name, ...files] = names;
    const step = ALL.find(({ suite }) => suite !== undefined && suite === name);
    if (step === undefined) throw new Told(`--watch takes the name of one suite: ${suites()}.`);
    return { steps: [{ ...step, parts: 1, beside: false, files }], watch };
  }
  if (names.length === 1 && names[0] === 'quick') return { steps: QUICK, watch };
  const unknown = names.find((name) => !ALL.some((step) => nameOf(step) === name));
  if (unknown !== undefined)
    throw new Told(`There is no suite “${unknown}”. There are: quick, ${ALL.map(nameOf).join(', ')}.`);
  return { steps: names.length === 0 ? STEPS : ALL.filter((step) => names.includes(nameOf(step))), watch };
}

const suites = () => ALL.flatMap(({ suite }) => suite ?? []).join(', ');
