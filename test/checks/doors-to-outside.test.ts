import { describe, expect, test } from 'vitest';
import check from '../../main/checks/doors-to-outside';
import { translatorFor } from '../../main/report/render';
import { probesWith } from './doors';

const inspect = (told: Parameters<typeof probesWith>[0]) => check.inspect(probesWith(told));

describe('doors-to-outside', () => {
  test('a tunnel to the gateway’s port', async () => {
    const finding = await inspect({ lines: ['bash', 'ssh -R 80:localhost:18789 example.org'] });
    expect(finding).toMatchObject({
      state: 'attention',
      severity: 'high',
      evidence: [{ where: 'ssh (pid 77)' }],
    });
    expect(translatorFor('en')(finding.because)).toBe(
      'SSH leads from the internet to port 18789 of this computer.',
    );
    expect(translatorFor('zh-CN')(finding.because)).toBe('SSH 把互联网接到了这台电脑的 18789 端口。');
  });
  test('a tunnel to the port that the settings name', async () => {
    expect(await inspect({ lines: ['ngrok http 20001'], port: 20001 })).toMatchObject({ state: 'attention' });
    expect(await inspect({ lines: ['ngrok http 20001'] })).toMatchObject({ state: 'good' });
  });
  test('a tunnel whose settings file says it', async () => {
    const lines = ['cloudflared tunnel run home'];
    const file = '/home/lin/.cloudflared/config.yml';
    expect(await inspect({ lines, files: { [file]: 'service: http://localhost:18789' } })).toMatchObject({
      state: 'attention',
    });
    expect(await inspect({ lines, files: { [file]: 'service: http://localhost:3000' } })).toMatchObject({
      state: 'good',
    });
    expect(await inspect({ lines })).toMatchObject({ state: 'unknown' });
  });
  test('one that only its provider knows is unknown', async () => {
    const finding = await inspect({ lines: ['natapp -authtoken=x'] });
    expect(finding.state).toBe('unknown');
    expect(translatorFor('en')(finding.because)).toContain('its provider’s web page says it');
  });
  test('a rule of Windows', async () => {
    const forward = { address: '0.0.0.0', port: 8080, toAddress: '127.0.0.1', toPort: 18789 };
    expect(await inspect({ forwards: [forward] })).toMatchObject({ state: 'attention', severity: 'high' });
    expect(await inspect({ forwards: [{ ...forward, address: '127.0.0.1' }] })).toMatchObject({
      state: 'good',
    });
    expect(await inspect({ forwards: [{ ...forward, toPort: 3000 }] })).toMatchObject({ state: 'good' });
  });
  test('hidden processes are unknown, and none with none is good', async () => {
    const hidden = [{ where: '/proc (hidepid)', because: { id: 'look.not-allowed' } }];
    expect(await inspect({ hidden })).toMatchObject({ state: 'unknown' });
    expect(await inspect({ lines: ['bash', 'firefox'] })).toMatchObject({ state: 'good' });
    expect(translatorFor('en')((await inspect({ lines: ['bash'] })).because)).toContain(
      'None of the 1 running program',
    );
  });
  test('without OpenClaw it does not apply', async () => {
    expect(await inspect({ there: false, lines: ['ngrok http 18789'] })).toMatchObject({
      state: 'not-applicable',
    });
  });
});
