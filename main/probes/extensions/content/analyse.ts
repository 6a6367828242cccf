import { joinedCode } from './code-modules';
import { codeSignals, joinedSignals } from './code-signals';
import { hiddenText } from './hidden-text';
import { type Behaviour, type FileSignals, judge } from './judge';
import { lineFinder } from './line-finder';
import { imitatedSkill } from './lookalike';
import { installSignals, manifestSignals } from './manifest-signals';
import { markdownSignals, packageSignals, spelledSignals } from './markdown-signals';
import { powershellSignals } from './powershell-signals';
import { shellSignals } from './shell-signals';
import { languageOf } from './source-language';
import { type ParseYaml, surroundingsOf, tryJson } from './surroundings';
import type { ReadCode, Signal, SourceFile, SourceLanguage, Surroundings } from './types';
import { unescapeText } from './unescape-text';

const DEEPEST = 6;

/** Everything that an extension's files do or ask for that is worth attention, the worst first. Pure; never fails. */
export function analyseExtension(
  files: readonly SourceFile[],
  folder: string,
  parseYaml: ParseYaml,
): readonly Behaviour[] {
  const around = surroundingsOf(files, folder, parseYaml);
  const all: FileSignals[] = files.map((file) => ({ file: file.path, signals: fileSignals(file, around) }));
  for (const { language, text, placeOf } of joinedCode(files))
    for (const signal of joinedSignals(text, language, around, reader(around, 0))) {
      const { file, line } = placeOf(signal.line);
      if (!/\.(?:test|spec)\.\w+$|_test\.py$|(?:^|\/)__tests__\//.test(file))
        all.push({ file, signals: [{ ...signal, line }] });
    }
  const main = files.find(({ path }) => /(?:^|\/)(?:SKILL|HOOK)\.md$/.test(path));
  if (main) {
    const own: Signal[] = [];
    const imitates = imitatedSkill(around.name);
    if (imitates !== null) own.push({ kind: 'lookalike', line: 1, what: around.name.slice(0, 100) });
    own.push(...installSignals(around.metadata, main.text, around));
    all.push({ file: main.path, signals: own });
  }
  return judge(all);
}

/** The signals of one file. */
export function fileSignals(file: SourceFile, around: Surroundings): readonly Signal[] {
  const { path, text } = file;
  const language = languageOf(path, text);
  const read = reader(around, 0);
  const hidden = hiddenText(text);
  // What a scanner is tried on.
  const sample =
    around.teaches &&
    /(?:^|\/)(?:tests?|test-?fixtures?|fixtures?|samples?|testdata|evals?|examples?\/(?:bad|malicious)\S*)\//i.test(
      path,
    );
  const signals: Signal[] = [
    ...hidden.signals,
    ...hidden.spelled.flatMap((each) => spelledSignals(each.text, each.line, around, read)),
  ];
  if (/(?:^|\/)requirements[\w.-]*\.txt$/.test(path))
    signals.push(...packageSignals(text.replace(/^(?=[\w[])/gm, 'pip install '), 1));
  if (language === 'markdown') {
    const found = markdownSignals(text, around, read);
    const lesson =
      around.teaches &&
      /attack|pattern|threat|example|injection|payload|malicious|indicator|rules?|checklist|reference/i.test(
        path,
      );
    signals.push(...found.map((each) => (lesson ? { ...each, quoted: true } : each)));
  } else if (language === 'json') {
    // Of a broken one the texts count for themselves: whoever reads it may be more forgiving.
    signals.push(...manifestSignals(file, tryJson(text) ?? quotedTexts(text), around, read));
  } else if (language !== 'data') {
    signals.push(...read(language, text, 1));
    if (language === 'shell') signals.push(...packageSignals(text, 1));
    if (path.endsWith('.pth') && /^import\b/m.test(text)) signals.push({ kind: 'disguised-code', line: 1 });
  }
  if (sample) return signals.map((each) => ({ ...each, quoted: true }));
  // Sentences in a test are what it is tried on.
  const isTest = /\.(?:test|spec)\.[cm]?[jt]sx?$|_test\.py$|(?:^|\/)__tests__\//.test(path);
  return isTest
    ? signals.map((each) =>
        /^(?:overrides|orders|obeys-remote)$/.test(each.kind) ? { ...each, quoted: true } : each,
      )
    : signals;
}

/** Reads code in any language, and code in code, so deep and no deeper. */
function reader(around: Surroundings, depth: number): ReadCode {
  return (language: SourceLanguage, text: string, line: number) => {
    if (depth > DEEPEST) return [];
    const next = reader(around, depth + 1);
    switch (language) {
      case 'shell':
        return shellSignals(text, line, around, next, Math.min(depth, 3));
      case 'python':
      case 'javascript':
        return codeSignals(text, line, language, around, next);
      case 'markdown':
        return !around.teaches ? markdownSignals(text, around, next).map((each) => ({ ...each, line })) : [];
      case 'applescript':
        return appleSignals(text, line, next);
      case 'powershell':
        return powershellSignals(text, line, around, next);
      default:
        return [];
    }
  };
}

const quotedTexts = (text: string): readonly string[] =>
  [...text.matchAll(/"([^"\\\n]*(?:\\.[^"\\\n]*)*)"/g)].map(({ 1: inside = '' }) => unescapeText(inside));

/** AppleScript: what it hands to a shell, and windows that ask for a password. */
function appleSignals(text: string, line: number, read: ReadCode): readonly Signal[] {
  const lineAt = lineFinder(text);
  const at = (index: number) => line + lineAt(index) - 1;
  const signals: Signal[] = [];
  for (const { 1: code = '', index } of text.matchAll(/do shell script "([^"\\]*(?:\\[\s\S][^"\\]*)*)"/g))
    signals.push(...read('shell', code.replaceAll('\\"', '"').replaceAll('\\\\', '\\'), at(index)));
  const asks = text.search(/hidden answer/);
  if (asks >= 0 && /display dialog/.test(text)) signals.push({ kind: 'password-prompt', line: at(asks) });
  return signals;
}
