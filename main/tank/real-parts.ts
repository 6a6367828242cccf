import { nodeHost } from '../probes/host/node';
import { npmSettings } from '../probes/releases/npm-settings';
import { NPMMIRROR } from '../probes/releases/release';
import { imageStep, nodeStep } from './download-steps';
import { pathOf } from './downloads';
import { imageFor, nodeFor, npmFor } from './downloads/catalogue';
import { engineOf } from './engines';
import { guestFacts, guestSteps, installOpenClaw } from './guest';
import { engineStep } from './install-engine';
import { keysStep, readToken } from './keys';
import type { Parts } from './parts';
import { isDue, newestReceipt, outsideMark, receiptStep, takeReceipt } from './receipt';
import { seedStep } from './seed';

/** The registry that archives come from: the user's own, or npmmirror. */
const registryOf = async (mirror: 'own' | 'npmmirror') =>
  mirror === 'npmmirror' ? NPMMIRROR : (await npmSettings(nodeHost(new AbortController().signal))).registry;

/** All parts as they are. */
export const realParts: Parts = {
  engineOf,
  async catalogue(base, architecture, mirror) {
    const registry = await registryOf(mirror);
    return {
      image: imageFor(base, architecture, mirror),
      node: nodeFor(architecture, registry),
      npm: npmFor(registry),
    };
  },
  pathOf,
  engineStep,
  imageStep,
  nodeStep,
  keysStep,
  readToken,
  seedStep,
  guestSteps,
  guestFacts,
  installOpenClaw,
  receiptStep,
  takeReceipt,
  newestReceipt,
  isDue,
  outsideMark,
};
