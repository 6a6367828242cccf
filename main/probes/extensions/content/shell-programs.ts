import { type ShellCommand, SUBSTITUTED } from './shell-parser';
import type { SourceLanguage } from './types';

/** What a command starts: its program's own name, and what follows it. */
export interface ShellProgram {
  readonly name: string;
  /** As it was written, folders and all. */
  readonly written: string;
  readonly args: readonly string[];
  readonly line: number;
  readonly command: ShellCommand;
}

/** Programs that start the program that follows them, with how many words of their own they take. */
const WRAPPERS: Readonly<Record<string, number>> = {
  sudo: 0,
  doas: 0,
  nohup: 0,
  env: 0,
  exec: 0,
  command: 0,
  builtin: 0,
  setsid: 0,
  nice: 0,
  ionice: 0,
  time: 0,
  busybox: 0,
  stdbuf: 0,
  caffeinate: 0,
  timeout: 1,
  xargs: 0,
  parallel: 0,
  chroot: 1,
  arch: 0,
  start: 0,
  call: 0,
  run: 0,
};
/** Switches of wrappers that take a word. */
const TAKES = /^-(?:[uUgCDRTnItLPsda]|-user|-signal)$/;

/** The programs of a command, a wrapper's first: `sudo -u x sh y` is `sudo`, then `sh`. */
export function programsOf(command: ShellCommand): readonly ShellProgram[] {
  const all: ShellProgram[] = [];
  // A prompt that was copied along.
  let rest =
    command.args[0] === '$' || command.args[0] === '%' || command.args[0] === '>'
      ? command.args.slice(1)
      : command.args;
  while (rest.length > 0) {
    const written = (rest[0] ?? '').replace(/^[@-](?=[a-z])/, '');
    const name = (written.split(/[\\/]/).at(-1) ?? '').replace(/\.(?:exe|cmd)$/i, '').toLowerCase();
    all.push({ name, written, args: rest.slice(1), line: command.line, command });
    const own = Object.hasOwn(WRAPPERS, name) ? WRAPPERS[name] : undefined;
    if (own === undefined || all.length > 4) break;
    let at = 1;
    while (at < rest.length && /^-|^\w+=/.test(rest[at] ?? '')) at += TAKES.test(rest[at] ?? '') ? 2 : 1;
    rest = rest.slice(at + own);
  }
  return all;
}

const INTERPRETER =
  /^(?:(?:ba|z|k|da|a|fi|tc|c)?sh|bash\.exe|python[\d.]*|node|nodejs|bun|deno|perl|ruby|php|osascript|pwsh|powershell|iex|invoke-expression|lua|tclsh|rundll32|mshta|wscript|cscript|regsvr32)$/;

/** Runs code that it is handed. */
export const isInterpreter = (name: string): boolean => INTERPRETER.test(name);
export const isShellProgram = (name: string): boolean => /^(?:(?:ba|z|k|da|a|fi|tc|c)?sh)$/.test(name);
export const isDownloader = (name: string): boolean =>
  /^(?:curl|wget|wget2|fetch|aria2c|axel|lwp-request|get|http|https|httpie|xh|bitsadmin|certutil)$/.test(
    name,
  );

/** The code of `-c CODE`, `-e CODE`, `--eval CODE`; null: none on the command line. */
export function inlineCode({ name, args }: ShellProgram): string | null {
  const at = args.findIndex((each) => /^-(?:[a-z]*[ce]|-eval|-print|-command|Command)$/.test(each));
  if (at < 0 || (isShellProgram(name) && !/c$/.test(args[at] ?? ''))) return null;
  return args[at + 1] ?? null;
}

/** True when an interpreter takes its code from what is piped in or put in. */
export function takesInput(program: ShellProgram): boolean {
  const code = inlineCode(program);
  if (code !== null) return code.includes(SUBSTITUTED);
  const files = program.args.filter(
    (each) => each !== '-' && (!each.startsWith('-') || each.includes(SUBSTITUTED)),
  );
  return (
    files.length === 0 ||
    program.args.includes('-s') ||
    program.args.includes('-') ||
    files[0] === '/dev/stdin' ||
    (files[0]?.includes(SUBSTITUTED) ?? false)
  );
}

