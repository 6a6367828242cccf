import { describe, expect, test } from 'vitest';
import { createTranslate } from '../../../main/i18n/translate';
import { judgeAttempts } from '../../../main/tank/attestation/judge-attempts';
import type { AttestationEvidence } from '../../../main/tank/attestation/judges/verdict-parts';
import { tankMessages } from '../../../main/tank/messages';
import {
  all,
  but,
  canary,
  connecting,
  inside,
  knockedAll,
  loose,
  refused,
  sealed,
  targetOf,
  visit,
  withInside,
} from './sealed';

const gone = { missing: { id: 'tank.receipt-because-late' } };

test('a sealed tank is sealed, line by line and in order', () => {
  expect(loose(sealed)).toEqual([]);
  expect(judgeAttempts(sealed).map(({ id }) => id)).toEqual(all);
});

test('every sentence can be said in both languages', () => {
  const nothing = Object.fromEntries(Object.keys(inside).map((id) => [id, gone]));
  const open = but(
    'devices',
    { channels: ['com.redhat.spice.0'], usb: ['046d'], memory: 1e11 },
    { exposed: ['192.168.1.20:28789'] },
  );
  for (const seen of [sealed, withInside(nothing), open])
    for (const language of ['en', 'zh-CN'] as const) {
      const said = judgeAttempts(seen).map(({ saw }) => createTranslate(language, tankMessages)(saw));
      expect(said.filter((text) => /tank\.receipt|\{|\}|undefined|null/.test(text))).toEqual([]);
    }
});

test('an inside that says nothing has proved nothing', () => {
  const nothing = Object.fromEntries(Object.keys(inside).map((id) => [id, gone]));
  const untested = (ids: readonly string[]) => ids.map((id) => `${id} untested`);
  // Of a machine's settings the inside sees nothing anyway.
  expect(loose(withInside(nothing))).toEqual(untested(all.filter((id) => id !== 'engine-settings')));
  expect(loose(withInside(nothing, { boundary: 'container' }))).toEqual(untested(all));
});

test.each([
  ['account', ['account untested']],
  ['mounts', ['host-folders untested', 'engine-sockets untested', 'mounts untested']],
  ['folders', ['host-folders untested']],
  ['sockets', ['engine-sockets untested', 'clipboard untested']],
  ['rights', ['sudo untested']],
  ['kernel', ['kernel-modules untested']],
  ['devices', ['clipboard untested', 'devices untested', 'limits untested']],
  [
    'connections',
    [
      'host-loopback untested',
      'lan untested',
      'metadata untested',
      'engine-sockets untested',
      'other-guests untested',
    ],
  ],
])('without %s those lines are untested', (id, lines) =>
  expect(loose(withInside({ [id]: gone }))).toEqual(lines),
);

