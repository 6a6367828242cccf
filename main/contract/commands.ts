/** Switches that only some commands take; `--json`, `--language` and `--help` are everybody's. */
export type CliSwitch =
  | 'offline'
  | 'progress'
  | 'yes'
  | 'data'
  | 'accept'
  | 'engine'
  | 'tank'
  | 'sarif'
  | 'trace'
  | 'card'
  | 'second-opinion';

/** One command of the terminal. */
export interface CliCommand {
  /** Its words, `fix apply`. What stands alone is also told from the words that follow it: `leave`, `leave forget`. */
  readonly name: string;
  /** What may follow them, as the usage shows it; empty: nothing may. */
  readonly positionals: string;
  /** Its switches as the usage shows them. */
  readonly shown: string;
  readonly switches: readonly CliSwitch[];
}

const READS: readonly CliSwitch[] = ['offline', 'progress'];
const CHANGES: readonly CliSwitch[] = [...READS, 'yes'];
const TANK: readonly CliSwitch[] = [...CHANGES, 'engine', 'tank'];

const command = (
  name: string,
  positionals: string,
  shown: string,
  switches: readonly CliSwitch[],
): CliCommand => ({ name, positionals, shown, switches });

/** Every command: what is parsed, what the usage shows, and which words open the terminal instead of the window. */
export const COMMANDS: readonly CliCommand[] = [
  command(
    'inspect',
    '',
    '[--json|--card] [--offline] [--progress] [--trace] [--second-opinion] [--language zh-CN|en]',
    [...READS, 'trace', 'card', 'second-opinion'],
  ),
  command('fix plan', '', '[--json] [--language zh-CN|en]', READS),
  command('fix apply', '[FIX…]', '--yes [--json]', CHANGES),
  command('fix undo', '[ENTRY…]', '--yes [--json]', CHANGES),
  command('update', '[COPY]', '[--accept RISK,…] --yes [--json]', [...CHANGES, 'accept']),
  command('stop', '', '--yes [--json]', CHANGES),
  command('leave', '', '--data keep|delete --yes [--json]', [...CHANGES, 'data']),
  command('leave forget', '', '--yes [--json]', CHANGES),
  command('tank create', '', '[--engine NAME] --yes [--json]', TANK),
  command('tank status', '', '[--json]', [...READS, 'engine', 'tank']),
  command('tank receipt', '', '[--yes] [--json]', TANK),
  command('tank start|stop|remove|snapshot|update|move-out|fetch|ask', '', '--yes [--json]', TANK),
  command('tank move-in', '[SETUP] [FLAGGED…]', '--yes [--json]', TANK),
  command('tank restore|drop', 'SNAPSHOT', '--yes [--json]', TANK),
  command('tank give-key', 'PROVIDER', '--yes [--json] < FILE', TANK),
  command('tank send', 'FILE…', '--yes [--json]', TANK),
  command('vet', 'FOLDER', '[--json|--sarif] [--language zh-CN|en]', ['sarif']),
  command('log verify', '', '[--json]', []),
];

/** The first words of them all. */
export const COMMAND_NAMES: readonly string[] = [
  ...new Set(COMMANDS.map(({ name }) => name.split(' ')[0] ?? '')),
];

/** How to write commands, one line each: of those that begin with this word, or of all where none does. */
export function usageOf(word = ''): string {
  const begun = COMMANDS.filter(({ name }) => name.split(' ')[0] === word);
  const lines = (begun.length > 0 ? begun : COMMANDS).map(({ name, positionals, shown }) =>
    ['tankmate', name, positionals, shown].filter(Boolean).join(' '),
  );
  return `usage: ${lines.join('\n       ')}\n`;
}

/** The command that these words are; null where there is none, or only the beginning of one. */
export function commandOf(positionals: readonly string[]): CliCommand | null {
  const [word = '', verb = ''] = positionals;
  const fits = ({ name }: CliCommand, second: string) => {
    const [first, verbs = ''] = name.split(' ');
    return first === word && verbs.split('|').includes(second);
  };
  return (
    COMMANDS.find((each) => verb !== '' && fits(each, verb)) ??
    COMMANDS.find((each) => fits(each, '')) ??
    null
  );
}

/** What of these words and switches the command doesn't take, as it was written; null: it takes all of them. */
export function foreignTo(
  { name, positionals, switches }: CliCommand,
  typed: readonly string[],
  given: readonly CliSwitch[],
): string | null {
  const foreign = given.find((each) => !switches.includes(each));
  if (foreign !== undefined) return `--${foreign}`;
  return positionals === '' ? (typed[name.split(' ').length] ?? null) : null;
}
