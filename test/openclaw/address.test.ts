import { BlockList, isIP, isIPv4 } from 'node:net';
import { expect, test } from 'vitest';
import {
  ipv6Text,
  isLinkLocal6,
  isLocalName,
  isLoopback,
  networkHalf,
  parseAddress,
} from '../../main/openclaw/address';

const LOOPBACK = [
  '127.0.0.1',
  '127.255.0.9',
  '::1',
  '[::1]',
  '0:0:0:0:0:0:0:1',
  '::ffff:127.0.0.1',
  '::FFFF:7f00:1',
];
/** Some programs read the first four as loopback; who listens where is told by what everybody reads. */
const NOT_LOOPBACK = [
  ...['127.1', '2130706433', '0x7f.0.0.1', '0177.0.0.1', '127.0.0.256', '127.0.0', '127.0.0.1.example.org'],
  ...[
    '0.0.0.0',
    '::',
    '10.0.0.1',
    '128.0.0.1',
    '::2',
    '::1234',
    'fe80::1',
    '::ffff:128.0.0.1',
    '::127.0.0.1',
  ],
  ...['', 'localhost', '*', 'x', '::ffff:127.0.0.1.1', '1::2::3', '127.0.0.1:80'],
];
test.each(LOOPBACK)('%s is loopback', (address) => expect(isLoopback(address)).toBe(true));
test.each(NOT_LOOPBACK)('%j is not', (address) => expect(isLoopback(address)).toBe(false));

test('a name is of this computer when it can be no other', () => {
  for (const name of ['localhost', 'LOCALHOST', 'localhost.', 'tank.localhost', '[::1]', '127.0.0.2'])
    expect(isLocalName(name), name).toBe(true);
  for (const name of ['localhost.example.org', '127.example.org', 'mylocalhost', '', '0.0.0.0', '[::1234]'])
    expect(isLocalName(name), name).toBe(false);
});

/** The same numbers each time (a linear congruence of Numerical Recipes). */
function drawn(): (below: number) => number {
  let state = 1;
  return (below) => {
    state = (state * 1664525 + 1013904223) % 2 ** 32;
    return Math.floor((state / 2 ** 32) * below);
  };
}

test('what is an address, and which, is told as Node tells it', () => {
  const here = new BlockList();
  here.addSubnet('127.0.0.0', 8, 'ipv4');
  here.addAddress('::1', 'ipv6');
  const link = new BlockList();
  link.addSubnet('fe80::', 10, 'ipv6');
  const draw = drawn();
  const pieces = [
    '127',
    '0',
    '1',
    '255',
    '256',
    '10',
    '01',
    'fe80',
    'fe9f',
    'ffff',
    ':',
    '::',
    '.',
    '.',
    ':',
    'g',
    '7f00',
  ];
  let addresses = 0;
  for (let run = 0; run < 40_000; run++) {
    const whole = draw(3) === 0;
    const text = whole
      ? Array.from({ length: 4 }, () => draw(300)).join('.')
      : Array.from({ length: 1 + draw(9) }, () => pieces[draw(pieces.length)]).join('');
    const is = isIP(text) !== 0;
    expect(parseAddress(text) !== null, text).toBe(is);
    if (!is) continue;
    addresses++;
    const family = isIPv4(text) ? 'ipv4' : 'ipv6';
    expect(isLoopback(text), text).toBe(here.check(text, family));
    expect(isLinkLocal6(text), text).toBe(family === 'ipv6' && link.check(text, family));
  }
  expect(addresses).toBeGreaterThan(3000);
});

test('bytes are written as the kernel’s addresses are read everywhere else', () => {
  const bytes = (hex: string) => Buffer.from(hex, 'hex');
  expect(ipv6Text(bytes('00000000000000000000000000000001'))).toBe('::1');
  expect(ipv6Text(bytes('00000000000000000000000000000000'))).toBe('::');
  expect(ipv6Text(bytes('00000000000000000000ffff7f000001'))).toBe('::ffff:127.0.0.1');
  const draw = drawn();
  for (let run = 0; run < 2000; run++) {
    const some = Buffer.from(Array.from({ length: 16 }, () => (draw(2) === 0 ? 0 : draw(256))));
    const groups = Array.from({ length: 8 }, (_, at) => some.readUInt16BE(at * 2).toString(16)).join(':');
    expect(ipv6Text(some)).toBe(new URL(`http://[${groups}]`).hostname.slice(1, -1));
  }
});

test('the first half of an address is its network’s', () => {
  expect(networkHalf('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2');
  expect(networkHalf('2001:db8::6')).toBe('2001:db8:0:0');
  expect(networkHalf('fe80::1%eth0')).toBe('fe80:0:0:0');
  expect(networkHalf('::ffff:10.0.0.1')).toBeNull();
  expect(networkHalf('10.0.0.1')).toBeNull();
});
