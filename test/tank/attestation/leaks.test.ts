import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTranslate } from '../../../main/i18n/translate';
import { tankMessages } from '../../../main/tank/messages';
import { buildHouse, receiptOf } from './house';

const say = createTranslate('en', tankMessages);
let house: string;

/** `bwrap` would do the same; namespaces need no package. */
describe.runIf(process.platform === 'linux').concurrent('a tank made of namespaces', () => {
  beforeAll(async () => {
    house = await buildHouse();
  }, 60_000);
  afterAll(() => rm(house, { recursive: true, force: true }));

  test('is sealed when nothing leaks', async () => {
    const { tries } = await receiptOf(house, 'nothing');
    expect(
      tries.filter(({ outcome }) => outcome !== 'blocked').map(({ id, saw }) => `${id}: ${say(saw)}`),
    ).toEqual([]);
  }, 60_000);

  test.each([
    ['group', ['account']],
    ['folder', ['host-folders']],
    ['loopback', ['host-loopback']],
    ['loopback-web', ['host-loopback']],
    ['lan', ['lan']],
    ['metadata', ['metadata']],
    ['docker-socket', ['engine-sockets']],
    ['hidden-socket', ['engine-sockets']],
    ['neighbour', ['other-guests']],
    ['passwd', ['sudo']],
    // A program that makes an administrator needs that rights can be gained.
    ['setuid', ['sudo', 'engine-settings']],
    ['core-pattern', ['kernel-modules']],
    ['screen', ['clipboard']],
    ['device', ['devices']],
    ['new-rights', ['engine-settings']],
    ['no-filter', ['engine-settings']],
    ['sysfs', ['mounts']],
    ['exposed', ['ports']],
    ['memory', ['limits']],
    ['mounts', ['mounts']],
  ])(
    '%s turns exactly that line',
    async (leak, lines) => {
      const { tries } = await receiptOf(house, leak);
      const reported = tries.filter(({ outcome }) => outcome !== 'blocked');
      expect(
        reported.map(({ id, outcome, saw }) => (outcome === 'open' ? id : `${id} ${outcome}: ${say(saw)}`)),
      ).toEqual(lines);
      // What was seen is said: two letters lie in that folder.
      if (leak === 'folder')
        expect(reported.map(({ saw }) => say(saw)).join()).toContain(
          '/data (tmpfs, 2 entries could be listed)',
        );
    },
    60_000,
  );
});