describe('the canary', () => {
  const purposes = ['host-loopback', 'lan'] as const;
  test.each(purposes)('%s is open when the inside got through', (purpose) => {
    const results = connecting(targetOf(purpose).id, { end: 'connected', said: 'xyz\n' });
    expect(loose(but('connections', { results }))).toEqual([`${purpose} open`]);
  });
  test.each(purposes)('%s is open when somebody else took the call there', (purpose) => {
    const results = connecting(targetOf(purpose).id, { end: 'connected' });
    expect(loose(but('connections', { results }))).toEqual([`${purpose} open`]);
  });
  test.each([...purposes, 'metadata'] as const)(
    '%s is open when the canary heard it, whatever the inside says',
    (purpose) => {
      const heard = { ...canary, clients: [visit(targetOf(purpose).id)] };
      expect(loose({ ...sealed, canary: heard })).toEqual([`${purpose} open`]);
      expect(loose(withInside({ connections: gone }, { canary: heard }))).toContain(`${purpose} open`);
    },
  );
  test('the tank’s own service on its own loopback is no way out', () => {
    const results = connecting(targetOf('host-loopback', true).id, { end: 'connected', said: 'SSH-2.0' });
    expect(loose(but('connections', { results }))).toEqual([]);
  });
  test('but the canary’s reply from there is', () => {
    const results = connecting(targetOf('host-loopback', true).id, { end: 'connected', said: 'xyz' });
    expect(loose(but('connections', { results }))).toEqual(['host-loopback open']);
  });
  test('a stranger may have been the tank', () => {
    const clients = [{ ...visit('1'), token: 'GET / HTTP/1.1' }];
    expect(loose({ ...sealed, canary: { ...canary, clients: clients } })).toEqual([
      'host-loopback untested',
      'lan untested',
    ]);
  });
  test('our own visit is no stranger', () => {
    expect(loose({ ...sealed, canary: { ...canary, clients: [visit('self')] } })).toEqual([]);
  });
  test.each(purposes)('%s is untested where a door was left out, or told twice, or told oddly', (purpose) => {
    const { id } = targetOf(purpose);
    const twice = [...connecting(id, { end: 'refused' }), ...connecting(id, { end: 'refused' })];
    for (const results of [
      connecting(id, null),
      connecting(id, { end: 'sealed' }),
      connecting(id, { end: 'failed' }),
      twice,
    ])
      expect(loose(but('connections', { results }))).toContain(`${purpose} untested`);
  });
  test('no canary, no proof', () => {
    const targets = sealed.targets.map((target) => ({ ...target, canary: false }));
    const seen = { ...sealed, canary: null, targets };
    expect(loose(seen)).toEqual(['host-loopback untested', 'lan untested']);
  });
  test('a listener that this computer itself can’t hear proves nothing', () => {
    const listeners = canary.listeners.map((each) => ({ ...each, heard: each.loopback }));
    expect(loose({ ...sealed, canary: { ...canary, listeners } })).toEqual(['lan untested']);
  });
  test('one address that nothing could listen at leaves its line open to doubt', () => {
    expect(loose({ ...sealed, canary: { ...canary, deaf: ['10.8.0.1 (EACCES)'] } })).toEqual([
      'lan untested',
    ]);
    expect(loose({ ...sealed, canary: { ...canary, deaf: ['::1 (EADDRNOTAVAIL)'] } })).toEqual([]);
    expect(loose({ ...sealed, canary: { ...canary, deaf: ['127.0.0.1 (EACCES)'] } })).toEqual([
      'host-loopback untested',
    ]);
  });
  test('silence is no wall: this computer’s own firewall may have swallowed the knock', () => {
    const results = sealed.targets.map(({ id }) => ({ id, end: 'silent', code: null, said: '' }));
    expect(loose(but('connections', { results }))).toEqual(['host-loopback untested', 'lan untested']);
    for (const purpose of purposes) {
      const { host } = targetOf(purpose);
      const there = new Set(sealed.targets.filter((target) => target.host === host).map(({ id }) => id));
      const one = but('connections', {
        results: refused.map((each) => (there.has(each.id) ? { ...each, end: 'silent' } : each)),
      });
      const line = judgeAttempts(one).find(({ id }) => id === purpose);
      expect(line?.saw.values?.because).toMatchObject({ id: 'tank.receipt-because-unanswered' });
    }
  });
  test('a port of the web that refuses where the canary was silent is let through', () => {
    const results = sealed.targets.map(({ id, host, port }) => {
      const end = host !== '192.168.1.20' ? 'unreachable' : port === 443 ? 'refused' : 'silent';
      return { id, end, code: null, said: '' };
    });
    const line = judgeAttempts(but('connections', { results })).find(({ id }) => id === 'lan');
    expect(line).toMatchObject({
      outcome: 'untested',
      saw: { values: { because: { id: 'tank.receipt-because-other-way' } } },
    });
  });
  test('a tank with this computer’s address only reached itself', () => {
    const own = [{ name: 'eth0', address: '192.168.1.20', cidr: '192.168.1.20/24' }];
    const seen = knockedAll('refused', { own, gateways: ['192.168.1.1'] });
    const line = judgeAttempts(seen).find(({ id }) => id === 'lan');
    expect(line).toMatchObject({
      outcome: 'untested',
      saw: { values: { because: { id: 'tank.receipt-because-own-address' } } },
    });
    expect(loose(seen)).toEqual(['lan untested']);
  });
  test('a port of the web that is answered in another way is let through', () => {
    const away = sealed.targets.map(({ id }) => ({ id, end: 'unreachable', code: 'EHOSTUNREACH', said: '' }));
    const lan = sealed.targets.find(({ host, port }) => host === '192.168.1.20' && port === 443);
    const end = (results: string) =>
      away.map((each) => (each.id === lan?.id ? { ...each, end: results } : each));
    expect(loose(but('connections', { results: end('refused') }))).toEqual(['lan untested']);
    expect(loose(but('connections', { results: end('silent') }))).toEqual(['lan untested']);
    const [, , , line] = judgeAttempts(but('connections', { results: away }));
    expect(line?.saw.values).toMatchObject({ web: { id: 'tank.receipt-web-turned-away' } });
  });
  test.each([
    ['any address', { own: [] }],
    ['a gateway', { gateways: [] }],
    ['one but of its own link', { own: [{ name: 'eth0', address: '169.254.7.9', cidr: '169.254.7.9/16' }] }],
    ['one but of its own link of IPv6', { own: [{ name: 'eth0', address: 'fe80::5', cidr: 'fe80::5/64' }] }],
    ['an IPv4 gateway', { gateways: ['fe80::1%eth0'] }],
  ])('a tank without %s proves nothing', (_, results) => {
    expect(loose(knockedAll('unreachable', results))).toEqual(
      ['host-loopback', 'lan', 'metadata', 'engine-sockets', 'other-guests'].map((id) => `${id} untested`),
    );
  });
  test('without IPv6, what is unreachable by it proves nothing', () => {
    const own6 = { address: '2001:db8::20', port: 41000, loopback: false, web: false, heard: true };
    const listeners = [...canary.listeners.filter(({ loopback }) => loopback), own6];
    const seen = knockedAll('unreachable', {}, listeners);
    expect(loose(seen)).toEqual(['lan untested']);
    const both = knockedAll('unreachable', {}, [...canary.listeners, own6]);
    expect(judgeAttempts(both).find(({ id }) => id === 'lan')?.saw.values).toMatchObject({
      addresses: ['192.168.1.20'],
    });
  });
});