/** True when a program makes text out of base64, hexadecimal and the like. */
export function isDecoder({ name, args }: ShellProgram): boolean {
  const line = args.join(' ');
  if (/^(?:base64|gbase64|base32)$/.test(name)) return /(?:^|\s)(?:-[a-zA-Z]*[dD]|--decode)/.test(line);
  if (name === 'openssl') return /\b(?:enc|base64)\b/.test(line) && /\s-d\b/.test(` ${line}`);
  if (name === 'xxd') return /-\w*r/.test(line);
  if (name === 'rev' || name === 'uudecode') return true;
  return name === 'tr' && /a-zA-Z?.{0,20}n-za-m|A-Za-z.{0,20}N-ZA-M/.test(line);
}

const NEVER_SENDS = /^(?:-[fsSLkvgIOJGiN#]+|--(?:fail|silent|location|insecure|compressed|head))$/;

/** What of a downloader's arguments goes out in the request's body; empty: it only fetches. */
export function sentBy({ name, args }: ShellProgram): readonly string[] {
  const sent: string[] = [];
  if (name === 'wget') {
    for (const each of args)
      if (/^--(?:post|body)-(?:file|data)/.test(each)) sent.push(each.replace(/^[^=]*=?/, '@'));
    return sent;
  }
  if (name !== 'curl') return sent;
  args.forEach((each, at) => {
    if (NEVER_SENDS.test(each)) return;
    if (/^(?:-[a-zA-Z]*[dFT]|--(?:data(?:-\w+)?|form(?:-string)?|json|upload-file))$/.test(each))
      sent.push(args[at + 1] ?? '');
    else if (/^-[dFT]./.test(each)) sent.push(each.slice(2));
    else if (/^--(?:data|form|json|upload)[\w-]*=/.test(each)) sent.push(each.replace(/^[^=]*=/, ''));
  });
  return sent;
}

/** The file that a downloader writes; null: to the pipe. */
export function savedTo({ name, args, command }: ShellProgram): string | null {
  const out = command.redirects.find(
    ({ sign, target }) => sign.startsWith('>') && !target.startsWith('/dev/') && !target.startsWith('&'),
  );
  if (out) return out.target;
  const at = args.findIndex((each) =>
    name === 'wget'
      ? /^(?:-[a-zA-Z]*O|--output-document)$/.test(each)
      : /^(?:-[a-zA-Z]*o|--output|--out)$/.test(each),
  );
  if (at >= 0) return args[at + 1] === '-' ? null : (args[at + 1] ?? null);
  if (args.some((each) => /^-[a-zA-Z]{0,8}O-$|^--output-document=-$/.test(each))) return null;
  const joined = args.find(
    (each) => /^(?:-[oO]|--output(?:-document)?=)[^-\s]./.test(each) && !/^-O[A-Z]*$/.test(each),
  );
  if (joined && (name !== 'curl' || !joined.startsWith('-O'))) return joined.replace(/^-[oO]|^[^=]*=/, '');
  const byName =
    name === 'wget' ||
    name === 'axel' ||
    name === 'aria2c' ||
    args.some((each) => /^-[a-zA-Z]*O/.test(each) || each === '--remote-name');
  const address = args.find((each) => /^https?:|^\w+(?:\.\w+)+\//.test(each));
  if (name === 'certutil') return args.at(-1) ?? null;
  return byName && address ? (address.split(/[?#]/)[0]?.split('/').at(-1) ?? null) : null;
}

/** The language that an interpreter runs. */
export function languageRun(name: string): SourceLanguage {
  if (isShellProgram(name)) return 'shell';
  if (/^(?:pwsh|powershell|iex|invoke)/.test(name)) return 'powershell';
  if (/^(?:node|nodejs|bun|deno)/.test(name)) return 'javascript';
  return name === 'osascript' ? 'applescript' : 'python';
}

/** A program that hands out a key which it keeps. */
export function asksForKey({ name, args }: Pick<ShellProgram, 'name' | 'args'>): boolean {
  const whole = args.join(' ');
  return (
    (name === 'gh' && /auth token/.test(whole)) ||
    (name === 'git' && /credential fill/.test(whole)) ||
    name === 'pass' ||
    (name === 'op' && /\bread\b/.test(whole)) ||
    (/^(?:openclaw|clawdbot|moltbot)$/.test(name) &&
      /config get (?:(?!config get ).)*?(?:token|auth|key|secret)/.test(whole))
  );
}

/** Programs that may name a file of secrets without reading it out. */
export const PAST_SECRETS =
  /^(?:ls|chmod|chown|mkdir|ssh|ssh-keygen|ssh-add|ssh-copy-id|stat|test|\[|touch|cd|echo|printf|rm|source|\.|openclaw|clawdbot|vim|vi|nano|open|export|code|git|which|du|export|restic|trap|read|set|unset|dirname|ln)$/;
