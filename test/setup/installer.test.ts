import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fileMacros, scriptHead } from '../../scripts/package/installer/script.mjs';
import { TERMINAL_LINK } from '../../scripts/package/installer/terminal-payload.mjs';

const FOLDER = 'scripts/package/installer';
const withoutComments = (name: string) => readFileSync(`${FOLDER}/${name}`, 'utf8').replace(/^\s*;.*$/gm, '');
const template = withoutComments('installer.nsi');
const words = withoutComments('words.nsh');

/** What an installer for one account has no business with, but for the template’s own lines that are named in it. */
const FORBIDDEN: readonly RegExp[] = [
  /MpPreference|Defender|AntiSpyware|ExclusionPath/i,
  /CurrentVersion\\(Run|Policies|Explorer)|\$SMSTARTUP|schtasks|ScheduledTask|CreateService|\bsc(\.exe)? create/i,
  /RequestExecutionLevel\s+(?!user\b)|\bUAC::|SetShellVarContext\s+all|\bHK(LM|CR|U)\b|\bSHCTX\b/i,
  /RMDir\s+\/r|Delete\s.*[*?]|\/REBOOTOK/i,
  /NSISdl|inetc|InternetOpen|https?:\/\/(?!nsis\.)/i,
  /nsExec|ExecShell|\bExec\b|ExecWait(?! '"\$Old\\\$\{UNINSTALLER\}" \/S \/UPGRADE _\?=\$Old' \$ExitCode\n)/i,
  /CRCCheck\s+(?!force)|AllowSkipFiles\s+(?!off)|Plugin|System::Call(?! 'kernel32::GetFileAttributesW\(w r0\) i \.r1'\n)/i,
];
const forbidden = (script: string) => FORBIDDEN.flatMap((each) => each.exec(script)?.[0] ?? []);

