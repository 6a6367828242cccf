/** Names that say that OpenClaw is in a machine. */
export const HOLDS = /openclaw|clawd|moltbot|lobster/i;
export const GATEWAY_PORT = '18789';
