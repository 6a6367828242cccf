import { describe, expect, test } from 'vitest';
import {
  packageIn,
  packageOfImage,
  parseDocker,
  parseStorage,
  versionOfConfig,
  versionOfLabels,
  versionOfTag,
} from '../../../main/probes/openclaw/parse-containers';
import {
  assignments,
  parseEnvFile,
  parseUnit,
  splitArguments,
} from '../../../main/probes/openclaw/parse-unit';
import { parseEnviron } from '../../../main/probes/openclaw/running-processes';
import { sandboxBrowsersAmong } from '../../../main/probes/openclaw/sandbox-browsers';
import { parsePasswd } from '../../../main/system/read/accounts/passwd';

describe('a unit', () => {
  test('has comments, continued lines, repeated and emptied settings', () => {
    const unit = `# a comment
[Unit]
Environment=NOT=here
[Service]
; another
ExecStart=/usr/bin/node \\
# between the lines
  /opt/openclaw.mjs
Environment=A=1
Environment=B=2
User=
`;
    expect(parseUnit([unit, '[Service]\nEnvironment=\nEnvironment=C=3\nUser=lin\n'], 'Service')).toEqual({
      ExecStart: ['/usr/bin/node    /opt/openclaw.mjs'],
      Environment: ['C=3'],
      User: ['lin'],
    });
  });

  test('with CRLF, without a section or with rubbish yields what is there', () => {
    expect(parseUnit(['[Service]\r\nUser=lin\r\n'], 'Service')).toEqual({ User: ['lin'] });
    expect(parseUnit(['User=lin', '\0\0\0', '=x\n[Service', ''], 'Service')).toEqual({});
  });

  test.each([
    ['a b', ['a', 'b']],
    ['"A=b c" \'D=e "f"\'  G=h', ['A=b c', 'D=e "f"', 'G=h']],
    ['"a\\"b" c\\x', ['a"b', 'cx']],
    ['A="b', ['A="b']],
    ['"unclosed', ['unclosed']],
    ['""', ['']],
    ['', []],
  ])('splits %s', (value, words) => expect(splitArguments(value)).toEqual(words));

  test('passes over what is no assignment', () => {
    expect(assignments(['A=b=c', 'nothing', '=x'])).toEqual({ A: 'b=c' });
  });

  test('reads a file of variables, also one written for a shell', () => {
    expect(parseEnvFile("# no\nA=1\nB=\"two words\"\nexport C='it'\\''s'\n;D=4\nE = 5\n")).toEqual({
      A: '1',
      B: 'two words',
      C: 'it’s'.replace('’', "'"),
      E: '5',
    });
  });
});

test('passwd has names, ids and homes; broken lines are left out', () => {
  expect(
    parsePasswd('root:x:0:0:root:/root:/bin/sh\nbroken\nx:y:z:1:2:/h:/s\nlin:x:1000:1000::/home/lin:'),
  ).toEqual([
    { name: 'root', uid: 0, gid: 0, home: '/root' },
    { name: 'lin', uid: 1000, gid: 1000, home: '/home/lin' },
  ]);
});

test('of a process’s environment only what concerns OpenClaw is kept', () => {
  expect(parseEnviron('HOME=/h\0OPENCLAW_STATE_DIR=/s\0API_KEY=secret\0')).toEqual({
    HOME: '/h',
    OPENCLAW_STATE_DIR: '/s',
  });
});

