import { readFileSync } from 'node:fs';
import type { UserConfig } from 'electron-vite';
import type { Rolldown } from 'vite';
import { build } from 'vite';
import { expect, test } from 'vitest';
import config from '../../../electron.vite.config';

type Make = (env: { command: 'build' | 'serve'; mode: string }) => UserConfig;

/** The protocol's module as the app's bundle has it. */
async function bundled(command: 'build' | 'serve'): Promise<string> {
  const { define } = (config as Make)({ command, mode: 'production' }).main ?? {};
  const built = (await build({
    configFile: false,
    logLevel: 'silent',
    define: define ?? {},
    build: {
      write: false,
      minify: false,
      lib: { entry: 'main/app/window/protocol.ts', formats: ['es'] },
      rollupOptions: { external: [/^node:/, 'electron'] },
    },
  })) as Rolldown.RolldownOutput[];
  return built.flatMap(({ output }) => output.map((each) => ('code' in each ? each.code : ''))).join('\n');
}

const LOOSE = /unsafe-inline|ELECTRON_RENDERER_URL/;

test('a build knows no dev server and no looser policy', async () => {
  const code = await bundled('build');
  expect(code).toContain("require-trusted-types-for 'script'");
  expect(code).not.toMatch(LOOSE);
});
test('npm run dev has one', async () => expect(await bundled('serve')).toMatch(LOOSE));
test('no other file of the app loosens the policy', () => {
  for (const file of ['page.ts', 'protocol.ts', 'security.ts', 'wizard.ts'])
    expect(readFileSync(`main/app/window/${file}`, 'utf8')).not.toMatch(/unsafe-(inline|eval)/);
});