describe('root, who tells of the same connections', () => {
  const lines = ['host-loopback', 'lan', 'metadata', 'engine-sockets', 'other-guests'] as const;
  test.each(lines)('%s is open when root got through, whatever the account says', (id) => {
    const results = connecting(targetOf(id).id, { end: 'connected' });
    expect(loose({ ...sealed, witness: { value: { results, neighbours: [] } } })).toEqual([`${id} open`]);
  });
  test('without root’s word nothing of the network is proved', () => {
    const untold = { missing: { id: 'tank.receipt-because-late' } };
    expect(loose({ ...sealed, witness: untold })).toEqual(lines.map((id) => `${id} untested`));
  });
  test('where nobody is root, the account’s word is all there is', () =>
    expect(loose({ ...sealed, witness: null })).toEqual([]));
});

describe('IPv6', () => {
  const own = [
    { name: 'eth0', address: '10.0.2.15', cidr: '10.0.2.15/24' },
    { name: 'eth0', address: 'fd12::5', cidr: 'fd12::5/64' },
    { name: 'eth0', address: 'fe80::5', cidr: 'fe80::5/64' },
  ];
  const link = { address: 'fe80::20%wlan0', port: 41000, loopback: false, web: false, heard: true };
  test('a network of it is too wide to be gone through', () =>
    expect(loose(knockedAll('unreachable', { own }))).toEqual(['other-guests untested']));
  test('unless root says that a rule turns it away', () => {
    const seen = knockedAll('unreachable', { own }, canary.listeners, 'EACCES');
    expect(loose(seen)).toEqual([]);
    expect(loose({ ...seen, witness: null })).toEqual(['other-guests untested']);
  });
  test('an address of this computer that is good on one link only can be found open, and proves nothing', () => {
    const seen = knockedAll('silent', { own }, [link], 'EACCES');
    expect(loose(seen)).toContain('lan untested');
    const both = knockedAll('unreachable', { own }, [...canary.listeners, link], 'EACCES');
    const target = both.targets.find(({ host }) => host === 'fe80::20%eth0');
    const results = 'value' in both.inside.connections ? both.inside.connections.value.results : [];
    const ending = (end: string) => ({
      value: {
        results: results.map((each) => (each.id === target?.id ? { ...each, end } : each)),
        neighbours: [],
      },
    });
    // Linux never hears that its own rules turned such a one away.
    expect(loose({ ...both, witness: ending('silent') })).toEqual([]);
    expect(loose({ ...both, witness: ending('connected') })).toEqual(['lan open']);
  });
  test('one that can’t be heard is no more than left out', () => {
    const deaf = { ...link, heard: false };
    const seen = knockedAll('unreachable', { own }, [...canary.listeners, deaf], 'EACCES');
    expect(loose(seen)).toEqual([]);
    expect(loose({ ...sealed, canary: { ...canary, deaf: ['fe80::20%tun0 (EINVAL)'] } })).toEqual([]);
  });
});

