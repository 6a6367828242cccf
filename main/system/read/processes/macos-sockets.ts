/** A listening socket as lsof(8) or netstat(1) tells it. */
export interface MacSocket {
  readonly address: string;
  readonly family: 4 | 6;
  readonly port: number;
  /** Null from netstat. */
  readonly pid: number | null;
  readonly program: string | null;
  readonly user: string | null;
}

/** `*` is every address; a scope (`fe80::1%lo0`) is left out. */
const address = (text: string, family: 4 | 6) =>
  text === '*' ? (family === 4 ? '0.0.0.0' : '::') : text.replace(/^\[|\]$/g, '').replace(/%.*/, '');

/** Output of `lsof -nP -iTCP -sTCP:LISTEN -F pcuLtn`: one field a line, a letter in front (lsof(8), OUTPUT FOR OTHER PROGRAMS). */
export function parseLsof(text: string): readonly MacSocket[] {
  const found: MacSocket[] = [];
  let pid: number | null = null;
  let program: string | null = null;
  let user: string | null = null;
  let family: 4 | 6 = 4;
  for (const line of text.split('\n')) {
    const value = line.slice(1);
    if (line.startsWith('p')) [pid, program, user] = [Number(value), null, null];
    else if (line.startsWith('c')) program = value;
    else if (line.startsWith('L')) user = value;
    else if (line.startsWith('t')) family = value === 'IPv6' ? 6 : 4;
    else if (line.startsWith('n')) {
      const [, host, port] = /^(.*):(\d{1,5})$/.exec(value) ?? [];
      if (host && port)
        found.push({ address: address(host, family), family, port: Number(port), pid, program, user });
    }
  }
  return found;
}

/** Listening lines of `netstat -an -p tcp`: `tcp4 0 0 127.0.0.1.18789 *.* LISTEN`. Shows every account's, and no process. */
export const parseNetstat = (text: string): readonly MacSocket[] =>
  text.split('\n').flatMap((line) => {
    const [proto, , , local, , state] = line.trim().split(/\s+/);
    const [, kind] = /^tcp(4|6|46)$/.exec(proto ?? '') ?? [];
    const [, host, port] = /^(.*)\.(\d{1,5})$/.exec(local ?? '') ?? [];
    if (!kind || !host || !port || state !== 'LISTEN') return [];
    const family = kind === '4' ? 4 : 6;
    return [
      { address: address(host, family), family, port: Number(port), pid: null, program: null, user: null },
    ];
  });
