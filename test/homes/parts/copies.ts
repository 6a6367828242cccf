import type { Making } from '../home';
import { GENERATIONS } from '../settings';

/** Where package managers put OpenClaw in a home, and the command beside it. */
const PLACES = [
  ['.npm-global/lib/node_modules/openclaw', '.npm-global/bin/openclaw'],
  ['.nvm/versions/node/v22.19.0/lib/node_modules/openclaw', '.nvm/versions/node/v22.19.0/bin/openclaw'],
  ['.nvm/versions/node/v24.16.0/lib/node_modules/openclaw', '.nvm/versions/node/v24.16.0/bin/openclaw'],
  ['.local/lib/node_modules/openclaw', '.local/bin/openclaw'],
] as const;

function addCopy(
  { file, link, draw, generation }: Making,
  path: string,
  name: string,
  version: string,
): void {
  const bundled = draw('copies').chance(0.8) && generation >= '2026.9';
  file(
    `${path}/package.json`,
    JSON.stringify(
      { name, version, type: 'module', bin: { [name]: `${name}.mjs` }, engines: { node: '>=22.12.0' } },
      null,
      2,
    ),
  );
  file(`${path}/${name}.mjs`, '#!/usr/bin/env node\nimport "./dist/index.js";\n', 0o755);
  file(`${path}/dist/index.js`, 'export {};\n');
  if (!bundled) return;
  for (const id of ['memory-core', 'telegram', 'browser'])
    file(
      `${path}/dist/extensions/${id}/openclaw.plugin.json`,
      JSON.stringify({ id, enabledByDefault: id !== 'telegram', configSchema: {} }),
    );
  link(`${path}/README`, 'package.json');
}

/** The copy in use, and older ones beside it. */
export function addCopies(making: Making): void {
  const { generation, link, draw, has, env } = making;
  const r = draw('copies');
  const [first, ...rest] = [...PLACES].slice(r.below(PLACES.length)).concat(PLACES).slice(0, 4);
  const use = (place: readonly [string, string], name: string, version: string) => {
    const [path, command] = place.map((each) => each.replace(/openclaw$/, name)) as [string, string];
    addCopy(making, path, name, version);
    if (r.chance(0.8)) {
      const up = '../'.repeat(command.split('/').length - 1);
      link(command, `${up}${path}/${name}.mjs`);
    }
  };
  if (!first) return;
  use(first, 'openclaw', generation);
  env.PATH = `{home}/${first[1].replace(/\/openclaw$/, '')}:/usr/local/bin:/usr/bin:/bin`;
  if (!has('copies')) return;
  for (const place of rest.filter((each) => each[0] !== first[0]).slice(0, 2))
    if (r.chance(0.3)) use(place, 'openclaw', r.pick(GENERATIONS.filter((each) => each <= generation)));
  if (r.chance(0.2)) use(PLACES[3], 'clawdbot', '2026.1.24-3');
  if (r.chance(0.15)) {
    const store = '.local/share/pnpm/global/5/.pnpm/openclaw@2026.2.6/node_modules/openclaw';
    addCopy(making, store, 'openclaw', '2026.2.6');
    link(
      '.local/share/pnpm/global/5/node_modules/openclaw',
      '../.pnpm/openclaw@2026.2.6/node_modules/openclaw',
    );
  }
}
