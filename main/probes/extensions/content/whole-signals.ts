import type { CodeFlow } from './code-flow';
import * as is from './code-patterns';
import type { CodeCall } from './code-taints';
import { isElsewhere } from './hosts';
import { lineFinder } from './line-finder';
import { isForbidden } from './sensitive-paths';
import type { HostRank, ReadCode, Signal, SignalKind } from './types';

/** A piece of code as a whole, with what was noticed call by call. */
export interface WholeCode {
  readonly text: string;
  readonly flow: CodeFlow;
  readonly style: 'python' | 'javascript';
  /** Lines before it in its file. */
  readonly offset: number;
  /** A connection that it opens, a shell that it starts. */
  readonly connected: CodeCall | null;
  readonly shell: CodeCall | null;
  /** It reads files. */
  readonly reads: boolean;
  /** Where it sends to that is the most doubtful. */
  readonly worst: {
    readonly rank: HostRank | null;
    readonly what: string | undefined;
    readonly line: number;
  };
}

/** What only the whole of a piece of code shows. */
export function wholeSignals(code: WholeCode, read: ReadCode): readonly Signal[] {
  const { text, flow, style, offset, connected, shell, reads, worst } = code;
  const signals: Signal[] = [];
  const add = (kind: SignalKind, at: number, what?: string, rank?: HostRank | null) =>
    signals.push({
      kind,
      line: at + offset,
      ...(what && { what: what.slice(0, 100) }),
      ...(rank && { rank }),
    });

  const line = worst.line || 1;
  if (
    connected &&
    shell &&
    (/\.pipe\(|fileno|stdin|makefile|dup2|\.recv\(|on\(\s*['"]data/.test(text) || style === 'python')
  ) {
    const socket = flow.calls.some(
      ({ path }) => /^(?:socket\.|net\.|tls\.)/.test(path) || /create_connection$/.test(path),
    );
    if (socket && /stdin|fileno|dup2|pty|recv|pipe\(/.test(text)) add('reverse-shell', connected.line);
  }
  if (
    /fsockopen|TCPSocket|sockaddr_in|IO::Socket|socket\.tcp|net\.Dial/.test(text) &&
    /\/bin\/(?:ba|z)?sh|cmd\.exe/.test(text) &&
    /exec|system|popen|proc_open|spawn|Command/.test(text)
  )
    add('reverse-shell', lineOf(text, /fsockopen|TCPSocket|sockaddr_in|IO::Socket|socket\.tcp|net\.Dial/));
  for (const { type, value, line: at } of flow.tokens)
    if (type === 'text' && value.length > 40 && value.includes(' '))
      signals.push(...read('markdown', value, at + offset));
  const others =
    /open|read|copy|glob|listdir|readdir|sqlite|archive|zip|tar/i.test(text) && reads ? secretLine(text) : 0;
  if (others > 0) add('reads-secrets', others);
  const elsewhere = worst.rank !== null && isElsewhere(worst.rank);
  if (others > 0 && elsewhere) add('leaks', line, worst.what, worst.rank);
  if (
    elsewhere &&
    /\bpynput\b|keyboard\.(?:on_press|on_release|hook|record)|iohook|GlobalKeyboardListener|uiohook|SetWindowsHookEx/.test(
      text,
    )
  )
    add('spies', line, worst.what, worst.rank);
  if (
    elsewhere &&
    /ImageGrab\.grab|pyautogui\.screenshot|mss\.mss|desktopCapturer|sounddevice|pyaudio|cv2\.VideoCapture/.test(
      text,
    ) &&
    /post\(|put\(|send|upload|POST/.test(text)
  )
    add('spies', line, worst.what, worst.rank);
  if (
    /\b(?:paste|readText|readSync|getClipboard|get_clipboard|clipboardy?\.read\w*)\(/.test(text) &&
    /\b(?:copy|writeText|writeSync|setClipboard|clipboardy?\.write\w*)\(/.test(text) &&
    /0x\[[^\]]{1,20}\]\{40\}|bc1|\[13\]\[/.test(text)
  )
    add('swaps-address', 1);
  if (
    /xmrig|stratum\+(?:tcp|ssl)|coinhive|cryptonight/i.test(text) &&
    (shell || flow.calls.some(({ path }) => is.COMMAND_CALL.test(path) || is.CONNECT_CALL.test(path)))
  )
    add('mines', lineOf(text, /xmrig|stratum|coinhive|cryptonight/i));
  if (
    /(?:Date\.now|new Date|datetime|time\.time|date\.today)/.test(text) &&
    /[<>]=?\s*(?:(?:datetime\.)?(?:datetime|date)\(\s*20\d\d|new Date\(['"]20|Date\.(?:parse|UTC)\(|1[6-9]\d{8,11}\b)/.test(
      text,
    )
  )
    add('time-gate', 1);
  if (/\bdisplay dialog\b/.test(text) && /hidden answer/.test(text))
    add('password-prompt', lineOf(text, /hidden answer/));
  if ((text.match(/\b_0x[0-9a-f]{4,6}\b/g)?.length ?? 0) > 20) add('encoded-words', 1);
  return signals;
}

/** The line that names files with other programs' secrets; 0: none. */
function secretLine(text: string): number {
  if (!isForbidden(text)) return 0;
  const at = text.split('\n').findIndex(isForbidden);
  return at + 1;
}

const lineOf = (text: string, pattern: RegExp): number => lineFinder(text)(Math.max(0, text.search(pattern)));
