import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { CMDLETS, objection } from './cmdlets';
import { callsIn, grammarFault, marksIn } from './parse';
import { makeTexts } from './texts';

const made = vi.hoisted(() => new Map<string, Set<string>>());
vi.mock('../../../main/system/read/powershell', async (original) => {
  const real = await original<typeof import('../../../main/system/read/powershell')>();
  return {
    ...real,
    powerShellText(name: string, text: string) {
      made.set(name, (made.get(name) ?? new Set()).add(text));
      return real.powerShellText(name, text);
    },
  };
});

interface Workflow {
  readonly jobs: Readonly<
    Record<string, { readonly steps: readonly { readonly shell?: string; readonly run?: string }[] }>
  >;
}

const DOOR = 'main/system/read/powershell.ts';
/** Where the program lies, and nothing that runs it. */
const PLACES = ['main/system/read/node-host.ts', 'main/system/write/system-programs.ts'];
const sources = globSync('main/**/*.ts').map((file) => ({
  file: file.replaceAll('\\', '/'),
  code: readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, ''),
}));
/** They know the word to find it in what others wrote. */
const READERS =
  /^main\/(?:probes\/extensions\/content|openclaw\/dangers)\/|^main\/probes\/openclaw\/start-sources\.ts$/;
const others = sources.filter(({ file }) => file !== DOOR && !READERS.test(file));
const makers = others.filter(({ code }) => code.includes('powerShellText('));
for (const { file } of makers) await import(pathToFileURL(resolve(file)).href);
await makeTexts();
const sent = [...made].flatMap(([name, all]) => [...all].map((text) => ({ name, text })));
/** What only hosted CI runs: the script that checks the others, and steps of its workflows. */
const hosted = globSync('scripts/hosted/*.ps1').map((name) => ({ name, text: readFileSync(name, 'utf8') }));
for (const file of globSync('.github/workflows/*.yml')) {
  const { jobs } = parse(readFileSync(file, 'utf8')) as Workflow;
  // One that only names the script is no text of its own.
  for (const { steps } of Object.values(jobs))
    for (const { shell = '', run = '' } of steps)
      if (/^(?:pwsh|powershell)$/.test(shell) && !run.startsWith('./scripts/'))
        hosted.push({ name: file, text: run });
}
const texts = [...sent, ...hosted];
const calls = texts.flatMap(({ name, text }) => callsIn(text).map((call) => ({ name, call })));

// Hosted CI holds the same texts to Windows' own parser and modules.
const folder = process.env.TANKMATE_POWERSHELL_TEXTS;
if (folder) {
  mkdirSync(folder, { recursive: true });
  for (const [name, all] of made)
    for (const [index, text] of [...all].entries())
      writeFileSync(join(folder, `${name}-${index}.ps1`), `\uFEFF${text}`);
}

describe('every text is in the list', () => {
  test('each that a source marks was made here, once under its name', () => {
    const names = makers.flatMap(({ code }) =>
      [...code.matchAll(/powerShellText\(\s*'([\w-]+)'/g)].map(([, name]) => name),
    );
    const marks = makers.flatMap(({ code }) => [...code.matchAll(/powerShellText\(/g)]);
    expect(names).toHaveLength(marks.length);
    expect(names.toSorted()).toEqual([...made.keys()].toSorted());
    expect(names.length).toBeGreaterThan(20);
  });

  test('nothing else makes arguments for PowerShell or takes a text for a marked one', () => {
    const odd = others.filter(({ code }) =>
      /-(?:EncodedCommand|NonInteractive|NoProfile|ExecutionPolicy)\b|as PowerShellText|\bpwsh(?:\.exe)?['"]/i.test(
        code,
      ),
    );
    expect(odd.map(({ file }) => file)).toEqual([]);
  });

  test('whoever names the program takes its arguments from that place', () => {
    const naming = others.filter(
      ({ file, code }) =>
        !PLACES.includes(file) &&
        /['"\\/]powershell(?:\.exe)?['"]|\.powershell\b|\{ powershell \}/.test(code),
    );
    expect(naming.length).toBeGreaterThan(8);
    const strange = naming.filter(
      ({ code }) => !/read\/powershell'|'\.\.?\/(?:hyperv-)?powershell'/.test(code),
    );
    expect(strange.map(({ file }) => file)).toEqual([]);
  });
});

describe('grammar', () => {
  test('takes each text whole', () => {
    expect(texts.flatMap(({ text }) => grammarFault(text) ?? [])).toEqual([]);
  });

  test('notices a quote or bracket that is taken out', () => {
    const places = sent.flatMap(({ name, text }) => marksIn(text).map((at) => ({ name, text, at })));
    const unnoticed = places.filter(
      ({ text, at }) => grammarFault(text.slice(0, at) + text.slice(at + 1)) === null,
    );
    const shown = unnoticed.map(
      ({ name, text, at }) => `${name}: ${text.slice(Math.max(0, at - 20), at)}⟦${text[at]}⟧`,
    );
    expect(shown).toEqual([]);
    expect(places.length).toBeGreaterThan(600);
  });
});

describe('Microsoft’s documents', () => {
  test('know every command with its parameters and their values', () => {
    const objections = calls.flatMap(({ name, call }) => {
      const why = objection(call);
      return why === null ? [] : [`${name}: ${why}`];
    });
    expect(objections).toEqual([]);
    expect(calls.length).toBeGreaterThan(100);
  });

  test('hold no command that nobody calls', () => {
    const called = new Set(calls.map(({ call }) => call.name.toLowerCase()));
    expect([...CMDLETS.keys()].filter((name) => !called.has(name))).toEqual([]);
  });

  test.each([
    ['Get-VMs', 'Get-VMs is in no document'],
    ['gwmi Win32_Process', 'gwmi is in no document'],
    ['Get-Item -Path a -Forced', 'no -forced'],
    ['Get-Item', '-path is missing'],
    ['Get-Item -LiteralPath', '-literalpath needs a value'],
    ['Set-VM -VM $vm -CheckpointType Sometimes', 'takes no Sometimes'],
    ['Set-VM -VM $vm -Name other', 'no -vm, no -name'],
    ['New-Object IO.FileInfo $a $b', 'a value without a name'],
    [
      '$to=@{VMAdapter=$net};Add-VMNetworkAdapterExtendedAcl @to -Action Deny -Direction Outbound -Weight 1',
      'no -vmadapter',
    ],
    ['Get-Item -LiteralPath a -ErrorAction Quietly', 'takes no Quietly'],
    ['"$(Get-Nothing)"', 'Get-Nothing is in no document'],
  ])('refuse %s', (text, why) => {
    const found = callsIn(text).map(objection).join();
    expect(found).toContain(why);
  });
});
