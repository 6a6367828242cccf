// Stands in for PowerShell in those scripts of ours that Wine's has no words for: it keeps an access list for each path
// in a file, so that what was set is what is read the next time. Runs in Windows' own Node; the line that defines
// `told` ({ me, sddl, processes }) is put before it.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const LISTS = 'C:\\stand-in\\lists.json';
const lists = existsSync(LISTS) ? JSON.parse(readFileSync(LISTS, 'utf8')) : {};
const { TANKMATE_PATH: path, TANKMATE_SDDL: wanted, TANKMATE_OLD: old, TANKMATE_FRESH: fresh } = process.env;
const script = Buffer.from(process.argv.at(-1), 'base64').toString('utf16le');
const key = (name) => name.toLowerCase();
const listOf = (name) => (existsSync(name) ? (lists[key(name)] ?? told.sddl) : null);
const keep = (name, list) => {
  lists[key(name)] = list;
  writeFileSync(LISTS, JSON.stringify(lists));
};

if (script.includes('$env:TANKMATE_OLD')) {
  keep(fresh, listOf(old));
  console.log('kept');
} else if (script.includes('$env:TANKMATE_PATH')) {
  const now = listOf(path);
  console.log(now === null ? 'absent' : `now ${now}`);
  if (now !== null && wanted) {
    // Windows writes down what it was given, with the owner and the group that the file has.
    keep(path, `${/^O:[^:]+G:[^:]+(?=D:)/.exec(now)?.[0] ?? ''}${/D:.*$/.exec(wanted)[0]}`);
    console.log('set');
  }
} else if (script.includes('Get-Acl')) {
  const paths = [
    .../** @type {string} */ (/@\((.*)\)\)\{try/s.exec(script)[1]).matchAll(/'((?:[^']|'')*)'/g),
  ];
  console.log(`me ${told.me}`);
  for (const [index, [, name]] of paths.entries())
    console.log(`${index} ${listOf(name.replaceAll("''", "'")) ?? '!'}`);
} else if (script.includes('Win32_Process')) process.stdout.write(told.processes);
else process.exitCode = 96;
