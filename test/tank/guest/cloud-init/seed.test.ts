import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { isoImage } from '../../../../main/tank/guest/cloud-init/iso-image';
import { metaData, seedFile, seedStep, userData } from '../../../../main/tank/guest/cloud-init/seed-step';
import { keyFiles, keysStep, readToken } from '../../../../main/tank/guest/tank-keys';
import { scriptedRunner, tankAt } from '../../../fakes/command-runner';
import { runnerFor } from '../../real-command-runner';

const folder = mkdtempSync(join(tmpdir(), 'tank-seed-'));
const tank = tankAt(folder, runnerFor({ 'ssh-keygen': '/usr/bin/ssh-keygen' }));
const iso = seedFile(folder);
beforeAll(async () => {
  await keysStep(tank).run(() => {});
  await seedStep(tank).run(() => {});
});
afterAll(() => rmSync(folder, { recursive: true }));

const isoinfo = (file: string, ...args: string[]) =>
  execFileSync('isoinfo', ['-i', file, ...args], { encoding: 'utf8' });

test('is a disc labelled cidata, as the system’s own reader of labels sees it', () => {
  const out = execFileSync('/usr/sbin/blkid', ['-p', '-o', 'export', iso], { encoding: 'utf8' });
  expect(out).toContain('LABEL=cidata\n');
  expect(out).toContain('TYPE=iso9660\n');
});

test('another reader finds both files by their long names, whole', async () => {
  expect(isoinfo(iso, '-d')).toMatch(/Volume id: cidata\n[\s\S]*Joliet with UCS level 3 found/);
  expect(isoinfo(iso, '-J', '-f').trim().split('\n')).toEqual(['/meta-data', '/user-data']);
  expect(isoinfo(iso, '-J', '-x', '/user-data')).toBe(await userData(tank));
  expect(isoinfo(iso, '-J', '-x', '/meta-data')).toBe(metaData(tank));
  expect(isoinfo(iso, '-x', '/USER_DAT.;1')).toBe(await userData(tank));
});

test('is the owner’s alone, holds no token, and is done when its bytes are right', async () => {
  expect(statSync(iso).mode & 0o777).toBe(0o600);
  expect(readFileSync(iso).includes(await readToken(folder))).toBe(false);
  expect(await seedStep(tank).done()).toBe(true);
  const bytes = readFileSync(iso);
  writeFileSync(iso, bytes.subarray(0, 40_000));
  expect(await seedStep(tank).done()).toBe(false);
  writeFileSync(`${iso}.new`, 'half');
  await seedStep(tank).run(() => {});
  expect(readFileSync(iso).equals(bytes)).toBe(true);
});

test('is not done without keys, nor with other keys', async () => {
  const other = mkdtempSync(join(tmpdir(), 'tank-seed-'));
  writeFileSync(seedFile(other), readFileSync(iso));
  const elsewhere = tankAt(other, runnerFor({ 'ssh-keygen': '/usr/bin/ssh-keygen' }));
  expect(await seedStep(elsewhere).done()).toBe(false);
  await expect(seedStep(elsewhere).run(() => {})).rejects.toMatchObject({
    because: { id: 'tank.guest-seed-failed' },
  });
  await keysStep(elsewhere).run(() => {});
  expect(await seedStep(elsewhere).done()).toBe(false);
  rmSync(other, { recursive: true });
});

// Multipass has an account of its own; the others get the same text.
test.each(['qemu', 'multipass'] as const)(
  'cloud-init’s own schema takes what it is told for %s',
  async (engine) => {
    const file = join(folder, `${engine}.yaml`);
    writeFileSync(
      file,
      await userData(
        tankAt(
          folder,
          scriptedRunner(() => undefined),
          { engine },
        ),
      ),
    );
    const { status, stdout, stderr } = spawnSync('cloud-init', ['schema', '--config-file', file], {
      encoding: 'utf8',
    });
    expect(stdout + stderr).toMatch(/Valid (schema|cloud-config)/i);
    expect(stdout + stderr).not.toMatch(/deprecat|warn/i);
    expect(status).toBe(0);
  },
);

test('cloud-init’s schema would have said no', () => {
  const file = join(folder, 'wrong.yaml');
  writeFileSync(file, '#cloud-config\nlocale: false\nusers: 7\n');
  expect(spawnSync('cloud-init', ['schema', '--config-file', file]).status).not.toBe(0);
});

test('lets in one account by one key, shows the host key that we know, and opens one door', async () => {
  const reported = parse(await userData(tank));
  const keys = keyFiles(folder);
  expect(reported.users).toHaveLength(1);
  expect(reported.users[0]).toMatchObject({ name: 'tankmate', lock_passwd: true });
  expect(reported.users[0].ssh_authorized_keys).toEqual([readFileSync(keys.publicKey, 'utf8').trim()]);
  expect(reported.ssh_keys.ed25519_private).toBe(readFileSync(keys.hostKey, 'utf8'));
  expect(reported).toMatchObject({ ssh_pwauth: false, disable_root: true, ssh_deletekeys: true });
  const [ssh] = reported.write_files;
  expect(ssh.content).toContain('AllowUsers tankmate\n');
  expect(ssh.content).toContain('PermitOpen 127.0.0.1:18789\n');
  expect(Object.keys(reported)).not.toContain('packages');
});

test('the same tank is the same machine to cloud-init; another one is another', () => {
  const reported = parse(metaData(tank));
  expect(reported).toEqual({ 'instance-id': 'openclaw-1795338000000', 'local-hostname': 'openclaw' });
  const later = tankAt(folder, tank.needs.runner, { createdAt: '2026-12-01T00:00:00.000Z' });
  expect(parse(metaData(later))['instance-id']).not.toBe(reported['instance-id']);
});

test('the disc of files of any length is read back whole', () => {
  const files = [0, 1, 2047, 2048, 2049, 70_000].map((length) => ({
    name: `file-${length}`,
    bytes: Buffer.alloc(length, 'abcdefg'),
  }));
  const file = join(folder, 'many.iso');
  // Their short names would be one: it says so rather than lose one.
  expect(() =>
    isoImage(
      'cidata',
      [
        { name: 'user-data', bytes: Buffer.alloc(1) },
        { name: 'user-date', bytes: Buffer.alloc(1) },
      ],
      new Date(0),
    ),
  ).toThrow('one name');
  const short = files.map(({ bytes }, index) => ({ name: `f${index}`, bytes }));
  writeFileSync(file, isoImage('cidata', short, new Date('2026-11-22T09:00:00Z')));
  for (const { name, bytes } of short) {
    const read = execFileSync('isoinfo', ['-i', file, '-J', '-x', `/${name}`]);
    expect(read.equals(bytes)).toBe(true);
  }
});
