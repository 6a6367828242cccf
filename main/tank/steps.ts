import type { At, Engine, Guest, Step } from '.';
import { isHealthy } from './health';
import type { Parts } from './parts';
import { roomStep } from './room';
import { cleanStep } from './snapshots';
import { sshGuest } from './ssh';
import { untilHealthy } from './start-stop';
import { say } from './trouble';
import { tunnelStep } from './tunnel';

const startStep = (at: At, engine: Engine): Step => ({
  id: 'start',
  now: say('now-start'),
  seconds: 10,
  done: async () => (await engine.state(at)) === 'running',
  run: () => engine.start(at),
});

const healthyStep = (at: At): Step => ({
  id: 'healthy',
  now: say('now-healthy'),
  seconds: 30,
  done: () => isHealthy(at.plan.ports.gateway),
  run: (tell) => untilHealthy(at, tell),
});

/** The inside of a tank: the engine's own way, or ssh with the tank's key. */
export function guestOf(at: At, engine: Engine): Guest {
  if (engine.guest) return engine.guest(at);
  return sshGuest(at, async () => {
    if (!engine.sshAt) throw new Error(`${engine.id} has no way in`);
    return engine.sshAt(at);
  });
}

/** All steps of making a tank, in their order. Whether one is done is for it to tell, from facts. */
export function stepsOf(at: At, engine: Engine, parts: Parts): readonly Step[] {
  const guest = guestOf(at, engine);
  return [
    parts.engineStep(at, engine),
    roomStep(at, engine),
    parts.imageStep(at, engine.base),
    parts.nodeStep(at),
    parts.keysStep(at),
    ...(engine.base === 'disk' ? [parts.seedStep(at)] : []),
    ...engine.steps(at),
    startStep(at, engine),
    ...parts.guestSteps(at, guest),
    ...(engine.door === 'tunnel' ? [tunnelStep(at, engine)] : []),
    healthyStep(at),
    parts.receiptStep(at, engine, guest),
    ...(engine.snapshots ? [cleanStep(at, engine)] : []),
  ];
}