describe('other guests', () => {
  const target = targetOf('other-guests');
  test('who accepts is there', () => {
    expect(loose(but('connections', { results: connecting(target.id, { end: 'connected' }) }))).toEqual([
      'other-guests open',
    ]);
  });
  test('who was found and refused is no proof of a wall', () => {
    expect(loose(but('connections', { neighbours: [target.host] }))).toEqual(['other-guests untested']);
  });
  test('WSL shares one machine', () => {
    expect(loose({ ...sealed, engine: 'wsl', boundary: 'tidy' })).toEqual(['other-guests open']);
  });
});

test('Docker’s door in the network', () => {
  const { id } = targetOf('engine-sockets');
  expect(loose(but('connections', { results: connecting(id, { end: 'connected' }) }))).toEqual([
    'engine-sockets open',
  ]);
});

describe('the account', () => {
  test.each([
    ['root', { uid: 0, name: 'root', gateways: [] }],
    ['rights', { capabilities: '0000000000200000' }],
    ['a powerful group', { groups: [{ id: 27, name: 'sudo' }] }],
    ['the group 0 without a name', { groups: [{ id: 0, name: null }] }],
    ['a gateway of root’s', { gateways: [{ pid: 1, uid: 0 }] }],
  ])('open with %s', (_, fields) => expect(loose(but('account', fields))).toEqual(['account open']));
  test.each([
    ['unreadable rights', { capabilities: null }],
    ['rights that are no number', { capabilities: 'none' }],
    ['another ordinary account', { uid: 1000, name: 'ubuntu', gateways: [] }],
  ])('untested with %s', (_, fields) => expect(loose(but('account', fields))).toEqual(['account untested']));
});

describe('becoming the administrator', () => {
  const ending = (id: string, end: string) =>
    inside.rights.value.programs.map((each) => (each.id === id ? { ...each, end } : each));
  test.each([
    ['sudo that let it', { programs: ending('sudo', 'ran') }],
    ['one command that needs no password', { programs: ending('sudo -l', 'ran') }],
    ['shadow', { readable: ['/etc/shadow'] }],
    ['a writable unit folder', { writable: ['/etc/systemd/system'] }],
  ])('open with %s', (_, fields) => expect(loose(but('rights', fields))).toEqual(['sudo open']));
  test.each([
    ['sudo that hangs', { programs: ending('sudo', 'late') }],
    ['su that was killed', { programs: ending('su', 'killed') }],
    ['a program that was left out', { programs: inside.rights.value.programs.slice(1) }],
    ['a program told twice', { programs: [...inside.rights.value.programs, ...ending('sudo', 'refused')] }],
    [
      'no program at all',
      { programs: inside.rights.value.programs.map((each) => ({ ...each, end: 'absent' })) },
    ],
  ])('untested with %s', (_, fields) => expect(loose(but('rights', fields))).toEqual(['sudo untested']));
});

test.each([
  [{ module: 8 }, ['kernel-modules open']],
  [{ module: 0 }, ['kernel-modules open']],
  [{ writable: ['/proc/sys/kernel/core_pattern'] }, ['kernel-modules open']],
  [{ module: 38 }, []],
  [{ module: 'no-program' }, ['kernel-modules untested']],
  [{ module: 'EPERM' }, ['kernel-modules untested']],
])('the kernel’s answer %o', (fields, lines) => expect(loose(but('kernel', fields))).toEqual(lines));

