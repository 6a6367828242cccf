// `npm run what-ran`: writes README's table of what ran where, from docs/results (a run writes its own: TANKMATE_RESULTS=FILE npm test).
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './setup/places.mjs';
import { tableOf, withTable } from './suites/record.mjs';
import { BY_NAME, STEPS } from './suites/steps.mjs';

const recorded = globSync(join(ROOT, 'docs/results/*.json')).map((file) =>
  JSON.parse(readFileSync(file, 'utf8')),
);
const readme = join(ROOT, 'README.md');
writeFileSync(readme, withTable(readFileSync(readme, 'utf8'), tableOf([...STEPS, ...BY_NAME], recorded)));
