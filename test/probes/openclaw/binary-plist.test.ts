import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { build } from 'plist';
import { describe, expect, test } from 'vitest';
import { parseJob } from '../../../main/probes/openclaw/services-launchd';

const PROGRAM = '/usr/bin/plistutil';

/** libplist's own reader and writer (plistutil(1)), which shares no line with the one that we read with. */
function translated(text: string | Buffer, format: 'bin' | 'xml'): Buffer {
  const ended = spawnSync(PROGRAM, ['-i', '-', '-o', '-', '-f', format], { input: text });
  expect(ended.status, String(ended.stderr)).toBe(0);
  return ended.stdout;
}

const JOB = {
  Label: 'ai.openclaw.gateway',
  ProgramArguments: ['/opt/homebrew/bin/node', '/Users/李明/a & b <c>/index.js', 'gateway', '--token="x"'],
  EnvironmentVariables: { OPENCLAW_PROFILE: 'work', NAME: '龙虾 🦞' },
  UserName: 'claw',
  WorkingDirectory: '/Users/李明',
  KeepAlive: true,
  StartInterval: 60,
  Started: new Date('2026-11-20T08:15:30Z'),
};
const READ = {
  label: JOB.Label,
  command: JOB.ProgramArguments,
  env: JOB.EnvironmentVariables,
  user: 'claw',
  cwd: '/Users/李明',
};

describe.skipIf(!existsSync(PROGRAM))('a job of launchd, by libplist (a Debian package)', () => {
  const xml = build(JOB);
  const binary = existsSync(PROGRAM) ? translated(xml, 'bin') : Buffer.alloc(0);

  test('is read alike in our XML, and in what a binary one is translated to', () => {
    expect(binary.subarray(0, 8).toString()).toBe('bplist00');
    expect(parseJob(xml)).toEqual(READ);
    expect(parseJob(translated(binary, 'xml').toString())).toEqual(READ);
  });

  test('shows its label in its binary form, as an app’s Info.plist shows who made it', () => {
    expect(binary.toString('latin1')).toContain('ai.openclaw.gateway');
  });

  test('is none once its end is missing', () => {
    for (let length = 1; length < xml.trimEnd().length; length += 7)
      expect(parseJob(xml.slice(0, length))).toBeNull();
  });
});
