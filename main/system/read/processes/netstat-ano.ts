/** A listening line of Windows' netstat. */
export interface WindowsSocket {
  readonly address: string;
  readonly family: 4 | 6;
  readonly port: number;
  readonly pid: number;
}

/**
 * Listening lines of `netstat -ano`: `TCP  0.0.0.0:135  0.0.0.0:0  LISTENING  1044`. The state may be translated,
 * so a listener is known by its foreign address, whose port is 0 there and nowhere else.
 */
export const parseNetstatAno = (output: Buffer): readonly WindowsSocket[] =>
  output
    .toString('latin1')
    .split(/\r?\n/)
    .flatMap((line) => {
      const [proto, local, foreign, ...rest] = line.trim().split(/\s+/);
      const [, host, port] = /^(.+):(\d{1,5})$/.exec(local ?? '') ?? [];
      const pid = Number(rest.at(-1));
      if (proto !== 'TCP' || !host || !port || !/^(0\.0\.0\.0|\[::\]):0$/.test(foreign ?? '')) return [];
      if (rest.length < 2 || !Number.isInteger(pid)) return [];
      const six = host.startsWith('[');
      return [
        {
          address: host.replace(/^\[|\]$/g, '').replace(/%.*/, ''),
          family: six ? 6 : 4,
          port: Number(port),
          pid,
        },
      ];
    });