describe('our installer’s template', () => {
  test('does nothing but install a folder for one account', () => {
    expect(forbidden(template + words)).toEqual([]);
    expect(template).toMatch(/^RequestExecutionLevel user$/m);
    expect(template).toMatch(/^Unicode true$/m);
    expect(template).toMatch(/^InstallDir "\$LOCALAPPDATA\\Programs\\\$\{PRODUCT\}"$/m);
  });
  test.each([
    `ExecWait 'powershell Add-MpPreference -ExclusionPath "$INSTDIR"'`,
    'WriteRegStr HKCU "Software\\Microsoft\\Windows\\CurrentVersion\\Run" Tankmate x',
    'CreateShortcut "$SMSTARTUP\\Tankmate.lnk" x',
    'RequestExecutionLevel admin',
    'RequestExecutionLevel highest',
    'SetShellVarContext all',
    'WriteRegStr HKLM "Software\\x" a b',
    'RMDir /r "$INSTDIR"',
    'RMDir /r /REBOOTOK "$INSTDIR"',
    'Delete "$INSTDIR\\*.*"',
    'NSISdl::download "x" "y"',
    `ExecWait '"$INSTDIR\\other.exe"'`,
    'Exec "$INSTDIR\\node.exe"',
    'CRCCheck off',
  ])('could not say %s', (line) => expect(forbidden(`${template}${line}\n`)).not.toEqual([]));

  /** By name, then by language. */
  const strings = (text: string) => {
    const all: Record<string, Record<string, string>> = {};
    for (const [, name = '', language = '', said = ''] of text.matchAll(
      /^LangString (\w+) \$\{LANG_(\w+)\} "(.*)"$/gm,
    )) {
      all[name] = { ...all[name], [language]: said };
    }
    return all;
  };
  test('has each sentence in both languages, and no other', () => {
    const all = strings(words);
    expect(words.trim().split(/\n+/)).toHaveLength(2 * Object.keys(all).length);
    for (const [name, said] of Object.entries(all)) {
      expect([name, ...Object.keys(said)]).toEqual([name, 'ENGLISH', 'SIMPCHINESE']);
      expect(said.ENGLISH).toMatch(/^[\x20-\x7e]{15,}\.$/);
      expect(said.SIMPCHINESE).toMatch(/^[\u4e00-\u9fff，。；：、]{8,}。$/);
      expect(said.SIMPCHINESE).not.toMatch(/你|Tankmate/);
    }
    const used = [...template.matchAll(/\$\((\w+)\)/g)].map(([, name]) => name);
    expect([...new Set(used)].toSorted()).toEqual(Object.keys(all).toSorted());
    expect([...template.matchAll(/^!insertmacro MUI_LANGUAGE (\w+)$/gm)].map(([, name]) => name)).toEqual([
      'English',
      'SimpChinese',
    ]);
  });
  test('keeps people’s own at removal unless that is ticked or told', () => {
    expect(template.match(/\$APPDATA.*/g)).toEqual([expect.stringMatching(/^\$APPDATA\\\$\{PRODUCT\}"$/)]);
    const [, removal = ''] = template.split('Section Uninstall');
    expect(removal).toMatch(/\{If\} \$DeleteData == \$\{BST_CHECKED\}\n\s+ClearErrors\n\s+Push "\$APPDATA/);
  });
});

describe('the lists of files', () => {
  test('name each file and folder, as text', () => {
    const macros = fileMacros(['b\\c\\缸 $1.txt', 'a.exe', 'b\\say "x".dll']);
    expect(macros.replace(/\$\{(\w+)\}/g, '<$1>').split('\n')).toEqual([
      '!macro PutAside',
      '  File "/oname=$INSTDIR\\~new\\b\\c\\缸 $$1.txt" "<PAYLOAD>\\b\\c\\缸 $1.txt"',
      '  File "/oname=$INSTDIR\\~new\\a.exe" "<PAYLOAD>\\a.exe"',
      '  File "/oname=$INSTDIR\\~new\\b\\say $\\"x$\\".dll" "<PAYLOAD>\\b\\say $\\"x$\\".dll"',
      '!macroend',
      '!macro EachFile WORK',
      '  !insertmacro <WORK> "b\\c\\缸 $$1.txt"',
      '  !insertmacro <WORK> "a.exe"',
      '  !insertmacro <WORK> "b\\say $\\"x$\\".dll"',
      '!macroend',
      '!macro EachFolder WORK',
      '  !insertmacro <WORK> "b"',
      '  !insertmacro <WORK> "b\\c"',
      '!macroend',
      '!macro EachFolderBack WORK',
      '  !insertmacro <WORK> "b\\c"',
      '  !insertmacro <WORK> "b"',
      '!macroend',
      '!macro EachProgram WORK',
      '  !insertmacro <WORK> "a.exe"',
      '  !insertmacro <WORK> "b\\say $\\"x$\\".dll"',
      '!macroend',
      '',
    ]);
  });
  test.each(['..\\a', 'a\\..\\..\\b', 'C:\\a', '\\a', '~new\\a', '.\\a'])(
    'hold nothing outside: %s',
    (file) => expect(() => fileMacros(['fine', file])).toThrow(/can't be installed/),
  );
});

describe('what stands before the template', () => {
  const wish = {
    ...{ payload: '/p $x', output: '/o.exe', id: 'Tankmate', product: 'Tankmate', publisher: 'A "B"' },
    ...{ version: '1.2.3-test.4', icon: '/i.ico', link: TERMINAL_LINK },
  };
  const head = (change = {}) => scriptHead({ ...wish, ...change }, { files: ['node.exe'], bytes: 1025 });

  test('is for 64 bits, with texts as they stand', () => {
    expect(head().split('\n')).toEqual(
      expect.arrayContaining([
        'Target amd64-unicode',
        '!define PAYLOAD "/p $x"',
        '!define PUBLISHER "A $\\"B$\\""',
        '!define NUMBERS "1.2.3"',
        '!define KILOBYTES 2',
        'SetCompressor lzma',
        `!define LINK_WORDS '/k ""$INSTDIR\\tankmate.cmd" inspect"'`,
      ]),
    );
    expect(head({ compressor: 'none' })).toContain('\nSetCompress off\n');
  });
  test.each(['1.2', 'v1.2.3', ''])('takes no version %o, which Windows can’t show', (version) =>
    expect(() => head({ version })).toThrow('no version'),
  );
});
