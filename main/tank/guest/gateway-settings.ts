import type { TankContext } from '../model/types';

/** What the gateway is to know from its environment: `NAME=value` lines, for systemd's EnvironmentFile and `--env-file`. */
export const gatewayEnvironment = (token: string): string =>
  `${[
    `OPENCLAW_GATEWAY_TOKEN=${token}`,
    'OPENCLAW_DISABLE_BONJOUR=1',
    // It can't write to its own program; updates come through Tankmate.
    'OPENCLAW_NO_AUTO_UPDATE=1',
  ].join('\n')}\n`;

/**
 * The first settings of OpenClaw in a tank (docs/gateway/configuration-reference of OpenClaw 2026.9.6). No secret: the
 * token comes by the environment. `loopback` behind a tunnel; `lan` where the engine publishes a port of a private network.
 * The control page is opened at the tank's door on this computer, so that is the origin that it may have.
 */
export const firstSettings = (tank: TankContext, bind: 'loopback' | 'lan'): string => {
  const endpoint = tank.plan.ports.gateway;
  const settings = {
    gateway: {
      mode: 'local',
      bind,
      port: 18789,
      auth: { mode: 'token' },
      controlUi: { allowedOrigins: [`http://127.0.0.1:${endpoint}`, `http://localhost:${endpoint}`] },
    },
    discovery: { mdns: { mode: 'off' } },
    session: { dmScope: 'per-channel-peer' },
    update: { checkOnStart: false },
  };
  return `${JSON.stringify(settings, null, 2)}\n`;
};
