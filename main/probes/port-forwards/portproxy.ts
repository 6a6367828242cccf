import type { PortForward } from './types';

/**
 * What `reg query HKLM\SYSTEM\CurrentControlSet\Services\PortProxy /s` prints of the rules that
 * `netsh interface portproxy add` keeps there: `    0.0.0.0/18789    REG_SZ    127.0.0.1/18789` below `v4tov4\tcp`.
 * `*` listens on all addresses. Nothing of it is translated.
 */
export const parsePortProxy = (text: string): readonly PortForward[] =>
  text.split(/\r?\n/).flatMap((line) => {
    const [, address, port, toAddress, toPort] =
      /^ {4}(\S+)\/(\d{1,5}) {4}REG_SZ {4}(\S+)\/(\d{1,5})\s*$/.exec(line) ?? [];
    if (!address || !toAddress) return [];
    return [
      {
        address: address === '*' ? '0.0.0.0' : address,
        port: Number(port),
        toAddress,
        toPort: Number(toPort),
      },
    ];
  });
