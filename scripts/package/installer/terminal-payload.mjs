import { copyFileSync, cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../setup/places.mjs';

/** Keeps standard output open until all of it is read, as scripts/setup/terminal.mjs does. */
const START = `import { main } from './terminal.js';
process.exitCode = await main(process.argv.slice(2));
setTimeout(() => process.stdout.write('', () => process.exit()), 500).unref();
`;
/** %~dp0 is the command's own folder, whatever its name (`call /?`). */
const COMMAND = '@"%~dp0node.exe" "%~dp0terminal\\start.mjs" %*\r\n';

/** What the Start menu opens: a look at this computer, in a terminal that stays open. */
export const TERMINAL_LINK = {
  target: '$SYSDIR\\cmd.exe',
  words: '/k ""$INSTDIR\\tankmate.cmd" inspect"',
  icon: 'node.exe',
};

/**
 * Lays out what of the terminal version is installed on Windows: out/ has to be built.
 * @param {string} folder to be made
 * @param {string} node path of Windows' node.exe
 */
export function layOutTerminal(folder, node) {
  const terminal = join(folder, 'terminal');
  mkdirSync(terminal, { recursive: true });
  const built = join(ROOT, 'out/main');
  for (const name of readdirSync(built).filter((each) => !['index.js', 'bundled.json'].includes(each)))
    cpSync(join(built, name), join(terminal, name), { recursive: true });
  writeFileSync(join(terminal, 'package.json'), '{ "type": "module" }\n');
  writeFileSync(join(terminal, 'start.mjs'), START);
  writeFileSync(join(folder, 'tankmate.cmd'), COMMAND);
  copyFileSync(node, join(folder, 'node.exe'));
  for (const name of ['LICENSE', 'NOTICE.md']) copyFileSync(join(ROOT, name), join(folder, name));
}
