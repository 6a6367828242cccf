import { expect, test } from 'vitest';
import { startOptions } from '../../main/openclaw/start-options';

test('what a command line decides over the settings', () => {
  const words = (line: string) => startOptions(line.split(' '));
  expect(words('/usr/bin/node /x/openclaw.mjs gateway --port 18789')).toEqual({});
  expect(words('openclaw gateway --bind lan --auth=none --tailscale funnel --token hunter2')).toEqual({
    '--bind': 'lan',
    '--auth': 'none',
    '--tailscale': 'funnel',
  });
  expect(words('openclaw gateway --bind loopback --bind=0.0.0.0')).toEqual({ '--bind': '0.0.0.0' });
  expect(startOptions(['/bin/sh', '-c', 'exec openclaw gateway --bind "lan"'])).toEqual({ '--bind': 'lan' });
});
