import { Writable } from 'node:stream';
import { expect, onTestFinished, test, vi } from 'vitest';
import { write, writeJson, writeLines } from '../../main/cli/print';

const stream = (ends: () => Error | null = () => null) => {
  let all = '';
  const made = new Writable({
    write(part, _encoding, done) {
      all += part;
      setImmediate(() => done(ends()));
    },
  });
  return { made: made as unknown as NodeJS.WriteStream, all: () => all };
};
const failure = (code: string) => Object.assign(new Error(code), { code });

test('a thousand lines leave one listener behind, and no warning', async () => {
  const warnings: Error[] = [];
  const hear = (warning: Error) => warnings.push(warning);
  process.on('warning', hear);
  onTestFinished(() => void process.off('warning', hear));
  const { made, all } = stream();
  await write(made, '0\n');
  const listeners = made.listenerCount('error');
  await Promise.all(Array.from({ length: 500 }, (_, at) => write(made, `${at}\n`)));
  for (let at = 0; at < 500; at++) await write(made, `${at}\n`);
  await new Promise((turn) => setImmediate(turn));
  expect(made.listenerCount('error')).toBe(listeners);
  expect(warnings).toEqual([]);
  expect(all().split('\n')).toHaveLength(1002);
});

test('a reader that went away is no failure, however often it is written to', async () => {
  const { made } = stream(() => failure('EPIPE'));
  for (let at = 0; at < 20; at++) await write(made, 'x\n');
  expect(made.listenerCount('error')).toBe(1);
});

test('a full disk is one', async () => {
  const { made } = stream(() => failure('ENOSPC'));
  await expect(write(made, 'x\n')).rejects.toMatchObject({ code: 'ENOSPC' });
});

test('what others wrote makes no line, no colour and no other direction', async () => {
  const { made, all } = stream();
  await writeLines(['skill-a\nquarantine-skill-b  (recommended)', 'a\u001b]0;x\u0007b\u202ec\rd'], made);
  expect(all()).toBe('skill-a\n     │ quarantine-skill-b  (recommended)\na\uFFFD]0;x\uFFFDb\uFFFDc\uFFFDd\n');
});

test('a JSON document is exact, and nothing in it is obeyed by a terminal', async () => {
  const written: string[] = [];
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation(((part: string, done: () => void) => {
    written.push(part);
    done();
    return true;
  }) as typeof process.stdout.write);
  onTestFinished(() => spy.mockRestore());
  const name = '\u001b[2J\u009b2J\u202egpj\u2028\u007f é龙';
  await writeJson({ name });
  expect(JSON.parse(written.join(''))).toEqual({ name });
  expect(written.join('')).not.toMatch(/[^\P{Cc}\n]|\p{Bidi_Control}|\u2028/u);
});
