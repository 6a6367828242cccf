// `npm run schema`: makes assets/report.schema.json of the report's shape in main/contract/report-shape.ts.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureDependencies } from './setup/dependencies.mjs';
import { againOnPinnedNode } from './setup/node.mjs';
import { ROOT } from './setup/places.mjs';
import { asCommand } from './setup/say.mjs';

const FILE = 'assets/report.schema.json';

/**
 * The JSON schema (2020-12) of the report, out of what `main/contract/report-shape.ts` exports. Throws at a rule that JSON
 * schema has no words for and that `reportRules` doesn't say.
 */
export async function reportSchema({ ReportShape, REPORT_PARTS, reportRules }) {
  const { toJsonSchema } = await import('@valibot/to-json-schema');
  const rules = reportRules();
  const { title, description, ...rest } = toJsonSchema(ReportShape, {
    target: 'draft-2020-12',
    definitions: REPORT_PARTS,
    overrideAction: ({ valibotAction: { type, message }, jsonSchema }) =>
      type === 'check' && rules[message] ? { ...jsonSchema, ...rules[message] } : null,
  });
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', title, description, ...rest };
}

async function writeSchema() {
  await ensureDependencies();
  const again = await againOnPinnedNode(fileURLToPath(import.meta.url));
  if (again !== undefined) return again;
  process.chdir(ROOT);
  const { runnerImport } = await import('vite');
  const { module } = await runnerImport(join(ROOT, 'main/contract/report-shape.ts'), { configFile: false });
  writeFileSync(FILE, JSON.stringify(await reportSchema(module)));
  return spawnSync('npx', ['biome', 'format', '--write', FILE], { stdio: 'inherit' }).status ?? 1;
}
if (process.argv[1] === fileURLToPath(import.meta.url)) await asCommand(writeSchema);
