import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { analyseExtension } from '../../../../main/probes/extensions/content/analyse';
import { readSamples, type Sample } from './samples';

const yaml = (text: string) => parse(text, { maxAliasCount: 0, logLevel: 'silent' });
const flagged = (name: string) =>
  readSamples(name).filter((sample: Sample) => analyseExtension(sample.files, sample.name, yaml).length > 0);

/**
 * Skills and plugins in both languages, labelled by hand. The analyser was made with the tuned half before the eyes; the
 * held-out half was written before it, and nobody looked at which of it fail. A sample belongs into the tuned half alone.
 */
describe('hostile and harmless extensions', () => {
  it('are enough to say something', () => {
    expect(readSamples('tuned-hostile').length + readSamples('held-out-hostile').length).toBeGreaterThan(70);
    expect(readSamples('tuned-harmless').length + readSamples('held-out-harmless').length).toBeGreaterThan(
      70,
    );
  });

  it('of the tuned half are told apart', () => {
    const missed = readSamples('tuned-hostile').filter(
      ({ files, name }) => analyseExtension(files, name, yaml).length === 0,
    );
    expect(missed.map(({ name }) => name)).toEqual([]);
    expect(flagged('tuned-harmless').map(({ name }) => name)).toEqual([]);
  });

  /** Written by somebody who had not seen the analyser: 41 of these 68 were named at first, and none of the 68 harmless flagged. */
  it('of a stranger are told apart', () => {
    const missed = readSamples('strangers-hostile').filter(
      ({ files, name }) => analyseExtension(files, name, yaml).length === 0,
    );
    expect(missed.map(({ name }) => name)).toEqual([]);
    expect(flagged('strangers-harmless').map(({ name }) => name)).toEqual([]);
  });

  it('of the held-out half are told apart, nearly all', () => {
    expect(flagged('held-out-hostile').length).toBeGreaterThanOrEqual(30);
    expect(flagged('held-out-harmless').length).toBeLessThanOrEqual(1);
  });

  it('are named by what they do, with file and line', () => {
    const worst = (name: string) => {
      const found = readSamples('tuned-hostile').find((sample) => sample.name === name);
      return analyseExtension(found?.files ?? [], name, yaml).map(
        ({ id, severity, file, line }) => `${id} ${severity} ${file}:${line}`,
      );
    };
    expect(worst('base64-terminal')).toContain('runs-encoded high SKILL.md:9');
    expect(worst('base64-terminal')).toContain('runs-download critical SKILL.md:9');
    expect(worst('ssh-post')).toContain('takes-secrets critical explain.py:7');
    expect(worst('bash-tcp')).toContain('opens-shell critical watch.sh:3');
    expect(worst('prompt-tap')).toContain('taps-messages high index.js:6');
    expect(worst('wipe')).toContain('destroys critical clean.py:3');
    expect(worst('seed-en')).toContain('asks-secrets critical SKILL.md:6');
  });
});