describe('the worse of outside and inside wins', () => {
  const ids = ['engine-settings', 'mounts', 'ports', 'limits', 'devices', 'clipboard'] as const;
  const facts = 'value' in sealed.outside ? sealed.outside.value : [];
  const order = all.filter((id) => (ids as readonly string[]).includes(id));
  test.each(ids)('%s', (id) => {
    const outcome = (results: string) =>
      ({
        ...sealed,
        outside: { value: facts.map((fact) => (fact.id === id ? { ...fact, outcome: results } : fact)) },
      }) as AttestationEvidence;
    expect(loose(outcome('open'))).toEqual([`${id} open`]);
    expect(loose(outcome('untested'))).toEqual([`${id} untested`]);
    expect(loose({ ...sealed, outside: { value: facts.filter((fact) => fact.id !== id) } })).toEqual([
      `${id} untested`,
    ]);
    const twice = { value: [...facts, { id, outcome: 'open', saw: { id: 'said' } } as const] };
    expect(loose({ ...sealed, outside: twice })).toEqual([`${id} open`]);
  });
  test.each(['host-folders', 'engine-sockets'] as const)(
    '%s counts from outside where that is worse',
    (id) => {
      const said = (outcome: 'open' | 'untested' | 'blocked') =>
        ({
          ...sealed,
          outside: { value: [...facts, { id, outcome, saw: { id: 'said' } }] },
        }) satisfies AttestationEvidence;
      expect(loose(said('open'))).toEqual([`${id} open`]);
      expect(loose(said('untested'))).toEqual([`${id} untested`]);
      expect(judgeAttempts(said('blocked')).find((each) => each.id === id)?.saw.id).toBe(
        `tank.receipt-${id}-blocked`,
      );
    },
  );
  test('an engine that can’t be asked', () => {
    expect(loose({ ...sealed, outside: gone })).toEqual(order.map((id) => `${id} untested`));
  });
  test.each([
    ['a clipboard’s channel', but('devices', { channels: ['com.redhat.spice.0'] }), 'clipboard'],
    ['a screen', but('sockets', { found: [{ path: '/tmp/.X11-unix/X0', end: 'connected' }] }), 'clipboard'],
    [
      'a usable disk',
      but('devices', { nodes: [{ path: 'vdb', block: true, usable: true }], all: 1 }),
      'devices',
    ],
    ['somebody’s USB stick', but('devices', { usb: ['1d6b', '0781'] }), 'devices'],
    ['more memory', but('devices', { memory: 8e9 }), 'limits'],
    ['more processors', but('devices', { processors: 8 }), 'limits'],
    ['a gateway for every network', but('network', { listening: ['00000000:4965'] }), 'ports'],
    [
      'a gateway for every network of IPv6',
      but('network', { listening: [`${'0'.repeat(32)}:4965`] }),
      'ports',
    ],
    ['a door at this computer’s address', { ...sealed, exposed: ['192.168.1.20:28789'] }, 'ports'],
  ])('open with %s', (_, seen, id) => expect(loose(seen)).toEqual([`${id} open`]));
  test('devices that were not all told', () =>
    expect(loose(but('devices', { all: 900 }))).toEqual(['devices untested']));
  test.each([
    ['could not be read', { listeners: null, listening: [] }],
    ['were not all told', { listeners: 900 }],
  ])('listeners that %s', (_, results) => expect(loose(but('network', results))).toEqual(['ports untested']));
  test.each(['00000000000000000000000001000000', '0000000000000000FFFF00000100007F', '0100007F'])(
    'a gateway at %s keeps to its loopback',
    (address) => expect(loose(but('network', { listeners: 1, listening: [`${address}:4965`] }))).toEqual([]),
  );
});

describe('sockets', () => {
  const found = (path: string, end: string) => loose(but('sockets', { found: [{ path, end }] }));
  test('an engine that takes the call', () =>
    expect(found('/run/docker.sock', 'connected')).toEqual(['engine-sockets open']));
  test('one of another kind', () =>
    expect(found('/run/docker.sock', 'EPROTOTYPE')).toEqual(['engine-sockets open']));
  test('one that is closed to it', () => expect(found('/run/docker.sock', 'EACCES')).toEqual([]));
  test('an odd end', () => expect(found('/run/docker.sock', 'EIO')).toEqual(['engine-sockets untested']));
  test('programs of Windows', () =>
    expect(loose(but('sockets', { interop: true }))).toEqual(['engine-sockets open']));
  test('programs of Windows that nothing is known of', () =>
    expect(loose(but('sockets', { interop: null }))).toEqual(['engine-sockets untested']));
  test('fewer than were asked for', () =>
    expect(loose(but('sockets', { tried: 3 }))).toEqual(['engine-sockets untested']));
});
