/** What the start file of a shell that is no POSIX shell says of OpenClaw. */
export interface OtherShellText {
  /** Variables of OpenClaw's that it sets, in order; `~` and `$HOME` stand for the home. */
  readonly variables: readonly (readonly [string, string])[];
  /** Commands that start OpenClaw, as texts: of aliases, functions and the file itself. */
  readonly commands: readonly string[];
  /** Variables that decide where OpenClaw keeps its state, and whose value could not be told. */
  readonly unread: readonly string[];
}

/**
 * How a variable is set: `$env.NAME = …` and `NAME: …` of `load-env` (nushell), `$NAME = …` and `${'NAME'} = …`
 * (xonsh), `set-env NAME …` and `set E:NAME = …` (elvish), `$env:NAME = …` and `SetEnvironmentVariable('NAME', …)`
 * (PowerShell). What stands before the name doesn't decide: whatever a shell of tomorrow writes there, the name and the
 * value behind it stay.
 */
const SETS =
  /["']?\b(OPENCLAW_[A-Z0-9_]{1,60})\b["']?[}\])]{0,2}[ \t]*([=:,]|[ \t](?=["'\w/~$@(]))[ \t]*(.*)/;
/** Variables that choose the state and the settings (docs/help/environment.md). */
const PLACES = /^OPENCLAW_(?:STATE_DIR|CONFIG_PATH|HOME|PROFILE)$/;
/** How those shells write the home. */
const HOME =
  /\(\$env\.HOME\)|\{\$(?:env\.)?HOME\}|\$env[.:](?:HOME|USERPROFILE)\b|\$\{?E:HOME\}?|\(?\$nu\.home-(?:path|dir)\)?|\$\{HOME\}|\$HOME\b/g;
/** One word in quotes (`f"…"`, `p'…'`, `$"…"` too) or without; elvish puts words together: `$E:HOME"/claw"`. */
const WORD =
  /^(?:[fpr]{0,2}|\$)?(?:"([^"]*)"|'([^']*)')|^\$E:HOME(?:"([^"]*)"|'([^']*)')|^([^\s,;"'[\]{}()]+)/;
/** What may stand behind a value: the end of its line, list or command. */
const ENDS = /^\s*(?:$|[,;})\]#])/;
const PIECES = /"[^"]*"|'[^']*'|[^\s"']+/g;

const filled = (text: string): string | null => {
  const plain = text.replace(HOME, '~HOME~');
  if (plain === '' || /[$(){}|`]/.test(plain)) return null;
  return plain.replaceAll('~HOME~', '$HOME').replace(/^~(?=\/|$)/, '$HOME');
};

/** The pieces of a path that nushell (`$env.HOME | path join 'a'`) or PowerShell (`Join-Path $HOME a`) joins. */
function joinedPieces(written: string): readonly string[] | null {
  const bare = written.startsWith('(') ? written.slice(1, written.lastIndexOf(')')) : written;
  const given = (bare.split(' #')[0] ?? '').match(PIECES) ?? [];
  if (/^join-path$/i.test(given[0] ?? '')) return given.length === 3 ? given.slice(1) : null;
  const [base = '', ...rest] = given;
  return rest.slice(0, 3).join(' ') === '| path join' ? [base, ...rest.slice(3)] : null;
}

/** A value as a text with `$HOME` in it; null where it is more than a word. */
function plainValue(written: string): string | null {
  const pieces = joinedPieces(written);
  if (pieces) return filled(pieces.map((each) => each.replace(/^(["'])(.*)\1$/, '$2')).join('/'));
  const found = WORD.exec(written);
  if (!found || !ENDS.test(written.slice(found[0].length))) return null;
  const [, double, single, afterDouble, afterSingle, bare] = found;
  const joined = afterDouble ?? afterSingle;
  return filled(double ?? single ?? bare ?? `$HOME${joined}`);
}

/** A command of OpenClaw's inside a line, up to what ends it in any shell. */
const STARTS =
  /(?:^|[\s"'{(=;|&])\^?((?:[^\s"'{}()=;|&]{1,200}\/)?(?:openclaw|clawdbot|moltbot)(?:\s[^"'{}()\n;|&]{0,400})?)/;

/**
 * Reads the start file of nushell, xonsh, elvish or PowerShell for what it tells OpenClaw. Line by line: a line that is
 * more than words, and that decides where OpenClaw keeps its state, is told as unread.
 */
export function readOtherShell(text: string): OtherShellText {
  const variables: [string, string][] = [];
  const commands: string[] = [];
  const unread: string[] = [];
  for (const whole of text.split(/\r?\n/)) {
    const line = whole.trim();
    if (line.length > 4096 || line.startsWith('#') || !/openclaw|clawdbot|moltbot/i.test(line)) continue;
    const [, name = '', , written = ''] = SETS.exec(line) ?? [];
    if (name) {
      const value = plainValue(written.trim());
      if (value !== null) variables.push([name, value]);
      else if (PLACES.test(name)) unread.push(name);
      continue;
    }
    const command = STARTS.exec(line)?.[1];
    if (command !== undefined && /\s/.test(command.trim())) commands.push(command.trim());
  }
  return { variables, commands, unread };
}
