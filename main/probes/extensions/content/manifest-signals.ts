import { codeRank } from './code-origin';
import { addressesIn, isElsewhere } from './hosts';
import { lineFinder } from './line-finder';
import { imitated } from './lookalike';
import type { ReadCode, Signal, SourceFile, SourceLanguage, Surroundings } from './types';

type Fields = Readonly<Record<string, unknown>>;
const fields = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const longest = (all: readonly string[]): string => all.reduce((a, b) => (b.length > a.length ? b : a), '');
const texts = (value: unknown): readonly string[] => list(value).filter((each) => typeof each === 'string');

/** Signals after which nobody needs more of the same file. */
const ENOUGH = 200;

/** What a manifest has run or put in: of packages (package.json), of tools (mcp.json), of editors (tasks.json). */
export function manifestSignals(
  file: SourceFile,
  value: unknown,
  around: Surroundings,
  read: ReadCode,
): readonly Signal[] {
  const signals: Signal[] = [];
  const lineAt = lineFinder(file.text);
  const lineOf = (text: string) => lineAt(Math.max(0, file.text.indexOf(JSON.stringify(text).slice(1, 40))));
  const name = file.path.split('/').at(-1) ?? '';
  const root = fields(value);
  /** Reads a text that stands somewhere in the file: where is asked only of what is worth telling. */
  const reads = (language: SourceLanguage, text: string, place = text) => {
    const found = read(language, text, 1);
    if (found.length === 0) return;
    const offset = lineOf(place) - 1;
    signals.push(...found.map((each) => ({ ...each, line: each.line + offset })));
  };
  const command = (text: string, place = text) => reads('shell', text, place);
  if (name === 'package.json') {
    const scripts = fields(root.scripts);
    // Those that npm runs by itself, and those that a skill says to run.
    for (const script of Object.values(scripts)) if (typeof script === 'string') command(script);
    for (const key of ['dependencies', 'optionalDependencies', 'peerDependencies'])
      for (const [dependency, wish] of Object.entries(fields(root[key]))) {
        const famous = imitated(dependency);
        if (famous !== null)
          signals.push({ kind: 'lookalike', line: lineOf(dependency), what: dependency.slice(0, 100) });
        if (typeof wish !== 'string') continue;
        const address = addressesIn(wish)[0];
        if (address && isElsewhere(codeRank(address, around)) && !address.secure)
          signals.push({ kind: 'download-run', line: lineOf(wish), what: address.host, rank: 'doubtful' });
      }
  }
  const servers = fields(root.mcpServers ?? root.servers ?? fields(root.mcp).servers);
  for (const server of Object.values(servers).map(fields))
    if (typeof server.command === 'string')
      command(
        [
          server.command,
          ...texts(server.args).map((each) =>
            /\s/.test(each) ? `'${each.replaceAll("'", `'\\''`)}'` : each,
          ),
        ].join(' '),
        longest([server.command, ...texts(server.args)]),
      );
  if (name.endsWith('.ipynb'))
    for (const cell of list(root.cells).map(fields)) {
      const source = typeof cell.source === 'string' ? cell.source : texts(cell.source).join('');
      const language = cell.cell_type === 'code' ? 'python' : 'markdown';
      reads(language, source, source.slice(0, 20));
      for (const { 1: line = '' } of source.matchAll(/^[!%](?:sx |bash )?(.{1,500})$/gm)) command(line);
    }
  if (!around.teaches)
    for (const each of longTexts(value)) {
      reads('markdown', each);
      if (signals.length > ENOUGH) break;
    }
  if (name === 'tasks.json')
    for (const task of list(root.tasks).map(fields))
      if (typeof task.command === 'string' && fields(task.runOptions).runOn === 'folderOpen')
        command([task.command, ...texts(task.args)].join(' '));
  return signals;
}

/** Texts of a sentence's length anywhere in a value: descriptions of tools are read by the agent. */
function longTexts(value: unknown): readonly string[] {
  const all: string[] = [];
  const waiting: unknown[] = [value];
  while (waiting.length > 0) {
    const each = waiting.pop();
    if (typeof each === 'string') {
      if (each.length > 40 && each.includes(' ')) all.push(each);
    } else if (typeof each === 'object' && each !== null)
      for (const inner of Object.values(each)) waiting.push(inner);
  }
  return all;
}

/** What `metadata.openclaw.install` of a skill's front matter has put in (docs/tools/skills.md, "Installer specs"). */
export function installSignals(metadata: unknown, text: string, around: Surroundings): readonly Signal[] {
  const signals: Signal[] = [];
  const openclaw = ['openclaw', 'clawdbot', 'moltbot']
    .map((each) => fields(fields(metadata)[each]))
    .find((each) => list(each.install).length > 0);
  const lineAt = lineFinder(text);
  const at = (value: string) => lineAt(Math.max(0, text.indexOf(value)));
  for (const each of list(openclaw?.install).map(fields)) {
    for (const key of ['package', 'formula', 'module'] as const) {
      const value = each[key];
      if (typeof value !== 'string') continue;
      const famous = key === 'package' ? imitated(value.replace(/(?<=.)@[^@/]*$/, '')) : null;
      if (famous !== null) signals.push({ kind: 'lookalike', line: at(value), what: value.slice(0, 100) });
    }
    if (typeof each.url !== 'string') continue;
    const address = addressesIn(each.url)[0];
    const rank = address ? codeRank(address, around) : null;
    if (address && rank === 'doubtful')
      signals.push({ kind: 'download-run', line: at(each.url), what: address.host, rank });
  }
  return signals;
}