describe('containers', () => {
  // Format of containers/storage's containers.json with libpod's metadata inside.
  const storage = JSON.stringify([
    {
      id: 'c1',
      names: ['claw'],
      image: 'i1',
      metadata: '{"image-name":"ghcr.io/openclaw/openclaw:latest","image-id":"i1","name":"claw"}',
    },
    { id: 'c2', names: 5, metadata: 'broken' },
    null,
  ]);

  test('are read from podman’s records', () => {
    expect(parseStorage(storage)).toEqual([
      { name: 'claw', image: 'ghcr.io/openclaw/openclaw:latest', imageId: 'i1', id: 'c1' },
    ]);
    expect([parseStorage('{'), parseStorage('{}')]).toEqual([null, null]);
  });

  test('are read from docker’s lines', () => {
    const line = '{"Names":"a,b","Image":"openclaw:local","Labels":"x=y"}';
    expect(parseDocker(`${line}\r\n`)).toEqual([
      {
        name: 'a',
        image: 'openclaw:local',
        imageId: null,
        labels: 'x=y',
        signs: { command: '', ports: '', labels: 'x=y', mounts: '' },
      },
    ]);
    expect(parseDocker('')).toEqual([]);
    expect(parseDocker('Cannot connect to the Docker daemon')).toBeNull();
  });

  test.each([
    ['ghcr.io/openclaw/openclaw:latest', 'openclaw'],
    ['docker.io/openclaw/openclaw', 'openclaw'],
    ['openclaw:local', 'openclaw'],
    ['localhost/openclaw:local', 'openclaw'],
    ['ghcr.io/clawdbot/clawdbot@sha256:ab', 'clawdbot'],
    ['somebody/openclaw-docker-cn:1', 'somebody/openclaw-docker-cn'],
    ['registry.local:5000/openclaw/openclaw', 'registry.local:5000/openclaw/openclaw'],
    ['openclaw-sandbox:bookworm-slim', null],
    ['postgres:17', null],
  ])('of %s hold %s', (image, name) => expect(packageOfImage(image)).toBe(name));

  test('of our own tanks hold OpenClaw, those beside them nothing', () => {
    const image = 'localhost/tankmate-openclaw-0a1b2c3d:inside';
    const of = (name: string, from = image) => packageIn({ name, image: from });
    expect(of('tankmate-openclaw-0a1b2c3d')).toBe('openclaw');
    expect(of('tankmate-openclaw-0a1b2c3d-network')).toBeNull();
    expect(of('tankmate-openclaw-0a1b2c3d-workshop', image.replace('inside', 'prepared'))).toBeNull();
    expect(of('mine', 'ghcr.io/openclaw/openclaw:latest')).toBe('openclaw');
    expect(versionOfLabels('org.tankmate.tank=a,org.tankmate.openclaw=2026.9.6')).toBe('2026.9.6');
  });

  test.each([
    ['a/openclaw:2026.9.6', '2026.9.6'],
    ['a/openclaw:v2026.2.3-1', '2026.2.3-1'],
    ['a/openclaw:2026.9.6-browser', '2026.9.6'],
    ['a/openclaw:2026.9.6@sha256:ab', '2026.9.6'],
    ['a/openclaw:latest', null],
    ['a.b:2026/openclaw', null],
    ['a/openclaw:9', null],
  ])('of %s are of version %s', (image, version) => expect(versionOfTag(image)).toBe(version));

  test('say their version in a label', () => {
    const config = { config: { Labels: { 'org.opencontainers.image.version': 'v2026.3.13' } } };
    expect(versionOfConfig(JSON.stringify(config))).toBe('2026.3.13');
    expect([versionOfConfig('{'), versionOfConfig('{"config":{"Labels":null}}')]).toEqual([null, null]);
    expect(versionOfLabels('a=b,org.opencontainers.image.version=2026.3.13,c=d')).toBe('2026.3.13');
    expect(versionOfLabels('org.opencontainers.image.version=main')).toBeNull();
  });
});

test.each([
  ['127.0.0.1:32768->9222/tcp, [::1]:32769->6080/tcp, 5900/tcp', []],
  ['0.0.0.0:9222->9222/tcp, [::]:9222->9222/tcp', ['0.0.0.0:9222', '[::]:9222']],
  [':::9222->9222/tcp', [':::9222']],
  ['192.168.1.4:6000-6001->6000-6001/tcp', ['192.168.1.4:6000-6001']],
  ['', []],
])('a sandbox’s browser with %j publishes %j', (ports, published) => {
  const rows = [
    { Names: 'browser', Image: 'i', Labels: 'openclaw.sandboxBrowser=1,openclaw.configHash=', Ports: ports },
    { Names: 'other', Image: 'i', Labels: 'openclaw.sandboxBrowser=0', Ports: ports },
  ];
  const containers = parseDocker(rows.map((each) => JSON.stringify(each)).join('\n')) ?? [];
  expect(sandboxBrowsersAmong(containers)).toEqual([
    { name: 'browser', marked: false, epoch: null, published },
  ]);
});
