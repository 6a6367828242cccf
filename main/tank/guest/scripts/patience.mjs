// Read by Node before OpenClaw where programs do the processor's work, some twelve times slower. OpenClaw starts a worker
// for its state and gives it five seconds, in which that worker loads 280 modules: there it needs five to eight, the
// gateway gives up, and the next start goes the same way. This gives it a minute, in memory alone: OpenClaw's files stay as
// they were published. Where another version has no such line, nothing is changed.
// Hooks of the same thread: nodejs.org/api/module.html, "module.registerHooks". The line: OpenClaw 2026.9.6,
// src/state/openclaw-state-lease-heartbeat-shared.ts.
import { registerHooks } from 'node:module';

registerHooks({
  load(url, context, next) {
    const loaded = next(url, context);
    if (!/\/openclaw-state-lease-heartbeat-shared[^/]*$/.test(url)) return loaded;
    const source = String(loaded.source).replace(
      /\b(LEASE_HEARTBEAT_START_TIMEOUT_MS = )(?:5e3|5_?000)\b/,
      (_all, name) => `${name}60000`,
    );
    return { ...loaded, source };
  },
});
