import { readFile } from 'node:fs/promises';
import type { BoundaryFact, TankContext } from '../../../model/types';
import { boundaryFacts, type Reported } from '../../boundary-facts';
import { machine } from './vboxmanage';
import { forwardRule } from './virtualbox-machine';

type Facts = ReadonlyMap<string, string>;

const numbered = (facts: Facts, name: string) => {
  const pattern = new RegExp(`^${name}\\d+$`);
  return [...facts].filter(([key]) => pattern.test(key));
};

/** Values that close a setting. */
const CLOSED = ['off', 'none', 'disabled', 'false', '0'];

/**
 * Whether NAT lets it reach this computer's 127.0.0.1: `showvminfo` tells since 7.2 (`localhostReachable="0"`); before,
 * only the settings' file does, which names it when it is on (`localhost-reachable="true"`). Null: neither told.
 */
async function reachesLoopback(facts: Facts): Promise<boolean | null> {
  const reported = facts.get('localhostReachable');
  if (reported !== undefined) return !CLOSED.includes(reported);
  const settings = await readFile(facts.get('CfgFile') ?? '', 'utf8').catch(() => null);
  return settings === null ? null : /localhost-reachable="true"/.test(settings);
}

async function settingsOf(
  facts: Facts,
): Promise<{ readonly settings: Reported; readonly loose: readonly string[] }> {
  const loopback = await reachesLoopback(facts);
  const cards = numbered(facts, 'nic');
  if (loopback === null || cards.length === 0 || !facts.has('vrde')) return { settings: null, loose: [] };
  const usedCards = cards.filter(([, kind]) => kind !== 'none').map(([card, kind]) => `${card}=${kind}`);
  const screen = `vrde=${facts.get('vrde')}`;
  const host = `localhostReachable=${loopback ? 'on' : 'off'}`;
  return {
    settings: [...usedCards, host, screen],
    loose: [
      ...usedCards.filter((card) => card !== 'nic1=nat'),
      ...(loopback ? [host] : []),
      ...(CLOSED.includes(facts.get('vrde') ?? '') ? [] : [screen]),
    ],
  };
}

/** Those of these settings that are on; null when one of them isn't told at all. */
function open(facts: Facts, ...names: readonly string[]): Reported {
  if (names.some((name) => !facts.has(name))) return null;
  return names
    .filter((name) => !CLOSED.includes(facts.get(name) ?? ''))
    .map((name) => `${name}=${facts.get(name)}`);
}

/** Sound that comes in or goes out: its driver may be named all the same. */
const sounds = (facts: Facts): readonly string[] =>
  facts.get('audio') === 'none'
    ? []
    : (open(facts, 'audio_in', 'audio_out') ?? [`audio=${facts.get('audio')}`]);

export async function virtualboxBoundary(tank: TankContext): Promise<readonly BoundaryFact[]> {
  const facts: Facts = (await machine(tank)) ?? new Map();
  const isKnown = facts.size > 0;
  const rules = [...facts].filter(([key]) => /^Forwarding\(\d+\)$/.test(key)).map(([, rule]) => rule);
  const endpointOf = (rule: string) => {
    const [, , host, port] = rule.split(',');
    return `${host || '0.0.0.0'}:${port}`;
  };
  const usb = open(facts, 'usb', 'ehci', 'xhci');
  const [memoryMiB, processors] = [Number(facts.get('memory')), Number(facts.get('cpus'))];
  return boundaryFacts(tank, 'virtualbox', {
    ...(await settingsOf(facts)),
    mounts: isKnown
      ? [...facts].filter(([key]) => key.startsWith('SharedFolderPath')).map(([, path]) => path)
      : null,
    ports: isKnown ? rules.map(endpointOf) : null,
    strange: rules.filter((rule) => rule !== forwardRule(tank)).map(endpointOf),
    devices: usb && [...usb, ...sounds(facts)],
    clipboard: open(facts, 'clipboard', 'draganddrop'),
    limits: memoryMiB > 0 && processors > 0 ? { memoryMiB, processors } : null,
  });
}
