import type { Making } from '../home';

const manifest = (id: string) =>
  JSON.stringify({ id, name: id, version: '1.0.0', configSchema: { type: 'object', properties: {} } });

/** Skills and plugins of doubtful and of known origin. */
export function addExtensions(
  making: Making,
  place: string,
  index: number,
): { readonly plugins: readonly string[]; readonly loadPaths: readonly string[] } {
  const { file, has } = making;
  const r = making.draw('extensions');
  for (let skip = 0; skip < index; skip++) r.below(2);
  if (!has('extensions')) return { plugins: [], loadPaths: [] };
  for (const name of r.some(['todo', '天气 weather', 'crypto-helper', 'pdf'], 0.3)) {
    const root = r.pick([`${place}/skills`, `${place}/workspace/skills`, '.agents/skills']);
    file(`${root}/${name}/SKILL.md`, `---\nname: ${name}\ndescription: Does ${name}.\n---\n# ${name}\n`);
    if (r.chance(0.4)) file(`${root}/${name}/scripts/run.sh`, '#!/bin/sh\necho hello\n', 0o755);
    if (r.chance(0.3))
      file(
        `${root}/${name}/.clawhub/origin.json`,
        JSON.stringify({
          version: 1,
          registry: 'https://clawhub.ai',
          slug: 'todo',
          installedVersion: '1.0.2',
        }),
      );
  }
  const plugins = r.some(['hello', 'chat-bridge'], 0.3);
  for (const id of plugins) {
    file(`${place}/extensions/${id}/openclaw.plugin.json`, manifest(id));
    file(
      `${place}/extensions/${id}/package.json`,
      JSON.stringify({ name: id, version: '1.0.0', openclaw: { extensions: ['./index.js'] } }),
    );
    file(`${place}/extensions/${id}/index.js`, `export default { id: "${id}", register() {} };\n`);
  }
  if (!r.chance(0.2)) return { plugins, loadPaths: [] };
  file('src/my-plugin/openclaw.plugin.json', manifest('my-plugin'));
  file('src/my-plugin/index.js', 'export default {};\n');
  return { plugins, loadPaths: ['~/src/my-plugin'] };
}
